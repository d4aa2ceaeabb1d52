import { type ESTree, parseSync } from 'rolldown/utils'

export type Node = ESTree.Node

/** Where nothing of a program happens: types. */
const typeKeys = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments'])
const transparent = new Set(['TSNonNullExpression', 'TSAsExpression', 'TSSatisfiesExpression'])

/** The syntax tree of a TypeScript source. Parentheses are nodes, so that the text of any operand stands for itself. */
export function parse(file: string, source: string): ESTree.Program {
  const { program, errors } = parseSync(file, source)
  if (errors.length) throw new SyntaxError(`${file}: ${errors[0]!.message}\n${errors[0]!.codeframe ?? ''}`)
  return program
}

/** Every node that is left of a program when it runs, with the nodes that it stands in, the nearest last. */
export function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void {
  if (node.type.startsWith('TS') && !transparent.has(node.type)) return
  visit(node, parents)
  const around = [...parents, node]
  for (const child of childrenOf(node)) walk(child, visit, around)
}

/** The nodes right below a node; those of types on demand. */
export function childrenOf(node: Node, withTypes = false): Node[] {
  return Object.entries(node)
    .filter(([key]) => withTypes || !typeKeys.has(key))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Whether any node within (the node itself among them) is as asked. */
export function contains(node: Node, isAsked: (inner: Node) => boolean): boolean {
  return isAsked(node) || childrenOf(node).some((child) => contains(child, isAsked))
}

/** `Math` and `max` of `Math.max`. */
export function memberOf(node: Node): { object: Node; property: string } | undefined {
  return node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier'
    ? { object: node.object, property: node.property.name }
    : undefined
}

/** `max` of `Math.max`, if that is what the node is. */
export function memberOfGlobal(node: Node, name: string): string | undefined {
  const member = memberOf(node)
  return member?.object.type === 'Identifier' && member.object.name === name ? member.property : undefined
}

/** The name of the function that a call calls by its name. */
export function calledName(node: Node): string | undefined {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.name : undefined
}

export function isFunction(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression'
}
