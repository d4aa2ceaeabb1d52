import type { Mat, Scaler, Vec } from '#kit'
import { mean, populationSd } from '../statistics/descriptive.ts'
import { checkFiniteOrMissing, checkNotEmpty, checkParam, checkRectangular } from '../validation.ts'
import { observedColumns } from './missing.ts'

/**
 * Learns the mean and the population standard deviation (ddof 0) of each column.
 *
 * The SD of a constant column is rounding error, so its scale is 1. Constant is what has, of its n values,
 * var ≤ n·ε·var + (n·mean·ε)² with ε = 2⁻⁵².
 *
 * @param X n × d, n ≥ 1; NaN is missing and does not count, also not in n
 * @throws MLError EMPTY, SHAPE, NON_FINITE for an infinity, NOT_ENOUGH_SAMPLES for a column without any value
 * @see scikit-learn `StandardScaler`
 */
export function fitStandardScaler(X: Mat): Scaler {
  checkScalable(X)
  const columns = observedColumns(X)
  return { kind: 'standard', mean: columns.map(mean), scale: columns.map(standardScale) }
}

/**
 * Learns the smallest value of each column and the scale that stretches the column to a range:
 * (hi − lo) / (max − min), where 1 stands in for a max − min of 0.
 *
 * @param X n × d, n ≥ 1; NaN is missing and does not count
 * @param range [lo, hi], lo below hi
 * @throws MLError EMPTY, SHAPE, NON_FINITE for an infinity, PARAM, NOT_ENOUGH_SAMPLES for a column without any value
 * @see scikit-learn `MinMaxScaler`
 */
export function fitMinMaxScaler(X: Mat, range: [number, number] = [0, 1]): Scaler {
  checkScalable(X)
  const [lo, hi] = range
  checkParam(lo < hi && Number.isFinite(hi - lo), `there is no range from ${lo} to ${hi}`)
  const columns = observedColumns(X)
  const dataMin = columns.map((values) => Math.min(...values))
  const scale = columns.map((values, j) => (hi - lo) / (Math.max(...values) - dataMin[j]! || 1))
  return { kind: 'minmax', dataMin, scale, lo }
}

/**
 * Scales each column by what was learned: (x − mean) / scale, or lo + (x − dataMin) · scale.
 *
 * @param X n × d, with the d of the training data; NaN stays NaN
 * @returns n × d; no rows for no rows. New data may leave the range of the training data: nothing is clipped.
 * @throws MLError SHAPE, NON_FINITE for an infinity
 */
export function transform(s: Scaler, X: Mat): Mat {
  checkRectangular(X, 'X', s.scale.length)
  checkFiniteOrMissing(X, 'X')
  return X.map((row) =>
    row.map((x, j) =>
      s.kind === 'standard' ? (x - s.mean[j]!) / s.scale[j]! : s.lo + (x - s.dataMin[j]!) * s.scale[j]!,
    ),
  )
}

/**
 * The inverse of `transform`.
 *
 * @param Z n × d scaled values; NaN stays NaN
 * @returns n × d in the units of the training data; no rows for no rows
 * @throws MLError SHAPE, NON_FINITE for an infinity
 */
export function inverseTransform(s: Scaler, Z: Mat): Mat {
  checkRectangular(Z, 'Z', s.scale.length)
  checkFiniteOrMissing(Z, 'Z')
  return Z.map((row) =>
    row.map((z, j) =>
      s.kind === 'standard' ? z * s.scale[j]! + s.mean[j]! : (z - s.lo) / s.scale[j]! + s.dataMin[j]!,
    ),
  )
}

function standardScale(values: Vec): number {
  const n = values.length
  const sd = populationSd(values)
  // The rule of the docstring, divided by the variance, which may under- or overflow.
  const isConstant = sd === 0 || 1 <= n * Number.EPSILON + ((n * mean(values) * Number.EPSILON) / sd) ** 2
  return isConstant ? 1 : sd
}

function checkScalable(X: Mat): void {
  checkNotEmpty(X, 'X')
  checkRectangular(X, 'X')
  checkFiniteOrMissing(X, 'X')
}
