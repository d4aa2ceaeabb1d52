import fc from 'fast-check'
import type { ErrorCode } from '#kit'
import { fuzz } from './fuzz.ts'

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
 * `fuzz` with legal arguments, half of which have one value, however deep, spoilt: near misses, where arguments made
 * at random would be refused for their shape.
 */
export function fuzzSpoilt<Args extends unknown[]>(
  fn: (...args: Args) => unknown,
  legal: fc.Arbitrary<Args>,
  codes: readonly ErrorCode[],
  numRuns = 250,
): void {
  const how = fc.record({
    path: fc.array(fc.nat(5), { maxLength: 4 }),
    spoiler: fc.constantFrom(...spoilers),
  })
  const args = fc
    .tuple(legal, fc.option(how, { freq: 2 }))
    .map(([args, how]) => (how ? (spoilt(args, how.path, how.spoiler) as Args) : args))
  fuzz(fn, args, codes, undefined, numRuns)
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
