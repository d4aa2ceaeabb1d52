import { resolve } from 'node:path'
import type { Command } from 'commander'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { courseKey } from '../grade/course-key.ts'
import { proveRelease } from './proof.ts'
import { writeRelease } from './release.ts'

/** `neurograde release`: the tree that students get, with the proof that it holds nothing of the answer key. */
export function addRelease(program: Command): void {
  program
    .command('release <folder>')
    .description('write the student repository and prove that nothing of the answer key is in it')
    .action((given: string) => {
      const folder = resolve(given)
      const course = loadCourse(projectRoot)
      writeRelease(course, folder)
      const { files, imports, secretLines, problems } = proveRelease(projectRoot, folder, [
        courseKey(projectRoot),
      ])
      for (const problem of problems) console.error(`PROBLEM ${problem}`)
      console.log(
        `${folder}: ${files} files, ${course.exercises.length} exercises. ` +
          `Checked ${imports} imports, and every line against ${secretLines} lines of the answer key and the reference.`,
      )
      if (problems.length) {
        console.error(`Do not hand this out: ${problems.length} problems.`)
        process.exitCode = 1
      }
    })
}
