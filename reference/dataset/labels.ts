import { type Label, type Mat, MLError } from '#kit'
import { sortedClasses } from '../metrics/classification.ts'
import { checkIndices, checkLabels, checkNotEmpty, checkWhole } from '../validation.ts'

/**
 * Labels as whole numbers: classes[codes[i]] is y[i].
 *
 * @param y n ≥ 1 labels
 * @returns `classes`: the K distinct labels in ascending order, numbers by size, strings by code unit; `codes`:
 *   n numbers in 0 … K − 1
 * @throws MLError EMPTY, NON_FINITE, PARAM for numbers and strings together
 * @see scikit-learn `LabelEncoder`
 */
export function encodeLabels(y: Label[]): { classes: Label[]; codes: number[] } {
  checkNotEmpty(y, 'y')
  checkLabels(y, 'y')
  const classes = sortedClasses(y)
  const codeOf = new Map(classes.map((label, code) => [label, code]))
  return { classes, codes: y.map((label) => codeOf.get(label)!) }
}

/**
 * The labels behind codes: the inverse of `encodeLabels`.
 *
 * @returns n labels; none for none
 * @throws MLError UNSEEN_LABEL for a code that is no index of `classes`
 */
export function decodeLabels(codes: number[], classes: Label[]): Label[] {
  return codes.map((code) => {
    const label = classes[code]
    if (label === undefined) throw new MLError('UNSEEN_LABEL', `there is no class ${code}`)
    return label
  })
}

/**
 * One-hot coding: row i has a 1 in column codes[i] and 0 elsewhere.
 *
 * @param nClasses columns, at least 1
 * @returns n × nClasses; no rows for no codes
 * @throws MLError PARAM for a code that is not in 0 … nClasses − 1
 * @see scikit-learn `OneHotEncoder`
 */
export function oneHot(codes: number[], nClasses: number): Mat {
  checkWhole(nClasses, 1, 'nClasses')
  checkIndices(codes, nClasses, 'codes')
  return codes.map((code) => Array.from({ length: nClasses }, (_, k) => (k === code ? 1 : 0)))
}
