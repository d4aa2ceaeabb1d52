import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorCode } from '#kit'

const CODES: readonly ErrorCode[] = [
  'EMPTY',
  'SHAPE',
  'NON_FINITE',
  'PARAM',
  'NOT_ENOUGH_SAMPLES',
  'SINGLE_CLASS',
  'UNSEEN_LABEL',
]
const REFERENCE = join(import.meta.dirname, '..')
/** The generators of the practice data document themselves in the same way, and are fuzzed here. */
const DATA = join(REFERENCE, '..', 'exercises', 'data')
const DOCUMENTED_FUNCTION = /\/\*\*((?:(?!\*\/).)*)\*\/\nexport function (\w+)/gs

/** The error codes in the docstring of every exported function of the reference, by the function's name. */
export const documentedCodes: ReadonlyMap<string, readonly ErrorCode[]> = new Map(
  [
    ...globSync('*/*.ts', { cwd: REFERENCE })
      .filter((file) => !/^(testing|conformance)\b|\.test\.ts$/.test(file))
      .map((file) => join(REFERENCE, file)),
    ...globSync('*.ts', { cwd: DATA }).map((file) => join(DATA, file)),
  ]
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(DOCUMENTED_FUNCTION)])
    .map(([, docstring, name]) => {
      const throws = docstring!.split('@throws')[1]?.split('\n * @')[0] ?? ''
      return [name!, CODES.filter((code) => new RegExp(`\\b${code}\\b`).test(throws))]
    }),
)
