import type { Argument, Trait } from './argument.ts'
import { type Draw, type Looks, numbersOf, type Sizes, usualLooks } from './draw.ts'
import { type CodeOr, type Fault, replaced } from './fault.ts'

/** What lists have in common. */
export interface ListOptions {
  /** The list that this one has as many entries as; a list without it stands for the samples of the call. */
  like?: string
  /** Least and most samples of an ordinary case. */
  n?: readonly [number, number]
  /**
   * What no samples at all means: a code, or 'legal'. Of a list that is `like` another: what its being empty alone means. Of
   * one that has a `size`: what no entries mean, if anything.
   */
  empty?: CodeOr | 'legal'
  /** What another length than that of the list it is like means. */
  length?: CodeOr
}

interface NumberOptions extends ListOptions, Partial<Looks> {
  /** As many as there are features or classes, where it is no list of samples. */
  size?: 'd' | 'K'
  /** What NaN and infinity mean. */
  nonFinite?: CodeOr
}

interface TableOptions extends NumberOptions {
  /** Least and most features of an ordinary case. */
  d?: readonly [number, number]
  /** How wide it is: as many columns as there are features or classes, or as another table. */
  wide?: 'd' | 'K'
  /** What rows of different length mean. */
  ragged?: CodeOr
  /** What another number of columns than the other arguments go with means, where there are such. */
  width?: CodeOr
}

/** A list with one number a sample. */
export function numbers(options: NumberOptions = {}): Argument {
  const looks = { ...usualLooks, ...options }
  return list(options, ['numbers'], {
    make: (draw, n) => {
      const next = numbersOf(draw, looks)
      return Array.from({ length: n }, next)
    },
    faults: (name) =>
      nonFinite(name, options.nonFinite, (old, value, last) => put(old as number[], value, last)),
  })
}

/** A table: one row a sample, one column a feature (or a class). */
export function table(options: TableOptions = {}): Argument {
  const looks = { ...usualLooks, ...options }
  const { wide = 'd', ragged = 'SHAPE', width = false } = options
  const made = list(options, ['numbers'], {
    make: (draw, n) => {
      const next = numbersOf(draw, looks)
      return Array.from({ length: n }, () => Array.from({ length: draw[wide] }, next))
    },
    faults: (name) => [
      ...(ragged
        ? [-1, 1].map((by) =>
            replaced(name, `the rows of ${name} differ in length`, ragged, (old) =>
              lastRow(old as number[][], (row) => (by < 0 ? row.slice(1) : [...row, 1])),
            ),
          )
        : []),
      ...(width
        ? [-1, 1].map((by) =>
            replaced(name, `the rows of ${name} are too ${by < 0 ? 'short' : 'long'}`, width, (old) =>
              (old as number[][]).map((row) => (by < 0 ? row.slice(1) : [...row, 1])),
            ),
          )
        : []),
      ...(width && width === ragged
        ? [
            replaced(name, `the first row of ${name} is too short`, width, (old) =>
              (old as number[][]).map((row, i) => (i ? row : row.slice(1))),
            ),
          ]
        : []),
      ...nonFinite(name, options.nonFinite, (old, value, last) =>
        last
          ? lastRow(old as number[][], (row) => put(row, value, true))
          : (old as number[][]).map((row, i) => (i ? row : put(row, value, false))),
      ),
    ],
  })
  return { ...made, sizes: { ...made.sizes, ...(options.d ? { d: options.d } : {}) } }
}

interface Body {
  make(draw: Draw, n: number): unknown[]
  faults(name: string): Fault[]
}

/** What all lists have in common; `body` says what they hold. */
export function list(
  options: ListOptions & { size?: 'd' | 'K' },
  traits: readonly Trait[],
  { make, faults }: Body,
): Argument {
  const { like, n, size, empty = like ? 'SHAPE' : 'EMPTY', length = 'SHAPE' } = options
  return {
    traits: ['list', ...traits],
    ...(size || like || !empty || empty === 'legal' ? {} : { emptyCode: empty }),
    ...(like ? { like } : {}),
    ...(n ? { sizes: { n } as Partial<Sizes> } : {}),
    ...(empty === 'legal' ? { mayBeEmpty: true } : {}),
    make: (draw) => {
      const partner = like ? (draw.made[like] as unknown[]) : undefined
      return make(draw, partner?.length ?? (size ? draw[size] : draw.n))
    },
    faults: (name) => [
      ...(like && length
        ? [
            replaced(name, `${name} is shorter than ${like}`, length, (old) => (old as unknown[]).slice(1)),
            replaced(name, `${name} is longer than ${like}`, length, (old) => [
              ...(old as unknown[]),
              (old as unknown[])[0],
            ]),
          ]
        : []),
      ...(like && empty && empty !== 'legal'
        ? [
            replaced(name, `${name} is empty and ${like} is not`, empty, () => []),
            {
              ...replaced(like, `${like} is empty and ${name} is not`, empty, () => []),
              about: [like, name],
            },
          ]
        : []),
      ...(size && options.empty && options.empty !== 'legal'
        ? [replaced(name, `${name} is empty`, options.empty, () => [])]
        : []),
      ...faults(name),
    ],
  }
}

function nonFinite(
  name: string,
  code: CodeOr = 'NON_FINITE',
  change: (old: unknown, value: number, last: boolean) => unknown,
): Fault[] {
  if (!code) return []
  const at = (what: string, value: number, last: boolean) =>
    replaced(name, `${name} holds ${what}`, code, (old) => change(old, value, last))
  return [
    at('NaN', Number.NaN, true),
    at('infinity', Number.POSITIVE_INFINITY, false),
    at('−infinity', Number.NEGATIVE_INFINITY, true),
  ]
}

/** The list with another value at its end, or at its start. */
export function put<T>(old: readonly T[], value: T, last: boolean): T[] {
  return old.with(last ? -1 : 0, value)
}

function lastRow(rows: readonly number[][], change: (row: number[]) => number[]): number[][] {
  return rows.with(-1, change(rows.at(-1)!))
}
