import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'
import { importsOf, sourceTree } from '../source/imports.ts'

/** What a proof looked at, and what it found in the wrong place. */
export interface ReleaseProof {
  files: number
  imports: number
  secretLines: number
  problems: string[]
}

const secretRooms = ['solutions', 'reference', 'harness/staff']
/** Rooms of the reference that compare and fuzz it: they hold no answer, and ways to compare look alike. */
const provesTheReference = /^reference\/(conformance|testing)\//
/** Lines shorter than this are said by many a program. */
const TELLING_LENGTH = 40

/**
 * Proves on the tree as written that nothing of the answer key is in it: no file of a secret room, no import
 * that leaves the tree, no telling line of the exemplars, hidden properties, mistakes or the reference, and
 * not the course key.
 */
export function proveRelease(root: string, folder: string, secrets: readonly string[]): ReleaseProof {
  const problems: string[] = []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => statSync(join(folder, path)).isFile())
  for (const path of files)
    if (secretRooms.some((room) => path.startsWith(`${room}/`))) problems.push(`${path} belongs to the staff`)

  const sources = sourceTree(folder, ['exercises', 'harness', 'vitest.config.ts'])
  const imports = sources.flatMap((file) => importsOf(folder, file))
  for (const { from, specifier, target, line } of imports) {
    const leaves = target?.startsWith('..') || isAbsolute(specifier) || specifier.startsWith('file:')
    if (leaves || (target && !existsSync(join(folder, target))))
      problems.push(`${from}:${line} imports ${specifier}, which is not in the tree`)
    if (!target && /^#/.test(specifier))
      problems.push(`${from}:${line} imports ${specifier}, which leads nowhere`)
  }

  const secretLines = tellingLines(root)
  for (const path of files) {
    const text = readFileSync(join(folder, path), 'utf8')
    for (const secret of secrets) if (text.includes(secret)) problems.push(`${path} holds a secret`)
    for (const [i, line] of text.split('\n').entries()) {
      const origin = secretLines.get(line.trim())
      if (origin) problems.push(`${path}:${i + 1} is a line of ${origin}`)
    }
  }
  return { files: files.length, imports: imports.length, secretLines: secretLines.size, problems }
}

/** Lines that stand in the secret rooms and nowhere in the public ones, with where they come from. */
function tellingLines(root: string): Map<string, string> {
  const isTelling = (line: string) => line.length >= TELLING_LENGTH && !line.startsWith('import ')
  const linesOf = (file: string) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((line) => line.trim())
  const statement = new Set(sourceTree(root, ['exercises']).flatMap(linesOf))
  return new Map(
    sourceTree(root, ['solutions', 'reference'])
      .filter((file) => !provesTheReference.test(file))
      .flatMap((file) =>
        linesOf(file)
          // What the stub says too (a signature, a sentence of a docstring) is no secret.
          .filter((line) => isTelling(line) && !statement.has(line))
          .map((line) => [line, file] as const),
      ),
  )
}
