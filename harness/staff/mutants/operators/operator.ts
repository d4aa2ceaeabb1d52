import type { Node } from '../syntax.ts'

/** One place of a source and what is to stand there instead. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** What an operator may know besides the node. */
export interface Around {
  /** The nodes that the node stands in, the nearest last. */
  parents: readonly Node[]
  text(node: { start: number; end: number }): string
  /** The functions of the file that throw, or call one that does. */
  checkers: ReadonlySet<string>
  /** Sets of words of which a value is one, by the types of the file: `'uniform' | 'distance'`. */
  choices: readonly (readonly string[])[]
}

/** A way to get a program slightly wrong: the texts to put in place of a node. */
export interface Operator {
  /** What it changes, as a noun: `relation`. */
  name: string
  edits(node: Node, around: Around): Edit[]
}

/** The node with other words in its place. */
export function instead({ start, end }: { start: number; end: number }, ...texts: string[]): Edit[] {
  return texts.map((text) => ({ start, end, text }))
}

const simple = new Set([
  'Identifier',
  'Literal',
  'CallExpression',
  'MemberExpression',
  'ArrayExpression',
  'ParenthesizedExpression',
  'TemplateLiteral',
  'TSNonNullExpression',
])

/** The text of an expression that can stand anywhere. */
export function standalone(node: Node, { text, parents }: Around): string {
  const isHeld = simple.has(node.type) || parents.at(-1)?.type === 'ParenthesizedExpression'
  return isHeld ? text(node) : `(${text(node)})`
}
