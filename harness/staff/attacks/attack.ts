/** What an attack may use to make more than a text file. */
export interface Place {
  /** The path of the exercise's file; its folder is there already. */
  file: string
  /** A folder beside the submission, of this attack alone. */
  elsewhere: string
  /** The text of a file that would earn all points. */
  exemplar: string
  /** The text of the attack itself. */
  text: string
}

/** One hostile submission of one exercise, as data. All are expected to earn nothing, but for those with `loses`. */
export interface Attack {
  name: string
  /** Code at the top of the module. `secretFile` and `writableFolder` are paths outside the sandbox. */
  top?: string
  /** The body of every function that the exercise asks for; `fn` is its name, `args` its arguments. */
  body?: string
  /** The whole text of the file, where it is no module of such functions. */
  text?: string
  /** Where a submission's file is no plain file: makes what it is instead. */
  place?(place: Place): void
  /**
   * The functions are right (`right[fn](...args)` is the exemplar) but for something that these properties must
   * notice; the others may keep their points.
   */
  loses?: string[]
  /** Hangs, or burns time or memory: tried in the fast exercises only, and not in `npm test`. */
  burns?: true
  /** Was not contained once: tried in `npm test` too. */
  historic?: true
  /** Only this exercise shows it, by number. */
  exercise?: string
  /** Not contained yet, and why: it is reported, and the day it is contained this line must go. */
  open?: string
}

/** Where an attack finds what it is after, outside the sandbox. */
export interface Targets {
  secretFile: string
  writableFolder: string
  port: number
}

/** The name of the file beside the attack that holds the exemplar, for attacks that are right but for something. */
export const EXEMPLAR_FILE = 'right.ts'

/** The text of a hostile file: every name that the exercise asks for, with the attack behind it. */
export function attackText(
  { top = '', body = 'return 0', text, loses }: Attack,
  names: readonly string[],
): string {
  if (text !== undefined) return text
  const imported = loses ? `import * as right from './${EXEMPLAR_FILE}'\n` : ''
  const exported = names.map((name) => `export function ${name}(...args) { return attack('${name}', args) }`)
  return `${imported}${top}\nfunction attack(fn, args) {\n${body}\n}\n${exported.join('\n')}\n`
}
