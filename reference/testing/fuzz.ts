import fc from 'fast-check'
import { expect } from 'vitest'
import { type ErrorCode, MLError } from '#kit'

/**
 * Calls a function with random arguments, legal and not. It may return what `holds` of it, or refuse with an
 * MLError of a documented code; it may not change its arguments, and twice the same call gives the same.
 *
 * Nothing passes vacuously: some call must return, and every documented code must come up.
 *
 * @param codes the codes of the docstring
 * @param holds fails for a result that breaks the contract; unless told, a result holds no NaN
 */
export function fuzz<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  args: fc.Arbitrary<Args>,
  codes: ErrorCode[],
  holds: (result: Result, args: Args) => void = expectNoNaN,
  numRuns = 400,
): void {
  const seen = new Set<string>()
  fc.assert(
    fc.property(args, (given) => {
      deepFreeze(given)
      const outcome = attempt(fn, given)
      seen.add(outcome.code ?? 'a result')
      if ('result' in outcome) holds(outcome.result as Result, given)
      expect(attempt(fn, given)).toEqual(outcome)
    }),
    { seed: 1, numRuns },
  )
  expect(seen).toEqual(new Set(['a result', ...codes]))
}

function expectNoNaN(result: unknown): void {
  expect(holdsNaN(result)).toBe(false)
}

function holdsNaN(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some(holdsNaN)
    : Number.isNaN(value)
}

/** A frozen argument throws a TypeError when it is written to: then that is what comes out of here. */
function attempt<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  args: Args,
): { result?: Result; code?: ErrorCode } {
  try {
    return { result: fn(...args) }
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
