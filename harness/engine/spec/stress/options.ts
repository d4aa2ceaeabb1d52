import type { Argument, Default, Odd } from './argument.ts'
import { withAt } from './argument.ts'
import { type Draw, type Looks, numbersOf, usualLooks } from './draw.ts'
import { type CodeOr, replaced } from './fault.ts'

/** A scalar: what is legal, what is easily taken for something else, and what is forbidden. */
export interface Scalar {
  make(draw: Draw): unknown
  odd: readonly unknown[]
  bad: readonly unknown[]
  code: CodeOr
  isIterations?: boolean
}

const NOT_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

/** A number above a limit. */
export function above(
  limit: number,
  {
    below,
    code = 'PARAM',
    odd = [],
    typical = [limit + 0.5, limit + 1, limit + 2],
  }: { below?: number; code?: CodeOr; odd?: readonly unknown[]; typical?: readonly number[] } = {},
): Scalar {
  return {
    make: ({ rng }) => typical[rng.int(typical.length)],
    odd,
    bad: [
      limit,
      ...(limit === 0 ? [-0] : []),
      limit - 1,
      ...(below === undefined ? [] : [below, below + 1]),
      ...NOT_NUMBERS,
    ],
    code,
  }
}

/** A number of at least a limit. */
export function atLeast(
  limit: number,
  {
    code = 'PARAM',
    odd = [limit],
    typical = [limit, limit + 0.5, limit + 2],
  }: { code?: CodeOr; odd?: readonly unknown[]; typical?: readonly number[] } = {},
): Scalar {
  return {
    make: ({ rng }) => typical[rng.int(typical.length)],
    odd: limit === 0 ? [...odd, -0] : odd,
    bad: [limit - 1, limit - 2 ** -20, ...NOT_NUMBERS],
    code,
  }
}

/** A whole number of at least a limit, and at most as many as there are samples where `most` says so. */
export function whole(
  least: number,
  {
    most,
    code = 'PARAM',
    odd = [least],
    typical,
  }: { most?: 'n'; code?: CodeOr; odd?: readonly unknown[]; typical?: readonly number[] } = {},
): Scalar {
  return {
    make: ({ rng, n }) =>
      typical
        ? typical[rng.int(typical.length)]
        : least + rng.int(Math.max(1, (most === 'n' ? n : least + 4) - least + 1)),
    odd,
    bad: [least - 1, -1, least + 0.5, ...NOT_NUMBERS],
    code,
  }
}

/** How many iterations there may be at most. */
export function iterations(options: Parameters<typeof whole>[1] = {}): Scalar {
  return { ...whole(1, options), isIterations: true }
}

/** One of a few words. */
export function oneOf(
  values: readonly unknown[],
  { bad = ['', 'other'], code = 'PARAM' }: { bad?: readonly unknown[]; code?: CodeOr } = {},
): Scalar {
  return { make: ({ rng }) => values[rng.int(values.length)], odd: [], bad, code }
}

/** Where a random stream starts: any number and any string. */
export function seeds(): Scalar {
  return {
    make: ({ rng }) => rng.int(1000),
    odd: [0, -1, 2 ** 32, 2 ** 32 + 1, 0.5, 1e300, '', '0', 'rat 7'],
    bad: [],
    code: false,
  }
}

/** A number that may look like any other. */
export function anyNumber(options: Partial<Looks> & { code?: CodeOr } = {}): Scalar {
  const looks = { ...usualLooks, ...options }
  return {
    make: (draw) => numbersOf(draw, looks)(),
    odd: [0, -0],
    bad: NOT_NUMBERS,
    code: options.code ?? 'NON_FINITE',
  }
}

/** What an option is when it is left out, and values that a wrong default might be. */
export interface Unless {
  unless: unknown
  others?: readonly unknown[]
}

/** A scalar that may be left out. */
export interface Optional {
  scalar: Scalar
  default: Unless
}

export function optional(scalar: Scalar, unless: unknown, others: readonly unknown[] = []): Optional {
  return { scalar, default: { unless, others } }
}

/** A scalar as an argument of its own: `delta`. */
export function scalar(of: Scalar | Optional): Argument {
  return one([], of)
}

/** Options in a record, the last argument: `{ k, weights }`. It may be left out when every field may. */
export function options(fields: Record<string, Scalar | Optional>): Argument {
  const parts = Object.entries(fields).map(([key, of]) => ({ key, of, argument: one([key], of) }))
  const mayBeLeftOut = parts.every(({ of }) => 'default' in of)
  return {
    traits: [...new Set(parts.flatMap(({ argument }) => argument.traits))],
    make: (draw) => {
      const made: Record<string, unknown> = {}
      for (const { key, argument } of parts) {
        const value = argument.make(draw)
        if (value !== undefined) made[key] = value
      }
      return mayBeLeftOut && Object.keys(made).length === 0 ? undefined : made
    },
    faults: (name) => parts.flatMap(({ argument }) => argument.faults(name)),
    odd: parts.flatMap(({ argument }) => argument.odd ?? []),
    defaults: parts.flatMap(({ argument }) => argument.defaults ?? []),
  }
}

function one(path: readonly string[], of: Scalar | Optional): Argument {
  const { scalar, default: unless } = 'scalar' in of ? of : { scalar: of, default: undefined }
  const named = (name: string) => path.at(-1) ?? name
  const defaults: Default[] = unless ? [{ path, unless: unless.unless, others: unless.others ?? [] }] : []
  return {
    traits: ['option', ...(scalar.isIterations ? (['iterations'] as const) : [])],
    // One time in three it is left out.
    make: (draw) => (unless && draw.rng.int(3) === 0 ? undefined : scalar.make(draw)),
    faults: (name) =>
      scalar.code === false
        ? []
        : scalar.bad.map((value) =>
            replaced(name, `${named(name)} is ${shownOption(value)}`, scalar.code as never, (old) =>
              withAt(old, path, value),
            ),
          ),
    odd: scalar.odd.map((value): Odd & { path: readonly string[] } => ({
      what: shownOption(value),
      value,
      path,
    })),
    defaults,
  }
}

export function shownOption(value: unknown): string {
  return typeof value === 'string'
    ? `'${value}'`
    : Object.is(value, -0)
      ? '−0'
      : String(value).replace('-', '−')
}
