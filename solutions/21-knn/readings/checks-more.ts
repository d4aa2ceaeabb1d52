import { type Label, type Mat, MLError } from '#kit'
import * as exemplar from '../knn.ts'

// What the text does not forbid may be refused all the same: labels that are NaN or of two types, rows without
// features, a model that fitKnn would not have made.

export function fitKnn(X: Mat, y: Label[], opt?: Parameters<typeof exemplar.fitKnn>[2]) {
  const model = exemplar.fitKnn(X, y, opt)
  if (new Set(y.map((label) => typeof label)).size > 1) throw new MLError('PARAM', 'mixed labels')
  if (y.some((label) => Number.isNaN(label))) throw new MLError('NON_FINITE', 'y')
  if (X[0]!.length === 0) throw new MLError('EMPTY', 'no features')
  return model
}

export const predictKnn: typeof exemplar.predictKnn = (model, Q) => {
  fitKnn(model.X, model.y, model)
  return exemplar.predictKnn(model, Q)
}
