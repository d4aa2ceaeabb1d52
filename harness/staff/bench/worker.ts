import { createInterface } from 'node:readline'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import { propertySeed } from '#engine/grading/seeds.ts'
import { judge } from '#engine/running/run-property.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import { loadAnswerKey } from '../answer-key/answer-key.ts'
import { prepareCourse } from '../answer-key/prepare.ts'

/**
 * One way to do the work, in a process of its own so that it can be metered. It loads everything, says `ready`, and
 * does the work once for each line it is sent, answering `done` and its memory.
 */
const [way, submission] = process.argv.slice(2)
const KEY = 'a key for measuring only'
const { course, exercises, stubs } = await prepareCourse()

const ways: Record<string, () => Promise<void>> = {
  /** The real thing: bundles, sandboxes, records. */
  graded: async () => {
    const { level } = await probeLevel()
    const grade = await gradeSubmission({
      course,
      exercises,
      stubs,
      submission: submission!,
      level,
      key: KEY,
      tier: 'provisional',
      about: { id: 'bench' },
    })
    if (way === 'graded' && grade.points !== grade.maxPoints) throw new Error('an exemplar lost points')
  },
  /** The least that checking these properties can cost: no sandbox, no record, one thread, nothing known before. */
  bare: async () => {
    for (const { suite, suiteDigest } of exercises) {
      const { exemplar } = await loadAnswerKey(course.root, suite.exercise)
      for (const { law, words } of suite.entries)
        await judge(law, {
          seed: propertySeed(KEY, suiteDigest, suite.exercise.slug, words.id),
          functions: suite.functions,
          transport: inProcess(exemplar),
        })
    }
  },
}
ways.untouched = ways.graded!

console.log('ready')
for await (const _ of createInterface({ input: process.stdin })) {
  await ways[way!]!()
  console.log(`done ${process.memoryUsage.rss()}`)
}
process.exit(0)
