import type { ErrorCode } from '#kit'
import type { Argument, Trait } from './argument.ts'
import { type Draw, drawOf, type Sizes } from './draw.ts'
import type { Fault, Named } from './fault.ts'

/** What a function takes: its arguments in their order, by name. */
export type Signature = Record<string, Argument>

/** What the functions of an exercise take. Legal calls, bad input and stress are made from it. */
export interface Takes {
  signatures: Readonly<Record<string, Signature>>
  /** In which order the text says that input is checked; without it, two faults at once may be told either way. */
  order?: readonly ErrorCode[]
}

/**
 * Declares what the functions of an exercise take.
 *
 * @param order the codes in the order of the checks, where the text of the exercise states one
 */
export function takes<Module>(
  signatures: { [fn in keyof Module]?: Signature },
  { order }: { order?: readonly ErrorCode[] } = {},
): Takes {
  return { signatures: signatures as Record<string, Signature>, ...(order ? { order } : {}) }
}

const USUAL: Sizes = { n: [2, 6], d: [1, 3], K: [2, 3] }

/** The sizes of an ordinary call. */
export function sizesOf(signature: Signature): Sizes {
  return Object.assign({}, USUAL, ...Object.values(signature).map(({ sizes = {} }) => sizes)) as Sizes
}

export function traitsOf(signature: Signature): Set<Trait> {
  return new Set(Object.values(signature).flatMap(({ traits }) => traits))
}

/** Draws a legal call, by name. */
export function namedCall(signature: Signature, seed: string, wanted?: Parameters<typeof drawOf>[2]): Named {
  return callFrom(signature, drawOf(seed, sizesOf(signature), wanted))
}

/** A legal call from a draw. */
export function callFrom(signature: Signature, draw: Draw): Named {
  const made: Named = {}
  for (const [name, argument] of Object.entries(signature)) made[name] = argument.make({ ...draw, made })
  return made
}

/** The arguments as they are passed: what is left out at the end is not there. */
export function positional(named: Named): unknown[] {
  const args = Object.values(named)
  while (args.length && args.at(-1) === undefined) args.pop()
  return args
}

/** Everything that can be wrong with a call. */
export function faultsOf(signature: Signature): Fault[] {
  return Object.entries(signature).flatMap(([name, argument]) => [
    ...(argument.emptyCode ? [withoutSamples(signature, name, argument.emptyCode)] : []),
    ...argument.faults(name),
  ])
}

/** No samples: the list and all that are like it are empty. */
function withoutSamples(signature: Signature, name: string, code: Fault['code']): Fault {
  const about = [name, ...Object.keys(signature).filter((other) => signature[other]!.like === name)]
  return {
    what: about.length > 1 ? `${about.join(' and ')} are empty` : `${name} is empty`,
    code,
    about,
    apply: (args) => ({ ...args, ...Object.fromEntries(about.map((empty) => [empty, []])) }),
  }
}

/** An argument that is a record of others, such as a model: `record({ coef: numbers({ size: 'd' }) })`. */
export function record(fields: Signature, { faults: isChecked = false } = {}): Argument {
  const inside = Object.entries(fields)
  const at = (record: unknown) => record as Named
  return {
    traits: [...new Set(inside.flatMap(([, { traits }]) => traits.filter((trait) => trait !== 'option')))],
    sizes: Object.assign({}, ...inside.map(([, { sizes = {} }]) => sizes)),
    fields,
    make: (draw) => callFrom(fields, draw),
    faults: (name) =>
      isChecked
        ? faultsOf(fields).map((fault) => ({
            ...fault,
            about: [name],
            apply: (args) => ({ ...args, [name]: fault.apply(at(args[name])) }),
          }))
        : [],
  }
}

/** An argument of its own kind: what is legal, and what can be wrong with it. */
export function custom(
  make: Argument['make'],
  { traits = [], sizes, faults = () => [], like }: Partial<Omit<Argument, 'make'>> = {},
): Argument {
  return { traits, make, faults, ...(sizes ? { sizes } : {}), ...(like ? { like } : {}) }
}
