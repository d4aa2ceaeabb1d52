/**
 * The program that bundles what a student wrote, one request at a time. It is a process of its own (see
 * bundler-child.ts): the parser is native code, a file that is nested deep enough overflows its stack, and
 * constants that double fill the memory.
 *
 * Imports are resolved by a list of what is allowed (allow-list.ts), files are read by own-file.ts. The bundler
 * itself reads no file of the submission and follows no alias, link or configuration of it.
 */

import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { isAbsolute, join } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'
import { parseSync } from 'rolldown/utils'
import { GraderFault, type Trouble } from '../spec/student.ts'
import { KIT, resolveImport } from './allow-list.ts'
import {
  bundlerProblem,
  engineProblem,
  lineAt,
  type Problem,
  placeAt,
  syntaxProblem,
} from './bundle-words.ts'
import { MAX_CODE_BYTES, MAX_EXERCISE_BYTES, MAX_FILE_BYTES } from './limits.ts'
import { readOwnFile } from './own-file.ts'

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

/** The fault is ours: the machine did not give what was needed. */
export type BundleReply = { data: BundleData } | { trouble: Trouble } | { fault: string }

const MEGABYTE = 1024 * 1024
let isKept = false

process.on('message', async (request: BundleRequest) => {
  process.send?.(await bundle(request))
  // It is killed in the end, so what was compiled is kept now.
  if (!isKept) flushCompileCache()
  isKept = true
})
// The grader is gone, however it ended: nobody waits for an answer.
process.on('disconnect', () => process.exit())
process.send?.('ready')

async function bundle(request: BundleRequest): Promise<BundleReply> {
  const { submission, entry, projectRoot } = request
  const files: Record<string, string> = {}
  const importedLater: Problem[] = []
  const notAvailable: Problem[] = []
  const fromLibrary = (id: string | undefined) => id !== undefined && isAbsolute(id)
  let reply: BundleReply | undefined
  const fail = (problem: Problem): never => {
    reply ??= { trouble: { kind: 'not-loaded', ...problem } }
    throw new Error(problem.message)
  }

  const allowList: Plugin = {
    name: 'allow-list',
    resolveId(source, importer) {
      if (importer === undefined) return entry
      if (fromLibrary(importer)) return null
      const resolved = resolveImport(source, importer, request)
      if ('problem' in resolved)
        return fail({ message: resolved.problem, file: importer, ...lineOfImport(source, files[importer]) })
      return 'library' in resolved ? { id: resolved.library, moduleSideEffects: false } : resolved.path
    },
    load(id) {
      if (fromLibrary(id)) return null
      if (id.startsWith(KIT)) return { code: readFileSync(join(projectRoot, id), 'utf8'), moduleType: 'ts' }
      const source = ownFile(id)
      files[id] = source
      if (Object.values(files).reduce((sum, text) => sum + text.length, 0) > MAX_EXERCISE_BYTES)
        fail({ message: 'The files of this exercise are larger than 1 MB in all.', file: id })
      const { errors, module } = parseSync(id, source)
      const problem = syntaxProblem(id, source, errors)
      if (problem) fail(problem)
      const at = problemsAt(id, source)
      importedLater.push(
        ...at('Dynamic import() is not available here: use import … from at the top', module.dynamicImports),
      )
      notAvailable.push(...at('import.meta is not available here', module.importMetas))
      // A first line that names a program stands in the middle of a script later: there it is no comment.
      return { code: source.replace(/^#!/, '//'), moduleType: 'ts' }
    },
  }

  function ownFile(path: string): string {
    try {
      const read = readOwnFile(submission, path, MAX_FILE_BYTES)
      return 'text' in read ? read.text : fail({ message: read.problem, file: path })
    } catch (error) {
      if (error instanceof GraderFault) reply ??= { fault: error.message }
      throw error
    }
  }

  try {
    await using build = await rolldown({
      input: entry,
      plugins: [allowList],
      platform: 'neutral',
      tsconfig: false,
      logLevel: 'silent',
      resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'default'] },
    })
    const { output } = await build.generate({
      format: 'cjs',
      exports: 'named',
      sourcemap: true,
      sourcemapExcludeSources: true,
    })
    const [chunk] = output
    // Asked before the text itself is, which may be larger than JavaScript can hold.
    const length = Object.values(chunk.modules).reduce((sum, { renderedLength }) => sum + renderedLength, 0)
    if (length > MAX_CODE_BYTES) fail(tooLarge(entry))
    const { code } = chunk
    const map = chunk.map?.toString()
    if (code.length > MAX_CODE_BYTES || (map?.length ?? 0) > 2 * MAX_CODE_BYTES) fail(tooLarge(entry))
    // What is imported by a name that is computed stays as it is, and is refused when it is called.
    const [later] = output.filter(({ type }) => type === 'chunk').length > 1 ? importedLater : []
    const problem = later ?? notAvailable[0] ?? engineProblem(code, map, entry, files)
    if (problem) fail(problem)
    return { data: { code, files, map, lines: exportLines(entry, files) } }
  } catch (error) {
    return reply ?? { trouble: { kind: 'not-loaded', ...bundlerProblem(error, entry, files) } }
  }
}

function tooLarge(file: string): Problem {
  const limit = `${MAX_CODE_BYTES / MEGABYTE} MB`
  const message = `This file can not be bundled: written out in full, its constants take more than ${limit}.`
  return { message, file }
}

/** The same words about several places of a file. */
function problemsAt(file: string, source: string) {
  return (words: string, places: readonly { start: number }[]): Problem[] =>
    places.map(({ start }) => ({
      message: `${words} ${placeAt(source, start)}`,
      file,
      line: lineAt(source, start),
    }))
}

/** The line on which a file first imports something by this name. */
function lineOfImport(source: string, text = ''): { line?: number } {
  const found = [`'${source}'`, `"${source}"`].map((quoted) => text.indexOf(quoted)).filter((at) => at >= 0)
  return found.length === 0 ? {} : { line: lineAt(text, Math.min(...found)) }
}

function exportLines(entry: string, files: Record<string, string>): [string, number][] {
  const source = files[entry] ?? ''
  return parseSync(entry, source).module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ exportName: { name } }): [string, number][] =>
      name ? [[name, lineAt(source, start)]] : [],
    ),
  )
}
