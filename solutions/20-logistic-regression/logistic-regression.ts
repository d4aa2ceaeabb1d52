import { Matrix, solve } from 'ml-matrix'
import type { LogisticFit } from '#exercises/20-logistic-regression/logistic-regression.ts'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'

export type { LogisticFit }

export function sigmoid(z: number): number {
  // exp(−z) is infinite for z = −1000, and 1 / Infinity is 0, which is right. exp(z) / (1 + exp(z)) would
  // give Infinity / Infinity at the other end.
  return 1 / (1 + Math.exp(-z))
}

export function logisticLossAndGradient(
  m: LogisticModel,
  X: Mat,
  y: (0 | 1)[],
  C = 1,
): { loss: number; gradCoef: Vec; gradIntercept: number } {
  checkSamples(X, y, C)
  checkColumns(m, X)
  const z = decisionValues(m, X)
  // How far each probability is from what happened: the derivative of the log loss by the decision value.
  const pulls = z.map((value, i) => C * (sigmoid(value) - y[i]!))
  return {
    loss: sum(m.coef.map((w) => (w * w) / 2)) + C * sum(z.map((value, i) => logLoss(value, y[i]!))),
    gradCoef: m.coef.map((w, j) => w + sum(pulls.map((pull, i) => pull * X[i]![j]!))),
    gradIntercept: sum(pulls),
  }
}

export function fitLogistic(
  X: Mat,
  y: (0 | 1)[],
  { C = 1, tol = 1e-6, maxIter = 1000 }: { C?: number; tol?: number; maxIter?: number } = {},
): LogisticFit {
  checkSamples(X, y, C)
  if (!(tol > 0 && Number.isFinite(tol))) throw new MLError('PARAM', `tol must be above 0, not ${tol}`)
  if (!(Number.isInteger(maxIter) && maxIter >= 1)) throw new MLError('PARAM', 'maxIter must be 1, 2, 3, …')
  if (new Set(y).size < 2) throw new MLError('SINGLE_CLASS', 'there is nothing to tell apart')
  let model: LogisticModel = { coef: X[0]!.map(() => 0), intercept: 0 }
  let here = logisticLossAndGradient(model, X, y, C)
  const lossHistory = [here.loss]
  while (steepness(here) > tol && lossHistory.length <= maxIter) {
    const step = newtonStep(model, X, C, [...here.gradCoef, here.gradIntercept])
    // J is curved like a bowl, but not exactly a parabola: a full Newton step can jump too far. Half of it, or
    // a quarter, goes down for certain. The slack lets steps pass that are too small to see in J.
    let share = 1
    let next = walk(model, step, share)
    let there = logisticLossAndGradient(next, X, y, C)
    while (there.loss > here.loss * (1 + 1e-12)) {
      share /= 2
      next = walk(model, step, share)
      there = logisticLossAndGradient(next, X, y, C)
    }
    model = next
    here = there
    lossHistory.push(here.loss)
  }
  return { model, lossHistory, nIter: lossHistory.length - 1, converged: steepness(here) <= tol }
}

export function predictProba(m: LogisticModel, X: Mat): Vec {
  checkFeatures(X)
  checkColumns(m, X)
  return decisionValues(m, X).map(sigmoid)
}

export function predictLogistic(m: LogisticModel, X: Mat): (0 | 1)[] {
  checkFeatures(X)
  checkColumns(m, X)
  return decisionValues(m, X).map((z) => (z > 0 ? 1 : 0))
}

function decisionValues({ coef, intercept }: LogisticModel, X: Mat): Vec {
  return X.map((row) => intercept + sum(row.map((value, j) => value * coef[j]!)))
}

/** log(1 + exp(−z)) for y = 1 and log(1 + exp(z)) for y = 0, written so that exp can't overflow. */
function logLoss(z: number, label: 0 | 1): number {
  const wrongness = label === 1 ? -z : z
  return Math.max(wrongness, 0) + Math.log1p(Math.exp(-Math.abs(wrongness)))
}

/** Where the tangent parabola of J has its lowest point, as a step from here. */
function newtonStep(m: LogisticModel, X: Mat, C: number, gradient: Vec): Vec {
  const rows = new Matrix(X.map((row) => [...row, 1]))
  const weights = decisionValues(m, X).map((z) => C * sigmoid(z) * sigmoid(-z))
  const weighted = new Matrix(X.map((row, i) => [...row, 1].map((value) => value * weights[i]!)))
  // The penalty ½w² has the curvature 1 for each coefficient, and none for the intercept.
  const penalty = Matrix.diag([...m.coef.map(() => 1), 0])
  const hessian = rows.transpose().mmul(weighted).add(penalty)
  return solve(hessian, Matrix.columnVector(gradient)).to1DArray()
}

function walk({ coef, intercept }: LogisticModel, step: Vec, share: number): LogisticModel {
  return {
    coef: coef.map((w, j) => w - share * step[j]!),
    intercept: intercept - share * step[coef.length]!,
  }
}

function steepness({ gradCoef, gradIntercept }: { gradCoef: Vec; gradIntercept: number }): number {
  return Math.max(...[...gradCoef, gradIntercept].map(Math.abs))
}

function checkSamples(X: Mat, y: (0 | 1)[], C: number): void {
  if (X.length === 0 && y.length === 0) throw new MLError('EMPTY', 'there are no samples')
  if (X.length !== y.length) throw new MLError('SHAPE', `${X.length} rows but ${y.length} labels`)
  checkFeatures(X)
  if (y.some((label) => label !== 0 && label !== 1)) throw new MLError('PARAM', 'labels must be 0 or 1')
  if (!(C > 0 && Number.isFinite(C))) throw new MLError('PARAM', `C must be above 0, not ${C}`)
}

function checkFeatures(X: Mat): void {
  if (X.some((row) => row.length !== X[0]!.length)) throw new MLError('SHAPE', 'rows differ in length')
  if (!X.every((row) => row.every(Number.isFinite))) throw new MLError('NON_FINITE', 'NaN or infinity in X')
}

function checkColumns({ coef }: LogisticModel, X: Mat): void {
  if (X.some((row) => row.length !== coef.length))
    throw new MLError('SHAPE', `X must have ${coef.length} columns`)
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}
