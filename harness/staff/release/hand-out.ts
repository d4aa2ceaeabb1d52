import { resolve } from 'node:path'
import { inOrder, loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { courseKey } from '../grade/course-key.ts'
import { proveRelease } from './proof.ts'
import { writeRelease } from './release.ts'

/** Writes the student tree, proves it and says what was looked at; exit code 1 when the proof fails. */
export async function handOut(given: string): Promise<void> {
  const folder = resolve(given)
  const course = inOrder(loadCourse(projectRoot))
  await writeRelease(course, folder)
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
}
