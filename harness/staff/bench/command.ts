import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import type { Course } from '#engine/course/course.ts'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import { propertySeed } from '#engine/grading/seeds.ts'
import { runProperty } from '#engine/running/run-property.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import { loadAnswerKey } from '../answer-key/answer-key.ts'
import { composeFile } from '../answer-key/compose.ts'
import { prepareCourse } from '../answer-key/prepare.ts'

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
        const rounds = Object.keys(ways).map((name) => ({ name, taken: [] as Taken[] }))
        for (let round = 0; round < ROUNDS; round++)
          for (const [i, run] of Object.values(ways).entries()) rounds[i]!.taken.push(await timed(run))
        const [first, ...others] = rounds.map(({ name, taken }) => ({
          name,
          wall: median(taken.map(({ wall }) => wall)),
          processor: median(taken.map(({ processor }) => processor)),
        }))
        console.log(`${course.exercises.length} exemplars, medians of ${ROUNDS} rounds`)
        console.log(`${''.padEnd(38)}  wall  processors`)
        for (const { name, wall, processor } of [first!, ...others])
          console.log(line(name, `${(wall / 1000).toFixed(2)} s`, `${(processor / 1000).toFixed(2)} s`))
        for (const { name, wall, processor } of others)
          console.log(
            line(
              `graded ÷ ${name}`,
              (first!.wall / wall).toFixed(2),
              (first!.processor / processor).toFixed(2),
            ),
          )
        console.log('Processor time is that of the whole machine: it tells only when nothing else runs.')
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

/** How long something took, and what all processors together worked meanwhile, in ms. */
interface Taken {
  wall: number
  processor: number
}

async function timed(run: () => Promise<void>): Promise<Taken> {
  const start = performance.now()
  const before = busyMs()
  await run()
  return { wall: performance.now() - start, processor: busyMs() - before }
}

/** Of the whole machine: sandboxed processes are killed, and what they used is on nobody's account then. */
function busyMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0)
}

function line(name: string, wall: string, processor: string): string {
  return `  ${name.padEnd(36)}${wall.padStart(8)}${processor.padStart(10)}`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
