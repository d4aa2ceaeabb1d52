import { describe, expect, test } from 'vitest'
import { createRng, type Mat, type Vec } from '#kit'
import { assignClusters, kmeans, kmeansPlusPlus, updateCenters } from '../cluster/kmeans.ts'
import { silhouette } from '../cluster/silhouette.ts'
import { fitPca } from '../decomposition/pca.ts'
import { meanPairwiseCorrelation } from '../features/activity.ts'
import { fitLinear, predictLinear } from '../linear-model/linear.ts'
import { huberGradient, mae, mse, mseGradient, r2Score, rmse } from '../losses/regression.ts'
import { fitKnn, nearest, predictKnn, predictKnnProba } from '../neighbors/knn.ts'
import { fitMinMaxScaler, fitStandardScaler, transform } from '../preprocessing/scaler.ts'
import { mean, populationSd } from '../statistics/descriptive.ts'

/**
 * What becomes of a result when all measurements are taken in another unit. Powers of two change no digit, so the
 * results have to agree to the last one, however small or large the numbers are.
 */

const random = createRng(1)
const row = (d: number): Vec => Array.from({ length: d }, () => random.normal() * 3 + 5)
const tables: Record<string, { X: Mat; y: Vec }> = {
  tall: table(12, 2),
  wide: table(4, 7),
  'of many samples': table(300, 2),
  'with a constant column': {
    X: table(9, 2).X.map((values) => [...values, 0.7]),
    y: Array.from({ length: 9 }, () => 0.1),
  },
}
function table(n: number, d: number): { X: Mat; y: Vec } {
  return { X: Array.from({ length: n }, () => row(d)), y: row(n) }
}

const labels = (X: Mat) => X.map((_, i) => i % 2)
const inUnit = (value: unknown, unit: number): unknown => {
  if (typeof value === 'number') return value * unit
  if (Array.isArray(value)) return value.map((inner) => inUnit(inner, unit))
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, inUnit(inner, unit)]))
}

type Result = (X: Mat, y: Vec) => unknown
/** By the power of the unit in which the result is. */
const results: [power: number, name: string, Result][] = [
  [1, 'mean', (_, y) => mean(y)],
  [1, 'populationSd', (_, y) => populationSd(y)],
  [1, 'mae', (X, y) => mae(y, X.map(mean))],
  [1, 'rmse', (X, y) => rmse(y, X.map(mean))],
  [2, 'mse', (X, y) => mse(y, X.map(mean))],
  [1, 'mseGradient', (X, y) => mseGradient(y, X.map(mean))],
  [1, 'huberGradient', (X, y) => huberGradient(y, X.map(mean), Math.abs(y[0]!))],
  [0, 'r2Score', (X, y) => r2Score(y, X.map(mean))],
  [0, 'fitLinear, coefficients', (X, y) => fitLinear(X, y).coef],
  [1, 'fitLinear, intercept', (X, y) => fitLinear(X, y).intercept],
  [1, 'predictLinear', (X, y) => predictLinear(fitLinear(X, y), X)],
  [1, 'nearest, distances', (X) => nearest(fitKnn(X, labels(X), { k: 3 }), X[1]!).map((n) => n.distance)],
  [0, 'nearest, indices', (X) => nearest(fitKnn(X, labels(X), { k: 3 }), X[1]!).map((n) => n.index)],
  [0, 'predictKnn', (X) => predictKnn(fitKnn(X, labels(X), { k: 3 }), X)],
  [
    0,
    'predictKnnProba',
    (X) => predictKnnProba(fitKnn(X.slice(1), labels(X.slice(1)), { k: 3, weights: 'distance' }), X).proba,
  ],
  [0, 'assignClusters', (X) => assignClusters(X, X.slice(0, 3))],
  // Cluster 3 is empty: it moves to the sample that is farthest from its centre.
  [1, 'updateCenters', (X) => updateCenters(X, labels(X), X.slice(0, 3))],
  [1, 'kmeansPlusPlus', (X) => kmeansPlusPlus(X, 3, [0.1, 0.5, 0.9])],
  [1, 'kmeans, centres', (X) => kmeans(X, X.slice(0, 3)).centers],
  [0, 'kmeans, labels', (X) => kmeans(X, X.slice(0, 3)).labels],
  [2, 'kmeans, inertia', (X) => kmeans(X, X.slice(0, 3)).inertiaHistory],
  [0, 'silhouette', (X) => silhouette(X, labels(X))],
  [0, 'standardised', (X) => transform(fitStandardScaler(X), X)],
  [0, 'min-max scaled', (X) => transform(fitMinMaxScaler(X), X)],
  [0, 'explainedVarianceRatio', (X) => fitPca(X, 2).explainedVarianceRatio],
  [0, 'meanPairwiseCorrelation', (X) => meanPairwiseCorrelation(X)],
]

describe.each(Object.entries(tables))('a table that is %s', (_, { X, y }) => {
  test.each(results)('in any unit, to the power of %d: %s', (power, _, result) => {
    for (const exponent of [30, -30, 200, -200, 600, -600, -960]) {
      // No double holds the square of a unit of 2^600.
      if (Math.abs(power * exponent) > 1000) continue
      const unit = 2 ** exponent
      const inOther = result(inUnit(X, unit) as Mat, inUnit(y, unit) as Vec)
      expect(inOther, `2^${exponent}`).toEqual(inUnit(result(X, y), unit ** power))
    }
  })
})

test.each([0.1, 0.7, -1 / 3, 1e6 + 0.1])('equal targets of %d are constant', (value) => {
  for (const n of [2, 3, 7, 300]) {
    const y = Array.from({ length: n }, () => value)
    const X = y.map((constant, i) => [i, constant])
    const model = fitLinear(X, y)
    expect(model.coef).toEqual([0, 0])
    expect(r2Score(y, predictLinear(model, X))).toBe(1)
    expect(r2Score(y, y.with(0, value + 1e-9))).toBe(0)
    expect(transform(fitStandardScaler(X), X).map((scaled) => scaled[1])).toEqual(y.map(() => 0))
  }
})

test('targets that are missed by little are missed', () => {
  expect(r2Score([1e-200, 1e-200], [1e-200, 2e-200])).toBe(0)
  expect(rmse([1e-200, 1e-200], [2e-200, 2e-200])).toBe(1e-200)
})
