import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ESTree, transformSync } from 'rolldown/utils'
import { parse, walk } from './syntax.ts'
import type { Turns } from './turns.ts'

export type Module = Record<string, unknown>
/** What a program imports: the modules by what is written. */
export type Imports = Record<string, Module>

/** What stands for the world outside in the text of a program. */
const TURN = '$turn'
const IMPORTS = '$imports'

/** Loads what a program imports, as it is: only the program itself is changed. */
export async function importsOfProgram(file: string, source: string): Promise<Imports> {
  const program = parse('program.js', javascript(file, source))
  const specifiers = program.body.flatMap((node) =>
    node.type === 'ImportDeclaration' ? [node.source.value] : [],
  )
  const loaded = specifiers.map(async (specifier): Promise<[string, Module]> => {
    const path = specifier.startsWith('.') ? pathToFileURL(resolve(dirname(file), specifier)).href : specifier
    return [specifier, await import(path)]
  })
  return Object.fromEntries(await Promise.all(loaded))
}

/**
 * The functions of a program, made in this process and forgotten with it: it is no module, of which a process would
 * keep every one. Its loops count their turns.
 */
export function evaluate(file: string, source: string, imports: Imports, turns: Turns): Module {
  const text = javascript(file, source)
  const program = parse('program.js', text)
  const edits: { start: number; end: number; text: string }[] = []
  const exported: string[] = []
  for (const node of program.body)
    if (node.type === 'ImportDeclaration') edits.push({ ...spanOf(node), text: bindingsOf(node) })
    else if (node.type === 'ExportNamedDeclaration') {
      exported.push(...namesOf(node))
      edits.push({ start: node.start, end: node.declaration?.start ?? node.end, text: '' })
    }
  walk(program, (node) => {
    if (!('body' in node) || !isLoop(node.type)) return
    const body = node.body as ESTree.Statement
    if (body.type === 'BlockStatement')
      edits.push({ start: body.start, end: body.start + 1, text: `{${TURN}();` })
    else
      edits.push(
        { start: body.start, end: body.start, text: `{${TURN}();` },
        { start: body.end, end: body.end, text: '}' },
      )
  })
  const body = `'use strict'\n${spliced(text, edits)}\nreturn { ${exported.join(', ')} }`
  const module: Module = new Function(TURN, IMPORTS, 'Array', body)(turns.turn, imports, turns.array)
  return Object.fromEntries(Object.entries(module).map(([fn, value]) => [fn, begun(fn, value, turns)]))
}

function begun(fn: string, value: unknown, turns: Turns): unknown {
  if (typeof value !== 'function') return value
  return (...args: unknown[]) => {
    turns.begin(fn)
    return value(...args)
  }
}

function javascript(file: string, source: string): string {
  const { code, errors } = transformSync(file, source, {
    lang: 'ts',
    typescript: { onlyRemoveTypeImports: false },
  })
  if (errors.length) throw new SyntaxError(`${file}: ${errors[0]!.message}`)
  return code
}

/** `import { a as b } from 'c'` as a declaration of constants. */
function bindingsOf({ specifiers, source }: ESTree.ImportDeclaration): string {
  const from = `${IMPORTS}[${JSON.stringify(source.value)}]`
  return specifiers
    .map((specifier) => {
      const name = specifier.local.name
      if (specifier.type === 'ImportNamespaceSpecifier') return `const ${name} = ${from};`
      const imported =
        specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : specifier.imported.type === 'Literal'
            ? specifier.imported.value
            : specifier.imported.name
      return `const ${name} = ${from}[${JSON.stringify(imported)}];`
    })
    .join(' ')
}

/** The names that an export gives to the world; the same inside. */
function namesOf({ declaration, specifiers }: ESTree.ExportNamedDeclaration): string[] {
  if (!declaration)
    return specifiers.flatMap(({ local, exported }) =>
      local.type === 'Identifier' && exported.type === 'Identifier'
        ? [`${exported.name}: ${local.name}`]
        : [],
    )
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : []
}

function isLoop(type: string): boolean {
  return /^(For|ForOf|ForIn|While|DoWhile)Statement$/.test(type)
}

function spanOf({ start, end }: { start: number; end: number }) {
  return { start, end }
}

/** A text with others in some of its places; what begins later in the text is put in first. */
function spliced(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text)
}
