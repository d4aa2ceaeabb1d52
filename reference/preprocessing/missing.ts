import { type Label, type Mat, MLError, type Vec } from '#kit'
import { mean, median } from '../statistics/descriptive.ts'
import {
  checkFiniteOrMissing,
  checkNotEmpty,
  checkParam,
  checkRectangular,
  checkSameLength,
} from '../validation.ts'

/** What stands in for a missing value, column by column. */
export interface Imputer {
  strategy: 'mean' | 'median' | 'most_frequent'
  fill: Vec
}

/**
 * The rows without a missing value, in their order, each with its label. NaN is missing.
 *
 * @param X n × d
 * @param y n labels, or null for none
 * @returns `kept`: the indices of the rows that stay; all empty for no rows, or none that is complete
 * @throws MLError SHAPE, NON_FINITE for an infinity
 */
export function dropMissing(X: Mat, y: Label[] | null): { X: Mat; y: Label[] | null; kept: number[] } {
  if (y) checkSameLength(X, y, 'X', 'y')
  checkRectangular(X, 'X')
  checkFiniteOrMissing(X, 'X')
  const kept = [...X.keys()].filter((i) => !X[i]!.some(Number.isNaN))
  return { X: kept.map((i) => [...X[i]!]), y: y && kept.map((i) => y[i]!), kept }
}

/**
 * Learns what to put where a value is missing: the mean, the median or the most frequent of the values that are
 * there, in each column. Of equally frequent values, the smallest.
 *
 * @param X n × d, n ≥ 1; NaN is missing
 * @returns d fills, all finite
 * @throws MLError EMPTY, SHAPE, NON_FINITE for an infinity, PARAM for another strategy, NOT_ENOUGH_SAMPLES for a
 *   column without any value
 * @see scikit-learn `SimpleImputer`, which drops such a column
 */
export function fitImputer(X: Mat, strategy: Imputer['strategy']): Imputer {
  checkNotEmpty(X, 'X')
  checkRectangular(X, 'X')
  checkFiniteOrMissing(X, 'X')
  checkParam(Object.hasOwn(STATISTICS, strategy), `${strategy} is no strategy`)
  return { strategy, fill: observedColumns(X).map(STATISTICS[strategy]) }
}

/**
 * Puts the learned value wherever one is missing, and keeps every other.
 *
 * @param X n × d, with the d of the training data
 * @returns n × d without NaN; no rows for no rows
 * @throws MLError SHAPE, NON_FINITE for an infinity
 */
export function applyImputer(m: Imputer, X: Mat): Mat {
  checkRectangular(X, 'X', m.fill.length)
  checkFiniteOrMissing(X, 'X')
  return X.map((row) => row.map((value, j) => (Number.isNaN(value) ? m.fill[j]! : value)))
}

/** The values of each column that are there. Throws NOT_ENOUGH_SAMPLES for a column without any. */
export function observedColumns(X: Mat): Mat {
  return X[0]!.map((_, j) => {
    const observed = X.map((row) => row[j]!).filter((value) => !Number.isNaN(value))
    if (observed.length === 0) throw new MLError('NOT_ENOUGH_SAMPLES', `column ${j} has no values`)
    return observed
  })
}

const STATISTICS = { mean, median, most_frequent: mode }

function mode(values: Vec): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const highest = Math.max(...counts.values())
  return Math.min(...values.filter((value) => counts.get(value) === highest))
}
