import { Matrix, QrDecomposition } from 'ml-matrix'
import { type LinearModel, type Mat, MLError, type Vec } from '#kit'

// Ridge as least squares with extra rows √alpha·I. Gram–Schmidt gives X = QR with as many rows in R as there are
// independent columns; the shortest w with Rw = Qᵀy comes from a second QR, of Rᵀ. The data are seen from their first sample.

export function fitLinear(X: Mat, y: Vec, { alpha = 0 }: { alpha?: number } = {}): LinearModel {
  if (X.length === 0 && y.length === 0) throw new MLError('EMPTY', 'X and y')
  check(X.length === y.length && X.every((row) => row.length === X[0]!.length), 'SHAPE')
  check([...X.flat(), ...y].every(Number.isFinite), 'NON_FINITE')
  check(alpha >= 0 && Number.isFinite(alpha), 'PARAM')
  const mean = (values: Vec) =>
    values[0]! + values.reduce((sum, value) => sum + value - values[0]!, 0) / X.length
  const raw = X[0]!.map((_, j) => X.map((row) => row[j]!))
  const extra = alpha > 0 ? raw.map((_, j) => raw.map((__, k) => (j === k ? Math.sqrt(alpha) : 0))) : []
  const columns = raw.map((column, j) => {
    const centre = mean(column)
    return [...column.map((value) => value - centre), ...extra.map((row) => row[j]!)]
  })
  const level = mean(y)
  const right = [...y.map((target) => target - level), ...extra.map(() => 0)]
  const negligible =
    Math.max(X.length, raw.length) * Number.EPSILON * Math.max(...raw.map((column) => Math.hypot(...column)))
  // Centred, n rows have a rank of n − 1 at most.
  const coef = shortest(columns, right, negligible, alpha > 0 ? raw.length : X.length - 1)
  return { coef, intercept: raw.reduce((rest, column, j) => rest - coef[j]! * mean(column), level) }
}

export function predictLinear({ coef, intercept }: LinearModel, X: Mat): Vec {
  check(
    X.every((row) => row.length === coef.length),
    'SHAPE',
  )
  check(X.flat().every(Number.isFinite), 'NON_FINITE')
  if (X.length === 0) return []
  const ones = new Matrix(X.map((row) => [...row, 1]))
  return ones.mmul(Matrix.columnVector([...coef, intercept])).to1DArray()
}

function shortest(columns: Mat, right: Vec, negligible: number, rank: number): Vec {
  const Q: Mat = []
  for (const column of columns) {
    let rest = column
    for (let pass = 0; pass < 2; pass++)
      for (const q of Q) {
        const part = dot(q, rest)
        rest = rest.map((value, i) => value - part * q[i]!)
      }
    const length = Math.hypot(...rest)
    if (Q.length < rank && length > Math.max(negligible, 1e-15 * Math.hypot(...column)))
      Q.push(rest.map((value) => value / length))
  }
  if (Q.length === 0) return columns.map(() => 0)
  const R = new Matrix(Q.map((q) => columns.map((column) => dot(q, column))))
  const target = Matrix.columnVector(Q.map((q) => dot(q, right)))
  if (Q.length === columns.length) return new QrDecomposition(R).solve(target).to1DArray()
  // Rᵀ = P·L, so that w = P·z with Lᵀz = Qᵀy.
  const second = new QrDecomposition(R.transpose())
  const P = second.orthogonalMatrix.subMatrix(0, columns.length - 1, 0, Q.length - 1)
  const L = second.upperTriangularMatrix.subMatrix(0, Q.length - 1, 0, Q.length - 1)
  return P.mmul(new QrDecomposition(L.transpose()).solve(target)).to1DArray()
}

function dot(a: Vec, b: Vec): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function check(holds: boolean, code: 'SHAPE' | 'NON_FINITE' | 'PARAM'): void {
  if (!holds) throw new MLError(code, 'bad input')
}
