import type { LimitFunction } from 'p-limit'
import type { AnyProperty } from '../spec/property.ts'
import { canBeSimpler, casesOf } from './cases.ts'
import { type Against, evaluate } from './evaluate.ts'
import type { Found, PropertyResult } from './failure.ts'
import { simplify } from './simplify.ts'

export interface RunOptions extends Against {
  /** A 32-bit integer: the same seed gives the same cases. */
  seed: number
  /** Cases that are open at the same time, of all properties that share this limit; one after the other without. */
  sideBySide?: LimitFunction
  /** Whether there is time left to make a failing case simpler. */
  mayGoOn?: () => boolean
}

/** Runs one property against a student and gives the outcome, with the simplest failing case found. */
export async function runProperty(law: AnyProperty, options: RunOptions): Promise<PropertyResult> {
  return simplest(law, await judge(law, options), options)
}

/** Whether a property holds, and if not, the first case in which it does not. */
export async function judge(law: AnyProperty, options: RunOptions): Promise<PropertyResult> {
  try {
    const cases = casesOf(law, options.seed)
    const first = await firstFailure(law, cases, options)
    if (!first) return { status: 'pass', runs: cases.length }
    return { ...first.found, runs: first.index, index: first.index, shrinks: 0 }
  } catch (error) {
    return ungraded(error)
  }
}

/** The same failure in the simplest case that can be found. */
export async function simplest(
  law: AnyProperty,
  result: PropertyResult,
  options: RunOptions,
): Promise<PropertyResult> {
  if (result.status === 'pass' || result.status === 'ungraded' || !canBeSimpler(law)) return result
  try {
    // Code that fails among others but not by itself keeps something between calls: it is shown as it failed.
    return (await simplify(law, result, options)) ?? result
  } catch (error) {
    return ungraded(error)
  }
}

async function firstFailure(
  law: AnyProperty,
  cases: readonly unknown[],
  { sideBySide, ...against }: RunOptions,
): Promise<{ found: Found; index: number } | undefined> {
  /** The first case that did not end well: the student failed in it, or we did. */
  let first: { index: number; found: Found } | { index: number; fault: unknown } | undefined
  const attempt = async (example: unknown, i: number) => {
    // Cases are begun in their order, so all before the first of them are tried.
    if (first && first.index <= i) return
    const seen = await evaluate(law, example, against).then(
      (found) => found && { index: i + 1, found },
      (fault: unknown) => ({ index: i + 1, fault }),
    )
    if (seen && (!first || seen.index < first.index)) first = seen
  }
  if (sideBySide) await Promise.all(cases.map((example, i) => sideBySide(() => attempt(example, i))))
  else for (const [i, example] of cases.entries()) if (!first) await attempt(example, i)
  if (first && 'fault' in first) throw first.fault
  return first
}

function ungraded(error: unknown): PropertyResult {
  return { status: 'ungraded', runs: 0, reason: error instanceof Error ? error.message : String(error) }
}
