import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'

/** What `fitLogistic` returns: what was learned, and how it went. */
export interface LogisticFit {
  model: LogisticModel
  /** J at the start (all zeros) and after every iteration. It never rises, and ends with J of `model`. */
  lossHistory: Vec
  /** The number of iterations: lossHistory.length − 1. */
  nIter: number
  /** Whether every entry of the gradient of J at `model` is at most tol in size. */
  converged: boolean
}

/** The sigmoid 1 / (1 + exp(−z)), correct for z of any size. */
export function sigmoid(z: number): number {
  throw new Error('TODO: write sigmoid')
}

/**
 * The objective J = ½ Σ coef[j]² + C · Σ (log loss of sample i), and its derivatives. Both sums are sums, not
 * means, and the intercept is not penalised. Correct for decision values of any size.
 *
 * @param m a model: d coefficients and an intercept
 * @param X n rows of d features
 * @param y n labels, 0 or 1; one class alone is fine here
 * @param C above 0; 1 unless told
 * @returns J, its derivative by each coefficient (d numbers) and by the intercept
 * @throws MLError see the error table of the README
 */
export function logisticLossAndGradient(
  m: LogisticModel,
  X: Mat,
  y: (0 | 1)[],
  C = 1,
): { loss: number; gradCoef: Vec; gradIntercept: number } {
  throw new Error('TODO: write logisticLossAndGradient')
}

/**
 * Trains: starts with coefficients and intercept 0 and lowers J until every entry of its gradient is at most
 * tol in size, or maxIter iterations are done.
 *
 * @param opt C above 0 (1 unless told), tol above 0 (1e-6 unless told), maxIter at least 1 (1000 unless told)
 * @returns the model and the course of the training. Reaching maxIter is not an error: converged is then false.
 * @throws MLError see the error table of the README
 */
export function fitLogistic(
  X: Mat,
  y: (0 | 1)[],
  opt: { C?: number; tol?: number; maxIter?: number } = {},
): LogisticFit {
  throw new Error('TODO: write fitLogistic')
}

/** P(y = 1) for every row of X: n numbers between 0 and 1, [] for no rows. Throws SHAPE and NON_FINITE. */
export function predictProba(m: LogisticModel, X: Mat): Vec {
  throw new Error('TODO: write predictProba')
}

/**
 * The label of every row: 1 where the decision value X · coef + intercept is above 0, else 0. A decision value
 * of exactly 0 (a probability of one half) gives 0; no rows give []. Throws SHAPE and NON_FINITE.
 */
export function predictLogistic(m: LogisticModel, X: Mat): (0 | 1)[] {
  throw new Error('TODO: write predictLogistic')
}
