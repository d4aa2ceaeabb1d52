import { EigenvalueDecomposition, inverse, Matrix, SVD, solve } from 'ml-matrix'
import { alternatives, readings } from '#engine/spec/index.ts'
import { type LinearModel, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from './linear-regression.ts'

/** Anything that solves the centred problem makes a whole solution. */
function centring(solveCentred: (X: Mat, y: Vec, alpha: number) => Vec): typeof exemplar {
  return {
    fitLinear(X, y, opt) {
      const alpha = opt?.alpha ?? 0
      check(X, y, alpha)
      const n = X.length
      const centre = X.reduce(
        (sums, row) => sums.map((sum, j) => sum + row[j]! / n),
        X[0]!.map(() => 0),
      )
      const level = y.reduce((sum, target) => sum + target / n, 0)
      const coef = solveCentred(
        X.map((row) => row.map((value, j) => value - centre[j]!)),
        y.map((target) => target - level),
        alpha,
      )
      return { coef, intercept: level - weigh(coef, centre) }
    },
    predictLinear,
  }
}

/** (XᵀX + alpha·I) w = Xᵀy by Cholesky's method; if it is singular, through its eigenvectors. */
const normalEquations = centring((X, y, alpha) => {
  const gram = X[0]!.map((_, j) =>
    X[0]!.map((_, k) => X.reduce((sum, row) => sum + row[j]! * row[k]!, 0) + (j === k ? alpha : 0)),
  )
  const right = X[0]!.map((_, j) => X.reduce((sum, row, i) => sum + row[j]! * y[i]!, 0))
  return cholesky(gram, right) ?? throughEigenvectors(gram, right)
})

function cholesky(A: Mat, b: Vec): Vec | undefined {
  const L = A.map((row) => row.map(() => 0))
  const largest = Math.max(...A.map((row, j) => row[j]!))
  for (const [i, row] of A.entries())
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!
      for (let k = 0; k < j; k++) rest -= L[i]![k]! * L[j]![k]!
      if (i === j && !(rest > 1e-12 * largest)) return undefined
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

function throughEigenvectors(A: Mat, b: Vec): Vec {
  const { realEigenvalues: values, eigenvectorMatrix: V } = new EigenvalueDecomposition(A, {
    assumeSymmetric: true,
  })
  const cutoff = 1e-11 * Math.max(...values)
  const along = V.transpose().mmul(Matrix.columnVector(b)).to1DArray()
  return V.mmul(
    Matrix.columnVector(values.map((value, k) => (value > cutoff ? along[k]! / value : 0))),
  ).to1DArray()
}

/**
 * Ridge as least squares with extra rows √alpha·I, solved by Gram–Schmidt: X = QR with as many rows in R as
 * there are independent columns, and then the shortest w with Rw = Qᵀy.
 */
const orthogonalising = centring((X, y, alpha) => {
  const rows =
    alpha > 0 ? [...X, ...X[0]!.map((_, j) => X[0]!.map((_, k) => (j === k ? alpha ** 0.5 : 0)))] : X
  const full = alpha > 0 ? [...y, ...X[0]!.map(() => 0)] : y
  const Q: Mat = []
  for (const [j] of X[0]!.entries()) {
    const column = rows.map((row) => row[j]!)
    let rest = column
    for (let pass = 0; pass < 2; pass++)
      for (const q of Q) {
        const part = weigh(q, rest)
        rest = rest.map((value, i) => value - part * q[i]!)
      }
    const length = Math.hypot(...rest)
    if (length > 1e-10 * Math.max(1, Math.hypot(...column))) Q.push(rest.map((value) => value / length))
  }
  if (Q.length === 0) return X[0]!.map(() => 0)
  const R = new Matrix(Q).mmul(new Matrix(rows))
  const right = new Matrix(Q).mmul(Matrix.columnVector(full))
  return R.transpose()
    .mmul(solve(R.mmul(R.transpose()), right))
    .to1DArray()
})

/** Conjugate gradients from w = 0: at most a few steps a column, and the shortest minimiser by itself. */
const conjugateGradients = centring((X, y, alpha) => {
  const times = (w: Vec) => {
    const fitted = X.map((row) => weigh(row, w))
    return w.map((value, j) => X.reduce((sum, row, i) => sum + row[j]! * fitted[i]!, alpha * value))
  }
  let w: Vec = X[0]!.map(() => 0)
  let residual = w.map((_, j) => X.reduce((sum, row, i) => sum + row[j]! * y[i]!, 0))
  const start = weigh(residual, residual)
  let direction = residual
  for (let step = 0; step < 100; step++) {
    const size = weigh(residual, residual)
    if (size <= 1e-28 * start || size < 1e-280) break
    const image = times(direction)
    const by = size / weigh(direction, image)
    w = w.map((value, j) => value + by * direction[j]!)
    residual = residual.map((value, j) => value - by * image[j]!)
    const keep = weigh(residual, residual) / size
    direction = residual.map((value, j) => value + keep * direction[j]!)
  }
  return w
})

/** The intercept as the weight of a column of ones that the penalty leaves out; no centring at all. */
const columnOfOnes: typeof exemplar = {
  fitLinear(X, y, { alpha = 0 } = {}) {
    check(X, y, alpha)
    const A = new Matrix(X.map((row) => [...row, 1]))
    const d = X[0]!.length
    if (alpha === 0 && new SVD(A, { autoTranspose: true }).rank <= d)
      return conjugateGradients.fitLinear(X, y)
    const penalty = Matrix.eye(d + 1).mul(alpha)
    penalty.set(d, d, 0)
    const w = inverse(A.transpose().mmul(A).add(penalty)).mmul(A.transpose()).mmul(Matrix.columnVector(y))
    const coef = w.to1DArray()
    return { intercept: coef.pop()!, coef }
  },
  predictLinear: (model, X) => {
    checkRows(X, model.coef.length)
    if (X.length === 0) return []
    const weights = Matrix.columnVector([...model.coef, model.intercept])
    return new Matrix(X.map((row) => [...row, 1])).mmul(weights).to1DArray()
  },
}

export default alternatives<typeof exemplar>({
  'normal-equations': normalEquations,
  orthogonalising,
  'conjugate-gradients': conjugateGradients,
  'column-of-ones': columnOfOnes,
})

export const accepted = readings<typeof exemplar>({
  'one-empty-list-is-EMPTY': {
    fitLinear: (X, y, opt) => {
      if (X.length === 0 || y.length === 0) throw new MLError('EMPTY', 'no samples')
      return exemplar.fitLinear(X, y, opt)
    },
  },
  'an-infinite-alpha-leaves-the-mean': {
    fitLinear: (X, y, opt) =>
      opt?.alpha === Number.POSITIVE_INFINITY
        ? { coef: X[0]!.map(() => 0), intercept: y.reduce((sum, t) => sum + t, 0) / y.length }
        : exemplar.fitLinear(X, y, opt),
  },
  'NaN-as-alpha-is-NON_FINITE': {
    fitLinear: (X, y, opt) => {
      if (Number.isNaN(opt?.alpha)) throw new MLError('NON_FINITE', 'alpha')
      return exemplar.fitLinear(X, y, opt)
    },
  },
  'rows-without-columns-are-EMPTY': {
    fitLinear: (X, y, opt) => {
      if (X.some((row) => row.length === 0)) throw new MLError('EMPTY', 'no features')
      return exemplar.fitLinear(X, y, opt)
    },
  },
  'looks-at-alpha-before-the-data': {
    fitLinear: (X, y, opt) => {
      if ((opt?.alpha ?? 0) < 0) throw new MLError('PARAM', 'alpha')
      if (X.flat().some((value) => !Number.isFinite(value))) throw new MLError('NON_FINITE', 'X')
      return exemplar.fitLinear(X, y, opt)
    },
  },
  'the-model-holds-more-than-asked-for': {
    fitLinear: (X, y, opt) => ({ ...exemplar.fitLinear(X, y, opt), nSamples: X.length }) as LinearModel,
  },
  'predict-checks-the-model-too': {
    predictLinear: (model, X) => {
      if (![...model.coef, model.intercept].every(Number.isFinite)) throw new MLError('PARAM', 'model')
      return exemplar.predictLinear(model, X)
    },
  },
})

function predictLinear(model: LinearModel, X: Mat): Vec {
  checkRows(X, model.coef.length)
  const predictions: Vec = []
  for (const row of X) {
    let sum = model.intercept
    for (const [j, value] of row.entries()) sum += model.coef[j]! * value
    predictions.push(sum)
  }
  return predictions
}

/** Σ a·b over the length of the shorter list a. */
function weigh(a: Vec, b: Vec): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}

function check(X: Mat, y: Vec, alpha: number): void {
  if (X.length + y.length === 0) throw new MLError('EMPTY', 'nothing to fit')
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y')
  checkRows(X, X[0]!.length)
  if (y.some((target) => !Number.isFinite(target))) throw new MLError('NON_FINITE', 'y')
  if (!(alpha >= 0 && alpha < Number.POSITIVE_INFINITY)) throw new MLError('PARAM', 'alpha')
}

function checkRows(X: Mat, nCols: number): void {
  if (X.some((row) => row.length !== nCols)) throw new MLError('SHAPE', 'columns')
  if (X.some((row) => row.some((value) => !Number.isFinite(value)))) throw new MLError('NON_FINITE', 'X')
}
