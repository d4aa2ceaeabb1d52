import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LinearModel, Mat, Vec } from '#kit'
import { dot, sum } from '../linear-algebra/vector.ts'
import { mean } from '../statistics/descriptive.ts'
import { dyadic } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitLinear, predictLinear } from './linear.ts'

const runs = { seed: 1, numRuns: 200 }
const alpha = fc.constantFrom(0, 1 / 8, 1, 64)
/** n samples of d features, n above or below d, columns that repeat each other included. */
const data = fc.integer({ min: 1, max: 4 }).chain((d) =>
  fc
    .array(fc.tuple(fc.array(dyadic, { minLength: d, maxLength: d }), dyadic), {
      minLength: 1,
      maxLength: 8,
    })
    .map((rows) => ({ X: rows.map(([x]) => x), y: rows.map(([, y]) => y) })),
)

const column = (X: Mat, j: number) => X.map((row) => row[j]!)
const close = (a: number, b: number, scale: number) =>
  expect(Math.abs(a - b)).toBeLessThan(1e-8 * (1 + scale))

/** The slope of the penalised squared error at a model, by definition 0 at its minimum. */
function slopes(X: Mat, y: Vec, alpha: number): Vec {
  const { coef, intercept } = fitLinear(X, y, { alpha })
  const residuals = X.map((row, i) => dot(coef, row) + intercept - y[i]!)
  return [sum(residuals), ...coef.map((w, j) => dot(residuals, column(X, j)) + alpha * w)]
}

test('the example of the docstring', () => {
  const { coef, intercept } = fitLinear([[1], [2], [3], [4]], [3, 5, 7, 9])
  expect(coef[0]).toBeCloseTo(2, 12)
  expect(intercept).toBeCloseTo(1, 12)
})

describe('the fit', () => {
  test('has no slope: residuals are orthogonal to every column, and sum to 0', () => {
    fc.assert(
      fc.property(data, alpha, ({ X, y }, alpha) => {
        for (const slope of slopes(X, y, alpha)) close(slope, 0, 1e3)
      }),
      runs,
    )
  })

  test('is the shortest of all that are as good: it lies in the span of the centred rows', () => {
    // Minimum norm: no direction that all centred rows are orthogonal to, so projecting on them changes nothing.
    fc.assert(
      fc.property(data, ({ X, y }) => {
        const { coef } = fitLinear(X, y)
        const centres = coef.map((_, j) => mean(column(X, j)))
        const basis: Mat = []
        for (const row of X) {
          let rest = row.map((value, j) => value - centres[j]!)
          for (const unit of basis) rest = rest.map((value, j) => value - dot(rest, unit) * unit[j]!)
          for (const unit of basis) rest = rest.map((value, j) => value - dot(rest, unit) * unit[j]!)
          const length = Math.sqrt(dot(rest, rest))
          if (length > 1e-9) basis.push(rest.map((value) => value / length))
        }
        const inSpan = coef.map((_, j) => sum(basis.map((unit) => dot(coef, unit) * unit[j]!)))
        const size = Math.max(...coef.map(Math.abs))
        for (const [j, w] of coef.entries()) close(inSpan[j]!, w, size)
      }),
      runs,
    )
  })

  test('moves its intercept with the targets and keeps its coefficients', () => {
    fc.assert(
      fc.property(data, alpha, dyadic, ({ X, y }, alpha, by) => {
        const before = fitLinear(X, y, { alpha })
        const after = fitLinear(
          X,
          y.map((value) => value + by),
          { alpha },
        )
        const size = Math.max(...before.coef.map(Math.abs))
        for (const [j, w] of before.coef.entries()) close(after.coef[j]!, w, size)
        close(after.intercept, before.intercept + by, 8 * size + Math.abs(before.intercept))
      }),
      runs,
    )
  })

  test('gives a column without spread the coefficient 0', () => {
    expect(fitLinear([[0.1], [0.1], [0.1]], [1, 2, 4])).toEqual({
      coef: [0],
      intercept: expect.closeTo(7 / 3, 12),
    })
    expect(
      fitLinear(
        [
          [1e9, 1],
          [1e9, 2],
        ],
        [1, 2],
      ).coef[0],
    ).toBeCloseTo(0, 9)
  })

  /** Where the columns agree in what they measure, each in a unit of its own. */
  const inUnits = (X: Mat, units: Vec) => X.map((row) => row.map((value, j) => value * units[j]!))
  const table = [
    [1, 4, 2],
    [2, 1, 7],
    [3, 3, 1],
    [4, 8, 5],
    [6, 2, 3],
    [7, 9, 8],
  ]
  const targets = [3, 1, 4, 1, 5, 9]

  test.each([
    [[1, 2 ** 15, 2 ** -15]],
    [[2 ** 20, 1, 2 ** -20]],
    [[2 ** 30, 2 ** 30, 2 ** -10]],
    [[2 ** -530, 2 ** -530, 2 ** -550]],
    [[2 ** 530, 2 ** 510, 2 ** 530]],
  ])('keeps its digits in the units %j', (units) => {
    const plain = fitLinear(table, targets)
    const { coef, intercept } = fitLinear(inUnits(table, units), targets)
    for (const [j, w] of coef.entries()) expect((w * units[j]!) / plain.coef[j]!).toBeCloseTo(1, 12)
    expect(intercept / plain.intercept).toBeCloseTo(1, 12)
  })

  test.each([1e-300, 1e-165, 1e-30, 1e30, 1e155, 1e300])('is the same of features of size %d', (size) => {
    const { coef, intercept } = fitLinear([[size], [2 * size], [3 * size]], [2, 4, 6])
    expect(coef[0]! * size).toBeCloseTo(2, 12)
    expect(intercept).toBeCloseTo(0, 12)
    const tall = fitLinear([[1], [2], [3]], [2 * size, 4 * size, 6 * size])
    expect(tall.coef[0]! / size).toBeCloseTo(2, 12)
  })

  test('a penalty that dwarfs the features leaves nothing of them, one that they dwarf changes nothing', () => {
    expect(fitLinear([[1e-165], [2e-165]], [1, 2], { alpha: 1 }).coef[0]! * 1e-165).toBeCloseTo(0, 300)
    expect(fitLinear([[1e155], [2e155]], [1, 2], { alpha: 1 }).coef[0]! * 1e155).toBeCloseTo(1, 12)
  })

  test('far from the origin loses only what the offset costs', () => {
    const { coef } = fitLinear([[1e6], [1e6 + 2 ** -20], [1e6 + 2 ** -19]], [0, 2, 4])
    expect(coef[0]! / 2 ** 21).toBeCloseTo(1, 12)
  })

  test('of rows without columns is the mean', () => {
    expect(fitLinear([[], []], [1, 4])).toEqual({ coef: [], intercept: 2.5 })
  })

  test('shrinks with the penalty, down to the mean of the targets', () => {
    const X = [[1], [2], [4]]
    const sizes = [0, 1, 100, 1e9].map((alpha) => fitLinear(X, [1, 3, 4], { alpha }).coef[0]!)
    expect(sizes.toSorted((a, b) => b - a)).toEqual(sizes)
    expect(sizes[3]).toBeCloseTo(0, 7)
    expect(fitLinear(X, [1, 3, 4], { alpha: 1e9 }).intercept).toBeCloseTo(8 / 3, 6)
  })
})

test('predictions are X · coef + intercept, one a row', () => {
  const model = { coef: [2, -1], intercept: 0.5 }
  expect(
    predictLinear(model, [
      [1, 1],
      [0, 3],
    ]),
  ).toEqual([1.5, -2.5])
  expect(predictLinear(model, [])).toEqual([])
})

test('every function keeps to its docstring', () => {
  const value = fc.oneof(
    { weight: 4, arbitrary: dyadic },
    { weight: 1, arbitrary: fc.constantFrom(1e9, 1e-9, 0.1) },
  )
  const row = (d: number) => fc.array(value, { minLength: d, maxLength: d })
  const given = fc
    .tuple(
      fc.nat(3).chain((d) => fc.array(fc.tuple(row(d), value), { maxLength: 6 })),
      fc.constantFrom(0, 1e-6, 1),
    )
    .map(([rows, alpha]): [Mat, number[], { alpha: number }] => [
      rows.map(([x]) => x),
      rows.map(([, y]) => y),
      { alpha },
    ])
  fuzz(fitLinear, given)
  const model: LinearModel = { coef: [2, -1], intercept: 0.5 }
  fuzz(
    predictLinear,
    fc.array(row(2), { maxLength: 6 }).map((X): [LinearModel, Mat] => [model, X]),
    { spared: [0] },
  )
})
