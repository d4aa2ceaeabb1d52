import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gridVec, must, property } from '#engine/spec/index.ts'
import { type Doctoring, madeUpKey } from './made-up-key.fixture.ts'
import { checkStress, stressTable } from './stress-table.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-stress-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

async function problemsOf(doctoring: Doctoring): Promise<string[]> {
  const problems: string[] = []
  await checkStress(madeUpKey(folder, doctoring), (problem) => problems.push(problem))
  return problems
}

test('the table names a property or a reason for every function and kind', () => {
  const cells = stressTable(madeUpKey(folder))
  expect(cells.map(({ kind, property, reason }) => [kind, property ?? reason])).toEqual([
    ['odd-options', 'no option with odd legal values'],
    ['defaults', 'no option that may be left out'],
    ['iteration-limits', 'no limit of iterations'],
    ['lengths', 'total/lengths'],
    ['decimals-and-units', 'total/decimals-and-units'],
    ['whole-range', 'total/whole-range'],
    ['many-samples', 'total/many-samples'],
    ['any-label', 'takes no labels'],
    ['no-memory', 'total/no-memory'],
  ])
})

test('a sound exercise has no empty cell, and each stress property sees its own kind of mistake', async () => {
  expect(await problemsOf({})).toEqual([])
})

test('a stress property that sees nothing is a problem', async () => {
  const always = property({ given: gridVec(), holds: () => must(true, '') })
  const blind = { 'total/many-samples': always, 'total/no-memory': always }
  expect(await problemsOf({ laws: blind })).toEqual([
    'total/many-samples does not catch a total that looks at 255 samples only',
    'total/no-memory does not catch a total that remembers what it gave for an input of that size',
  ])
})

test('an excuse for what is tried, or for what there is not, is a problem', async () => {
  expect(await problemsOf({ excused: { 'total/lengths': 'no time', 'sum/lengths': 'no time' } })).toEqual([
    '"total/lengths" is excused although it is tried',
    '"sum/lengths" is excused, but there is no such function or kind',
  ])
})

test('an exercise that does not say what its functions take is a problem', async () => {
  const problems: string[] = []
  const key = { ...madeUpKey(folder), takes: undefined }
  expect(await checkStress(key, (problem) => problems.push(problem))).toEqual([])
  expect(problems).toEqual(['total.takes.ts is missing: nothing is known of what the functions take'])
})
