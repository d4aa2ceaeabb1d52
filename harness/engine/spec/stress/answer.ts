import { expectedFrom } from '../laws/expected.ts'
import type { Student } from '../student.ts'
import { closedForm, firstDifference, type Tolerance } from '../tolerance.ts'
import { same, type Verdict } from '../verdict.ts'

/** How a result under stress is judged. */
export interface Answer {
  /** Whether the result of a call is right. */
  check(result: unknown, args: readonly unknown[], student: Student<unknown>): Verdict | Promise<Verdict>
  /** Whether two calls have results that can be told apart; undefined where only `check` knows. */
  differ?(a: readonly unknown[], b: readonly unknown[]): boolean
}

// biome-ignore lint/suspicious/noExplicitAny: the reference function has the parameters of the student's
type AnyFunction = (...args: any[]) => unknown
// biome-ignore lint/suspicious/noExplicitAny: … and its result
type Pick = (result: any, args: readonly any[]) => unknown

interface ByOptions {
  tolerance?: Tolerance
  /** What of the result counts, such as one field, and in which form it is compared. */
  pick?: Pick
  /**
   * What the absolute part of the tolerance is relative to: the largest number that the right result is put together
   * of. The largest number of the right result unless told: in any unit, small ones count as much as large ones.
   */
  // biome-ignore lint/suspicious/noExplicitAny: arguments have all kinds of types
  scale?: (expected: any, args: readonly any[]) => number
}

/** The result is that of the reference. */
export function by(
  reference: AnyFunction,
  { tolerance = closedForm, pick = (result) => result, scale = largest }: ByOptions = {},
): Answer {
  const known = new WeakMap<readonly unknown[], unknown>()
  const expectedOf = (args: readonly unknown[]) => {
    if (!known.has(args))
      known.set(
        args,
        expectedFrom(() => pick(reference(...args), args)),
      )
    return known.get(args)
  }
  return {
    check: (result, args) => {
      const expected = expectedOf(args)
      return same(pick(result, args), expected, tolerance, { scale: scale(expected, args) })
    },
    differ: (a, b) => firstDifference(expectedOf(a), expectedOf(b), tolerance) !== undefined,
  }
}

/** The result is one of several right ones, as a statement on it says. */
export function judgedBy<F extends AnyFunction>(
  check: (
    result: ReturnType<F>,
    args: Parameters<F>,
    student: Student<unknown>,
  ) => Verdict | Promise<Verdict>,
): Answer {
  return { check: check as unknown as Answer['check'] }
}

/** The largest absolute number in a value; 0 without any. */
export function largest(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.abs(value) : 0
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((most: number, item) => Math.max(most, largest(item)), 0)
}
