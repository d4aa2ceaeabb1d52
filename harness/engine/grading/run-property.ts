import fc from 'fast-check'
import type { AnyProperty } from '../spec/property.ts'
import {
  type Call,
  GraderFault,
  remoteStudent,
  StudentTrouble,
  type Transport,
  type Trouble,
} from '../spec/student.ts'
import type { Broken } from '../spec/verdict.ts'

/** A case in which a property does not hold, with everything that is needed to show it. */
export interface Failure {
  status: 'fail' | 'error' | 'timeout'
  /** The calls of this case, in order. */
  calls: Call[]
  broken?: Broken
  trouble?: Trouble
  /** Which case it was, from 1, and how often it was made simpler. */
  index: number
  shrinks: number
}

export type PropertyResult =
  | { status: 'pass'; runs: number }
  | ({ runs: number } & Failure)
  | { status: 'ungraded'; runs: number; reason: string }

export interface RunOptions {
  /** A 32-bit integer: the same seed gives the same cases. */
  seed: number
  functions: Parameters<typeof remoteStudent>[0]
  transport: Transport
  /** Shrinking is not needed where only the verdict counts. */
  shrink?: boolean
  /** Hears of every call that is made. */
  listen?: (call: Call) => void
}

const DEFAULT_RUNS = 100
/** Evaluations spent on making a failing case simpler: a count, not a time, so that it is the same everywhere. */
const MAX_SHRINK_EVALUATIONS = 400

/** Runs one property against a student and gives the outcome, with the simplest failing case found. */
export async function runProperty(
  law: AnyProperty,
  { seed, functions, transport, shrink = true, listen = () => {} }: RunOptions,
): Promise<PropertyResult> {
  let calls: Call[] = []
  const student = remoteStudent(functions, transport, (call) => {
    calls.push(call)
    listen(call)
  })

  const evaluate = async (example: unknown): Promise<Omit<Failure, 'index' | 'shrinks'> | undefined> => {
    calls = []
    try {
      const verdict = await law.holds(student, example)
      return verdict === true ? undefined : { status: 'fail', calls, broken: verdict }
    } catch (error) {
      if (error instanceof StudentTrouble) return ofTrouble(error.trouble, calls)
      if (error instanceof GraderFault) throw error
      // The form of every result was checked, so what a property stumbles over here is its size or content.
      return { status: 'fail', calls, broken: { because: 'The result does not have the expected size.' } }
    }
  }

  try {
    return isList(law.given)
      ? await tryEach(law.given, evaluate)
      : await tryRandom(law, law.given as fc.Arbitrary<unknown>, evaluate, { seed, shrink })
  } catch (error) {
    return { status: 'ungraded', runs: 0, reason: error instanceof Error ? error.message : String(error) }
  }
}

type Evaluate = (example: unknown) => Promise<Omit<Failure, 'index' | 'shrinks'> | undefined>

async function tryEach(cases: readonly unknown[], evaluate: Evaluate): Promise<PropertyResult> {
  for (const [i, example] of cases.entries()) {
    const failure = await evaluate(example)
    if (failure) return { ...failure, runs: i + 1, index: i + 1, shrinks: 0 }
  }
  return { status: 'pass', runs: cases.length }
}

async function tryRandom(
  law: AnyProperty,
  given: fc.Arbitrary<unknown>,
  evaluate: Evaluate,
  { seed, shrink }: { seed: number; shrink: boolean },
): Promise<PropertyResult> {
  let smallest: Omit<Failure, 'index' | 'shrinks'> | undefined
  let shrinks = 0
  let evaluations = 0
  let fault: unknown
  const details = await fc.check(
    fc.asyncProperty(given, async (example) => {
      if (fault) return true
      if (smallest && (!shrink || !canShrink(smallest) || ++evaluations > MAX_SHRINK_EVALUATIONS)) return true
      try {
        const failure = await evaluate(example)
        // A smaller case counts only if it fails in the same way: a message about one thing stays about it.
        if (!failure || (smallest && failure.status !== smallest.status)) return true
        if (smallest) shrinks++
        smallest = failure
        return false
      } catch (error) {
        fault = error
        return true
      }
    }),
    { seed, numRuns: law.runs ?? DEFAULT_RUNS, examples: (law.examples ?? []).map((example) => [example]) },
  )
  if (fault) throw fault
  if (smallest) return { ...smallest, runs: details.numRuns, index: details.numRuns, shrinks }
  if (details.failed)
    throw new GraderFault('the generator of this property failed', { cause: details.errorInstance })
  return { status: 'pass', runs: details.numRuns }
}

/** A hang or a crash costs a process and the time limit: it is shown as it came. */
function canShrink(failure: { status: string; trouble?: Trouble }): boolean {
  return (
    failure.status !== 'timeout' &&
    failure.trouble?.kind !== 'crashed' &&
    failure.trouble?.kind !== 'not-loaded'
  )
}

function ofTrouble(trouble: Trouble, calls: Call[]): Omit<Failure, 'index' | 'shrinks'> {
  if (trouble.kind === 'timeout') return { status: 'timeout', calls, trouble }
  if (trouble.kind === 'bad-result')
    return {
      status: 'fail',
      calls,
      trouble,
      broken: { because: `Look at the form of the result: ${trouble.message}.` },
    }
  return { status: 'error', calls, trouble }
}

function isList(given: unknown): given is readonly unknown[] {
  return Array.isArray(given)
}
