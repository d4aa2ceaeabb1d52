/**
 * The program that bundles what a student wrote, one request at a time. It is a process of its own (see
 * bundle.ts): the parser is native code, and a file that is nested deep enough overflows its stack.
 *
 * Imports are resolved by a list of what is allowed, on real paths: `#kit`, two libraries, files of the
 * exercise's own folder and of earlier exercises. The bundler itself reads no file of the submission and
 * follows no alias, link or configuration of it.
 */
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, isAbsolute, join, posix } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type Plugin, type RolldownError, rolldown } from 'rolldown'
import { parseSync } from 'rolldown/utils'
import type { Trouble } from '../spec/student.ts'
import { MAX_FILE_BYTES } from './limits.ts'

/** What is to be bundled: the `entry` is a path inside the submission. */
export interface BundleRequest {
  submission: string
  entry: string
  projectRoot: string
}

export interface BundleData {
  code: string
  /** Every file of the submission that went in, by path. */
  files: Record<string, string>
  /** The source map, as JSON. */
  map: string | undefined
  /** The line of every name that the entry exports. */
  lines: [name: string, line: number][]
}

export type BundleReply = { data: BundleData } | { trouble: Trouble }

type Problem = Omit<Trouble, 'kind'>

/** Libraries that a student may import. */
const libraries = ['ml-matrix', 'seedrandom']
const MAX_BYTES_IN_ALL = 1024 * 1024
const KIT = 'exercises/kit/'

process.on('message', async (request: BundleRequest) => process.send?.(await bundle(request)))
process.send?.('ready')

async function bundle({ submission, entry, projectRoot }: BundleRequest): Promise<BundleReply> {
  const files: Record<string, string> = {}
  const fromLibrary = (id: string | undefined) => id !== undefined && isAbsolute(id)
  let trouble: Trouble | undefined
  const fail = (problem: Problem): never => {
    trouble ??= { kind: 'not-loaded', ...problem }
    throw new Error(problem.message)
  }

  const allowList: Plugin = {
    name: 'allow-list',
    resolveId(source, importer) {
      if (importer === undefined) return entry
      if (fromLibrary(importer)) return null
      if (source === '#kit') return `${KIT}index.ts`
      if (importer.startsWith(KIT) && source.startsWith('./')) return posix.join(KIT, source)
      if (libraries.includes(source))
        return { id: entryOfLibrary(source, projectRoot), moduleSideEffects: false }
      if (!source.startsWith('./') && !source.startsWith('../')) return fail(forbidden(source, importer))
      const target = candidates(posix.join(posix.dirname(importer), source)).find(
        (path) => mayImport(path, entry) && existsSync(join(submission, path)),
      )
      return target ?? fail(forbidden(source, importer))
    },
    load(id) {
      if (fromLibrary(id)) return null
      if (id.startsWith(KIT)) return { code: readFileSync(join(projectRoot, id), 'utf8'), moduleType: 'ts' }
      const source = readOwnFile(submission, id, fail)
      files[id] = source
      if (Object.values(files).reduce((sum, text) => sum + text.length, 0) > MAX_BYTES_IN_ALL)
        fail({ message: 'The files of this exercise are larger than 1 MB in all.', file: id })
      const [error] = parseSync(id, source).errors
      if (error) {
        const start = error.labels?.[0]?.start
        fail({
          message: `This is not valid TypeScript: ${error.message}`,
          file: id,
          ...(start === undefined ? {} : { line: lineAt(source, start) }),
        })
      }
      return { code: source, moduleType: 'ts' }
    },
  }

  try {
    const build = await rolldown({
      input: entry,
      plugins: [allowList],
      platform: 'neutral',
      tsconfig: false,
      logLevel: 'silent',
      resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'default'] },
    })
    const { output } = await build.generate({ format: 'cjs', exports: 'named', sourcemap: true })
    await build.close()
    const [chunk] = output
    if (output.filter(({ type }) => type === 'chunk').length !== 1)
      fail({ message: 'Dynamic import() is not available here: use import … from at the top.', file: entry })
    return { data: { code: chunk.code, files, map: chunk.map?.toString(), lines: exportLines(entry, files) } }
  } catch (error) {
    return { trouble: trouble ?? { kind: 'not-loaded', ...problemOf(error, entry) } }
  }
}

/** What the bundler has to say, in a line without colours and paths of ours. */
function problemOf(error: unknown, entry: string): Problem {
  const { message, code, id, loc }: Partial<RolldownError> =
    (error as { errors?: RolldownError[] }).errors?.[0] ?? (error as Error)
  if (code === 'INVALID_TLA_FORMAT')
    return { message: 'await works inside of functions only.', file: id ?? entry, ...lineOf(loc) }
  const [said = ''] = stripVTControlCharacters(String(message)).split('\n')
  const plainly = said
    .replace(/^\[\w+\] /, '')
    .replace(/"(?:[^"]*\/)?node_modules\/([^/"]+)[^"]*"/g, '"$1"')
    .replace(/"exercises\/kit\/[^"]*"/g, '"#kit"')
  return { message: `This file can not be loaded: ${plainly}`, file: id ?? entry, ...lineOf(loc) }
}

function lineOf(loc: { line: number } | undefined): { line?: number } {
  return loc ? { line: loc.line } : {}
}

function forbidden(source: string, importer: string): Problem {
  const what = source.startsWith('.')
    ? `'${source}' is not a file of this exercise or of an earlier one`
    : `'${source}' may not be imported`
  return {
    message: `${what}. Allowed are #kit, ml-matrix, seedrandom, files of your own folder and earlier exercises.`,
    file: importer,
  }
}

/** A path as written, and as TypeScript's other habits mean it. */
function candidates(path: string): string[] {
  return [path, `${path}.ts`, path.replace(/\.js$/, '.ts')]
}

/** Whether an exercise may import a path: its own folder, or that of an exercise with a lower number. */
function mayImport(path: string, entry: string): boolean {
  const [room, slug = '', ...rest] = path.split('/')
  const own = entry.split('/')[1]!
  return (
    room === 'exercises' &&
    /^\d\d-[a-z0-9-]+$/.test(slug) &&
    slug <= own &&
    rest.length > 0 &&
    path.endsWith('.ts')
  )
}

function readOwnFile(submission: string, path: string, fail: (problem: Problem) => never): string {
  const full = join(submission, path)
  if (!existsSync(full)) return fail({ message: `${path} is missing from the submission.` })
  const stats = lstatSync(full)
  if (!stats.isFile() || realpathSync(full) !== join(realpathSync(submission), path))
    return fail({ message: `${path} is not a plain file (links are not followed).` })
  if (stats.size > MAX_FILE_BYTES) return fail({ message: `${path} is larger than 256 kB.`, file: path })
  return readFileSync(full, 'utf8')
}

function entryOfLibrary(name: string, projectRoot: string): string {
  const packageFile = findPackageJSON(name, join(projectRoot, 'package.json'))!
  const { module, main = 'index.js' } = JSON.parse(readFileSync(packageFile, 'utf8'))
  return realpathSync(join(dirname(packageFile), module ?? main))
}

function exportLines(entry: string, files: Record<string, string>): [string, number][] {
  const source = files[entry] ?? ''
  return parseSync(entry, source).module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ exportName: { name } }): [string, number][] =>
      name ? [[name, lineAt(source, start)]] : [],
    ),
  )
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}
