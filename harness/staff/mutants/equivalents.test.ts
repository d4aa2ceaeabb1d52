import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { equivalentsPath, readEquivalents } from './equivalents.ts'

const root = mkdtempSync(join(tmpdir(), 'neurograde-equivalents-'))
const exercise = { slug: '01-double', name: 'double' }
afterAll(() => rmSync(root, { recursive: true }))

function written(content: string) {
  mkdirSync(dirname(equivalentsPath(root, exercise)), { recursive: true })
  writeFileSync(equivalentsPath(root, exercise), content)
  return () => readEquivalents(root, exercise)
}

const entry = { in: 'double', before: 'a', after: ['b', 'c'], because: 'Nobody can tell b from a.' }

test('an exercise without a file has no reasons', () => {
  expect(readEquivalents(root, exercise)).toEqual([])
})

test('a reason counts for each line that it names', () => {
  expect(written(JSON.stringify([entry]))()).toEqual([
    { ...entry, after: 'b' },
    { ...entry, after: 'c' },
  ])
})

test('a file that is not in order is refused by name', () => {
  expect(written('[')).toThrow(/^solutions\/01-double\/double\.equivalents\.json is no JSON/)
  expect(written(JSON.stringify([{ ...entry, because: '' }]))).toThrow(
    /^solutions\/01-double\/double\.equivalents\.json: [\s\S]*because/,
  )
})
