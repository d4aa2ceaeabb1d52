import fc from 'fast-check'
import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import type { Mat, Scaler } from '#kit'
import { mean, populationSd } from '../statistics/descriptive.ts'
import { anyMatrix, anyRows, dyadic, matrix, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitMinMaxScaler, fitStandardScaler, inverseTransform, transform } from './scaler.ts'

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const runs = { seed: 1, numRuns: 200 }
const data = matrix({ minRows: 2 })
const column = (X: Mat, j: number) => X.map((row) => row[j]!)
const columnOf = (values: number[]) => values.map((value) => [value])
const isConstant = (values: number[]) => values.every((value) => value === values[0])
const fits: [string, (X: Mat) => Scaler][] = [
  ['standard', fitStandardScaler],
  ['minmax', fitMinMaxScaler],
  ['minmax from -2 to 3', (X) => fitMinMaxScaler(X, [-2, 3])],
]

function expectClose(got: Mat, expected: Mat): void {
  expect(got.map((row) => row.length)).toEqual(expected.map((row) => row.length))
  for (const [i, row] of expected.entries())
    for (const [j, value] of row.entries()) expect(got[i]![j]).toBeCloseTo(value, 10)
}

test('the example of the exercise', () => {
  const X = [
    [0.2, 10],
    [0.4, 10],
    [0.6, 10],
  ]
  expectClose(transform(fitStandardScaler(X), X), [
    [-Math.sqrt(1.5), 0],
    [0, 0],
    [Math.sqrt(1.5), 0],
  ])
})

test('the statistics are those of ml-matrix', () => {
  fc.assert(
    fc.property(data, (X) => {
      const own = fitStandardScaler(X) as Extract<Scaler, { kind: 'standard' }>
      const theirs = new Matrix(X)
      const sd = theirs.standardDeviation('column', { unbiased: false })
      const centre = theirs.mean('column')
      for (const j of X[0]!.keys()) {
        expect(own.mean[j]).toBeCloseTo(centre[j]!, 12)
        expect(own.scale[j]).toBeCloseTo(isConstant(column(X, j)) ? 1 : sd[j]!, 12)
      }
    }),
    runs,
  )
})

describe('standardised training data', () => {
  test('have mean 0 and variance 1, or are 0 where they are constant', () => {
    fc.assert(
      fc.property(data, (X) => {
        const Z = transform(fitStandardScaler(X), X)
        for (const j of X[0]!.keys()) {
          expect(mean(column(Z, j))).toBeCloseTo(0, 9)
          expect(populationSd(column(Z, j)) ** 2).toBeCloseTo(isConstant(column(X, j)) ? 0 : 1, 9)
        }
      }),
      runs,
    )
  })

  test('survive a large offset', () => {
    const X = columnOf([0, 1, 2].map((step) => 2 ** 27 + step))
    expect(fitStandardScaler(X)).toMatchObject({ scale: [Math.sqrt(2 / 3)] })
  })

  test('are the same when standardised again', () => {
    fc.assert(
      fc.property(data, (X) => {
        const Z = transform(fitStandardScaler(X), X)
        expectClose(transform(fitStandardScaler(Z), Z), Z)
      }),
      runs,
    )
  })
})

test.each([0.1, 1 / 3, -1e9 / 7, 0])(
  'ten times %d is constant, though its SD is a rounding error',
  (value) => {
    const X = columnOf(Array(10).fill(value))
    const scaler = fitStandardScaler(X)
    expect(scaler.scale).toEqual([1])
    for (const [z] of transform(scaler, X))
      expect(Math.abs(z!)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)))
  },
)

test('a spread beyond rounding error is no constant', () => {
  expect(fitStandardScaler([[0.1], [0.1 + 1e-12]]).scale[0]).toBeCloseTo(5e-13, 14)
})

test('one sample is constant', () => {
  expect(transform(fitStandardScaler([[5]]), [[5], [7]])).toEqual([[0], [2]])
  expect(transform(fitMinMaxScaler([[5]], [1, 3]), [[5], [7]])).toEqual([[1], [5]])
})

describe('min-max scaled training data', () => {
  test('go from lo to hi in every column, or are lo where they are constant', () => {
    const range = fc.tuple(dyadic, fc.integer({ min: 1, max: 64 })).map(([lo, width]) => [lo, lo + width])
    fc.assert(
      fc.property(data, range, (X, [lo, hi]) => {
        const Z = transform(fitMinMaxScaler(X, [lo!, hi!]), X)
        for (const j of X[0]!.keys()) {
          expect(Math.min(...column(Z, j))).toBe(lo)
          expect(Math.max(...column(Z, j))).toBeCloseTo(isConstant(column(X, j)) ? lo! : hi!, 10)
        }
      }),
      runs,
    )
  })

  test('are not what limits new data', () => {
    expect(transform(fitMinMaxScaler([[0], [2]]), [[-2], [1], [6]])).toEqual([[-1], [0.5], [3]])
  })
})

describe.each(fits)('%s', (_, learn) => {
  test('the inverse gives the data back', () => {
    fc.assert(
      fc.property(data, matrix({ minRows: 0 }), (X, other) => {
        const scaler = learn(X)
        const wide = other.map((row) => X[0]!.map((__, j) => row[j % row.length]!))
        expectClose(inverseTransform(scaler, transform(scaler, wide)), wide)
      }),
      runs,
    )
  })

  test('another unit of the data scales to the same, order aside', () => {
    fc.assert(
      fc.property(ordered(data), fc.constantFrom(0.25, 2, 8), dyadic, ([X, order], scale, shift) => {
        const changed = X.map((row) => row.map((value) => scale * value + shift))
        expectClose(transform(learn(order.map((i) => changed[i]!)), changed), transform(learn(X), X))
      }),
      runs,
    )
  })

  test('a row is scaled by itself', () => {
    fc.assert(
      fc.property(data, (X) => {
        const scaler = learn(X.slice(1))
        expect(X.flatMap((row) => transform(scaler, [row]))).toEqual(transform(scaler, X))
      }),
      runs,
    )
    expect([transform(learn([[1], [2]]), []), inverseTransform(learn([[1], [2]]), [])]).toEqual([[], []])
  })

  test('a missing value does not count and stays missing', () => {
    fc.assert(
      fc.property(data, (X) => {
        const hole = X[0]!.map(() => nan)
        expect(learn([...X, hole])).toEqual(learn(X))
        expect(transform(learn(X), [hole])).toEqual([hole])
        expect(inverseTransform(learn(X), [hole])).toEqual([hole])
      }),
      runs,
    )
  })

  test.each<[string, Mat]>([
    ['EMPTY', []],
    ['SHAPE', [[1], [1, 2]]],
    ['NON_FINITE', [[1], [infinity]]],
    [
      'NOT_ENOUGH_SAMPLES',
      [
        [1, nan],
        [2, nan],
      ],
    ],
  ])('%s: %j to learn from', (code, X) => {
    expect(() => learn(X)).toThrow(expect.objectContaining({ code }))
  })

  test.each<[string, Mat]>([
    ['SHAPE', [[1, 2]]],
    ['NON_FINITE', [[-infinity]]],
  ])('%s: %j to scale by what was learned of one column', (code, X) => {
    const scaler = learn([[1], [2]])
    expect(() => transform(scaler, X)).toThrow(expect.objectContaining({ code }))
    expect(() => inverseTransform(scaler, X)).toThrow(expect.objectContaining({ code }))
  })
})

test('data mirrored are mirrored when standardised', () => {
  fc.assert(
    fc.property(data, (X) => {
      const mirrored = X.map((row) => row.map((value) => -2 * value))
      const Z = transform(fitStandardScaler(X), X)
      expectClose(
        transform(fitStandardScaler(mirrored), mirrored),
        Z.map((row) => row.map((z) => -z)),
      )
    }),
    runs,
  )
})

test.each([
  [1, 1],
  [1, 0],
  [nan, 1],
  [0, nan],
  [-infinity, 0],
])('PARAM: the range from %d to %d', (lo, hi) => {
  expect(() => fitMinMaxScaler([[1]], [lo, hi])).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any data are scaled or refused', () => {
  const holed = fc.oneof(anyMatrix, fc.constant<Mat>([[nan], [nan]]))
  fuzz(fitStandardScaler, fc.tuple(holed))
  const range = fc.constantFrom<[number, number]>([0, 1], [-1, 2], [1, 1], [nan, 2])
  fuzz(fitMinMaxScaler, fc.tuple(holed, range))
  const X = [
    [1, 3, 0.1],
    [2, 3, -5],
  ]
  const scaler = fc.constantFrom(fitStandardScaler(X), fitMinMaxScaler(X))
  const given = fc.tuple(scaler, fc.oneof(anyMatrix, anyRows(3)))
  const keepsHoles = (Z: Mat, _: Scaler, X: Mat) =>
    Z.flat().map(Number.isNaN).join() === X.flat().map(Number.isNaN).join()
  fuzz(transform, given, { spared: [0], isLegal: keepsHoles })
  fuzz(inverseTransform, given, { spared: [0], isLegal: keepsHoles })
})
