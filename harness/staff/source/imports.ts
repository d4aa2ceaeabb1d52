import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { parseSync } from 'rolldown/utils'

/** One import of a source file: what is written, and the file of ours that it means, if it means one. */
export interface SourceImport {
  from: string
  specifier: string
  target?: string
  line: number
  /** `import type …`: nothing of it is left when the program runs. */
  isType?: true
}

const sourceFile = /\.(ts|js)$/

/** Every TypeScript and JavaScript file below a folder, by its path from there, in order. */
export function sourceTree(root: string, rooms: readonly string[]): string[] {
  return rooms
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      statSync(join(root, room)).isFile()
        ? [room]
        : readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) =>
            join(room, path),
          ),
    )
    .map((path) => path.split(sep).join('/'))
    .filter((path) => sourceFile.test(path) && !path.includes('node_modules'))
    .sort()
}

/** The imports of one file: `import … from`, `export … from` and `import()`, types included. */
export function importsOf(root: string, file: string): SourceImport[] {
  const source = readFileSync(join(root, file), 'utf8')
  const parsed = parseSync(file, source)
  const { module } = parsed
  const isTypeAt = (start: number) => /^(import|export)\s+type\b/.test(source.slice(start, start + 40))
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest, start }) => ({
      ...moduleRequest,
      isType: isTypeAt(start),
    })),
    ...module.staticExports.flatMap(({ entries, start }) =>
      entries.flatMap(({ moduleRequest }) =>
        moduleRequest ? [{ ...moduleRequest, isType: isTypeAt(start) }] : [],
      ),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^['"](.*)['"]$/.exec(source.slice(start, end))
      return literal ? [{ value: literal[1]!, start }] : []
    }),
    // The whole tree of a file is costly, and few files have a type of that form.
    ...(source.includes('import(') ? typeImports(parsed.program) : []),
  ]
  const aliases = readAliases(root)
  return specifiers.map(({ value, start, ...rest }) => {
    const target = resolveOwn(root, file, value, aliases)
    return {
      from: file,
      specifier: value,
      line: source.slice(0, start).split('\n').length,
      ...(target ? { target } : {}),
      ...('isType' in rest && rest.isType ? { isType: true as const } : {}),
    }
  })
}

/** Files that some files import, and those that these import, and so on; the files themselves among them. */
export function filesReached(root: string, files: readonly string[]): string[] {
  const reached = new Set<string>()
  const open = [...files]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file) || !existsSync(join(root, file))) continue
    reached.add(file)
    if (sourceFile.test(file)) for (const { target } of importsOf(root, file)) if (target) open.push(target)
  }
  return [...reached].sort()
}

export function isTest(file: string): boolean {
  return file.endsWith('.test.ts')
}

/** `import('…').T` and `typeof import('…')`, anywhere in a syntax tree. */
function typeImports(node: unknown): { value: string; start: number }[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, source } = node as { type?: string; source?: { value: string; start: number } }
  return [...(type === 'TSImportType' && source ? [source] : []), ...Object.values(node).flatMap(typeImports)]
}

function resolveOwn(
  root: string,
  file: string,
  specifier: string,
  aliases: Record<string, string>,
): string | undefined {
  if (specifier.startsWith('.'))
    return relative(root, join(root, dirname(file), specifier))
      .split(sep)
      .join('/')
  for (const [alias, path] of Object.entries(aliases)) {
    if (alias === specifier) return path.slice(2)
    if (alias.endsWith('/*') && specifier.startsWith(alias.slice(0, -1)))
      return path.slice(2).replace('*', specifier.slice(alias.length - 1))
  }
  return undefined
}

function readAliases(root: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).imports ?? {}
}
