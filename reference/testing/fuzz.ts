import fc from 'fast-check'
import { expect } from 'vitest'
import { type ErrorCode, MLError } from '#kit'

/**
 * Calls a function with legal and illegal arguments and holds it to its contract: it returns something that
 * `isLegal` accepts or throws an MLError with one of `codes`, each of which comes up; it keeps its arguments, and
 * the same call again gives the same.
 *
 * @param isLegal unless told, a result is legal when it holds no NaN
 */
export function fuzz<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  args: fc.Arbitrary<Args>,
  codes: readonly ErrorCode[],
  isLegal: (result: Result, ...args: Args) => boolean = (...[result]) => !holdsNaN(result),
  numRuns = 400,
): void {
  const seen = new Set<string>()
  fc.assert(
    fc.property(args, (given) => {
      deepFreeze(given)
      const outcome = outcomeOf(() => fn(...given))
      if ('result' in outcome) expect(isLegal(outcome.result, ...given), 'the result is legal').toBe(true)
      const code = 'code' in outcome ? outcome.code : 'legal'
      expect(['legal', ...codes]).toContain(code)
      expect(outcomeOf(() => fn(...given))).toEqual(outcome)
      seen.add(code)
    }),
    { seed: 1, numRuns },
  )
  expect(seen).toEqual(new Set(['legal', ...codes]))
}

/** An argument that is written to throws a TypeError, as it is frozen: then that is what comes out of here. */
function outcomeOf<Result>(call: () => Result): { result: Result } | { code: ErrorCode } {
  try {
    return { result: call() }
  } catch (error) {
    if (error instanceof MLError) return { code: error.code }
    throw error
  }
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
}

function holdsNaN(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some(holdsNaN)
    : Number.isNaN(value)
}

/** Numbers that are whole, small, and once in a while not finite. */
export const roughNumber = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY) },
)

/** Matrices of few rows, now and then ragged or with a number that is not finite. */
export function roughMat(maxRows = 5, maxColumns = 4): fc.Arbitrary<number[][]> {
  const row = (length: number) => fc.array(roughNumber, { minLength: length, maxLength: length })
  const rectangular = fc.nat(maxColumns).chain((d) => fc.array(row(d), { maxLength: maxRows }))
  const ragged = fc.array(fc.array(roughNumber, { maxLength: maxColumns }), { maxLength: maxRows })
  return fc.oneof({ weight: 5, arbitrary: rectangular }, { weight: 1, arbitrary: ragged })
}
