import fc from 'fast-check'
import { expect } from 'vitest'
import { type ErrorCode, MLError } from '#kit'

/** What may happen to one value of the arguments. What does not apply leaves it as it is. */
type Fault = (value: unknown) => unknown

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minusInfinity } = Number
const faults: Fault[] = [
  ...[nan, infinity, minusInfinity, -1, 0, 0.5, 1, 100].map(
    (bad): Fault =>
      (value) =>
        typeof value === 'number' ? bad : value,
  ),
  (value) => (Array.isArray(value) ? [] : value),
  (value) => (Array.isArray(value) ? value.slice(1) : value),
  (value) => (Array.isArray(value) ? [...value, ...value.slice(0, 1)] : value),
]

/**
 * Holds a function to its contract, on legal arguments and on such with one fault: it returns numbers that are
 * not NaN, the same ones when it is asked again, in lists of their own, or throws an MLError with one of
 * `codes`; and it keeps its arguments.
 *
 * @param legal arguments that are never refused
 */
export function holdsContract<Args extends unknown[]>(
  fn: (...args: Args) => unknown,
  legal: fc.Arbitrary<Args>,
  codes: readonly ErrorCode[],
  numRuns = 500,
): void {
  const seen = new Set<string>()
  const fault = fc.record({ place: fc.nat(), change: fc.constantFrom(...faults) })
  fc.assert(
    fc.property(legal, fc.option(fault, { freq: 3 }), (args, wrong) => {
      const given = structuredClone(wrong ? (changedAt(args, wrong.place, wrong.change) as Args) : args)
      const before = structuredClone(given)
      const outcome = outcomeOf(fn, given)
      expect(given).toStrictEqual(before)
      expect(wrong ? ['fine', ...codes] : ['fine']).toContain(outcome)
      seen.add(outcome)
    }),
    { seed: 1, numRuns },
  )
  // Neither all refused nor none.
  expect(seen.has('fine') && seen.size > 1).toBe(true)
}

function outcomeOf<Args extends unknown[]>(fn: (...args: Args) => unknown, args: Args): string {
  try {
    const result = fn(...args)
    const parts = partsOf(result)
    if (parts.some(Number.isNaN)) return 'NaN'
    const lists = new Set<unknown>(partsOf(args).filter((part) => typeof part === 'object'))
    if (parts.some((part) => lists.has(part))) return 'a list of the arguments'
    expect(fn(...args)).toStrictEqual(result)
    return 'fine'
  } catch (error) {
    return error instanceof MLError ? error.code : String(error)
  }
}

/** The value, and everything inside it. */
function partsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value]
  return [value, ...Object.values(value).flatMap(partsOf)]
}

/** A copy of the arguments, with one of the values inside them changed. */
function changedAt(args: unknown[], place: number, change: Fault): unknown[] {
  // The arguments themselves are the first of their parts.
  let steps = 1 + (place % (partsOf(args).length - 1))
  const walk = (value: unknown): unknown => {
    if (steps-- === 0) return change(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(args) as unknown[]
}
