import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LogisticModel, type Mat, MLError } from '#kit'
import { neuronTable } from '../data/neuron-table.ts'
import { dyadic } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitLogistic, logisticLossAndGradient, predictLogistic, predictProba, sigmoid } from './logistic.ts'

const X = [[-2], [-1], [1], [2]]
const y: (0 | 1)[] = [0, 0, 1, 1]

// Values of LogisticRegression(solver='newton-cg', tol=1e-12), from curriculum E20.
test('the example of scikit-learn', () => {
  const { model, lossHistory } = fitLogistic(X, y)
  expect(lossHistory[0]).toBeCloseTo(2.772588722239781, 14)
  expect(model.coef[0]).toBeCloseTo(1.00659, 5)
  expect(model.intercept).toBeCloseTo(0, 12)
  expect(predictProba(model, [[1]])[0]).toBeCloseTo(0.73235, 5)
})

test('the sigmoid of huge values is 0 or 1, and keeps its digits near 0', () => {
  expect([sigmoid(1000), sigmoid(-1000), sigmoid(0)]).toEqual([1, 0, 0.5])
  expect(sigmoid(-700) / Math.exp(-700)).toBeCloseTo(1, 12)
})

describe('the fit', () => {
  test.each([0.01, 1, 100])('reaches the lowest point of real-looking data for C = %s', (C) => {
    for (const seed of [1, 2, 3, 4]) {
      const table = neuronTable(seed, { n: 80 })
      const fit = fitLogistic(table.X, table.y, { C, tol: 1e-8 * Math.max(1, C) })
      expect(fit.converged).toBe(true)
      const { loss, gradCoef, gradIntercept } = logisticLossAndGradient(fit.model, table.X, table.y, C)
      expect(Math.max(...[...gradCoef, gradIntercept].map(Math.abs))).toBeLessThanOrEqual(
        1e-8 * Math.max(1, C),
      )
      expect(loss).toBe(fit.lossHistory.at(-1))
      expect(fit.lossHistory.every((value, i, all) => i === 0 || value <= all[i - 1]! * (1 + 1e-12))).toBe(
        true,
      )
    }
  })

  test('has the share of label 1 as its limit when C is near 0', () => {
    const { model } = fitLogistic([[1], [-1], [0.5]], [1, 0, 0], { C: 1e-9, tol: 1e-15 })
    expect(model.coef[0]).toBeCloseTo(0, 8)
    expect(model.intercept).toBeCloseTo(Math.log(1 / 2), 6)
  })

  test('halves a step that would go too far', () => {
    // Found by search among small data: here the second full step of Newton's method raises the loss.
    const far = [
      [7, 8],
      [-20, -7],
      [0, 6],
      [-16, -16],
      [8, -10],
    ]
    const { converged, lossHistory } = fitLogistic(far, [0, 1, 1, 1, 0], { C: 100, tol: 1e-4 })
    expect(converged).toBe(true)
    expect(lossHistory.every((value, i) => i === 0 || value < lossHistory[i - 1]!)).toBe(true)
  })

  test('gets over columns of very different units', () => {
    const units = [
      [0, 0, 1e-9],
      [1e12, 1e9, 0],
    ]
    const { model } = fitLogistic(units, [1, 0], { C: 100 })
    expect(predictLogistic(model, units)).toEqual([1, 0])
  })

  test('ends where rounding leaves nothing to gain, and says that it has not converged', () => {
    const large = [[-15e8], [-8e8], [1e8], [7e8]]
    const { converged, nIter, lossHistory } = fitLogistic(large, [0, 1, 0, 1], { tol: 1e-8 })
    expect([converged, nIter < 100]).toEqual([false, true])
    expect(lossHistory.every((value, i, all) => i === 0 || value <= all[i - 1]! * (1 + 1e-12))).toBe(true)
  })

  test('says so when it runs out of iterations', () => {
    expect(fitLogistic(X, y, { maxIter: 1 })).toMatchObject({ converged: false, nIter: 1 })
  })
})

test('the gradient is the slope of the loss', () => {
  const number = fc.integer({ min: -16, max: 16 }).map((k) => k / 8)
  const rows = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      rows,
      fc.nat(31),
      number,
      number,
      number,
      fc.constantFrom(0.25, 1, 4),
      (X, bits, a, b, c, C) => {
        const y = X.map((_, i) => ((bits >> i) & 1) as 0 | 1)
        const at = ([a, b, intercept]: number[]) =>
          logisticLossAndGradient({ coef: [a!, b!], intercept: intercept! }, X, y, C)
        const point = [a, b, c]
        const { gradCoef, gradIntercept } = at(point)
        for (const [j, slope] of [...gradCoef, gradIntercept].entries()) {
          const h = 1e-5
          const rise = at(point.with(j, point[j]! + h)).loss - at(point.with(j, point[j]! - h)).loss
          expect(Math.abs(rise / (2 * h) - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)))
        }
      },
    ),
    { seed: 1, numRuns: 100 },
  )
})

test('a probability of one half is label 0, and no rows give no labels', () => {
  expect(predictLogistic({ coef: [1], intercept: -1 }, [[0], [1], [2]])).toEqual([0, 0, 1])
  expect(predictLogistic({ coef: [1], intercept: -1 }, [])).toEqual([])
})

test.each([
  ['no samples', 'EMPTY', () => fitLogistic([], [])],
  ['rows without labels', 'SHAPE', () => fitLogistic([[1]], [])],
  ['labels without rows', 'SHAPE', () => fitLogistic([], [1])],
  ['another number of columns', 'SHAPE', () => predictProba({ coef: [1], intercept: 0 }, [[1, 2]])],
  ['infinity', 'NON_FINITE', () => fitLogistic([[1], [Number.POSITIVE_INFINITY]], [0, 1])],
  ['C of 0', 'PARAM', () => fitLogistic(X, y, { C: 0 })],
  ['one class', 'SINGLE_CLASS', () => fitLogistic(X, [1, 1, 1, 1])],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(MLError)
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('every function keeps to its docstring', () => {
  const value = fc.oneof(
    { weight: 4, arbitrary: dyadic },
    { weight: 1, arbitrary: fc.constantFrom(1e12, 1e-9, 0.1) },
  )
  const row = fc.tuple(value, value).map((values): number[] => values)
  const labelled = fc
    .array(fc.tuple(row, fc.constantFrom<0 | 1>(0, 1)), { maxLength: 8 })
    .map((pairs): [Mat, (0 | 1)[]] => [pairs.map(([x]) => x), pairs.map(([, y]) => y)])
  const C = fc.constantFrom(1e-6, 1, 100)
  const model: LogisticModel = { coef: [2, -1], intercept: 0.5 }
  fuzz(
    logisticLossAndGradient,
    fc.tuple(labelled, C).map(([given, C]): [LogisticModel, Mat, (0 | 1)[], number] => [model, ...given, C]),
    { spared: [0] },
  )
  fuzz(
    fitLogistic,
    fc
      .tuple(labelled, C)
      .map(([given, C]): Parameters<typeof fitLogistic> => [...given, { C, tol: 1e-6, maxIter: 100 }]),
  )
  const asked = fc.array(row, { maxLength: 8 }).map((X): [LogisticModel, Mat] => [model, X])
  fuzz(predictProba, asked, { spared: [0] })
  fuzz(predictLogistic, asked, { spared: [0] })
})
