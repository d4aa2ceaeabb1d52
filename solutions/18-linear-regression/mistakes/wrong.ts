import { Matrix, SVD, solve } from 'ml-matrix'
import type { LinearModel, Mat, Vec } from '#kit'
import * as exemplar from '../linear-regression.ts'

type Options = { alpha?: number } | undefined

/** The model for another penalty than the one asked for. */
export function withAlpha(change: (alpha: number, n: number) => number) {
  return (X: Mat, y: Vec, opt?: Options): LinearModel => {
    const alpha = opt?.alpha ?? 0
    return exemplar.fitLinear(X, y, { alpha: alpha < 0 ? alpha : change(alpha, X.length) })
  }
}

/** Data and their mirror image have mean 0, so that no intercept is fitted. */
export function throughOrigin(X: Mat, y: Vec, opt: Options): Vec {
  const mirrored = X.map((row) => row.map((value) => -value))
  const alpha = 2 * (opt?.alpha ?? 0)
  return exemplar.fitLinear([...X, ...mirrored], [...y, ...y.map((t) => -t)], { alpha }).coef
}

export function withOnes(X: Mat, y: Vec, opt: Options): LinearModel {
  exemplar.fitLinear(X, y, opt)
  const coef = throughOrigin(
    X.map((row) => [...row, 1]),
    y,
    opt,
  )
  return { intercept: coef.pop()!, coef }
}

export function throughTheMeans(coef: Vec, X: Mat, y: Vec): LinearModel {
  return { coef, intercept: mean(y) - coef.reduce((sum, w, j) => sum + w * mean(X.map((row) => row[j]!)), 0) }
}

/** Solves (XᵀX + alpha·I) w = Xᵀy of the centred data, or with an SVD that takes small singular values as 0. */
export function solveCentred(X: Mat, y: Vec, alpha: number, cutoff?: (largest: number) => number): Vec {
  const means = X[0]!.map((_, j) => mean(X.map((row) => row[j]!)))
  const A = new Matrix(X.map((row) => row.map((value, j) => value - means[j]!)))
  const b = Matrix.columnVector(y.map((target) => target - mean(y)))
  if (!cutoff) {
    const gram = A.transpose().mmul(A).add(Matrix.eye(A.columns).mul(alpha))
    return solve(gram, A.transpose().mmul(b)).to1DArray()
  }
  const svd = new SVD(A, { autoTranspose: true })
  const along = svd.leftSingularVectors.transpose().mmul(b).to1DArray()
  const least = cutoff(Math.max(...svd.diagonal))
  const scaled = svd.diagonal.map((s, k) => (s > least ? along[k]! / s : 0))
  return svd.rightSingularVectors.mmul(Matrix.columnVector(scaled)).to1DArray()
}

/** The columns that, centred, do not depend on the ones before. */
export function independent(X: Mat): number[] {
  const kept: number[] = []
  for (const [j] of X[0]!.entries()) {
    const others = X.map((row) => kept.map((k) => row[k]!))
    const column = X.map((row) => row[j]!)
    const fitted = kept.length
      ? exemplar.predictLinear(exemplar.fitLinear(others, column), others)
      : column.map(() => mean(column))
    if (column.some((value, i) => Math.abs(value - fitted[i]!) > 1e-9)) kept.push(j)
  }
  return kept
}

export function deviations(X: Mat): Vec {
  return X[0]!.map((_, j) => {
    const column = X.map((row) => row[j]!)
    return Math.sqrt(mean(column.map((value) => (value - mean(column)) ** 2)))
  })
}

export function allNaN(X: Mat): LinearModel {
  return { coef: X[0]!.map(() => Number.NaN), intercept: Number.NaN }
}

export function mean(values: Vec): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
