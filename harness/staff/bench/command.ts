import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Table from 'cli-table3'
import type { Command } from 'commander'
import { type Course, loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { composeFile } from '../answer-key/compose.ts'
import { openMeter } from './meter.ts'
import { startWorker, type Taken, underVitest } from './ways.ts'

const ROUNDS = 7
/** Exercises of the whole course. */
const WHOLE = 37

/** `neurograde bench`: the budgets of the design, as ratios within one run. */
export function addBench(program: Command): void {
  program
    .command('bench')
    .description('time the grading of all exemplars beside the same properties in process and under vitest')
    .option('--rounds <n>', 'how often each way is tried', String(ROUNDS))
    .action(async ({ rounds }: { rounds: string }) => {
      const folder = mkdtempSync(join(tmpdir(), 'neurograde-bench-'))
      try {
        const course = loadCourse(projectRoot)
        await writeExemplars(course, join(folder, 'exemplars'))
        writeStubs(course, join(folder, 'stubs'))
        await report(course, folder, Number(rounds))
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}

async function report(course: Course, folder: string, rounds: number): Promise<void> {
  const exemplars = join(folder, 'exemplars')
  const first = async (way: string, submission: string): Promise<Taken> => {
    const worker = await startWorker(way, submission)
    const taken = await worker.work()
    await worker.close()
    return taken
  }
  const series = { bare: [] as Taken[], graded: [] as Taken[], vitest: [] as Taken[] }
  for (let round = 0; round < rounds; round++) {
    series.bare.push(await first('bare', exemplars))
    series.graded.push(await first('graded', exemplars))
    series.vitest.push(await underVitest(course.root, exemplars))
  }
  const run = await aRun(exemplars)
  const untouched = await first('untouched', join(folder, 'stubs'))
  const [bare, graded, vitest] = [series.bare, series.graded, series.vitest].map(medianOf) as [
    Taken,
    Taken,
    Taken,
  ]
  const share = course.exercises.length / WHOLE

  const table = new Table({
    head: ['what', 'processor time', 'wall time', 'budget'],
    style: { head: [], border: [] },
  })
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
  const row = (name: string, { processorMs, wallMs }: Taken, budget = '') =>
    table.push([name, seconds(processorMs), seconds(wallMs), budget])
  const ratio = (name: string, a: Taken, b: Taken, budget: string) =>
    table.push([name, (a.processorMs / b.processorMs).toFixed(2), (a.wallMs / b.wallMs).toFixed(2), budget])
  row('bare loop in process', bare)
  row('one submission, isolated', graded, `wall ${(20 * share).toFixed(1)} s (20 s for ${WHOLE})`)
  row('the same suites under vitest, started for it', vitest)
  row('submissions 2 to 10 of a run, each', run.early)
  row('submissions 41 to 50 of a run, each', run.late)
  row('one untouched submission', untouched)
  ratio('one submission ÷ bare loop', graded, bare, 'processor 1.5')
  ratio('one of the last ten of 50 ÷ bare loop', run.late, bare, 'processor 0.8')
  ratio('one submission ÷ vitest started for it', graded, vitest, 'processor 0.5, wall 1')
  ratio('last ten ÷ submissions 2 to 10', run.late, run.early, '1.1')
  table.push([
    'memory of the grader, after 50 ÷ after 20',
    (run.memoryAt50 / run.memoryAt20).toFixed(2),
    `${Math.round(run.memoryAt50 / 2 ** 20)} MB`,
    '0.9 to 1.1',
  ])
  console.log(
    `${course.exercises.length} exemplars; medians of ${rounds} rounds; processor time by ${meterName()}`,
  )
  console.log(table.toString())
  console.log(
    'Not in this table: verify (npm run verify says its own), .ci/run, and the watch mode, which is not built.',
  )
}

/** Fifty submissions, one after another, in one process. */
async function aRun(submission: string) {
  const worker = await startWorker('graded', submission)
  const taken: Taken[] = []
  for (let i = 0; i < 50; i++) taken.push(await worker.work())
  await worker.close()
  return {
    early: mean(taken.slice(1, 10)),
    late: mean(taken.slice(40)),
    memoryAt20: taken[19]!.residentBytes,
    memoryAt50: taken[49]!.residentBytes,
  }
}

async function writeExemplars({ root, exercises }: Course, folder: string): Promise<void> {
  for (const exercise of exercises) {
    const path = join(folder, exercise.file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, await composeFile(root, exercise, { kind: 'exemplar' }))
  }
}

function writeStubs({ root, exercises }: Course, folder: string): void {
  for (const { file } of exercises) cpSync(join(root, file), join(folder, file), { recursive: true })
}

function meterName(): string {
  const meter = openMeter()
  meter.close()
  return meter.name
}

function mean(taken: readonly Taken[]): Taken {
  const of = (key: keyof Taken) => taken.reduce((sum, one) => sum + one[key], 0) / taken.length
  return { wallMs: of('wallMs'), processorMs: of('processorMs'), residentBytes: of('residentBytes') }
}

function medianOf(taken: readonly Taken[]): Taken {
  const of = (key: keyof Taken) => taken.map((one) => one[key]).sort((a, b) => a - b)[taken.length >> 1]!
  return { wallMs: of('wallMs'), processorMs: of('processorMs'), residentBytes: of('residentBytes') }
}
