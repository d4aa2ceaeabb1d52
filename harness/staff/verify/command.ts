import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { loadAnswerKey } from '../answer-key/answer-key.ts'
import { mutantsOutOfDate, TABLE } from '../mutants/out-of-date.ts'
import { fairnessText } from './fairness.ts'
import { killMatrixText } from './kill-matrix.ts'
import { skeletonOf } from './sentence-skeleton.ts'
import { sentencesText } from './sentences.ts'
import { stressText } from './stress-text.ts'
import { courseRemarks, verifyExercises } from './verify-course.ts'

interface Options {
  seeds: string
  json?: string
  sentences?: true
}

/** `neurograde verify`: the proof that the hidden tests are sound. */
export function addVerify(program: Command): void {
  program
    .command('verify [exercise...]')
    .description('prove that the hidden tests catch every known mistake and accept every correct solution')
    .option('--seeds <n>', 'how many seeds every proof is repeated on', '20')
    .option('--json <file>', 'write the kill matrix and all findings to a file')
    .option('--sentences', 'print a sentences file to fill instead')
    .action(async (words: string[], { seeds, json, sentences }: Options) => {
      const count = Number(seeds)
      if (!Number.isInteger(count) || count < 1)
        program.error(`--seeds must be a whole number above 0, not ${seeds}`)
      const course = loadCourse(projectRoot)
      const exercises = selectExercises(course, words)
      if (sentences) {
        for (const exercise of exercises) console.log(skeletonOf(await loadAnswerKey(projectRoot, exercise)))
        return
      }
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
        console.log(`\n${stressText(verification)}\n\n  ${fairnessText(verification.fairness)}`)
        console.log(`  ${sentencesText(verification.sentences)}`)
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
