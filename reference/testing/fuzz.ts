import fc from 'fast-check'
import { expect } from 'vitest'
import { type ErrorCode, MLError } from '#kit'

/**
 * Calls a function with legal and illegal arguments and holds it to its contract: it returns something that
 * `isLegal` accepts or throws an MLError with one of `codes`, each of which comes up, and keeps its arguments.
 */
export function fuzz<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  args: fc.Arbitrary<Args>,
  codes: readonly ErrorCode[],
  isLegal: (result: Result, ...args: Args) => boolean,
  numRuns = 400,
): void {
  const seen = new Set<string>()
  fc.assert(
    fc.property(args, (drawn) => {
      const [given, before] = [structuredClone(drawn), structuredClone(drawn)]
      const outcome = outcomeOf(() => isLegal(fn(...given), ...before))
      expect(['legal', ...codes]).toContain(outcome)
      expect(given).toStrictEqual(before)
      seen.add(outcome)
    }),
    { seed: 1, numRuns },
  )
  expect(seen).toEqual(new Set(['legal', ...codes]))
}

function outcomeOf(isLegal: () => boolean): string {
  try {
    return isLegal() ? 'legal' : 'an illegal result'
  } catch (error) {
    return error instanceof MLError ? error.code : String(error)
  }
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
