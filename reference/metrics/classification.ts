import type { Label, Mat } from '#kit'
import { sum } from '../linear-algebra/vector.ts'
import { checkLabels, checkPairedClasses, checkParam } from '../validation.ts'

export interface ConfusionOptions {
  labels?: Label[]
  normalize?: 'true' | 'pred' | 'all'
}

/**
 * Accuracy: the share of samples whose predicted class is the true one.
 *
 * @returns between 0 and 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for numbers and strings in one list
 * @see scikit-learn `accuracy_score`
 */
export function accuracy(yTrue: Label[], yPred: Label[]): number {
  checkPairedClasses(yTrue, yPred)
  return yTrue.filter((t, i) => t === yPred[i]).length / yTrue.length
}

/**
 * Confusion matrix: entry (i, j) counts the samples of class i that were called class j.
 *
 * @param labels which classes, in which order; the ascending union of both lists unless told. Pairs with
 *   another label are dropped.
 * @param normalize divides by the row sums ('true'), the column sums ('pred') or the sum ('all') of the matrix;
 *   0 / 0 gives 0
 * @returns K × K, rows true and columns predicted; zeros for no samples with `labels`
 * @throws MLError EMPTY without samples and labels, SHAPE, NON_FINITE, PARAM for numbers and strings in one list, for
 *   labels that are empty, repeated or not in yTrue at all, and for another word as `normalize`
 * @see scikit-learn `confusion_matrix`
 */
export function confusionMatrix(
  yTrue: Label[],
  yPred: Label[],
  { labels, normalize }: ConfusionOptions = {},
): Mat {
  if (yTrue.length + yPred.length > 0 || !labels) checkPairedClasses(yTrue, yPred)
  if (labels) {
    checkChosen(labels)
    checkParam(
      yTrue.length === 0 || labels.some((label) => yTrue.includes(label)),
      'no class of labels occurs in yTrue',
    )
  }
  checkParam(
    normalize === undefined || ['true', 'pred', 'all'].includes(normalize),
    `normalize must be 'true', 'pred' or 'all', not ${normalize}`,
  )
  const classes = labels ?? sortedClasses(yTrue, yPred)
  const counts = classes.map((row) =>
    classes.map((column) => yTrue.filter((t, i) => t === row && yPred[i] === column).length),
  )
  if (!normalize) return counts
  const rowSums = counts.map(sum)
  const columnSums = classes.map((_, j) => sum(counts.map((row) => row[j]!)))
  const divisor = (i: number, j: number) =>
    ({ true: rowSums[i]!, pred: columnSums[j]!, all: sum(rowSums) })[normalize]
  return counts.map((row, i) => row.map((count, j) => (count === 0 ? 0 : count / divisor(i, j))))
}

/**
 * Balanced accuracy: the mean, over the classes of yTrue, of the share of the class that was recognised.
 *
 * @returns between 0 and 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for numbers and strings in one list
 * @see scikit-learn `balanced_accuracy_score`
 */
export function balancedAccuracy(yTrue: Label[], yPred: Label[]): number {
  checkPairedClasses(yTrue, yPred)
  const classes = sortedClasses(yTrue)
  const recalls = classes.map((c) => {
    const members = yTrue.flatMap((t, i) => (t === c ? [i] : []))
    return members.filter((i) => yPred[i] === c).length / members.length
  })
  return sum(recalls) / classes.length
}

/** The distinct labels of some lists in ascending order: numbers by size, strings by code unit. */
export function sortedClasses(...lists: Label[][]): Label[] {
  return [...new Set(lists.flat())].sort((a, b) => (a < b ? -1 : 1))
}

/** NON_FINITE for labels that are no classes; PARAM for none, for one twice, and for both kinds together. */
export function checkChosen(labels: Label[]): void {
  checkLabels(labels, 'labels')
  checkParam(labels.length > 0, 'labels is empty')
  checkParam(new Set(labels).size === labels.length, 'labels holds a class twice')
}
