import type { LinearModel, Mat, Vec } from '#kit'
import { svdOf } from '../linear-algebra/svd.ts'
import { dot, powerOfTwo } from '../linear-algebra/vector.ts'
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

  // In powers of two as units no digit is lost, and no square overflows or vanishes.
  const unitX = powerOfTwo(X.flat())
  const unitY = powerOfTwo(y)
  const { coef, intercept } = fitScaled(
    X.map((row) => row.map((value) => value / unitX)),
    y.map((value) => value / unitY),
    Math.min(alpha / unitX / unitX, Number.MAX_VALUE),
  )
  return { coef: coef.map((w) => (w * unitY) / unitX), intercept: intercept * unitY }
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

/** The same for numbers below 2. */
function fitScaled(X: Mat, y: Vec, alpha: number): LinearModel {
  const columns = X[0]!.map((_, j) => X.map((row) => row[j]!))
  const centre = columns.map(mean)
  const yMean = mean(y)
  if (columns.length === 0) return { coef: [], intercept: yMean }
  const centred = X.map((row) => row.map((value, j) => value - centre[j]!))
  const { s, v, along } = svdOf(centred)
  // Relative to the columns before centring: of a column without spread only rounding is left after it.
  const largestNorm = Math.max(...columns.map((column) => Math.sqrt(dot(column, column))))
  const cutoff = Math.max(X.length, columns.length) * Number.EPSILON * largestNorm
  // In the basis of the SVD every direction is a problem of its own, with the solution s·(uᵀy) / (s² + alpha). A
  // second pass, on what the first left over, gives small weights next to large ones their digits.
  let coef = centre.map(() => 0)
  for (let pass = 1; pass <= 2; pass++) {
    const left = along(centred.map((row, i) => y[i]! - yMean - dot(coef, row)))
    const steps = s.map((size, k) =>
      size > cutoff ? (left[k]! * size - alpha * dot(v[k]!, coef)) / (size * size + alpha) : 0,
    )
    coef = coef.map((w, j) => steps.reduce((total, step, k) => total + step * v[k]![j]!, w))
  }
  return { coef, intercept: yMean - dot(coef, centre) }
}
