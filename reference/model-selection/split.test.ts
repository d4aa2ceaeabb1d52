import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Label, Mat } from '#kit'
import { anyLabels, anyMatrix } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { shuffleTogether, testCount, trainTestSplit } from './split.ts'

const runs = { seed: 1, numRuns: 300 }
const sorted = (values: number[]) => values.toSorted((a, b) => a - b)
const numbers = (n: number) => [...Array(n).keys()]
/** Each row holds its own number, and so does its label. */
const numbered = (n: number): [Mat, Label[]] => [
  numbers(n).map((i) => [i, -i]),
  numbers(n).map((i) => `row ${i}`),
]
/** n samples, and how many or which share of them to hold back. */
const splittable = fc
  .integer({ min: 2, max: 30 })
  .chain((n) =>
    fc.tuple(
      fc.constant(n),
      fc.oneof(
        fc.integer({ min: 1, max: n - 1 }),
        fc.integer({ min: 1, max: 100 * n - 101 }).map((k) => k / (100 * n)),
      ),
      fc.nat(),
    ),
  )
  .filter(([n, testSize]) => testSize >= 1 || Math.ceil(testSize * n) < n)

describe('how many are held back', () => {
  test.each([
    [10, 0.25, 3],
    [100, 0.07, 8],
    [100, 0.25, 25],
    [100, 0.29, 29],
    [3, 1 / 3, 1],
    [10, 1, 1],
    [10, 9, 9],
    [2, 0.5, 1],
    [7, 1e-9, 1],
  ])('of %d samples with testSize %d: %d', (n, testSize, expected) => {
    expect(testCount(n, testSize)).toBe(expected)
  })

  test('a share is rounded up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 64 }), fc.integer({ min: 1, max: 63 }), (n, k) => {
        // k/64 of n is exact, so that the smallest whole number that is at least as large has no other value.
        const expected = numbers(n + 1).find((count) => 64 * count >= k * n)!
        if (expected < n) expect(testCount(n, k / 64)).toBe(expected)
        else expect(() => testCount(n, k / 64)).toThrow(expect.objectContaining({ code: 'PARAM' }))
      }),
      runs,
    )
  })

  test.each([
    ['PARAM', 10, 0],
    ['PARAM', 10, -0.2],
    ['PARAM', 10, 1.5],
    ['PARAM', 10, 10],
    ['PARAM', 10, 11],
    ['PARAM', 2, 0.9],
    ['PARAM', 10, Number.NaN],
    ['PARAM', 10, Number.POSITIVE_INFINITY],
    ['NOT_ENOUGH_SAMPLES', 1, 0.5],
    ['NOT_ENOUGH_SAMPLES', 1, 1],
    ['NOT_ENOUGH_SAMPLES', 0, 0.5],
  ])('%s: of %d samples with testSize %d', (code, n, testSize) => {
    expect(() => testCount(n, testSize)).toThrow(expect.objectContaining({ code }))
  })

  test('a bad testSize is named before too few samples', () => {
    expect(() => testCount(1, 0)).toThrow(expect.objectContaining({ code: 'PARAM' }))
  })
})

describe('shuffled together', () => {
  test('rows are copies', () => {
    const X = [[1], [2]]
    for (const row of shuffleTogether(X, [0, 1], 1).X) expect(X).not.toContain(row)
    const { XTrain, XTest } = trainTestSplit(X, [0, 1], { testSize: 1, seed: 1 })
    for (const row of [...XTrain, ...XTest]) expect(X).not.toContain(row)
  })

  test('rows and labels are in the same order, which holds every index once', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(), (n, seed) => {
        const [X, y] = numbered(n)
        const out = shuffleTogether(X, y, seed)
        expect(sorted(out.order)).toEqual(numbers(n))
        expect(out.X).toEqual(out.order.map((i) => X[i]))
        expect(out.y).toEqual(out.order.map((i) => y[i]))
        expect(shuffleTogether(X, y, seed)).toEqual(out)
      }),
      runs,
    )
  })

  test('the order depends on the seed and the number of rows, not on what they hold', () => {
    const order = (seed: number | string, X: Mat) =>
      shuffleTogether(
        X,
        X.map(() => 0),
        seed,
      ).order
    const [X] = numbered(30)
    expect(order(1, X)).toEqual(
      order(
        1,
        X.map(() => [7]),
      ),
    )
    expect(new Set([1, 2, 'a', 'b'].map((seed) => order(seed, X).join())).size).toBe(4)
    // A number is the seed that its digits are.
    expect(order('1', X)).toEqual(order(1, X))
  })

  test('all 120 orders of five rows are as frequent over seeds', () => {
    const counts = new Map<string, number>()
    const [X, y] = numbered(5)
    for (let seed = 0; seed < 4000; seed++) {
      const order = shuffleTogether(X, y, seed).order.join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    const expected = 4000 / 120
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(counts.size).toBe(120)
    // measured 118.4; 119 degrees of freedom exceed 207.2 once in a million
    expect(chiSquare).toBeLessThan(207.2)
  })
})

describe('a split', () => {
  test('has testCount rows in the test part and all others in training', () => {
    fc.assert(
      fc.property(splittable, ([n, testSize, seed]) => {
        const { trainIdx, testIdx } = trainTestSplit(...numbered(n), { testSize, seed })
        expect(testIdx).toHaveLength(testCount(n, testSize))
        expect(sorted([...trainIdx, ...testIdx])).toEqual(numbers(n))
      }),
      runs,
    )
  })

  test('keeps each row beside its label and its index', () => {
    fc.assert(
      fc.property(splittable, ([n, testSize, seed]) => {
        const [X, y] = numbered(n)
        const split = trainTestSplit(X, y, { testSize, seed })
        expect(split.XTrain).toEqual(split.trainIdx.map((i) => X[i]))
        expect(split.yTrain).toEqual(split.trainIdx.map((i) => y[i]))
        expect(split.XTest).toEqual(split.testIdx.map((i) => X[i]))
        expect(split.yTest).toEqual(split.testIdx.map((i) => y[i]))
        expect(trainTestSplit(X, y, { testSize, seed })).toEqual(split)
      }),
      runs,
    )
  })

  test('holds back a quarter unless told', () => {
    const { trainIdx, testIdx } = trainTestSplit(...numbered(10), { seed: 1 })
    expect([trainIdx.length, testIdx.length]).toEqual([7, 3])
  })

  test('without shuffle holds back the last rows', () => {
    const split = trainTestSplit(...numbered(5), { testSize: 2, seed: 1, shuffle: false })
    expect([split.trainIdx, split.testIdx]).toEqual([
      [0, 1, 2],
      [3, 4],
    ])
  })

  test('lets missing values and rows without columns pass', () => {
    const X = [[Number.NaN], [1], [Number.NaN]]
    const split = trainTestSplit(X, [0, 1, 2], { seed: 1, shuffle: false })
    expect([...split.XTrain, ...split.XTest]).toEqual(X)
    expect(trainTestSplit([[], []], [0, 1], { testSize: 1, seed: 1 }).XTest).toEqual([[]])
  })

  test('holds back every row as often', () => {
    const times = numbers(12).map(() => 0)
    const [X, y] = numbered(12)
    for (let seed = 0; seed < 3000; seed++)
      for (const i of trainTestSplit(X, y, { testSize: 3, seed }).testIdx) times[i]!++
    // Counts without replacement: n − 1 degrees of freedom after the factor (n − 1) / n.
    const squares = times.reduce((sum, count) => sum + (count - 750) ** 2, 0)
    const chiSquare = (squares / (3000 * 0.25 * 0.75)) * (11 / 12)
    // measured 10.9; 11 degrees of freedom exceed 49.2 once in a million
    expect(chiSquare).toBeLessThan(49.2)
  })

  test('differs with the seed', () => {
    const drawn = numbers(10).map((seed) => sorted(trainTestSplit(...numbered(30), { seed }).testIdx).join())
    expect(new Set(drawn).size).toBeGreaterThanOrEqual(9)
  })
})

const [X, y] = numbered(4)
test.each<[string, string, () => unknown]>([
  ['SHAPE', 'fewer labels than rows to shuffle', () => shuffleTogether(X, y.slice(1), 1)],
  ['SHAPE', 'ragged rows to shuffle', () => shuffleTogether([[1], [1, 2]], [0, 1], 1)],
  ['SHAPE', 'more labels than rows to split', () => trainTestSplit(X.slice(1), y, { seed: 1 })],
  ['SHAPE', 'ragged rows to split', () => trainTestSplit([[1], []], [0, 1], { seed: 1 })],
  ['PARAM', 'no training rows left', () => trainTestSplit(X, y, { testSize: 4, seed: 1 })],
  ['PARAM', 'testSize 0', () => trainTestSplit(X, y, { testSize: 0, seed: 1 })],
  ['NOT_ENOUGH_SAMPLES', 'one row', () => trainTestSplit([[1]], [0], { seed: 1 })],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any samples are shuffled and split, or refused', () => {
  const seed = fc.oneof(fc.nat(), fc.string())
  const paired = fc.oneof(
    anyMatrix.map((rows): [Mat, Label[]] => [rows, rows.map((_, i) => i)]),
    fc.tuple(anyMatrix, anyLabels),
  )
  // NaN passes through: splitting comes before cleaning.
  const isLegal = () => true
  fuzz(
    shuffleTogether,
    fc
      .tuple(paired, seed)
      .map(([[rows, labels], s]): Parameters<typeof shuffleTogether> => [rows, labels, s]),
    { isLegal },
  )
  const testSize = fc.constantFrom(0.5, 0.25, 1, 2, 0, -1, 1.5, Number.NaN)
  const options = fc.record({ testSize, seed, shuffle: fc.boolean() }, { requiredKeys: ['seed'] })
  fuzz(
    trainTestSplit,
    fc
      .tuple(paired, options)
      .map(([[rows, labels], opt]): Parameters<typeof trainTestSplit> => [rows, labels, opt]),
    { isLegal },
  )
  fuzz(testCount, fc.tuple(fc.nat(9), testSize))
})
