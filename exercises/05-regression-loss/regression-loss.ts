import { MLError, type Vec } from '#kit'

/**
 * Mean squared error.
 *
 * @param yTrue n measured values
 * @param yPred n predicted values
 * @returns the mean of the squared residuals
 * @throws MLError see the error table of the README
 */
export function mse(yTrue: Vec, yPred: Vec): number {
  throw new Error('TODO: write mse')
}

/** Mean absolute error: the mean of the absolute residuals. Errors as in `mse`. */
export function mae(yTrue: Vec, yPred: Vec): number {
  throw new Error('TODO: write mae')
}

/** Root mean squared error, in the unit of the targets. Errors as in `mse`. */
export function rmse(yTrue: Vec, yPred: Vec): number {
  throw new Error('TODO: write rmse')
}

/**
 * Huber loss: the mean over samples of ½e² where |e| ≤ delta, and of delta · (|e| − ½ delta) beyond.
 *
 * @param delta above 0; 1 unless told
 * @throws MLError as `mse`, and PARAM for a delta that is not above 0
 */
export function huber(yTrue: Vec, yPred: Vec, delta = 1): number {
  throw new Error('TODO: write huber')
}

/** The derivative of `mse` with respect to each prediction: n numbers. Errors as in `mse`. */
export function mseGradient(yTrue: Vec, yPred: Vec): Vec {
  throw new Error('TODO: write mseGradient')
}

/** The derivative of `huber` with respect to each prediction: n numbers. Errors as in `huber`. */
export function huberGradient(yTrue: Vec, yPred: Vec, delta = 1): Vec {
  throw new Error('TODO: write huberGradient')
}

/**
 * R²: 1 − (sum of squared residuals) / (sum of squared deviations of yTrue from its mean).
 *
 * @returns NaN for fewer than two samples; for targets that are all equal 1 if every prediction is right,
 *   else 0. Errors as in `mse`.
 */
export function r2Score(yTrue: Vec, yPred: Vec): number {
  throw new Error('TODO: write r2Score')
}
