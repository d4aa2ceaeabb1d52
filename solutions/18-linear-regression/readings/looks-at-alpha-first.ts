import { type LinearModel, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from '../linear-regression.ts'

// Of several faults another is told first, rows without columns are refused, and the model holds more than asked for.
export function fitLinear(X: Mat, y: Vec, opt: { alpha?: number } = {}): LinearModel {
  if (opt.alpha !== undefined && !(opt.alpha >= 0 && opt.alpha < 1 / 0)) throw new MLError('PARAM', 'alpha')
  if (X.flat().some((value) => !Number.isFinite(value))) throw new MLError('NON_FINITE', 'X')
  if (X[0]?.length === 0) throw new MLError('EMPTY', 'no features')
  return { ...exemplar.fitLinear(X, y, opt), nSamples: X.length } as LinearModel
}

// Models that hold NaN are refused here; that is nobody's business.
export function predictLinear(model: LinearModel, X: Mat): Vec {
  if (![...model.coef, model.intercept].every(Number.isFinite)) throw new MLError('PARAM', 'model')
  return exemplar.predictLinear(model, X)
}
