import type { ErrorCode } from '#kit'

/** The arguments of a call by name, in the order in which the function takes them. */
export type Named = Record<string, unknown>

/** One way in which a legal call can be made a bad one. */
export interface Fault {
  /** What is wrong then, in words that go on from "although": `yPred holds NaN`. */
  what: string
  /** The documented code, or the codes of which each is accepted. */
  code: ErrorCode | readonly ErrorCode[]
  /** The arguments that it is about: two faults of one call have none in common. */
  about: readonly string[]
  apply(args: Named): Named
}

/** The codes of a fault. */
export function codesOf({ code }: Pick<Fault, 'code'>): readonly ErrorCode[] {
  return typeof code === 'string' ? [code] : code
}

/** A fault of one argument: its value is another one. */
export function replaced(
  name: string,
  what: string,
  code: Fault['code'],
  value: (old: unknown, args: Named) => unknown,
): Fault {
  return { what, code, about: [name], apply: (args) => ({ ...args, [name]: value(args[name], args) }) }
}

/** Which code stands for what of an argument; false where the text does not forbid it. */
export type CodeOr = ErrorCode | readonly ErrorCode[] | false
