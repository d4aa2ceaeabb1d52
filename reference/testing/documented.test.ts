import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documentedCodes } from './documented.ts'

test('the codes of a docstring are found, also where it says more', () => {
  expect(documentedCodes.get('noiseSigma')).toEqual(['EMPTY', 'NON_FINITE'])
  expect(documentedCodes.get('makeDataset')).toEqual(['EMPTY', 'SHAPE', 'NON_FINITE', 'PARAM'])
  expect(documentedCodes.get('tokenize')).toEqual([])
})

test('every function that documents an error is fuzzed', () => {
  const root = join(import.meta.dirname, '..')
  const tests = globSync('*/*.test.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
  const fuzzed = new Set(
    tests.flatMap((text) => [...text.matchAll(/\bfuzz\(\s*(\w+)/g)].map(([, name]) => name!)),
  )
  const promising = [...documentedCodes].filter(([, codes]) => codes.length > 0).map(([name]) => name)
  expect(promising.filter((name) => !fuzzed.has(name))).toEqual([])
})
