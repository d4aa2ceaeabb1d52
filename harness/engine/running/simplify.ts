import fc from 'fast-check'
import { CallLog } from '../spec/call-log.ts'
import type { AnyProperty } from '../spec/property.ts'
import type { Trouble } from '../spec/student.ts'
import { runsOf } from './cases.ts'
import { evaluate } from './evaluate.ts'
import type { Failure, Found, PropertyResult } from './failure.ts'
import type { RunOptions } from './run-property.ts'

/** Evaluations spent on making a failing case simpler: a count, not a time, so that it is the same everywhere. */
const MAX_EVALUATIONS = 400
/** The same where the result is of another form: it is so for nearly every case, and may be as large as can be sent. */
const MAX_FORM_EVALUATIONS = 40
/** Calls made for it, since one case may need thousands. */
const MAX_CALLS = 20_000

/** Tries a failing case of an arbitrary again, by itself, and makes it as simple as it gets. */
export async function simplify(
  law: AnyProperty,
  first: Failure,
  options: RunOptions,
): Promise<PropertyResult | undefined> {
  if (!canShrink(first)) return undefined
  let smallest: Found | undefined
  let shrinks = 0
  let evaluations = 0
  let calls = 0
  let fault: { error: unknown } | undefined
  const isEnough = () =>
    smallest &&
    (!canShrink(smallest) ||
      ++evaluations > (smallest.trouble?.kind === 'bad-result' ? MAX_FORM_EVALUATIONS : MAX_EVALUATIONS) ||
      calls > MAX_CALLS ||
      options.mayGoOn?.() === false)
  let isBegun = false
  const holds = async (example: unknown): Promise<boolean> => {
    // Only the case that failed is of interest, not those that come after it.
    if (fault || (isBegun && !smallest) || isEnough()) return true
    isBegun = true
    try {
      const log = new CallLog()
      const found = await evaluate(law, example, { ...options, log })
      calls += log.count
      // A smaller case counts only if it fails in the same way: a message about one thing stays about it.
      if (!found || (smallest && found.status !== smallest.status)) return true
      if (smallest) shrinks++
      smallest = found
      return false
    } catch (error) {
      fault = { error }
      return true
    }
  }
  await fc.check(fc.asyncProperty(law.given as fc.Arbitrary<unknown>, holds), {
    seed: options.seed,
    numRuns: runsOf(law),
    examples: (law.examples ?? []).map((example) => [example]),
    path: String(first.index - 1),
  })
  if (fault) throw fault.error
  return smallest && { ...smallest, runs: first.index, index: first.index, shrinks }
}

/** A hang or a crash costs a process and the time limit: it is shown as it came. */
function canShrink(failure: { status: string; trouble?: Trouble }): boolean {
  return (
    failure.status !== 'timeout' &&
    failure.trouble?.kind !== 'crashed' &&
    failure.trouble?.kind !== 'not-loaded'
  )
}
