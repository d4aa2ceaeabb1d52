import type { Node } from '../syntax.ts'
import { type Around, type Edit, instead, type Operator, standalone } from './operator.ts'

/** The border moved, and the opposite. */
const relations: Partial<Record<string, string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
}

const logical: Record<string, string[]> = { '||': ['&&'], '&&': ['||'], '??': ['||', '&&'] }

export const comparing: Operator[] = [
  {
    name: 'relation',
    edits: (node, { text }) =>
      node.type === 'BinaryExpression'
        ? (relations[node.operator] ?? []).flatMap((other) =>
            instead(node, `${text(node.left)} ${other} ${text(node.right)}`),
          )
        : [],
  },
  {
    name: 'logical operator',
    edits: (node, { text, parents }) => {
      if (node.type !== 'LogicalExpression') return []
      const exchanged = logical[node.operator]!.map(
        (other) => `${text(node.left)} ${other} ${text(node.right)}`,
      )
      // `a ?? b || c` is no JavaScript, and `a && b` binds tighter than it was.
      const isAmong = parents.at(-1)?.type === 'LogicalExpression'
      return [
        ...instead(node, ...exchanged.map((other) => (isAmong ? `(${other})` : other))),
        ...instead(node, text(node.left), text(node.right)),
      ]
    },
  },
  {
    name: 'condition',
    edits: (node, around) => {
      if (node.type === 'UnaryExpression' && node.operator === '!')
        return instead(node, standalone(node.argument, around))
      return 'test' in node && node.test ? negated(node.test, around) : []
    },
  },
  {
    name: 'branch',
    edits: (node, around) =>
      node.type === 'ConditionalExpression'
        ? instead(node, standalone(node.consequent, around), standalone(node.alternate, around))
        : [],
  },
  {
    name: 'truth value',
    edits: (node) =>
      node.type === 'Literal' && typeof node.value === 'boolean' ? instead(node, String(!node.value)) : [],
  },
]

/** The opposite of a relation is the other operator's business, and that of `!x` too. */
function negated(test: Node, { text }: Around): Edit[] {
  if (test.type === 'BinaryExpression' && relations[test.operator]) return []
  if (test.type === 'UnaryExpression' && test.operator === '!') return []
  return instead(test, `!(${text(test)})`)
}
