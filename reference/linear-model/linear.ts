import { Matrix, SVD } from 'ml-matrix'
import type { LinearModel, Mat, Vec } from '#kit'
import { dot } from '../linear-algebra/vector.ts'
import { mean } from '../statistics/descriptive.ts'
import {
  checkFeatures,
  checkFinite,
  checkFiniteMat,
  checkNotNegative,
  checkPaired,
  checkRectangular,
} from '../validation.ts'

/**
 * Least squares with a ridge penalty: the (w, b) that minimise Σ(X[i]·w + b − y[i])² + alpha · ‖w‖².
 *
 * @param X n × d features, n ≥ 1; without columns only the intercept is left, the mean of y
 * @param y n targets
 * @param opt.alpha at least 0; 0 is ordinary least squares. The intercept is never penalised.
 * @returns d coefficients and the intercept. With alpha = 0 and several minimisers the one with the smallest
 *   ‖w‖; so a column without spread has coefficient 0.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `LinearRegression`, `Ridge(solver='svd')`
 * @example fitLinear([[1], [2], [3], [4]], [3, 5, 7, 9]) // { coef: [2], intercept: 1 }
 */
export function fitLinear(X: Mat, y: Vec, { alpha = 0 }: { alpha?: number } = {}): LinearModel {
  checkPaired(X, y, 'X', 'y')
  checkFeatures(X)
  checkFinite(y, 'y')
  checkNotNegative(alpha, 'alpha')

  const centre = X[0]!.map((_, j) => mean(X.map((row) => row[j]!)))
  const yMean = mean(y)
  if (centre.length === 0) return { coef: [], intercept: yMean }
  const centred = X.map((row) => row.map((value, j) => value - centre[j]!))
  const svd = new SVD(centred, { autoTranspose: true })
  const largestNorm = Math.max(
    ...svd.diagonal,
    ...centre.map((_, j) => Math.hypot(...X.map((row) => row[j]!))),
  )
  // Relative to the columns before centring: of a column without spread only rounding is left after it.
  const cutoff = Math.max(X.length, centre.length) * Number.EPSILON * largestNorm
  // In the basis of the SVD every direction is a problem of its own, with the solution s·(uᵀy) / (s² + alpha). A
  // second pass, on what the first left over, makes up for the digits that the SVD loses between wide columns.
  let coef = centre.map(() => 0)
  for (let pass = 1; pass <= 2; pass++) {
    const residual = centred.map((row, i) => y[i]! - yMean - dot(coef, row))
    const along = svd.leftSingularVectors.transpose().mmul(Matrix.columnVector(residual))
    const shrunk = svd.rightSingularVectors.transpose().mmul(Matrix.columnVector(coef))
    const scaled = svd.diagonal.map((s, k) =>
      s > cutoff ? (along.get(k, 0) * s - alpha * shrunk.get(k, 0)) / (s * s + alpha) : 0,
    )
    const step = svd.rightSingularVectors.mmul(Matrix.columnVector(scaled)).to1DArray()
    coef = coef.map((w, j) => w + step[j]!)
  }
  return { coef, intercept: yMean - dot(coef, centre) }
}

/**
 * The predictions X[i]·coef + intercept of a linear model.
 *
 * @param X rows with as many columns as the model has coefficients
 * @returns one number a row; `[]` for no rows
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictLinear({ coef, intercept }: LinearModel, X: Mat): Vec {
  checkRectangular(X, 'X', coef.length)
  checkFiniteMat(X, 'X')
  return X.map((row) => dot(coef, row) + intercept)
}
