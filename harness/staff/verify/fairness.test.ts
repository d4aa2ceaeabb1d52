import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkFairness, fairnessOf, fairnessText } from './fairness.ts'
import { madeUpKey } from './made-up-key.fixture.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-fairness-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

test('a mistake costs what its function loses, as a share of what that is worth', () => {
  const key = madeUpKey(folder)
  const all = key.suite.entries.map(({ words }) => words.id)
  const [whole] = fairnessOf(key, [{ mistake: 'doubles-it', properties: all }])
  expect(whole).toEqual({ mistake: 'doubles-it', fn: 'total', isValue: true, lost: 1 })
  const [part] = fairnessOf(key, [{ mistake: 'doubles-it', properties: ['total/many-samples'] }])
  // Nothing hidden is anchored in the made-up exercise but the visible property.
  expect(part!.lost).toBe(1)
  const [rude] = fairnessOf(key, [{ mistake: 'doubles-it', properties: ['total/keeps-inputs'] }])
  expect(rude!.isValue).toBe(false)
})

test('a wrong value that costs less than half is a problem, bad manners are not', () => {
  const problems: string[] = []
  const one = { mistake: 'adds-one', fn: 'total', isValue: true, lost: 0.3 }
  checkFairness([one, { ...one, lost: 0.5 }, { ...one, isValue: false }], (problem) => problems.push(problem))
  expect(problems).toEqual(['adds-one costs 30 % of what total is worth, not at least 50 %'])
})

test('is said with its ends and its middle', () => {
  const at = (lost: number, isValue = true) => ({ mistake: 'm', fn: 'f', isValue, lost })
  expect(fairnessText([at(1), at(0.5), at(0.75), at(0.1, false)])).toBe(
    'a wrong value costs 50 % to 100 % of its function, 75 % in the median of 3 mistakes',
  )
})
