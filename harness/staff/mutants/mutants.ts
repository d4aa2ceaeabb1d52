import { checking } from './operators/checking.ts'
import { comparing } from './operators/comparing.ts'
import { computing } from './operators/computing.ts'
import { handling } from './operators/handling.ts'
import type { Edit, Operator } from './operators/operator.ts'
import { calledName, childrenOf, contains, type Node, parse, walk } from './syntax.ts'

/** One small change to a program. */
export interface Mutant {
  operator: string
  /** The function that it is in; empty beside all functions. */
  in: string
  /** From 1. */
  line: number
  column: number
  /** The statement as it is and as it would be, on one line; of a long one the lines that are changed. */
  before: string
  after: string
  /** The whole program, changed. */
  source: string
}

export const operators: readonly Operator[] = [...comparing, ...computing, ...checking, ...handling]

/** Statements that are longer are told by their lines. */
const LONG = 240

/** Every mutant of a program, in the order of the text; what two operators make alike counts once. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const program = parse(file, source)
  const text = ({ start, end }: { start: number; end: number }) => source.slice(start, end)
  const known = { text, checkers: checkersOf(program), choices: choicesOf(program) }
  const found = new Map<string, { edit: Edit; mutant: Mutant }>()
  walk(program, (node, parents) => {
    if (isOutside(node, parents)) return
    for (const { name, edits } of operators)
      for (const edit of edits(node, { ...known, parents })) {
        const changed = source.slice(0, edit.start) + edit.text + source.slice(edit.end)
        if (changed === source || found.has(changed)) continue
        const mutant = {
          operator: name,
          in: functionAround(parents),
          ...placeOf(source, edit, [...parents, node]),
          source: changed,
        }
        found.set(changed, { edit, mutant })
      }
  })
  return [...found.values()].sort((a, b) => a.edit.start - b.edit.start).map(({ mutant }) => mutant)
}

/** Imports, and the message of an error, which is never graded. */
function isOutside(node: Node, parents: readonly Node[]): boolean {
  return [...parents, node].some((inner, i, all) => {
    const parent = all[i - 1]
    return (
      inner.type === 'ImportDeclaration' ||
      (parent?.type === 'NewExpression' &&
        parent.callee.type === 'Identifier' &&
        parent.callee.name === 'MLError' &&
        parent.arguments.indexOf(inner as never) > 0)
    )
  })
}

function placeOf(source: string, { start, end, text }: Edit, parents: readonly Node[]) {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1
  const lineEnd = source.indexOf('\n', end) === -1 ? source.length : source.indexOf('\n', end)
  const shown = (span: { start: number; end: number }) => ({
    before: oneLine(source.slice(span.start, span.end)),
    after: oneLine(source.slice(span.start, start) + text + source.slice(end, span.end)),
  })
  const statement = parents.findLast(
    (node) => isStatement(node) && node.start <= start && node.end >= end && !isAlone(node, { start, end }),
  )
  const whole = statement && shown(statement)
  return {
    line: source.slice(0, start).split('\n').length,
    column: start - lineStart + 1,
    ...(whole && whole.before.length <= LONG ? whole : shown({ start: lineStart, end: lineEnd })),
  }
}

/** A statement that is changed as a whole says too little of where it was. */
function isAlone(node: Node, { start, end }: { start: number; end: number }): boolean {
  return node.start === start && node.end === end
}

/** A `throw` belongs to its condition. */
function isStatement({ type }: Node): boolean {
  return /^(?!Block|Throw).*Statement$/.test(type) || type === 'VariableDeclaration'
}

function oneLine(lines: string): string {
  return (
    lines
      // A comment on a line of its own is no part of what is changed.
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** The outermost function that has a name. */
function functionAround(parents: readonly Node[]): string {
  const outer = parents.find((node) => node.type === 'FunctionDeclaration')
  return outer?.type === 'FunctionDeclaration' ? (outer.id?.name ?? '') : ''
}

/** The functions of a program that throw, or call one that does. */
function checkersOf(program: Node): Set<string> {
  const functions = new Map<string, Node>()
  walk(program, (node) => {
    if (node.type === 'FunctionDeclaration' && node.id) functions.set(node.id.name, node)
  })
  const checkers = new Set<string>()
  const isChecker = (node: Node) => node.type === 'ThrowStatement' || checkers.has(calledName(node) ?? '')
  for (let size = -1; size !== checkers.size; ) {
    size = checkers.size
    for (const [name, node] of functions) if (contains(node, isChecker)) checkers.add(name)
  }
  return checkers
}

/** The unions of words in the types of a program. */
function choicesOf(node: Node): string[][] {
  const own =
    node.type === 'TSUnionType'
      ? node.types.flatMap((type) =>
          type.type === 'TSLiteralType' &&
          type.literal.type === 'Literal' &&
          typeof type.literal.value === 'string'
            ? [type.literal.value]
            : [],
        )
      : []
  return [...(own.length > 1 ? [own] : []), ...childrenOf(node, true).flatMap(choicesOf)]
}
