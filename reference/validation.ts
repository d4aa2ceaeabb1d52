import { checkParam, checkWhole } from '#exercises/data/checks.ts'
import { type Label, type Mat, MLError, type Vec } from '#kit'

/**
 * The checks that every function of the reference makes, in the order of curriculum section 2.3:
 * EMPTY, SHAPE, NON_FINITE, PARAM, then NOT_ENOUGH_SAMPLES, SINGLE_CLASS, UNSEEN_LABEL.
 */

export {
  checkFraction,
  checkNotNegative,
  checkParam,
  checkPositive,
  checkWhole,
} from '#exercises/data/checks.ts'

/** Throws EMPTY for a vector, matrix or list without entries. */
export function checkNotEmpty(values: readonly unknown[], name: string): void {
  if (values.length === 0) throw new MLError('EMPTY', `${name} has no entries`)
}

/** Throws SHAPE when two lists differ in length. */
export function checkSameLength(
  a: readonly unknown[],
  b: readonly unknown[],
  nameA: string,
  nameB: string,
): void {
  if (a.length !== b.length)
    throw new MLError('SHAPE', `${nameA} has ${a.length} entries, ${nameB} has ${b.length}`)
}

/** Throws SHAPE when the rows of a matrix differ in length, or do not have `nCols` columns. */
export function checkRectangular(X: Mat, name: string, nCols = X[0]?.length ?? 0): void {
  for (const [i, row] of X.entries())
    if (row.length !== nCols)
      throw new MLError('SHAPE', `row ${i} of ${name} has ${row.length} columns, not ${nCols}`)
}

/** Throws NON_FINITE for NaN or an infinity. */
export function checkFinite(values: Vec, name: string): void {
  if (!values.every(Number.isFinite)) throw new MLError('NON_FINITE', `${name} holds NaN or an infinity`)
}

/** Throws NON_FINITE for NaN or an infinity anywhere in a matrix. */
export function checkFiniteMat(X: Mat, name: string): void {
  for (const row of X) checkFinite(row, name)
}

/** Throws PARAM unless a value is an index of n things. */
export function checkIndex(value: number, n: number, name: string): void {
  checkWhole(value, 0, name, n - 1)
}

/** Throws PARAM unless every entry is an index of n things: a class code, a cluster, a row. */
export function checkIndices(values: readonly number[], n: number, name: string): void {
  checkParam(
    values.every((value) => Number.isInteger(value) && value >= 0 && value < n),
    `${name} holds something other than the whole numbers 0 … ${n - 1}`,
  )
}

/** Throws NOT_ENOUGH_SAMPLES unless there are enough. */
export function checkEnough(holds: boolean, message: string): void {
  if (!holds) throw new MLError('NOT_ENOUGH_SAMPLES', message)
}

/** Throws PARAM unless every entry is 0 or 1. */
export function checkBinary(y: readonly Label[], name: string): void {
  checkParam(
    y.every((label) => label === 0 || label === 1),
    `${name} holds something other than 0 and 1`,
  )
}

/** EMPTY, SHAPE, NON_FINITE for a feature matrix. */
export function checkFeatures(X: Mat, name = 'X'): void {
  checkNotEmpty(X, name)
  checkRectangular(X, name)
  checkFiniteMat(X, name)
}

/** EMPTY and SHAPE for two lists that belong together, entry by entry. */
export function checkPaired(
  a: readonly unknown[],
  b: readonly unknown[],
  nameA: string,
  nameB: string,
): void {
  // One empty and one not is a matter of lengths; both empty is a matter of nothing to learn from.
  if (a.length + b.length === 0) throw new MLError('EMPTY', `${nameA} and ${nameB} have no entries`)
  checkSameLength(a, b, nameA, nameB)
}

/** EMPTY, SHAPE, NON_FINITE for a true and a predicted vector. */
export function checkPairedTargets(yTrue: Vec, yPred: Vec): void {
  checkPaired(yTrue, yPred, 'yTrue', 'yPred')
  checkFinite(yTrue, 'yTrue')
  checkFinite(yPred, 'yPred')
}

/** Throws NON_FINITE for an infinity anywhere in a matrix in which NaN stands for a missing value. */
export function checkFiniteOrMissing(X: Mat, name: string): void {
  for (const row of X)
    if (row.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY))
      throw new MLError('NON_FINITE', `${name} holds an infinity`)
}

/** NON_FINITE for a label that is NaN or an infinity, PARAM for numbers and strings in one list. */
export function checkLabels(y: readonly Label[], name: string): void {
  const numbers = y.filter((label) => typeof label === 'number')
  checkFinite(numbers, name)
  checkParam(numbers.length === 0 || numbers.length === y.length, `${name} mixes numbers and strings`)
}

/** EMPTY, SHAPE, NON_FINITE and PARAM for a true and a predicted label list, each of one kind of label. */
export function checkPairedClasses(yTrue: readonly Label[], yPred: readonly Label[]): void {
  checkPaired(yTrue, yPred, 'yTrue', 'yPred')
  checkLabels(yTrue, 'yTrue')
  checkLabels(yPred, 'yPred')
}
