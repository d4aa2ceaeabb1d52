import { type LinearModel, type Mat, MLError, type Vec } from '#kit'

/**
 * Fits a linear model: the coefficients w and the intercept b that make
 *
 *     Σ (X[i]·w + b − y[i])² + alpha · ‖w‖²
 *
 * as small as it can be. The intercept is not penalised.
 *
 * @param X n rows of d features, n at least 1
 * @param y n targets
 * @param opt.alpha strength of the penalty, at least 0; 0 (ordinary least squares) unless told
 * @returns d coefficients and the intercept; if several coefficient vectors are equally good, the shortest
 * @throws MLError see the error table of the README
 */
export function fitLinear(X: Mat, y: Vec, opt: { alpha?: number } = {}): LinearModel {
  throw new Error('TODO: write fitLinear')
}

/**
 * What a linear model predicts: X[i]·coef + intercept for every row.
 *
 * @param model what `fitLinear` returns
 * @param X rows with as many columns as the model has coefficients
 * @returns one number a row; `[]` for no rows
 * @throws MLError see the error table of the README
 */
export function predictLinear(model: LinearModel, X: Mat): Vec {
  throw new Error('TODO: write predictLinear')
}
