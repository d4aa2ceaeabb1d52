import type { ErrorCode } from '#kit'
import { calledName, contains, memberOfGlobal, type Node } from '../syntax.ts'
import { type Around, type Edit, instead, type Operator } from './operator.ts'

/** For every code another one. */
const otherCode: Record<ErrorCode, ErrorCode> = {
  EMPTY: 'SHAPE',
  SHAPE: 'EMPTY',
  NON_FINITE: 'PARAM',
  PARAM: 'NON_FINITE',
  NOT_ENOUGH_SAMPLES: 'EMPTY',
  SINGLE_CLASS: 'PARAM',
  UNSEEN_LABEL: 'PARAM',
}

/** What stands for a test of numbers: as a function, and of an argument. */
const otherTests: Partial<Record<string, { fn: string; of: (x: string) => string }[]>> = {
  isFinite: [
    { fn: '() => true', of: () => 'true' },
    { fn: 'Number.isInteger', of: (x) => `Number.isInteger(${x})` },
    { fn: '(value) => !Number.isNaN(value)', of: (x) => `!Number.isNaN(${x})` },
    { fn: '(value) => Math.abs(value) !== Infinity', of: (x) => `(Math.abs(${x}) !== Infinity)` },
  ],
  isInteger: [
    { fn: '() => true', of: () => 'true' },
    { fn: 'Number.isFinite', of: (x) => `Number.isFinite(${x})` },
  ],
  isNaN: [
    { fn: '() => false', of: () => 'false' },
    { fn: '(value) => !Number.isFinite(value)', of: (x) => `!Number.isFinite(${x})` },
  ],
}

export const checking: Operator[] = [
  {
    name: 'error code',
    edits: (node) => {
      if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return []
      const [code] = node.arguments
      if (node.callee.name !== 'MLError' || code?.type !== 'Literal') return []
      return instead(code, `'${otherCode[code.value as ErrorCode]}'`)
    },
  },
  {
    name: 'test of numbers',
    edits: (node, { text, parents }) => {
      if (node.type === 'CallExpression') {
        const tests = otherTests[memberOfGlobal(node.callee, 'Number') ?? ''] ?? []
        const [x] = node.arguments
        return x ? instead(node, ...tests.map(({ of }) => of(text(x)))) : []
      }
      const parent = parents.at(-1)
      if (parent?.type === 'CallExpression' && parent.callee === node) return []
      const tests = otherTests[memberOfGlobal(node, 'Number') ?? ''] ?? []
      return instead(node, ...tests.map(({ fn }) => fn))
    },
  },
  {
    name: 'dropped statement',
    edits: (node, around) => (isDroppable(node, around) ? instead(node, ';') : []),
  },
  {
    name: 'order of checks',
    edits: (node, around) =>
      node.type === 'BlockStatement'
        ? node.body.flatMap((first, i) => exchanged(first, node.body[i + 1], around))
        : [],
  },
]

/** Whatever a function can do without and still be a function: not a declaration, and not its result. */
function isDroppable(node: Node, around: Around): boolean {
  switch (node.type) {
    case 'ExpressionStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true
    case 'IfStatement':
      return node.alternate === null
    default:
      return isLoop(node) && isCheck(node, around)
  }
}

/** Two checks next to each other, the other way round: which one speaks when both have reason to? */
function exchanged(first: Node, second: Node | undefined, around: Around): Edit[] {
  if (!second || !isCheck(first, around) || !isCheck(second, around)) return []
  const { text } = around
  if (declaredBy(first).some((name) => new RegExp(`\\b${name}\\b`).test(text(second)))) return []
  const between = text({ start: first.end, end: second.start })
  return [{ start: first.start, end: second.end, text: `${text(second)}${between}${text(first)}` }]
}

/** A statement that may throw: by itself, or as it calls a function that does. */
function isCheck(node: Node, { checkers }: Around): boolean {
  const calls = (inner: Node) => checkers.has(calledName(inner) ?? '')
  switch (node.type) {
    case 'IfStatement':
    case 'ForOfStatement':
    case 'ForStatement':
      return (
        contains(node, (inner) => inner.type === 'ThrowStatement' || calls(inner)) &&
        !contains(node, (inner) => inner.type === 'ReturnStatement')
      )
    case 'ExpressionStatement':
    case 'VariableDeclaration':
      return contains(node, calls)
    default:
      return false
  }
}

function isLoop({ type }: Node): boolean {
  return type === 'ForOfStatement' || type === 'ForStatement'
}

function declaredBy(node: Node): string[] {
  if (node.type !== 'VariableDeclaration') return []
  const names: string[] = []
  for (const { id } of node.declarations)
    contains(id, (inner) => {
      if (inner.type === 'Identifier') names.push(inner.name)
      return false
    })
  return names
}
