import type { Property } from '../property.ts'
import { closedForm, scaleOf, type Tolerance } from '../tolerance.ts'
import { all, same } from '../verdict.ts'
import type { FunctionsOf } from './matches.ts'

type Law<Module, Case> = Property<Module, Case>['holds']
// biome-ignore lint/suspicious/noExplicitAny: results have all kinds of types
type Pick = (result: any) => unknown

interface Options {
  tolerance?: Tolerance
  /** What of the result counts, such as one field. */
  pick?: Pick
}

/** Swapping the first two arguments changes nothing. The fields of the case, in their order, are the arguments. */
export function symmetric<Module, Case extends object>(
  fns: FunctionsOf<Module> | readonly FunctionsOf<Module>[],
  { tolerance, pick }: Options = {},
): Law<Module, Case> {
  return changed(listOf(fns), { tolerance, pick }, (example, fn) => {
    const [[first, a], [second, b], ...rest] = Object.entries(example) as [Entry, Entry, ...Entry[]]
    return {
      args: [b, a, ...rest.map(([, value]) => value)],
      expected: (result) => result,
      because: `Swapping ${first} and ${second} must not change the result of ${fn}.`,
      sides: ['swapped', 'as given'],
    }
  })
}

/**
 * The order of the samples is free: with those listed from the end to the start the result is the same, or as `moves`
 * says (labels of samples come in that order too).
 *
 * @param samples which arguments hold one entry for each sample, by their names in the case; the first unless told
 */
export function orderFree<Module, Case extends object>(
  fns: FunctionsOf<Module> | readonly FunctionsOf<Module>[],
  {
    samples,
    moves,
    tolerance,
    pick,
  }: Options & {
    samples?: readonly (keyof Case & string)[]
    // biome-ignore lint/suspicious/noExplicitAny: see Pick
    moves?: (picked: any, reorder: <T>(list: readonly T[]) => T[]) => unknown
  } = {},
): Law<Module, Case> {
  const reorder = <T>(list: readonly T[]): T[] => [...list].reverse()
  return changed(listOf(fns), { tolerance, pick }, (example, fn) => {
    const names: readonly string[] = samples ?? Object.keys(example).slice(0, 1)
    return {
      args: Object.entries(example).map(([name, value]) =>
        names.includes(name) ? reorder(value as unknown[]) : value,
      ),
      expected: (result) => (moves ? moves(result, reorder) : result),
      because: moves
        ? `With the samples listed from the end to the start, what ${fn} gives for each must stay with it.`
        : `With the samples listed from the end to the start, ${fn} must give the same.`,
      sides: ['reversed', 'as given'],
    }
  })
}

/**
 * With all numbers of the data times a factor, the result is times |factor| to a power.
 *
 * @param powers the functions, and the power of each: 2 for a squared unit, 0 for a number without unit
 * @param opt.data which arguments are in the unit, by their names in the case; the first unless told
 * @param opt.by the factors, tried one after the other
 */
export function scales<Module, Case extends object>(
  powers: Partial<Record<FunctionsOf<Module>, number>>,
  {
    data,
    by = [4, 0.5],
    tolerance,
    pick,
  }: Options & { data?: readonly (keyof Case & string)[]; by?: readonly number[] } = {},
): Law<Module, Case> {
  const laws = by.map((factor) =>
    changed<Module, Case>(
      Object.keys(powers) as FunctionsOf<Module>[],
      { tolerance, pick },
      (example, fn) => {
        const names: readonly string[] = data ?? Object.keys(example).slice(0, 1)
        const times = Math.abs(factor) ** powers[fn]!
        return {
          args: Object.entries(example).map(([name, value]) =>
            names.includes(name) ? multiplied(value, factor) : value,
          ),
          expected: (result) => multiplied(result, times),
          because:
            `With ${names.join(' and ')} times ${factor}, ${fn} must give ` +
            `${times === 1 ? 'the same' : `${times} times as much`}.`,
          sides: [`with × ${factor}`, times === 1 ? 'as given' : `expected`],
        }
      },
    ),
  )
  return async (student, example) => all(...(await Promise.all(laws.map((holds) => holds(student, example)))))
}

type Entry = [string, unknown]

interface Change {
  args: readonly unknown[]
  // biome-ignore lint/suspicious/noExplicitAny: see Pick
  expected(result: any): unknown
  because: string
  sides: readonly [string, string]
}

/** Each function, called with the case and with the case changed, gives results that go together. */
function changed<Module, Case extends object>(
  fns: readonly FunctionsOf<Module>[],
  {
    tolerance = closedForm,
    pick = (result) => result,
  }: { tolerance?: Tolerance | undefined; pick?: Pick | undefined },
  change: (example: Case, fn: FunctionsOf<Module>) => Change,
): Law<Module, Case> {
  return async (student, example) => {
    const verdicts = fns.map(async (fn) => {
      const call = student[fn] as unknown as (...args: readonly unknown[]) => Promise<unknown>
      const { args, expected, because, sides } = change(example, fn)
      const given = Object.values(example)
      // Both are asked for at once, so that they travel together.
      const [before, after] = await Promise.all([call(...given), call(...args)])
      const should = expected(pick(before))
      const scale = Math.max(scaleOf(should), ...given.map(scaleOf), ...args.map(scaleOf))
      return same(pick(after), should, tolerance, { scale, because, sides })
    })
    return all(...(await Promise.all(verdicts)))
  }
}

function listOf<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? one : [one as T]
}

/** A value with every number in it multiplied. */
function multiplied(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value * by
  if (Array.isArray(value)) return value.map((item) => multiplied(item, by))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, multiplied(item, by)]))
  return value
}
