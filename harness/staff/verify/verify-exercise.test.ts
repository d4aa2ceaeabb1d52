import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnyProperty, expectedFrom, gridVec, must, property, same } from '#engine/spec/index.ts'
import { killMatrixText } from './kill-matrix.ts'
import { type Doctoring, madeUpKey, mistake, totalWith } from './made-up-key.fixture.ts'
import { verifyExercise } from './verify-exercise.ts'

let folder: string
let keys = 0

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-verify-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const verify = (doctoring: Doctoring = {}) =>
  verifyExercise(madeUpKey(join(folder, String(keys++)), doctoring), { seeds: 2 })
const problemsOf = async (doctoring: Doctoring) => (await verify(doctoring)).problems
const sumOf = (x: number[]) => x.reduce((sum, value) => sum + value, 0)
const always: AnyProperty = property({ given: gridVec(), holds: () => must(true, '') })

const stressed = ['lengths', 'decimals-and-units', 'whole-range', 'many-samples', 'no-memory'].map(
  (kind) => `total/${kind}`,
)

describe('a sound exercise', () => {
  test('has no problems, and every mistake is caught by the property that names it', async () => {
    const { problems, kills, correct, points } = await verify()
    expect(problems).toEqual([])
    expect(kills).toEqual([
      { mistake: 'doubles-it', caughtBy: 'matches', properties: ['matches', ...stressed] },
      { mistake: 'adds-one', caughtBy: 'is-additive', properties: ['matches', 'is-additive', ...stressed] },
    ])
    expect(correct).toEqual(['the exemplar', 'the alternative loop', 'the alternative backwards'])
    expect(points).toBe(10)
  })

  test('accepts another reading where both are right', async () => {
    const { problems, correct } = await verify({
      readings: { 'starts-at-minus-zero': totalWith((x) => x.reduce((sum, value) => sum + value, -0)) },
    })
    expect(problems).toEqual([])
    expect(correct).toContain('the reading starts-at-minus-zero')
  })
})

describe('a problem is reported', () => {
  test('when a mistake is no mistake', async () => {
    const problems = await problemsOf({ mistakes: { 'is-right': mistake('matches', sumOf) } })
    expect(problems).toContain('is-right is not caught by matches on seed 1')
    expect(problems).toContain('is-right is not caught by matches on seed 2')
  })

  test('when a mistake is caught by another property than the one that names it', async () => {
    const lazy = mistake('total/refuses-bad-input', (x) => sumOf(x) + 2)
    expect(await problemsOf({ mistakes: { lazy } })).toContain(
      'lazy is not caught by total/refuses-bad-input on seed 1',
    )
  })

  test('when a mistake names a property that does not exist', async () => {
    expect(await problemsOf({ mistakes: { lost: mistake('is-gone', () => 0) } })).toContain(
      'lost names the property "is-gone", which does not exist',
    )
  })

  test('when a mistake has no words', async () => {
    const wordless = { ...mistake('matches', (x: number[]) => 3 * sumOf(x)), asks: '' }
    expect(await problemsOf({ mistakes: { wordless } })).toContain('wordless lacks words')
  })

  test('when a mistake that is written otherwise is right, or is not recognised', async () => {
    const doubles = mistake('matches', (x) => 2 * sumOf(x))
    const right = { ...doubles, otherwise: { ...totalWith(sumOf) } }
    expect(await problemsOf({ mistakes: { 'doubles-it': right } })).toEqual([
      'doubles-it, written otherwise, is not caught by matches',
      'doubles-it, written otherwise, is diagnosed as nothing by matches',
    ])
    const alike = { ...doubles, otherwise: { ...totalWith((x) => sumOf([...x, ...x])) } }
    expect(await problemsOf({ mistakes: { 'doubles-it': alike } })).toEqual([])
  })

  test('when two mistakes behave alike', async () => {
    const problems = await problemsOf({
      mistakes: { 'adds-a-unit': mistake('is-additive', (x) => 1 + sumOf(x)) },
    })
    expect(problems).toEqual([
      ...[1, 2, 3, 4, 5].map(
        (seed) => `adds-one is diagnosed as nothing when is-additive catches it on seed ${seed}`,
      ),
      ...[1, 2, 3, 4, 5].map(
        (seed) => `adds-a-unit is diagnosed as nothing when is-additive catches it on seed ${seed}`,
      ),
    ])
  })

  test('when a mistake leaves its property ungraded, which is not being caught', async () => {
    const law = property<{ total(x: number[]): number }, number[]>({
      given: gridVec(),
      holds: async ({ total }, x) => {
        const given = await total(x)
        expectedFrom(() => (Number.isNaN(given) ? JSON.parse('{') : given))
        return same(await total([...x, ...x]), 2 * given)
      },
    })
    const problems = await problemsOf({
      laws: { 'is-additive': law },
      mistakes: { breaks: mistake('is-additive', () => Number.NaN) },
    })
    expect(problems).toContain('breaks is not caught by is-additive on seed 2')
    expect(problems).toContainEqual(
      expect.stringMatching(/^breaks makes is-additive ungraded: the reference refused/),
    )
  })

  test('when a correct solution fails, with the message that a student would read', async () => {
    const problems = await problemsOf({ alternatives: { wrong: totalWith((x) => sumOf(x) * 4) } })
    expect(problems[0]).toMatch(
      /^the alternative wrong is correct but fails matches on seed 1:\nFAIL {2}03-total \/ matches\n/,
    )
    expect(problems.some((problem) => problem.includes('on seed 2'))).toBe(true)
  })

  test('when an accepted reading fails', async () => {
    const problems = await problemsOf({ readings: { other: totalWith((x) => x.length) } })
    expect(problems[0]).toMatch(/^the reading other is correct but fails matches on seed 1/)
  })

  test('when the exemplar is wrong', async () => {
    const problems = await problemsOf({ exemplar: totalWith((x) => x[0]!) })
    expect(problems[0]).toMatch(/^the exemplar is correct but fails matches/)
  })

  test('when a correct solution would be diagnosed', async () => {
    const problems = await problemsOf({ alternatives: { 'like-a-mistake': totalWith((x) => sumOf(x) + 1) } })
    expect(problems).toContain(
      'the alternative like-a-mistake is correct but would be diagnosed as adds-one by matches',
    )
  })

  test('when a property catches no known mistake', async () => {
    expect(await problemsOf({ laws: { 'is-additive': always } })).toEqual(
      expect.arrayContaining([
        'adds-one is not caught by is-additive on seed 1',
        'is-additive catches no known mistake',
      ]),
    )
  })

  test('when doing nothing earns points, since an anchored property is vacuous', async () => {
    const problems = await problemsOf({ visible: 'is-additive', laws: { matches: always } })
    expect(problems).toContain('the stub earns points: it passes matches')
    expect(problems.some((problem) => /^returns 0 earns points: it passes matches, /.test(problem))).toBe(
      true,
    )
  })

  test('when a hidden anchor asks no more than what the visible tests show', async () => {
    const same = () =>
      property<{ total(x: number[]): number }, { x: number[] }>({
        given: [{ x: [1, 2] }],
        holds: async ({ total }, { x }) => must((await total(x)) === 3, 'It is not 3.'),
      })
    const problems = await problemsOf({
      visible: 'is-additive',
      laws: { matches: same(), 'is-additive': same() },
    })
    expect(problems.some((problem) => problem.startsWith('knows the visible examples by heart earns'))).toBe(
      true,
    )
  })

  test('when a value that does nothing happens to be right', async () => {
    const zeros: AnyProperty = property<{ total(x: number[]): number }, { x: number[] }>({
      given: [{ x: [0, 0] }],
      holds: async ({ total }, { x }) => must((await total(x)) === 0, 'It is not 0.'),
    })
    const problems = await problemsOf({ visible: 'is-additive', laws: { matches: zeros } })
    expect(problems.some((problem) => problem.startsWith('returns 0 earns points'))).toBe(true)
  })

  test('when an interesting case comes up too rarely', async () => {
    const law: AnyProperty = {
      ...madeUpKey(join(folder, 'floor')).suite.entries[0]!.law,
      covers: { 'ten equal values': [0.2, ({ x }) => x.length >= 10 && new Set(x).size === 1] },
    }
    expect(await problemsOf({ laws: { matches: law } })).toEqual([
      'matches: only 0 % of the cases have ten equal values on seed 1, not 20 %',
      'matches: only 0 % of the cases have ten equal values on seed 2, not 20 %',
    ])
  })

  test('when a message is too long', async () => {
    const problems = await problemsOf({
      words: { matches: { statement: 'A very long statement. '.repeat(80) } },
    })
    expect(problems[0]).toMatch(/^the message for doubles-it on matches has \d\d lines:\n/)
  })

  test('when a message gives a path of ours away', async () => {
    const problems = await problemsOf({
      words: { matches: { statement: 'See solutions/03-total/total.ts.' } },
    })
    expect(problems).toContain('the message for doubles-it on matches holds a path of ours')
  })

  test('when there are fewer than two alternatives', async () => {
    const key = madeUpKey(join(folder, 'few'))
    key.alternatives = { loop: key.alternatives.loop! }
    expect((await verifyExercise(key, { seeds: 1 })).problems).toEqual(['has fewer than two alternatives'])
  })

  test('when files are missing, a stub is finished or lacks a function', async () => {
    expect(await problemsOf({ stub: 'export const other = 1\n' })).toEqual(
      expect.arrayContaining(['the stub has no TODO', 'the stub does not export total']),
    )
    const key = madeUpKey(join(folder, 'files'))
    rmSync(join(key.exercise.folder, 'README.md'))
    expect((await verifyExercise(key, { seeds: 1 })).problems).toEqual(['README.md is missing'])
  })

  test.each([
    ['total/keeps-inputs', 'a total that changes its arguments is not caught by total/keeps-inputs'],
    ['total/repeats-itself', 'a total that remembers the call before is not caught by total/repeats-itself'],
  ])('when %s is not held to account', async (id, problem) => {
    expect(await problemsOf({ laws: { [id]: always } })).toContain(problem)
  })

  test('when errors are not held to account', async () => {
    const lenient: AnyProperty = {
      ...madeUpKey(join(folder, 'lenient')).suite.entries[4]!.law,
      holds: () => true,
    }
    expect(
      await problemsOf({ laws: { 'total/refuses-bad-input': lenient, 'total/gives-the-reason': lenient } }),
    ).toEqual(
      expect.arrayContaining([
        'a total that accepts everything is not caught by total/refuses-bad-input',
        'a total that gives no reason is not caught by total/gives-the-reason',
      ]),
    )
  })
})

test('the kill matrix is a row for each mistake and a column for each property', async () => {
  const { properties, kills, slug } = await verify()
  const few = { slug, properties: properties.slice(0, 3), kills }
  expect(killMatrixText(few)).toBe(`03-total: ● caught by the property that names it, ○ caught as well

             1  2  3
doubles-it   ●  ·  ○
adds-one     ○  ●  ○

   1 matches (differential, visible)
   2 is-additive (metamorphic)
   3 total/lengths (stress)`)
})
