import type { ErrorCode } from '#kit'
import type { Draw, Sizes } from './draw.ts'
import type { Fault } from './fault.ts'

/** What kinds of stress an argument is open to. */
export type Trait = 'list' | 'numbers' | 'labels' | 'option' | 'iterations'

/** An odd value of an option, and what is odd about it: `seed is 0`. */
export interface Odd {
  what: string
  value: unknown
}

/** What a function takes in one place. */
export interface Argument {
  traits: readonly Trait[]
  /** Sizes between which a case of it is drawn. */
  sizes?: Partial<Sizes>
  /** A legal value; undefined for an option that is left out. */
  make(draw: Draw): unknown
  /** What can be wrong with it. */
  faults(name: string): Fault[]
  /** What it consists of, where it is a record of arguments. */
  fields?: Readonly<Record<string, Argument>>
  /** The argument that it has as many entries as. */
  like?: string
  /** What no entries at all mean, of a list that stands for the samples of the call. */
  emptyCode?: ErrorCode | readonly ErrorCode[]
  /** Whether no entries at all are legal. */
  mayBeEmpty?: boolean
  /** Legal values that are easily taken for others; `path` leads to the option inside a record. */
  odd?: readonly (Odd & { path: readonly string[] })[]
  /** Values that show when the default is another one. */
  defaults?: readonly Default[]
}

/** An option that may be left out. */
export interface Default {
  path: readonly string[]
  /** What it is then. */
  unless: unknown
  /** Other values, one of which a wrong default might be. */
  others: readonly unknown[]
}

/** The value with another one at the end of the path; undefined takes the field away. */
export function withAt(value: unknown, path: readonly string[], inner: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return inner
  const record = (value ?? {}) as Record<string, unknown>
  const { [key]: old, ...others } = record
  const next = withAt(old, rest, inner)
  return next === undefined ? others : { ...others, [key]: next }
}
