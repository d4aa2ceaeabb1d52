import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import type { Course } from '#engine/course/course.ts'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import { runProperty } from '#engine/grading/run-property.ts'
import { propertySeed } from '#engine/grading/seeds.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import { loadAnswerKey } from './answer-key.ts'
import { composeFile } from './compose.ts'
import { prepareCourse } from './prepare.ts'

const ROUNDS = 3
const KEY = 'a key for measuring only'

/** `neurograde bench`: what isolation costs, as ratios within one run. */
export function addBench(program: Command): void {
  program
    .command('bench')
    .description('time the grading of all exemplars beside the same properties in process and under vitest')
    .action(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'neurograde-bench-'))
      try {
        const { course } = await prepareCourse()
        await writeExemplars(course, folder)
        const { level } = await probeLevel()
        const ways = {
          [`graded, ${level}`]: () => graded(folder),
          'bare loop in process': () => bareLoop(),
          'the same suites under vitest': async () => underVitest(course.root, folder),
        }
        const times = Object.fromEntries(Object.keys(ways).map((name): [string, number[]] => [name, []]))
        for (let round = 0; round < ROUNDS; round++)
          for (const [name, run] of Object.entries(ways)) times[name]!.push(await timed(run))
        const [first = 1, ...others] = Object.values(times).map(median)
        console.log(`${course.exercises.length} exemplars, median wall time of ${ROUNDS} rounds`)
        for (const [name, values] of Object.entries(times))
          console.log(`  ${name.padEnd(30)} ${(median(values) / 1000).toFixed(2).padStart(6)} s`)
        for (const [i, name] of Object.keys(ways).slice(1).entries())
          console.log(`  graded ÷ ${name.padEnd(28)} ${(first / others[i]!).toFixed(2)}`)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}

async function writeExemplars({ root, exercises }: Course, folder: string): Promise<void> {
  for (const exercise of exercises) {
    const path = join(folder, exercise.file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, await composeFile(root, exercise, { kind: 'exemplar' }))
  }
}

async function graded(submission: string): Promise<void> {
  const { course, exercises, stubs } = await prepareCourse()
  const { level } = await probeLevel()
  await gradeSubmission({
    course,
    exercises,
    stubs,
    submission,
    level,
    key: KEY,
    tier: 'provisional',
    about: { id: 'bench' },
  })
}

/** The least that checking these properties can cost: no sandbox, no record, one thread. */
async function bareLoop(): Promise<void> {
  const { course, exercises } = await prepareCourse()
  for (const { suite, suiteDigest } of exercises) {
    const { exemplar } = await loadAnswerKey(course.root, suite.exercise)
    for (const { law, words } of suite.entries)
      await runProperty(law, {
        seed: propertySeed(KEY, suiteDigest, suite.exercise.slug, words.id),
        functions: suite.functions,
        transport: inProcess(exemplar),
      })
  }
}

function underVitest(root: string, submission: string): void {
  execFileSync(
    process.execPath,
    [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'exercises', 'solutions'],
    {
      cwd: root,
      env: { ...process.env, SUBMISSION: submission },
      stdio: 'ignore',
    },
  )
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
