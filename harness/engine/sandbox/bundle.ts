import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { findPackageJSON, SourceMap } from 'node:module'
import { dirname, isAbsolute, join, posix } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'
import { parseSync } from 'rolldown/utils'
import { StudentTrouble, type Trouble } from '../spec/student.ts'

/** The student's code of one exercise as one script, and what is needed to speak of its lines. */
export interface Bundle {
  code: string
  /** Every file of the submission that went in, by path. */
  files: Record<string, string>
  /** Earlier exercises that it imports. */
  imports: string[]
  /** Where a position in the bundle comes from; undefined for code that is not the student's. */
  locate(line: number, column: number): { file: string; line: number } | undefined
  /** The line of an exported name in the student's own file. */
  lineOf(name: string): number | undefined
}

/** Libraries that a student may import. */
const libraries = ['ml-matrix', 'seedrandom']
/** A file of a submission that is larger is not read. */
export const MAX_FILE_BYTES = 256 * 1024
const KIT = 'exercises/kit/'

/**
 * Bundles one exercise of a submission. Imports are resolved by a list of what is allowed, on real paths:
 * `#kit`, two libraries, files of the exercise's own folder and of earlier exercises. The bundler itself
 * reads no file of the submission and follows no alias, link or configuration of it.
 *
 * @param entry `exercises/05-regression-loss/regression-loss.ts`
 * @throws StudentTrouble for a missing file, a syntax error or a forbidden import
 */
export async function bundle({
  submission,
  entry,
  projectRoot,
}: {
  submission: string
  entry: string
  projectRoot: string
}): Promise<Bundle> {
  const files: Record<string, string> = {}
  const fromLibrary = (id: string | undefined) => id !== undefined && isAbsolute(id)
  let trouble: Trouble | undefined
  const fail = (problem: Omit<Trouble, 'kind'>): never => {
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
    const map = chunk.map ? new SourceMap(JSON.parse(chunk.map.toString())) : undefined
    return {
      code: chunk.code,
      files,
      imports: [...new Set(Object.keys(files).map((file) => dirname(file).split('/')[1]!))]
        .filter((slug) => slug !== entry.split('/')[1])
        .sort(),
      locate: (line, column) => {
        const found = map?.findEntry(line - 1, column - 1)
        if (!found || !('originalSource' in found)) return undefined
        const file = Object.keys(files).find((path) => found.originalSource.endsWith(path))
        return file ? { file, line: found.originalLine + 1 } : undefined
      },
      lineOf: (name) => exportLine(entry, files[entry] ?? '', name),
    }
  } catch (error) {
    if (trouble) throw new StudentTrouble(trouble)
    const message = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    throw new StudentTrouble({
      kind: 'not-loaded',
      message: `This file can not be loaded: ${message}`,
      file: entry,
    })
  }
}

function forbidden(source: string, importer: string): Omit<Trouble, 'kind'> {
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

function readOwnFile(
  submission: string,
  path: string,
  fail: (problem: Omit<Trouble, 'kind'>) => never,
): string {
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

function exportLine(file: string, source: string, name: string): number | undefined {
  const { module } = parseSync(file, source)
  const found = module.staticExports.find(({ entries }) =>
    entries.some(({ exportName }) => exportName.name === name),
  )
  return found ? lineAt(source, found.start) : undefined
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}
