import fc from 'fast-check'
import { expect } from 'vitest'
import { type ErrorCode, MLError } from '#kit'

type Spoiler = (value: unknown) => unknown

/** What may happen to one value deep inside the arguments. Whatever does not apply leaves it as it is. */
const spoilers: Spoiler[] = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 0.5, 3, 1e9].map(
    (bad): Spoiler =>
      (value) =>
        typeof value === 'number' ? bad : value,
  ),
  (value) => (Array.isArray(value) ? [] : value),
  (value) => (Array.isArray(value) ? value.slice(1) : value),
  (value) => (Array.isArray(value) && value.length > 0 ? [...value, value[0]] : value),
]

/**
 * Calls a function with legal arguments, half of them with one value spoilt: every answer is free of NaN, every
 * error is an MLError with one of `codes`, and no argument changes.
 */
export function fuzz<Args extends unknown[]>(
  fn: (...args: Args) => unknown,
  legal: fc.Arbitrary<Args>,
  codes: readonly ErrorCode[],
  { numRuns = 200, isLegal = isFreeOfNaN }: { numRuns?: number; isLegal?: (result: unknown) => boolean } = {},
): void {
  const seen = new Set<string>()
  const spoiling = fc.option(
    fc.record({ path: fc.array(fc.nat(5), { maxLength: 4 }), spoiler: fc.constantFrom(...spoilers) }),
    { freq: 2 },
  )
  fc.assert(
    fc.property(legal, spoiling, (args, how) => {
      const given = (how === null ? args : spoilt(args, how.path, how.spoiler)) as Args
      const before = structuredClone(given)
      const outcome = outcomeOf(() => isLegal(fn(...given)))
      expect(given).toEqual(before)
      expect(how === null ? ['legal'] : ['legal', ...codes]).toContain(outcome)
      seen.add(outcome)
    }),
    { seed: 1, numRuns },
  )
  // Both sides of the border were reached.
  expect(seen).toContain('legal')
  expect(seen.size).toBeGreaterThan(1)
}

/** The value with what lies at the path spoilt; the arguments themselves keep their number. */
function spoilt(value: unknown, path: number[], spoiler: Spoiler, depth = 0): unknown {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  if (keys.length === 0 || (depth > 0 && depth > path.length)) return spoiler(value)
  const key = keys[(path[depth] ?? 0) % keys.length]!
  const changed = spoilt((value as Record<string, unknown>)[key], path, spoiler, depth + 1)
  return Array.isArray(value)
    ? value.with(Number(key), changed)
    : Object.assign({}, value, { [key]: changed })
}

function outcomeOf(call: () => boolean): string {
  try {
    return call() ? 'legal' : 'an illegal answer'
  } catch (error) {
    return error instanceof MLError ? error.code : String(error)
  }
}

function isFreeOfNaN(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isFreeOfNaN)
  return !Number.isNaN(value)
}
