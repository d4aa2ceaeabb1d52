import { memberOfGlobal, type Node } from '../syntax.ts'
import { type Around, type Edit, instead, type Operator, standalone } from './operator.ts'

const arithmetic: Partial<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
}

const assignments: Partial<Record<string, string[]>> = {
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '*=': ['/=', '='],
  '/=': ['*=', '='],
}

const otherMath: Partial<Record<string, string>> = { min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' }

/** Smaller than that is a tolerance. */
const TOLERANCE = 1e-3

export const computing: Operator[] = [
  {
    name: 'arithmetic',
    edits: (node, { text, parents }) => {
      if (node.type !== 'BinaryExpression') return []
      const other = arithmetic[node.operator]
      if (!other || isText(node.left) || isText(node.right)) return []
      const changed = `${text(node.left)} ${other} ${text(node.right)}`
      return instead(
        node,
        node.operator === '**' && parents.at(-1)?.type === 'BinaryExpression' ? `(${changed})` : changed,
      )
    },
  },
  {
    name: 'sign',
    edits: (node, { text }) =>
      node.type === 'UnaryExpression' && node.operator === '-' ? instead(node, text(node.argument)) : [],
  },
  {
    name: 'counter',
    edits: (node, { text }) => {
      if (node.type === 'UpdateExpression') {
        const target = text(node.argument)
        const other = node.operator === '++' ? '--' : '++'
        return instead(node, target, node.prefix ? `${other}${target}` : `${target}${other}`)
      }
      if (node.type !== 'AssignmentExpression') return []
      return (assignments[node.operator] ?? []).flatMap((other) =>
        instead(node, `${text(node.left)} ${other} ${text(node.right)}`),
      )
    },
  },
  {
    name: 'constant',
    edits: (node, around) => {
      const special = memberOfGlobal(node, 'Number')
      if (special === 'EPSILON') return instead(node, '(Number.EPSILON * 1e3)', '0')
      if (special === 'NaN') return instead(node, '0')
      if (special === 'POSITIVE_INFINITY') return instead(node, 'Number.NEGATIVE_INFINITY')
      if (special === 'NEGATIVE_INFINITY') return instead(node, 'Number.POSITIVE_INFINITY')
      return node.type === 'Literal' && typeof node.value === 'number' ? otherNumbers(node, around) : []
    },
  },
  {
    name: 'Math',
    edits: (node, around) => {
      const { text } = around
      if (node.type === 'CallExpression') {
        const fn = memberOfGlobal(node.callee, 'Math')
        const [first] = node.arguments
        if (!fn || !first) return []
        // Of several arguments each by itself, of one the argument.
        const parts = node.arguments.filter((argument) => argument.type !== 'SpreadElement')
        const bare = parts.length === node.arguments.length ? parts : []
        return [
          ...instead(node, ...bare.map((argument) => standalone(argument, around))),
          ...(fn === 'log1p' ? instead(node, `Math.log(1 + ${text(first)})`) : []),
          ...(fn === 'expm1' ? instead(node, `(Math.exp(${text(first)}) - 1)`) : []),
        ]
      }
      const fn = memberOfGlobal(node, 'Math')
      if (!fn) return []
      const isCalled = around.parents.at(-1)?.type === 'CallExpression' && isCallee(node, around)
      return [
        ...(otherMath[fn] ? instead(node, `Math.${otherMath[fn]}`) : []),
        ...(isCalled || fn === 'PI' || fn === 'E' ? [] : instead(node, '(value) => value')),
      ]
    },
  },
]

function isCallee(node: Node, { parents }: Around): boolean {
  const call = parents.at(-1)
  return call?.type === 'CallExpression' && call.callee === node
}

/** 0, 1, one more, one less, ten times; of a tolerance none and a thousand times. */
function otherNumbers(node: Node & { value: number }, { parents }: Around): Edit[] {
  const parent = parents.at(-1)
  if (parent?.type === 'Property' && parent.key === node) return []
  const { value } = node
  const isTolerance = value > 0 && value < TOLERANCE
  const others = isTolerance ? [0, value * 1e3] : [0, 1, value + 1, value - 1, value * 10]
  return [...new Set(others)]
    .filter((other) => other !== value)
    .flatMap((other) => instead(node, other < 0 ? `(${other})` : String(other)))
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}
