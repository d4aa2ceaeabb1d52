import { Matrix, SVD } from 'ml-matrix'
import { type LinearModel, type Mat, MLError, type Vec } from '#kit'

export function fitLinear(X: Mat, y: Vec, { alpha = 0 }: { alpha?: number } = {}): LinearModel {
  checkSamples(X, y)
  if (!(alpha >= 0 && Number.isFinite(alpha)))
    throw new MLError('PARAM', `alpha must be at least 0, not ${alpha}`)

  // The best line runs through the point of the means, whatever its slope. So look from that point: the
  // intercept is 0 there, and the penalty, which spares it, is about all that is left.
  const xMean = X[0]!.map((_, j) => mean(X.map((row) => row[j]!)))
  const yMean = mean(y)
  const coef = solveCentred(
    X.map((row) => row.map((value, j) => value - xMean[j]!)),
    y.map((target) => target - yMean),
    alpha,
    negligible(X),
  )
  return { coef, intercept: yMean - dot(coef, xMean) }
}

export function predictLinear({ coef, intercept }: LinearModel, X: Mat): Vec {
  checkRows(X, coef.length)
  return X.map((row) => dot(row, coef) + intercept)
}

/**
 * The SVD turns X into directions that have nothing to do with each other: X = Σ s·u·vᵀ. Along each, the
 * best weight is (u·y) / s, and with a penalty (u·y)·s / (s² + alpha): weak directions are shrunk most.
 */
function solveCentred(X: Mat, y: Vec, alpha: number, negligible: number): Vec {
  const svd = new SVD(X, { autoTranspose: true })
  const uTy = svd.leftSingularVectors.transpose().mmul(Matrix.columnVector(y)).to1DArray()
  // Along a direction in which the data do not spread, every weight fits equally well. The shortest is 0.
  const weights = svd.diagonal.map((s, k) => (s <= negligible ? 0 : (uTy[k]! * s) / (s * s + alpha)))
  return svd.rightSingularVectors.mmul(Matrix.columnVector(weights)).to1DArray()
}

/** What rounding leaves of a spread of zero: compared with the columns as they came, not as centred. */
function negligible(X: Mat): number {
  const norms = X[0]!.map((_, j) => Math.hypot(...X.map((row) => row[j]!)))
  return Math.max(X.length, norms.length) * Number.EPSILON * Math.max(...norms)
}

function checkSamples(X: Mat, y: Vec): void {
  if (X.length === 0 && y.length === 0) throw new MLError('EMPTY', 'no samples to learn from')
  if (X.length !== y.length) throw new MLError('SHAPE', `${X.length} rows but ${y.length} targets`)
  checkRows(X, X[0]!.length)
  if (!y.every(Number.isFinite)) throw new MLError('NON_FINITE', 'y holds NaN or an infinity')
}

function checkRows(X: Mat, nFeatures: number): void {
  for (const row of X)
    if (row.length !== nFeatures) throw new MLError('SHAPE', `${row.length} columns, not ${nFeatures}`)
  for (const row of X)
    if (!row.every(Number.isFinite)) throw new MLError('NON_FINITE', 'X holds NaN or an infinity')
}

function dot(a: Vec, b: Vec): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}

function mean(values: Vec): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
