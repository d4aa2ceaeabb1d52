import type { Vec } from '#kit'
import { powerOfTwo, sum } from '../linear-algebra/vector.ts'
import { mean, rootMeanSquare } from '../statistics/descriptive.ts'
import { checkPairedTargets, checkPositive } from '../validation.ts'

/**
 * Mean squared error: (1/n) Σ (yTrue − yPred)².
 *
 * @param yTrue n targets
 * @param yPred n predictions, in the same unit
 * @returns at least 0, in the squared unit of the targets: infinite for residuals beyond 1e154, 0 for some below 1e-162
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 * @see scikit-learn `mean_squared_error`
 */
export function mse(yTrue: Vec, yPred: Vec): number {
  checkPairedTargets(yTrue, yPred)
  return mean(yTrue.map((t, i) => (yPred[i]! - t) ** 2))
}

/**
 * Mean absolute error: (1/n) Σ |yTrue − yPred|, in the unit of the targets.
 *
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 * @see scikit-learn `mean_absolute_error`
 */
export function mae(yTrue: Vec, yPred: Vec): number {
  checkPairedTargets(yTrue, yPred)
  return mean(yTrue.map((t, i) => Math.abs(yPred[i]! - t)))
}

/**
 * Root mean squared error, √mse, in the unit of the targets.
 *
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 */
export function rmse(yTrue: Vec, yPred: Vec): number {
  checkPairedTargets(yTrue, yPred)
  return rootMeanSquare(yTrue.map((t, i) => yPred[i]! - t))
}

/**
 * Huber loss: the mean of ½e² where |e| ≤ delta, and of delta · (|e| − ½ delta) beyond.
 *
 * @param delta where the parabola turns into a line, above 0
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see PyTorch `HuberLoss`; Huber 1964, Annals of Mathematical Statistics 35(1)
 */
export function huber(yTrue: Vec, yPred: Vec, delta = 1): number {
  checkPairedTargets(yTrue, yPred)
  checkPositive(delta, 'delta')
  return mean(
    yTrue.map((t, i) => {
      const distance = Math.abs(yPred[i]! - t)
      return distance <= delta ? distance ** 2 / 2 : delta * (distance - delta / 2)
    }),
  )
}

/**
 * Gradient of `mse` with respect to the predictions: (2/n)(yPred − yTrue).
 *
 * @returns n numbers
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 */
export function mseGradient(yTrue: Vec, yPred: Vec): Vec {
  checkPairedTargets(yTrue, yPred)
  return yTrue.map((t, i) => (2 * (yPred[i]! - t)) / yTrue.length)
}

/**
 * Gradient of `huber` with respect to the predictions: the residual, clipped to ±delta, over n.
 *
 * @returns n numbers
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function huberGradient(yTrue: Vec, yPred: Vec, delta = 1): Vec {
  checkPairedTargets(yTrue, yPred)
  checkPositive(delta, 'delta')
  return yTrue.map((t, i) => Math.max(-delta, Math.min(delta, yPred[i]! - t)) / yTrue.length)
}

/**
 * Coefficient of determination: 1 − Σ(yTrue − yPred)² / Σ(yTrue − mean)².
 *
 * @returns at most 1; 0 for the mean as prediction; NaN for fewer than two samples. Targets that are all
 *   equal give 1 for a perfect prediction and 0 otherwise.
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 * @see scikit-learn `r2_score(force_finite=True)`
 */
export function r2Score(yTrue: Vec, yPred: Vec): number {
  checkPairedTargets(yTrue, yPred)
  if (yTrue.length < 2) return Number.NaN
  if (yTrue.every((t) => t === yTrue[0])) return yTrue.every((t, i) => t === yPred[i]) ? 1 : 0
  const unit = powerOfTwo(yTrue)
  const inUnits = yTrue.map((t) => t / unit)
  const centre = mean(inUnits)
  const residual = sum(inUnits.map((t, i) => (yPred[i]! / unit - t) ** 2))
  return 1 - residual / sum(inUnits.map((t) => (t - centre) ** 2))
}
