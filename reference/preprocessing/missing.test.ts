import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Label, Mat } from '#kit'
import { mean } from '../statistics/descriptive.ts'
import { anyLabels, anyMatrix, anyRows, dyadic, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { applyImputer, dropMissing, fitImputer, type Imputer, observedColumns } from './missing.ts'

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const runs = { seed: 1, numRuns: 200 }
const strategies = ['mean', 'median', 'most_frequent'] as const
const row = fc.array(fc.oneof({ weight: 3, arbitrary: dyadic }, fc.constant(nan)), {
  minLength: 3,
  maxLength: 3,
})
const holed = fc.array(row, { maxLength: 8 })
/** The first row is complete, so that every column has a value. */
const fittable = fc
  .tuple(fc.array(fc.constantFrom(0, 1, 2.5, -3), { minLength: 3, maxLength: 3 }), holed)
  .map(([first, rest]) => [first, ...rest])

const table = [
  [1, nan],
  [3, 4],
  [nan, 6],
  [5, 8],
]

test('the example of the exercise', () => {
  expect(applyImputer(fitImputer(table, 'median'), table)).toEqual([
    [1, 6],
    [3, 4],
    [3, 6],
    [5, 8],
  ])
})

test('only complete rows stay, with their labels and indices', () => {
  const kept = [
    [3, 4],
    [5, 8],
  ]
  expect(dropMissing(table, ['a', 'b', 'c', 'd'])).toEqual({ X: kept, y: ['b', 'd'], kept: [1, 3] })
  expect(dropMissing(table, null)).toEqual({ X: kept, y: null, kept: [1, 3] })
})

test('nothing stays of nothing, and of rows that all have holes', () => {
  expect(dropMissing([], [])).toEqual({ X: [], y: [], kept: [] })
  expect(dropMissing([], null)).toEqual({ X: [], y: null, kept: [] })
  expect(dropMissing([[nan]], [1])).toEqual({ X: [], y: [], kept: [] })
})

test('a row is kept exactly when it has no hole, in order and beside its label', () => {
  fc.assert(
    fc.property(holed, (X) => {
      const out = dropMissing(X, [...X.keys()])
      expect(out.y).toEqual(out.kept)
      expect(out.X).toEqual(out.kept.map((i) => X[i]))
      expect(out.X.flat()).not.toContain(nan)
      expect(out.kept).toEqual([...new Set(out.kept)].sort((a, b) => a - b))
      const dropped = [...X.keys()].filter((i) => !out.kept.includes(i))
      expect(dropped.every((i) => X[i]!.some(Number.isNaN))).toBe(true)
    }),
    runs,
  )
})

test('what is dropped or filled is a copy', () => {
  const X = [[1, 2]]
  dropMissing(X, null).X[0]![0] = 99
  applyImputer(fitImputer(X, 'mean'), X)[0]![0] = 99
  expect(X).toEqual([[1, 2]])
})

test('the fills are those of the values that are there', () => {
  fc.assert(
    fc.property(fittable, (X) => {
      for (const [j, observed] of observedColumns(X).entries()) {
        expect(observed).toEqual(X.map((r) => r[j]!).filter((value) => !Number.isNaN(value)))
        const sorted = observed.toSorted((a, b) => a - b)
        const middle = [sorted.at((sorted.length - 1) / 2)!, sorted.at(sorted.length / 2)!]
        const frequency = (v: number) => observed.filter((other) => other === v).length
        const mode = sorted.toSorted((a, b) => frequency(b) - frequency(a))[0]!
        const fill = (strategy: Imputer['strategy']) => fitImputer(X, strategy).fill[j]!
        expect(fill('mean')).toBeCloseTo(observed.reduce((a, b) => a + b) / observed.length, 12)
        expect(fill('median')).toBe(mean(middle))
        expect(fill('most_frequent')).toBe(mode)
      }
    }),
    runs,
  )
})

test('the median is by size, of an even count between the two in the middle, and the mode the smallest', () => {
  expect(fitImputer([[10], [9], [1], [nan]], 'median').fill).toEqual([9])
  expect(fitImputer([[1], [10], [2], [nan], [4]], 'median').fill).toEqual([3])
  expect(fitImputer([[7], [-3], [7], [-3], [nan], [nan], [nan]], 'most_frequent').fill).toEqual([-3])
})

test.each(strategies)(
  'after filling with the %s nothing is missing, and nothing else has changed',
  (strategy) => {
    fc.assert(
      fc.property(fittable, holed, (X, other) => {
        const imputer = fitImputer(X, strategy)
        const filled = applyImputer(imputer, other)
        for (const [i, r] of other.entries())
          for (const [j, value] of r.entries())
            expect(filled[i]![j]).toBe(Number.isNaN(value) ? imputer.fill[j] : value)
        expect(applyImputer(imputer, filled)).toEqual(filled)
      }),
      runs,
    )
  },
)

test('the order of the rows does not matter, and another unit carries over', () => {
  fc.assert(
    fc.property(ordered(fittable), fc.constantFrom(-2, 0.5, 4), dyadic, ([X, order], scale, shift) => {
      for (const strategy of strategies) {
        const { fill } = fitImputer(X, strategy)
        const shuffled = fitImputer(
          order.map((i) => X[i]!),
          strategy,
        )
        expect(shuffled.fill).toEqual(fill)
        if (strategy === 'most_frequent' && scale < 0) continue
        const changed = fitImputer(
          X.map((r) => r.map((value) => scale * value + shift)),
          strategy,
        )
        for (const [j, value] of changed.fill.entries())
          expect(value).toBeCloseTo(scale * fill[j]! + shift, 10)
      }
    }),
    runs,
  )
})

const one: Imputer = { strategy: 'mean', fill: [0] }
test.each<[string, string, () => unknown]>([
  ['SHAPE', 'labels of another number', () => dropMissing([[1], [2]], [1])],
  ['SHAPE', 'labels without rows', () => dropMissing([], [1])],
  ['SHAPE', 'ragged rows to drop from', () => dropMissing([[1], [1, 2]], null)],
  ['NON_FINITE', 'an infinity to drop', () => dropMissing([[infinity]], null)],
  ['EMPTY', 'nothing to learn from', () => fitImputer([], 'mean')],
  ['SHAPE', 'ragged rows to learn from', () => fitImputer([[1], [1, 2]], 'mean')],
  ['NON_FINITE', 'an infinity to learn from', () => fitImputer([[1], [-infinity]], 'mean')],
  ['PARAM', 'another strategy', () => fitImputer([[1]], 'zero' as 'mean')],
  ['PARAM', 'a strategy that every object inherits', () => fitImputer([[1]], 'toString' as 'mean')],
  ['NOT_ENOUGH_SAMPLES', 'a column without values', () => fitImputer([[1, nan]], 'median')],
  ['SHAPE', 'another number of columns', () => applyImputer(one, [[1, 2]])],
  ['NON_FINITE', 'an infinity to fill', () => applyImputer(one, [[infinity]])],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any table is cleaned or refused', () => {
  const sameNumber = anyMatrix.map((X): [Mat, Label[] | null] => [X, X.map((_, i) => i)])
  const given: fc.Arbitrary<[Mat, Label[] | null]> = fc.oneof(
    fc.tuple(anyMatrix, fc.constant(null)),
    sameNumber,
    fc.tuple(anyMatrix, anyLabels),
  )
  fuzz(dropMissing, given, {
    isLegal: ({ X, y, kept }) =>
      X.flat().every(Number.isFinite) && X.length === kept.length && (y?.length ?? X.length) === X.length,
  })
  const strategy = fc.constantFrom(...strategies, 'zero' as 'mean')
  const withHoles = fc.oneof(anyMatrix, holed, fc.array(fc.tuple(fc.constant(nan)), { minLength: 1 }))
  fuzz(fitImputer, fc.tuple(withHoles as typeof anyMatrix, strategy))
  const imputer = fc.constant<Imputer>({ ...one, fill: [1, 2, 3] })
  fuzz(applyImputer, fc.tuple(imputer, fc.oneof(anyMatrix, anyRows(3), holed)), { spared: [0] })
})
