/** What is said to a student whose file can not be bundled: one line, with the place in their own file. */
import { SourceMap } from 'node:module'
import { stripVTControlCharacters } from 'node:util'
import { Script } from 'node:vm'
import type { RolldownError } from 'rolldown'
import { parseSync } from 'rolldown/utils'
import type { Trouble } from '../spec/student.ts'

export type Problem = Omit<Trouble, 'kind'>

const EXCERPT_COLUMNS = 60

/** What is wrong with the grammar of a file; undefined if nothing is. */
export function syntaxProblem(
  file: string,
  source: string,
  errors: readonly SyntaxError[],
): Problem | undefined {
  const [error] = errors
  if (!error) return undefined
  const start = error.labels?.[0]?.start
  const isJsx = parseSync(file, source, { lang: 'tsx' }).errors.length === 0
  const message = isJsx ? 'JSX is not available here' : `This is not valid TypeScript: ${error.message}`
  if (start === undefined) return { message, file }
  return { file, line: lineAt(source, start), message: `${message} ${placeAt(source, start)}` }
}

type SyntaxError = { message: string; labels?: readonly { start: number }[] }

/** What the bundler has to say, without colours and paths of ours. */
export function bundlerProblem(error: unknown, entry: string, files: Record<string, string>): Problem {
  const { message, code, id, loc }: Partial<RolldownError> =
    (error as { errors?: RolldownError[] }).errors?.[0] ?? (error as Error)
  const file = id !== undefined && Object.hasOwn(files, id) ? id : entry
  const [said = ''] = stripVTControlCharacters(String(message)).split('\n')
  const plainly = said
    .replace(/^\[\w+\] /, '')
    .replace(/"(?:[^"]*\/)?node_modules\/([^/"]+)[^"]*"/g, '"$1"')
    .replace(/"exercises\/kit\/[^"]*"/g, '"#kit"')
  const words =
    code === 'INVALID_TLA_FORMAT'
      ? 'await works inside of functions only'
      : `This file can not be loaded: ${plainly.replace(/\.$/, '')}`
  const source = files[file]
  if (!loc || source === undefined) return { message: `${words}.`, file }
  const place = placeAt(source, offsetOf(source, loc.line, loc.column))
  return { message: `${words} ${place}`, file, line: loc.line }
}

/**
 * What the bundler lets through and no engine understands: decorators, a regular expression that is none.
 * The code is compiled for that, as the sandbox will, and not run.
 */
export function engineProblem(
  code: string,
  map: string | undefined,
  entry: string,
  files: Record<string, string>,
): Problem | undefined {
  const before = '(function (exports, module) {"use strict";'
  try {
    new Script(`${before}${code}\n})`, { filename: 'bundle', columnOffset: -before.length })
    return undefined
  } catch (error) {
    const { message, stack = '' } = error as Error
    const [, line, text = '', marker = ''] = /^bundle:(\d+)\n(.*)\n([ \t]*\^)/.exec(stack) ?? []
    const column = marker.length - 1
    const words =
      text[column] === '@'
        ? 'Decorators (@…) are not available here'
        : `This file can not be loaded: ${message}`
    const place = map && line ? originOf(map, Number(line), column, files) : undefined
    if (!place) return { message: `${words}.`, file: entry }
    const { file, offset } = place
    const source = files[file]!
    return { message: `${words} ${placeAt(source, offset)}`, file, line: lineAt(source, offset) }
  }
}

/** Where in the student's own files a position in the bundle comes from. */
function originOf(map: string, line: number, column: number, files: Record<string, string>) {
  const found = new SourceMap(JSON.parse(map)).findEntry(line - 1, column)
  if (!('originalSource' in found)) return undefined
  const file = Object.keys(files).find((path) => found.originalSource.endsWith(path))
  if (file === undefined) return undefined
  return { file, offset: offsetOf(files[file]!, found.originalLine + 1, found.originalColumn) }
}

/** The line of an offset, counted from 1. */
export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}

function offsetOf(source: string, line: number, column: number): number {
  const before = source.split('\n').slice(0, line - 1)
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column
}

/** A place in words: the column, and the line with a mark in it, cut to what fits. */
export function placeAt(source: string, offset: number): string {
  const start = source.lastIndexOf('\n', offset - 1) + 1
  const [line = ''] = source.slice(start).split(/\r?\n/, 1)
  const column = Math.min(offset - start, line.length)
  if (line.trim() === '') return '(at an empty line, or at the end of the file).'
  const from = Math.max(0, Math.min(column - EXCERPT_COLUMNS / 2, line.length - EXCERPT_COLUMNS))
  // What can not be seen, or turns a line round, and halves of characters.
  const cut = (a: number, b: number) => line.slice(a, b).replaceAll('\t', ' ').replace(/\p{C}/gu, '·')
  const to = from + EXCERPT_COLUMNS
  const marked = `${cut(from, column)}‸${cut(column, to)}`.trim()
  return `(column ${column + 1}: "${from > 0 ? '…' : ''}${marked}${to < line.length ? '…' : ''}").`
}
