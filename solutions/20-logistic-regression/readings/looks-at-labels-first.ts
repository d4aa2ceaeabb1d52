import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from '../logistic-regression.ts'

// Of several faults another is told first: labels before shapes, one class before values, and NaN is NON_FINITE anywhere.

type Binary = 0 | 1

export function fitLogistic(X: Mat, y: Binary[], opt: { C?: number; tol?: number; maxIter?: number } = {}) {
  if (y.some(Number.isNaN)) throw new MLError('NON_FINITE', 'a label is NaN')
  if (X.length === y.length && y.length > 0 && y.every((label) => label === y[0] && [0, 1].includes(label)))
    throw new MLError('SINGLE_CLASS', 'one class')
  return exemplar.fitLogistic(X, y, opt)
}

export function logisticLossAndGradient(m: LogisticModel, X: Mat, y: Binary[], C?: number) {
  if (y.some(Number.isNaN)) throw new MLError('NON_FINITE', 'a label is NaN')
  return exemplar.logisticLossAndGradient(m, X, y, C)
}

// The two formulas agree but for decision values that are 0 to the last digit.
export function predictLogistic(m: LogisticModel, X: Mat): Binary[] {
  return exemplar.predictProba(m, X).map((p) => (p > 0.5 ? 1 : 0))
}

// Models that hold NaN are refused here; that is nobody's business.
export function predictProba(m: LogisticModel, X: Mat): Vec {
  if (![...m.coef, m.intercept].every(Number.isFinite)) throw new MLError('NON_FINITE', 'model')
  return exemplar.predictProba(m, X)
}
