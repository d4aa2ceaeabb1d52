import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { mutantsOutOfDate, TABLE } from '../mutants/out-of-date.ts'
import { killMatrixText } from './kill-matrix.ts'
import { courseRemarks, verifyExercises } from './verify-course.ts'

/** `neurograde verify`: the proof that the hidden tests are sound. */
export function addVerify(program: Command): void {
  program
    .command('verify [exercise...]')
    .description('prove that the hidden tests catch every known mistake and accept every correct solution')
    .option('--seeds <n>', 'how many seeds every proof is repeated on', '20')
    .option('--json <file>', 'write the kill matrix and all findings to a file')
    .action(async (words: string[], { seeds, json }: { seeds: string; json?: string }) => {
      const count = Number(seeds)
      if (!Number.isInteger(count) || count < 1)
        program.error(`--seeds must be a whole number above 0, not ${seeds}`)
      const course = loadCourse(projectRoot)
      const exercises = selectExercises(course, words)
      const verifications = await verifyExercises(course, exercises, {
        seeds: count,
        done: ({ slug, problems, kills, correct }) =>
          console.log(
            `${problems.length ? 'UNSOUND' : 'sound  '}  ${slug}  ${kills.length} mistakes caught, ` +
              `${correct.length} correct solutions accepted on ${count} seeds`,
          ),
      })
      for (const verification of verifications) {
        console.log(`\n${killMatrixText(verification)}`)
        for (const problem of verification.problems) console.log(`  PROBLEM ${problem}`)
      }
      for (const slug of mutantsOutOfDate(course.root, exercises))
        console.log(`\n${slug}: ${TABLE} is out of date: renew it with npx neurograde mutants`)
      const { remarks, problems } = courseRemarks(course)
      if (words.length === 0) {
        for (const remark of remarks) console.log(`\ncourse: ${remark}`)
        for (const problem of problems) console.log(`\ncourse: PROBLEM ${problem}`)
      }
      if (json) writeFileSync(json, `${JSON.stringify({ verifications, remarks, problems }, null, 2)}\n`)
      const unsound = verifications.some((verification) => verification.problems.length > 0)
      if (unsound || (words.length === 0 && problems.length > 0)) process.exitCode = 1
    })
}
