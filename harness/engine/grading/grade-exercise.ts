import pLimit from 'p-limit'
import { reveals, timeBudgetOf } from '../course/manifest.ts'
import { counterexampleOf } from '../feedback/counterexample.ts'
import { explain } from '../feedback/explain.ts'
import { plain } from '../feedback/show.ts'
import { casesOf } from '../running/cases.ts'
import { type Failure, isRemembered, type PropertyResult } from '../running/failure.ts'
import { unlessRemembered } from '../running/remembered.ts'
import { judge, type RunOptions, simplest } from '../running/run-property.ts'
import type { ProcessorBudget } from '../sandbox/budget.ts'
import { type Bundle, bundle } from '../sandbox/bundle.ts'
import type { SandboxPool } from '../sandbox/pool.ts'
import { Sandbox } from '../sandbox/transport.ts'
import { StudentTrouble, type Trouble } from '../spec/student.ts'
import { diagnose, type MistakeBank } from './diagnose.ts'
import type { ExerciseRecord, Outcome, PropertyRecord } from './record.ts'
import { earnedPoints, functionRecords, type Held, propertyPoints, sumOfPoints } from './score.ts'
import { propertySeed } from './seeds.ts'
import { copyableProperties, type Suite, type SuiteEntry } from './suite.ts'

/** All that is needed to grade one exercise of a submission. */
export interface GradingTask {
  suite: Suite
  suiteDigest: string
  /** Known mistakes, on the staff side. */
  bank?: MistakeBank
  submission: string
  projectRoot: string
  key: string
  /** The processes and the processor time of the submission. */
  pool: SandboxPool
  budget: ProcessorBudget
  /** Whether the file is as it was handed out: nothing has to be run then. */
  isUntouched: boolean
}

/** A graded exercise, and which earlier exercises the student's code rests on. */
export interface GradedExercise {
  record: ExerciseRecord
  imports: string[]
}

const PRINTED_KEPT = 2000

/** Cases of an exercise that are open at the same time: their calls travel together. */
const OPEN_CASES = 256
/** Of an exercise's processor time, the share that may go into making failing cases simple and recognising them. */
const AFTERWARDS = 0.25

/** Grades one exercise: bundle, sandbox, properties, diagnosis, points. Never throws for what a student did. */
export async function gradeExercise(task: GradingTask): Promise<GradedExercise> {
  const { suite, submission, projectRoot, isUntouched } = task
  const { file } = suite.exercise
  if (isUntouched)
    return { record: notLoaded(task, { kind: 'not-loaded', message: 'Not started yet.' }), imports: [] }
  let code: Awaited<ReturnType<typeof bundle>>
  try {
    code = await bundle({ submission, entry: file, projectRoot })
  } catch (error) {
    if (!(error instanceof StudentTrouble)) throw error
    return { record: notLoaded(task, error.trouble), imports: [] }
  }
  const { results, mistakes, printedAtLoad } = await runSuite(task, code)
  const record = exerciseRecord(task, results, mistakes, (fn) => code.lineOf(fn))
  const printed = plain(printedAtLoad + printedWhereVisible(suite, results), PRINTED_KEPT)
  return { record: printed ? { ...record, printed } : record, imports: code.imports }
}

interface Ran {
  results: PropertyResult[]
  mistakes: (string | undefined)[]
  printedAtLoad: string
}

/** What was printed in the failing cases that a student may see: the others may have been printed as they are. */
function printedWhereVisible({ entries }: Suite, results: readonly PropertyResult[]): string {
  return entries
    .flatMap(({ visible }, i) => {
      const result = results[i]!
      return visible && 'calls' in result ? result.calls : []
    })
    .map(({ printed, trouble }) => printed ?? trouble?.printed ?? '')
    .join('')
}

/**
 * Runs all properties. What decides the points comes first; words for what failed get what time is left then.
 * Visible properties never run in a world that has seen the hidden ones: what is printed in them may be shown.
 */
async function runSuite(task: GradingTask, code: Bundle): Promise<Ran> {
  const { suite, pool, budget } = task
  const { slug, manifest } = suite.exercise
  const account = budget.account(slug, 1000 * manifest.budgetS)
  const asked = Object.keys(manifest.exports)
  const sandbox = new Sandbox(code, { pool, account, asked, limitMs: (fn) => timeBudgetOf(manifest, fn) })
  const sideBySide = pLimit(OPEN_CASES)
  const runs = suite.entries.map((entry) => {
    const seed = propertySeed(task.key, task.suiteDigest, slug, entry.words.id)
    const options = { seed, functions: suite.functions, transport: sandbox, sideBySide }
    return {
      entry,
      options,
      result: undefined as PropertyResult | undefined,
      mistake: undefined as string | undefined,
    }
  })
  const [visible, hidden] = [true, false].map((is) => runs.filter(({ entry }) => entry.visible === is))
  try {
    for (const some of [visible!, hidden!]) {
      await Promise.all(
        some.map(async (run) => {
          run.result = await judge(run.entry.law, run.options)
        }),
      )
      sandbox.anew()
    }
    const mayGoOn = account.share(AFTERWARDS)
    const tried = new Set<string>()
    for (const some of [visible!, hidden!]) {
      for (const run of some) {
        const { law, words } = run.entry
        // Once for each group of functions: a new world takes its time.
        const whom = words.judges.join()
        if (run.result?.status !== 'fail' || tried.has(whom) || !mayGoOn()) continue
        tried.add(whom)
        const cases = casesOf(law, run.options.seed)
        run.result = await unlessRemembered(law, run.result, cases, run.options, () => sandbox.anew())
      }
      sandbox.anew()
      await Promise.all(
        some.map(async (run) => {
          // What is only wrong after other calls is shown as it was.
          if (!isRemembered(run.result!))
            run.result = await simplest(run.entry.law, run.result!, { ...run.options, mayGoOn })
        }),
      )
      for (const run of some)
        if (mayGoOn()) run.mistake = await recognise(task, run.entry, run.result!, run.options)
    }
    return {
      results: runs.map(({ entry, result }) => unlessSpoilt(entry, result!, sandbox)),
      mistakes: runs.map(({ mistake }) => mistake),
      printedAtLoad: sandbox.printedAtLoad,
    }
  } finally {
    sandbox.close()
    account.close()
  }
}

/** Inputs that were kept whenever hygiene looked, but not in some other call, were not kept. */
function unlessSpoilt({ words }: SuiteEntry, result: PropertyResult, { spoilt }: Sandbox): PropertyResult {
  const [fn] = words.judges
  const seen = words.id === `${fn}/keeps-inputs` ? spoilt.get(fn!) : undefined
  if (!seen || result.status !== 'pass') return result
  return {
    status: 'fail',
    runs: result.runs,
    index: 1,
    shrinks: 0,
    calls: [{ fn: fn!, args: seen.args }],
    broken: { because: `${fn} changed the arrays it was given.`, got: seen.argsAfter, expected: seen.args },
  }
}

async function recognise(
  { bank }: GradingTask,
  { law, words }: SuiteEntry,
  { status }: PropertyResult,
  options: RunOptions,
): Promise<string | undefined> {
  if (!bank || status !== 'fail' || !reveals(words, 'diagnosis')) return undefined
  return diagnose(law, options, bank)
}

function exerciseRecord(
  task: GradingTask,
  results: readonly PropertyResult[],
  mistakes: readonly (string | undefined)[],
  lineOf: (fn: string) => number | undefined,
): ExerciseRecord {
  const { suite, isUntouched } = task
  const { slug, manifest, file } = suite.exercise
  const held = new Map(suite.entries.map(({ words }, i) => [words.id, heldBy(results[i]!)]))
  const worth = propertyPoints(manifest)
  const earned = earnedPoints(
    manifest,
    manifest.properties.map(({ id }) => held.get(id)),
    copyableProperties(suite),
  )
  const properties = suite.entries.map((entry, i): PropertyRecord => {
    const { words, visible } = entry
    const result = results[i]!
    const at = manifest.properties.indexOf(words)
    return {
      id: words.id,
      kind: words.kind,
      functions: words.judges,
      visible,
      status: result.status,
      points: earned.properties[at]! / 100,
      maxPoints: worth[at]! / 100,
      runs: result.runs,
      ...explanation(task, entry, result, mistakes[i], lineOf),
    }
  })
  const maxPoints = sumOfPoints(properties.map((property) => property.maxPoints))
  const left = manifest.properties.length - properties.length
  return {
    slug,
    title: manifest.title,
    unit: manifest.unit,
    file,
    points: sumOfPoints(properties.map(({ points }) => points)),
    maxPoints,
    status: statusOf(properties.map(({ status }) => status)),
    ...(isUntouched ? { untouched: true } : {}),
    functions: functionRecords(earned),
    properties,
    ...(left ? { unchecked: { properties: left, points: sumOfPoints([manifest.points, -maxPoints]) } } : {}),
  }
}

function heldBy({ status }: PropertyResult): Held {
  return status === 'ungraded' ? status : status === 'pass'
}

function explanation(
  { suite, bank }: GradingTask,
  { words }: SuiteEntry,
  result: PropertyResult,
  mistakeId: string | undefined,
  lineOf: (fn: string) => number | undefined,
): Partial<PropertyRecord> {
  if (result.status === 'pass') return {}
  if (result.status === 'ungraded') return { message: `This could not be graded: ${plain(result.reason)}` }
  const { slug, manifest, file } = suite.exercise
  const counterexample = counterexampleOf(result, manifest)
  const known = mistakeId ? bank?.mistakes[mistakeId] : undefined
  const mistake =
    known && mistakeId
      ? { id: mistakeId, says: known.says, explains: known.explains, asks: known.asks }
      : undefined
  const message = explain({
    slug,
    words,
    status: result.status,
    counterexample,
    timeBudgetMs: timeBudgetOf(manifest, result.trouble?.fn ?? ''),
    ...(mistake ? { mistake } : {}),
  })
  const thrownAt = counterexample.threw?.file === file ? counterexample.threw.line : undefined
  const fn = result.calls.at(-1)?.fn
  const line = thrownAt ?? (fn ? lineOf(fn) : undefined)
  // The record may end up where the student reads it.
  const shown = reveals(words, 'counterexample') ? { counterexample } : {}
  return { ...shown, ...(mistake ? { mistake } : {}), message, ...(line ? { line } : {}) }
}

/** Every property of a file that is missing, unreadable or untouched fails for the same reason. */
function notLoaded(task: GradingTask, trouble: Trouble): ExerciseRecord {
  const failure: Failure = { status: 'error', calls: [], trouble, index: 0, shrinks: 0 }
  const results = task.suite.entries.map((): PropertyResult => ({ ...failure, runs: 0 }))
  return exerciseRecord(task, results, [], () => undefined)
}

function statusOf(statuses: readonly Outcome[]): Outcome {
  if (statuses.includes('ungraded')) return 'ungraded'
  return statuses.find((status) => status !== 'pass') ?? 'pass'
}
