import fc from 'fast-check'
import { expect } from 'vitest'
import { type ErrorCode, MLError } from '#kit'
import { documentedCodes } from './documented.ts'

/** What may happen to one value inside the arguments. What does not apply leaves it as it is. */
type Fault = (value: unknown, isEntry: boolean) => unknown

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minusInfinity } = Number
const faults: Fault[] = [
  ...[nan, infinity, minusInfinity, -1, 0, 0.5, 3, 100].map(
    (bad): Fault =>
      (value) =>
        typeof value === 'number' ? bad : value,
  ),
  // Only inside a list: a billion samples or steps are legal, and take their time.
  (value, isEntry) => (typeof value === 'number' && isEntry ? 1e9 : value),
  (value) => (typeof value === 'string' ? '?' : value),
  (value) => (Array.isArray(value) ? [] : value),
  (value) => (Array.isArray(value) ? value.slice(1) : value),
  (value) => (Array.isArray(value) ? [...value, ...value.slice(0, 1)] : value),
]

interface FuzzOptions<Args extends unknown[], Result> {
  /** What a result must be; unless told, free of NaN. */
  isLegal?: (result: Result, ...args: Args) => boolean
  /** Places of arguments that stay as they are: what another function made, such as a fitted model. */
  spared?: number[]
  numRuns?: number
}

/**
 * Holds a function of the reference to its docstring, on the arguments given and on near misses, in which one value,
 * however deep, is spoilt, or all lists are empty: it returns, in lists of its own, or throws an MLError with one of
 * the codes that it documents, each of which comes up; it keeps its arguments, and the same call again gives the
 * same.
 */
export function fuzz<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  args: fc.Arbitrary<Args>,
  {
    isLegal = (...[result]) => !parts(result).some(Number.isNaN),
    spared = [],
    numRuns = 600,
  }: FuzzOptions<Args, Result> = {},
): void {
  const documented = documentedCodes.get(fn.name)
  if (!documented) throw new Error(`no docstring of the reference is about ${fn.name || 'this function'}`)
  const seen = new Set<string>()
  const spoilt = fc.record({ place: fc.noBias(fc.nat()), change: fc.constantFrom(...faults) })
  const wrong = fc.oneof(
    { weight: 15, arbitrary: spoilt },
    { weight: 1, arbitrary: fc.constant('emptied' as const) },
  )
  fc.assert(
    fc.property(args, fc.option(wrong, { freq: 2 }), (intact, wrong) => {
      const given = (wrong ? nearMiss(intact, spared, wrong) : intact) as Args
      deepFreeze(given)
      const outcome = outcomeOf(() => fn(...given))
      if ('result' in outcome) {
        expect(isLegal(outcome.result, ...given), 'the result is legal').toBe(true)
        const lists = new Set(parts(given).filter(Array.isArray))
        expect(
          parts(outcome.result).some((part) => lists.has(part as never)),
          'shares a list',
        ).toBe(false)
      }
      const code = 'code' in outcome ? outcome.code : 'legal'
      expect(['legal', ...documented]).toContain(code)
      expect(outcomeOf(() => fn(...given))).toEqual(outcome)
      seen.add(code)
    }),
    { seed: 1, numRuns },
  )
  expect(seen, fn.name).toEqual(new Set(['legal', ...documented]))
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

/** The value, and everything inside it. */
function parts(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value]
  return [value, ...Object.values(value).flatMap(parts)]
}

/** A copy of the arguments: all lists among them emptied, or one of the values inside them changed. */
function nearMiss(
  args: unknown[],
  spared: number[],
  wrong: 'emptied' | { place: number; change: Fault },
): unknown[] {
  if (wrong === 'emptied') return args.map((arg, i) => (spared.includes(i) ? arg : emptied(arg)))
  const { place, change } = wrong
  const nParts = args.reduce<number>((sum, arg, i) => sum + (spared.includes(i) ? 0 : parts(arg).length), 0)
  let steps = place % nParts
  const walk = (value: unknown, isEntry: boolean): unknown => {
    if (steps-- === 0) return change(value, isEntry)
    if (Array.isArray(value)) return value.map((inner) => walk(inner, true))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, false)]))
  }
  return args.map((arg, i) => (spared.includes(i) ? arg : walk(arg, false)))
}

/** An empty list for a list, and for every list in a record. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return []
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, emptied(inner)]))
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
}
