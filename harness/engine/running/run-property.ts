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
/** The same where the result is of another form: it is so for nearly every case, and may be as large as can be sent. */
const MAX_FORM_EVALUATIONS = 40

/** Runs one property against a student and gives the outcome, with the simplest failing case found. */
export async function runProperty(
  law: AnyProperty,
  { seed, functions, transport, shrink = true, listen = () => {} }: RunOptions,
): Promise<PropertyResult> {
  const evaluate: Evaluate = async (example) => {
    const calls: Call[] = []
    const student = remoteStudent(functions, transport, (call) => {
      calls.push(call)
      listen(call)
    })
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

/** Cases that are tried side by side, so that their calls travel together. */
const SIDE_BY_SIDE = 25

async function tryEach(cases: readonly unknown[], evaluate: Evaluate): Promise<PropertyResult> {
  for (let start = 0; start < cases.length; start += SIDE_BY_SIDE) {
    const settled = await Promise.allSettled(cases.slice(start, start + SIDE_BY_SIDE).map(evaluate))
    for (const [i, outcome] of settled.entries()) {
      if (outcome.status === 'rejected') throw outcome.reason
      const index = start + i + 1
      if (outcome.value) return { ...outcome.value, runs: index, index, shrinks: 0 }
    }
  }
  return { status: 'pass', runs: cases.length }
}

async function tryRandom(
  law: AnyProperty,
  given: fc.Arbitrary<unknown>,
  evaluate: Evaluate,
  { seed, shrink }: { seed: number; shrink: boolean },
): Promise<PropertyResult> {
  const examples = law.examples ?? []
  const numRuns = law.runs ?? DEFAULT_RUNS
  const cases = [...examples, ...fc.sample(given, { seed, numRuns: Math.max(0, numRuns - examples.length) })]
  const first = await tryEach(cases, evaluate)
  if (!shrink || first.status === 'pass' || first.status === 'ungraded' || !canShrink(first)) return first
  const simplest = await simplify(given, evaluate, { seed, numRuns, examples })
  // Code that fails among others but not by itself keeps something between calls: it is shown as it failed.
  return simplest ?? first
}

/** Finds the first failing case again, by itself, and makes it as simple as it gets. */
async function simplify(
  given: fc.Arbitrary<unknown>,
  evaluate: Evaluate,
  { seed, numRuns, examples }: { seed: number; numRuns: number; examples: readonly unknown[] },
): Promise<PropertyResult | undefined> {
  let smallest: Omit<Failure, 'index' | 'shrinks'> | undefined
  let shrinks = 0
  let evaluations = 0
  let fault: unknown
  const details = await fc.check(
    fc.asyncProperty(given, async (example) => {
      if (fault) return true
      if (smallest && (!canShrink(smallest) || ++evaluations > evaluationsFor(smallest))) return true
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
    { seed, numRuns, examples: examples.map((example) => [example]) },
  )
  if (fault) throw fault
  return smallest && { ...smallest, runs: details.numRuns, index: details.numRuns, shrinks }
}

/** A hang or a crash costs a process and the time limit: it is shown as it came. */
function canShrink(failure: { status: string; trouble?: Trouble }): boolean {
  return (
    failure.status !== 'timeout' &&
    failure.trouble?.kind !== 'crashed' &&
    failure.trouble?.kind !== 'not-loaded'
  )
}

function evaluationsFor({ trouble }: { trouble?: Trouble }): number {
  return trouble?.kind === 'bad-result' ? MAX_FORM_EVALUATIONS : MAX_SHRINK_EVALUATIONS
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
