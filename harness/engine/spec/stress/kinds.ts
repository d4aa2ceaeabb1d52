import type { Label } from '#kit'
import { type Argument, withAt } from './argument.ts'
import type { Draw, Look } from './draw.ts'
import type { Named } from './fault.ts'
import { namedCall, positional, type Signature, sizesOf, traitsOf } from './takes.ts'

/** One call under stress. */
export interface StressCase {
  fn: string
  args: unknown[]
  /** What is special about it: "With numbers such as 0.1 and 0.7". */
  what: string
}

type Wanted = Partial<Omit<Draw, 'rng' | 'made'>>
type Made = Omit<StressCase, 'fn' | 'args'> & { named: Named }

/** A kind of stress: whether it applies to a function, and if so, the calls that try it. */
export interface Kind {
  applies(signature: Signature): boolean
  /** Why it does not, for the table of `verify`. */
  otherwise: string
  cases(signature: Signature, seed: string): Made[]
}

const has =
  (...wanted: Argument['traits'][number][]) =>
  (signature: Signature) =>
    wanted.some((trait) => traitsOf(signature).has(trait))

/** The kinds whose cases follow from what a function takes, under the names of their properties. */
export const kinds = {
  'odd-options': {
    applies: (signature) => oddOf(signature).length > 0,
    otherwise: 'no option with odd legal values',
    cases: (signature, seed) =>
      oddOf(signature).map(({ name, path, what, value }, i) => {
        const call = namedCall(signature, `${seed} ${i}`)
        return {
          what: `With ${path.at(-1) ?? name} = ${what}`,
          named: { ...call, [name]: withAt(call[name], path, value) },
        }
      }),
  },
  lengths: {
    applies: has('list'),
    otherwise: 'takes no list',
    cases: (signature, seed) => {
      const { n, d } = sizesOf(signature)
      const call = (what: string, wanted: Wanted) => ({
        what,
        named: namedCall(signature, `${seed} ${what}`, wanted),
      })
      const empties = Object.entries(signature).filter(([, { mayBeEmpty }]) => mayBeEmpty)
      return [
        call('With as few samples as there may be', { n: n[0] }),
        call('With as few samples and features as there may be', { n: n[0], d: d[0] }),
        ...empties.map(([name]) => ({ what: `With ${name} empty`, named: emptied(signature, name, seed) })),
      ]
    },
  },
  'decimals-and-units': {
    applies: has('numbers'),
    otherwise: 'takes no measured numbers',
    cases: (signature, seed) =>
      looks.flatMap(([look, variants, what]) =>
        Array.from({ length: variants }, (_, variant) => ({
          what,
          named: namedCall(signature, `${seed} ${look} ${variant}`, { look, variant }),
        })),
      ),
  },
  'whole-range': {
    applies: has('numbers'),
    otherwise: 'takes no measured numbers',
    cases: (signature, seed) => {
      const { n, d } = sizesOf(signature)
      const wide = { n: Math.max(n[0], 3), d: d[1] === d[0] ? d[0] : n[0] + 4 }
      return [
        ...Array.from({ length: 5 }, (_, i) => ({
          what: 'With numbers from very small to very large',
          named: namedCall(signature, `${seed} ${i}`, { look: 'range' }),
        })),
        ...(d[1] > d[0]
          ? [{ what: 'With more features than samples', named: namedCall(signature, `${seed} wide`, wide) }]
          : []),
      ]
    },
  },
  'many-samples': {
    applies: has('list'),
    otherwise: 'takes no list',
    cases: (signature, seed) => {
      const { K } = sizesOf(signature)
      const many = { n: 300, K: Math.min(260, K[1] > 3 ? K[1] : 260), alphabet: manyLabels }
      return [
        { what: 'With 300 samples', named: namedCall(signature, `${seed} n`, { n: 300 }) },
        ...(traitsOf(signature).has('labels')
          ? [{ what: 'With 300 samples of 260 classes', named: namedCall(signature, `${seed} K`, many) }]
          : []),
      ]
    },
  },
  'any-label': {
    applies: has('labels'),
    otherwise: 'takes no labels',
    cases: (signature, seed) =>
      alphabets.map((alphabet, i) => ({
        what: `With the labels ${alphabet.map((label) => JSON.stringify(label)).join(', ')}`,
        named: namedCall(signature, `${seed} ${i}`, { alphabet, K: alphabet.length, n: 7 }),
      })),
  },
} satisfies Record<string, Kind>

export type KindName = keyof typeof kinds | 'defaults' | 'iteration-limits' | 'no-memory'

/** Every kind of stress, in the order of the table. */
export const kindNames: readonly KindName[] = [
  'odd-options',
  'defaults',
  'iteration-limits',
  'lengths',
  'decimals-and-units',
  'whole-range',
  'many-samples',
  'any-label',
  'no-memory',
]

/** The calls of one kind for one function. */
export function casesOfKind(kind: Kind, fn: string, signature: Signature, seed: string): StressCase[] {
  return kind
    .cases(signature, `${seed} ${fn}`)
    .map(({ what, named }) => ({ fn, what, args: positional(named) }))
}

const looks: readonly [Look, number, string][] = [
  ['decimals', 3, 'With numbers such as 0.1 and 0.7'],
  ['equal decimals', 4, 'With numbers that are all the same decimal'],
  ['unit', 4, 'In a unit that makes all numbers very large or very small'],
  ['offset', 2, 'With numbers close to each other and far from 0'],
]

/** Labels that a dictionary, a sort by text or a conversion would take for others; each has classes of one type. */
export const alphabets: readonly (readonly Label[])[] = [
  [10, 9, -1],
  [-3, 0.5, 2 ** 31],
  [0, 1, 2],
  ['1', '01', '1.0'],
  ['constructor', '__proto__', 'toString'],
  ['', ' ', '0'],
  ['10', '9', '-1'],
  ['\u{1F9E0}', '\uFFFD', 'é'],
  ['b,a', 'a', 'a\nb'],
]

const manyLabels: readonly Label[] = Array.from({ length: 260 }, (_, i) => i)

function oddOf(signature: Signature) {
  return Object.entries(signature).flatMap(([name, { odd = [] }]) => odd.map((one) => ({ name, ...one })))
}

/** A call whose list of that name, and those like it, are empty. */
function emptied(signature: Signature, name: string, seed: string): Named {
  const call = namedCall(signature, `${seed} without ${name}`)
  for (const [other, { like }] of Object.entries(signature))
    if (other === name || like === name) call[other] = []
  return call
}
