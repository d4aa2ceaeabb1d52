import { Matrix, solve } from 'ml-matrix'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import {
  checkBinary,
  checkFeatures,
  checkFinite,
  checkFiniteMat,
  checkPaired,
  checkPositive,
  checkRectangular,
  checkWhole,
} from '../validation.ts'
import { descend, type Place } from './newton.ts'

type Binary = 0 | 1

/** What `fitLogistic` learned, and how it went. */
export interface LogisticFit {
  model: LogisticModel
  /** The objective at the start and after every iteration. */
  lossHistory: Vec
  nIter: number
  converged: boolean
}

/** 1 / (1 + exp(−z)): between 0 and 1, for z of any size. */
export function sigmoid(z: number): number {
  // exp only ever sees numbers that are not positive, so nothing overflows and small results keep their digits.
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))
}

/**
 * The objective of regularised logistic regression, J = ½‖coef‖² + C Σ log-loss, and its gradient.
 *
 * @param m coef of length d, and an intercept, which is not penalised
 * @param X n × d
 * @param y n labels, 0 or 1; one class alone is fine
 * @param C above 0: how much the data count against the penalty
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `LogisticRegression`, which scales alike
 */
export function logisticLossAndGradient(
  m: LogisticModel,
  X: Mat,
  y: Binary[],
  C = 1,
): { loss: number; gradCoef: Vec; gradIntercept: number } {
  checkLabelled(X, y, C)
  checkRectangular(X, 'X', m.coef.length)
  return lossAndGradient(m, X, y, C)
}

/**
 * Minimises J from 0 on by Newton's method with step halving, for features whose squares are numbers: below 1e150.
 *
 * @param opt C above 0 (1), tol: the largest entry of the gradient that counts as 0 (1e-6), maxIter (1000)
 * @returns converged if and only if no entry of the gradient exceeds tol; neither hitting maxIter nor ending early,
 *   because rounding leaves nothing to gain, throws
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, SINGLE_CLASS
 * @see scikit-learn `LogisticRegression(solver='newton-cg')`
 */
export function fitLogistic(
  X: Mat,
  y: Binary[],
  { C = 1, tol = 1e-6, maxIter = 1000 }: { C?: number; tol?: number; maxIter?: number } = {},
): LogisticFit {
  checkLabelled(X, y, C)
  checkPositive(tol, 'tol')
  checkWhole(maxIter, 1, 'maxIter')
  if (new Set(y).size < 2) throw new MLError('SINGLE_CLASS', 'y holds one class only')
  const { model, lossHistory, converged } = descend<LogisticModel, Slopes & Place>({
    start: { coef: X[0]!.map(() => 0), intercept: 0 },
    at: (model) => {
      const slopes = lossAndGradient(model, X, y, C)
      return { ...slopes, slope: largest(slopes) }
    },
    step: (model, slopes) => newtonStep(model, X, C, slopes),
    moved,
    tol,
    maxIter,
  })
  return { model, lossHistory, nIter: lossHistory.length - 1, converged }
}

/**
 * P(y = 1) for every row: sigmoid(X · coef + intercept).
 *
 * @returns one probability for each row; [] for no rows
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictProba(m: LogisticModel, X: Mat): Vec {
  return decisions(m, X).map(sigmoid)
}

/**
 * 1 where X · coef + intercept is above 0, else 0: a probability of exactly one half gives 0.
 *
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictLogistic(m: LogisticModel, X: Mat): Binary[] {
  return decisions(m, X).map((z) => (z > 0 ? 1 : 0))
}

function decisions(m: LogisticModel, X: Mat): Vec {
  checkRectangular(X, 'X', m.coef.length)
  checkFiniteMat(X, 'X')
  return X.map((row) => decision(m, row))
}

function decision({ coef, intercept }: LogisticModel, row: Vec): number {
  return row.reduce((sum, value, j) => sum + value * coef[j]!, intercept)
}

type Slopes = ReturnType<typeof logisticLossAndGradient>

function lossAndGradient(m: LogisticModel, X: Mat, y: Binary[], C: number): Slopes {
  let loss = m.coef.reduce((sum, w) => sum + (w * w) / 2, 0)
  const gradCoef = [...m.coef]
  let gradIntercept = 0
  for (const [i, row] of X.entries()) {
    const z = decision(m, row)
    const against = y[i] === 1 ? -z : z
    loss += C * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against))))
    const pull = C * (sigmoid(z) - y[i]!)
    for (const [j, value] of row.entries()) gradCoef[j]! += pull * value
    gradIntercept += pull
  }
  return { loss, gradCoef, gradIntercept }
}

/** Solves H · step = gradient; H = diag(1, …, 1, 0) + C Σ p(1 − p) x̃x̃ᵀ with x̃ = (x, 1). */
function newtonStep(m: LogisticModel, X: Mat, C: number, { gradCoef, gradIntercept }: Slopes): Vec {
  const d = m.coef.length
  const hessian = Array.from({ length: d + 1 }, (_, j) =>
    Array.from({ length: d + 1 }, (_, k) => (j === k && j < d ? 1 : 0)),
  )
  for (const row of X) {
    const z = decision(m, row)
    const weight = C * sigmoid(z) * sigmoid(-z)
    const extended = [...row, 1]
    for (const [j, a] of extended.entries())
      for (const [k, b] of extended.entries()) hessian[j]![k]! += weight * a * b
  }
  // Measured in units of their own curvature, directions can be compared, whatever the units of X. Where H is
  // singular to rounding (far out every weight underflows) the SVD takes the shortest step.
  const units = hessian.map((row, j) => 1 / Math.sqrt(Math.max(row[j]!, Number.EPSILON)))
  const scaled = hessian.map((row, j) => row.map((value, k) => value * units[j]! * units[k]!))
  const gradient = [...gradCoef, gradIntercept].map((slope, j) => slope * units[j]!)
  return solve(new Matrix(scaled), Matrix.columnVector(gradient), true)
    .to1DArray()
    .map((step, j) => step * units[j]!)
}

function moved({ coef, intercept }: LogisticModel, step: Vec, share: number): LogisticModel {
  return {
    coef: coef.map((w, j) => w - share * step[j]!),
    intercept: intercept - share * step.at(-1)!,
  }
}

function largest({ gradCoef, gradIntercept }: Slopes): number {
  return Math.max(Math.abs(gradIntercept), ...gradCoef.map(Math.abs))
}

function checkLabelled(X: Mat, y: Binary[], C: number): void {
  checkPaired(X, y, 'X', 'y')
  checkFeatures(X)
  checkFinite(y, 'y')
  checkBinary(y, 'y')
  checkPositive(C, 'C')
}
