import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { statistical } from '#engine/spec/index.ts'
import { madeUpKey } from './made-up-key.fixture.ts'
import { checkPower } from './power.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-power-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The total of three lists of whole numbers: 3, 4 and 5. */
const sound = {
  given: [3, 4, 5],
  statistic: ({ total }: { total(x: number[]): Promise<number> }, n: number) =>
    total(Array.from({ length: n }, () => 1)),
  atMost: 5.9,
  because: 'It must not be large.',
  chance: { kind: 'none' },
  measured: { reference: [3, 5], control: [6, 10] },
  control: 'doubles-it',
} as const

async function problemsOf(changes: object): Promise<string[]> {
  const problems: string[] = []
  const law = statistical({ ...sound, ...changes } as never)
  await checkPower(madeUpKey(folder, { laws: { 'is-additive': law } }), (problem) => problems.push(problem))
  return problems
}

test('a statistical property whose bands come out again, far from its control, has power', async () => {
  expect(await problemsOf({})).toEqual([])
})

test.each<[string, object, string]>([
  [
    'the exemplar gives other values',
    { measured: { reference: [3, 4], control: [6, 10] } },
    'is-additive: the exemplar gives 3.00 to 5.00, not 3.00 to 4.00 as its band says',
  ],
  [
    'the control gives other values',
    { measured: { reference: [3, 5], control: [7, 10] } },
    'is-additive: doubles-it gives 6.00 to 10.0, not 7.00 to 10.0 as its band says',
  ],
  [
    'a correct program fails too often',
    { chance: { kind: 'normal' } },
    'is-additive fails a correct program with a probability of up to 1.0, not 0.000001',
  ],
  ['the control passes', { atMost: 20 }, 'is-additive does not fail its control doubles-it'],
  [
    'the control is unknown',
    { control: 'forgets-it' },
    'is-additive names the control "forgets-it", which is not in the bank of mistakes',
  ],
])('it is a problem when %s', async (_, changes, problem) => {
  expect(await problemsOf(changes)).toEqual([problem])
})
