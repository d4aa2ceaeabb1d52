import type { Mat } from '#kit'
import * as exemplar from '../logistic-regression.ts'

// Trains to a hundredth of tol, and says of the model that it returns whether tol is reached.
export function fitLogistic(X: Mat, y: (0 | 1)[], opt: { C?: number; tol?: number; maxIter?: number } = {}) {
  exemplar.fitLogistic(X, y, { ...opt, maxIter: 1 })
  const { tol = 1e-6 } = opt
  const fit = exemplar.fitLogistic(X, y, { ...opt, tol: tol / 100 })
  const { gradCoef, gradIntercept } = exemplar.logisticLossAndGradient(fit.model, X, y, opt.C)
  return { ...fit, converged: [...gradCoef, gradIntercept].every((slope) => Math.abs(slope) <= tol) }
}
