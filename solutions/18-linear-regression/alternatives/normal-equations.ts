import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { type LinearModel, type Mat, MLError, type Vec } from '#kit'

// (XᵀX + alpha·I) w = Xᵀy of the centred data by Cholesky's method; if it is singular, through its eigenvectors.

export function fitLinear(X: Mat, y: Vec, opt?: { alpha?: number }): LinearModel {
  const alpha = opt?.alpha ?? 0
  if (!(alpha >= 0 && alpha < Number.POSITIVE_INFINITY)) throw new MLError('PARAM', 'alpha')
  if (X.length + y.length === 0) throw new MLError('EMPTY', 'nothing to fit')
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y')
  checkRows(X, X[0]!.length)
  if (y.some((target) => !Number.isFinite(target))) throw new MLError('NON_FINITE', 'y')
  const centre = X[0]!.map((_, j) => X.reduce((sum, row) => sum + row[j]! / X.length, 0))
  const level = y.reduce((sum, target) => sum + target / y.length, 0)
  const rows = X.map((row) => row.map((value, j) => value - centre[j]!))
  const gram = centre.map((_, j) =>
    centre.map((__, k) => rows.reduce((sum, row) => sum + row[j]! * row[k]!, j === k ? alpha : 0)),
  )
  const right = centre.map((_, j) => rows.reduce((sum, row, i) => sum + row[j]! * (y[i]! - level), 0))
  // Squares of what rounding leaves of columns without spread.
  const raw = Math.max(...centre.map((_, j) => X.reduce((sum, row) => sum + row[j]! ** 2, 0)))
  const negligible = raw * (Number.EPSILON * Math.max(X.length, centre.length)) ** 2
  // Centred, n rows have a rank of n − 1 at most.
  const isSingular = alpha === 0 && X.length <= centre.length
  const coef =
    (isSingular ? undefined : cholesky(gram, right, alpha > 0 ? 0 : negligible)) ??
    throughEigenvectors(gram, right, negligible)
  return { coef, intercept: level - weigh(coef, centre) }
}

export function predictLinear(model: LinearModel, X: Mat): Vec {
  checkRows(X, model.coef.length)
  const predictions: Vec = []
  for (const row of X) {
    let sum = model.intercept
    for (const [j, value] of row.entries()) sum += model.coef[j]! * value
    predictions.push(sum)
  }
  return predictions
}

function cholesky(A: Mat, b: Vec, negligible: number): Vec | undefined {
  const L = A.map((row) => row.map(() => 0))
  for (const [i, row] of A.entries())
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!
      for (let k = 0; k < j; k++) rest -= L[i]![k]! * L[j]![k]!
      if (i === j && !(rest > 1e-15 * row[j]! && row[j]! > negligible)) return undefined
      L[i]![j] = i === j ? Math.sqrt(rest) : rest / L[j]![j]!
    }
  const z: Vec = []
  for (const [i, row] of L.entries()) z.push((b[i]! - weigh(z, row)) / row[i]!)
  const w: Vec = Array(b.length).fill(0)
  for (let i = b.length - 1; i >= 0; i--) {
    let rest = z[i]!
    for (let k = i + 1; k < b.length; k++) rest -= L[k]![i]! * w[k]!
    w[i] = rest / L[i]![i]!
  }
  return w
}

function throughEigenvectors(A: Mat, b: Vec, negligible: number): Vec {
  const { realEigenvalues: values, eigenvectorMatrix: V } = new EigenvalueDecomposition(A, {
    assumeSymmetric: true,
  })
  const cutoff = Math.max(1e-14 * Math.max(...values), negligible)
  const along = V.transpose().mmul(Matrix.columnVector(b)).to1DArray()
  const weights = values.map((value, k) => (value > cutoff ? along[k]! / value : 0))
  return V.mmul(Matrix.columnVector(weights)).to1DArray()
}

/** Σ a·b over the length of the shorter list a. */
function weigh(a: Vec, b: Vec): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}

function checkRows(X: Mat, nCols: number): void {
  if (X.some((row) => row.length !== nCols)) throw new MLError('SHAPE', 'columns')
  if (X.some((row) => row.some((value) => !Number.isFinite(value)))) throw new MLError('NON_FINITE', 'X')
}
