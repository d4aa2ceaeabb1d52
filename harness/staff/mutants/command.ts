import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { isUnfinished, mutateExercises } from './mutate-course.ts'
import { mutantsDigest, TABLE } from './out-of-date.ts'
import { tableMarkdown, tableText } from './table.ts'

/** `neurograde mutants`: what the properties do not notice. */
export function addMutants(program: Command): void {
  program
    .command('mutants [exercise...]')
    .description('change every exemplar in one place at a time and say what no property notices')
    .option('--json <file>', 'write all that became of the mutants to a file')
    .action(async (words: string[], { json }: { json?: string }) => {
      const course = loadCourse(projectRoot)
      const exercises = selectExercises(course, words)
      const all = await mutateExercises(course, exercises, ({ slug, mutants, survivors }) =>
        console.log(`${slug}  ${mutants} mutants, ${survivors.length} survivors without a reason`),
      )
      console.log(`\n${tableText(all)}`)
      if (json) writeFileSync(json, `${JSON.stringify(all, null, 2)}\n`)
      if (words.length === 0) {
        const digests = exercises.map((exercise) => [exercise.slug, mutantsDigest(course.root, exercise)])
        writeFileSync(join(course.root, TABLE), tableMarkdown(all, Object.fromEntries(digests)))
        console.log(`\nWritten: ${TABLE}`)
      }
      if (all.some(isUnfinished)) process.exitCode = 1
    })
}
