import { reveals } from '../course/manifest.ts'
import { counterexampleOf } from '../feedback/counterexample.ts'
import { explain } from '../feedback/explain.ts'
import { plain } from '../feedback/show.ts'
import { type Failure, type PropertyResult, runProperty } from '../running/run-property.ts'
import { bundle } from '../sandbox/bundle.ts'
import type { Level } from '../sandbox/policy.ts'
import { Sandbox } from '../sandbox/transport.ts'
import { StudentTrouble, type Transport, type Trouble } from '../spec/student.ts'
import { diagnose, type MistakeBank } from './diagnose.ts'
import type { ExerciseRecord, Outcome, PropertyRecord } from './record.ts'
import { earnedPoints, propertyPoints, sumOfPoints } from './score.ts'
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
  level: Level
  /** Whether the file is as it was handed out: nothing has to be run then. */
  isUntouched: boolean
}

/** A graded exercise, and which earlier exercises the student's code rests on. */
export interface GradedExercise {
  record: ExerciseRecord
  imports: string[]
}

const PRINTED_KEPT = 2000

/** Grades one exercise: bundle, sandbox, properties, diagnosis, points. Never throws for what a student did. */
export async function gradeExercise(task: GradingTask): Promise<GradedExercise> {
  const { suite, submission, projectRoot, level, isUntouched } = task
  const { file, manifest } = suite.exercise
  if (isUntouched)
    return { record: notLoaded(task, { kind: 'not-loaded', message: 'Not started yet.' }), imports: [] }
  let code: Awaited<ReturnType<typeof bundle>>
  try {
    code = await bundle({ submission, entry: file, projectRoot })
  } catch (error) {
    if (!(error instanceof StudentTrouble)) throw error
    return { record: notLoaded(task, error.trouble), imports: [] }
  }
  const sandbox = new Sandbox(code, { level, timeoutMs: manifest.timeBudgetMs })
  try {
    const results: PropertyResult[] = []
    const mistakes: (string | undefined)[] = []
    for (const entry of suite.entries) {
      const result = await runProperty(entry.law, runOptions(task, entry, sandbox))
      results.push(result)
      mistakes.push(await recognise(task, entry, result, sandbox))
    }
    const record = exerciseRecord(task, results, mistakes, (fn) => code.lineOf(fn))
    const printed = plain(await sandbox.outputAtEnd(), PRINTED_KEPT)
    return { record: printed ? { ...record, printed } : record, imports: code.imports }
  } finally {
    sandbox.close()
  }
}

function runOptions({ suite, suiteDigest, key }: GradingTask, { words }: SuiteEntry, transport: Transport) {
  return {
    seed: propertySeed(key, suiteDigest, suite.exercise.slug, words.id),
    functions: suite.functions,
    transport,
  }
}

async function recognise(
  task: GradingTask,
  entry: SuiteEntry,
  result: PropertyResult,
  sandbox: Sandbox,
): Promise<string | undefined> {
  if (!task.bank || result.status !== 'fail' || !reveals(entry.words, 'diagnosis')) return undefined
  return diagnose(entry.law, runOptions(task, entry, sandbox), task.bank)
}

function exerciseRecord(
  task: GradingTask,
  results: readonly PropertyResult[],
  mistakes: readonly (string | undefined)[],
  lineOf: (fn: string) => number | undefined,
): ExerciseRecord {
  const { suite, isUntouched } = task
  const { slug, manifest, file } = suite.exercise
  const byId = new Map(suite.entries.map(({ words }, i) => [words.id, results[i]!]))
  const worth = propertyPoints(manifest)
  const earned = earnedPoints(
    manifest,
    manifest.properties.map(({ id }) => byId.get(id)?.status === 'pass'),
    copyableProperties(suite),
  )
  const properties = suite.entries.map((entry, i): PropertyRecord => {
    const { words, visible } = entry
    const result = results[i]!
    const at = manifest.properties.indexOf(words)
    return {
      id: words.id,
      kind: words.kind,
      visible,
      status: result.status,
      points: earned[at]! / 100,
      maxPoints: worth[at]! / 100,
      runs: result.runs,
      ...explanation(task, entry, result, mistakes[i], lineOf),
    }
  })
  return {
    slug,
    title: manifest.title,
    unit: manifest.unit,
    file,
    points: sumOfPoints(properties.map(({ points }) => points)),
    maxPoints: sumOfPoints(properties.map(({ maxPoints }) => maxPoints)),
    status: statusOf(properties.map(({ status }) => status)),
    ...(isUntouched ? { untouched: true } : {}),
    properties,
  }
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
    timeBudgetMs: manifest.timeBudgetMs,
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
