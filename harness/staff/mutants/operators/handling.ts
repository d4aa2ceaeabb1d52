import { isFunction, memberOf, memberOfGlobal, type Node } from '../syntax.ts'
import { type Around, type Edit, instead, type Operator, standalone } from './operator.ts'

const otherMethods: Partial<Record<string, string>> = {
  every: 'some',
  some: 'every',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  find: 'findLast',
  findIndex: 'findLastIndex',
  shift: 'pop',
  pop: 'shift',
  push: 'unshift',
}

/** Methods that give another list of the same kind: the list can do without. */
const steps = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed'])

export const handling: Operator[] = [
  {
    name: 'copy',
    edits: (node, around) => {
      const copied = copiedBy(node, around)
      return copied ? instead(node, standalone(copied, around)) : []
    },
  },
  {
    name: 'default',
    edits: (node, { text, choices }) => {
      if (node.type !== 'AssignmentPattern') return []
      const { right } = node
      const word = right.type === 'Literal' && typeof right.value === 'string' ? right.value : undefined
      const others = choices.find((words) => word !== undefined && words.includes(word)) ?? []
      return [
        ...instead(node, text(node.left)),
        ...instead(right, ...others.filter((other) => other !== word).map((other) => `'${other}'`)),
      ]
    },
  },
  {
    name: 'order of arguments',
    edits: (node, { text }) => {
      if (node.type !== 'CallExpression' || memberOfGlobal(node.callee, 'Math')) return []
      return node.arguments.flatMap((first, i) => {
        const second = node.arguments[i + 1]
        if (!second || ![first, second].every(isPlain) || text(first) === text(second)) return []
        const between = text({ start: first.end, end: second.start })
        return [{ start: first.start, end: second.end, text: `${text(second)}${between}${text(first)}` }]
      })
    },
  },
  { name: 'order of a sort', edits: (node, around) => otherSorts(node, around) },
  {
    name: 'method',
    edits: (node) => {
      const method = memberOf(node)?.property
      const other = method && otherMethods[method]
      return other && node.type === 'MemberExpression' ? instead(node.property, other) : []
    },
  },
  {
    name: 'dropped step',
    edits: (node, { text }) => {
      if (node.type !== 'CallExpression') return []
      const method = memberOf(node.callee)
      return method && steps.has(method.property) ? instead(node, text(method.object)) : []
    },
  },
  {
    name: 'ends of a loop',
    edits: (node, { text }) => {
      if (node.type === 'ForOfStatement')
        return instead(
          node.right,
          `[...${text(node.right)}].slice(1)`,
          `[...${text(node.right)}].slice(0, -1)`,
        )
      const test = node.type === 'ForStatement' ? node.test : null
      if (test?.type !== 'BinaryExpression' || !['<', '<=', '>', '>='].includes(test.operator)) return []
      return instead(test.right, `${text(test.right)} ${test.operator.startsWith('<') ? '-' : '+'} 1`)
    },
  },
]

/** What is copied, if all that an expression does is to copy it. */
function copiedBy(node: Node, { parents }: Around): Node | undefined {
  switch (node.type) {
    case 'ArrayExpression':
    case 'ObjectExpression': {
      const [only, ...more] = node.type === 'ArrayExpression' ? node.elements : node.properties
      return only?.type === 'SpreadElement' && more.length === 0 ? only.argument : undefined
    }
    case 'CallExpression': {
      const [only, ...more] = node.arguments
      const isCopying =
        (node.callee.type === 'Identifier' && node.callee.name === 'structuredClone') ||
        memberOfGlobal(node.callee, 'Array') === 'from'
      if (isCopying) return only && more.length === 0 && only.type !== 'SpreadElement' ? only : undefined
      const method = memberOf(node.callee)
      return method?.property === 'slice' && !only && parents.length ? method.object : undefined
    }
    default:
      return undefined
  }
}

/** Neither a function nor a spread list: what could be taken for its neighbour. */
function isPlain(argument: Node): boolean {
  return !isFunction(argument) && argument.type !== 'SpreadElement'
}

function otherSorts(node: Node, { text }: Around): Edit[] {
  if (node.type !== 'CallExpression') return []
  const method = memberOf(node.callee)?.property
  const [comparison] = node.arguments
  if (!comparison || (method !== 'sort' && method !== 'toSorted')) return []
  const [a, b] = comparison.type === 'ArrowFunctionExpression' ? comparison.params : []
  return [
    ...(a && b
      ? [
          {
            start: a.start,
            end: b.end,
            text: `${text(b)}${text({ start: a.end, end: b.start })}${text(a)}`,
          },
        ]
      : []),
    ...instead(comparison, ''),
  ]
}
