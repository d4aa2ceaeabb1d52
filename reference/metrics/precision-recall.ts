import type { Label, Vec } from '#kit'
import { mean } from '../statistics/descriptive.ts'
import { checkPairedClasses, checkParam } from '../validation.ts'
import { checkChosen, sortedClasses } from './classification.ts'

/** One number per class of `labels`. */
export interface Prf {
  labels: Label[]
  /** Of the samples called this class, the share that are of it. */
  precision: Vec
  /** Of the samples of this class, the share that were called it. */
  recall: Vec
  /** Harmonic mean of both, 2PR / (P + R). */
  f1: Vec
  /** How many samples of yTrue are of this class. */
  support: number[]
}

/**
 * Precision, recall and F1 of each class. An F1 of 0 / 0 is 0.
 *
 * @param labels which classes, in which order; the ascending union of both lists unless told. No pair is dropped:
 *   a sample of a class that is not listed still counts against the precision of the class it is called.
 * @param zeroDivision what 0 / 0 is in precision (a class never called) and recall (a class that does not occur)
 * @returns values in 0 … 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for numbers and strings in one list, for labels that are empty or
 *   repeated and for another zeroDivision
 * @see scikit-learn `precision_recall_fscore_support`
 */
export function precisionRecallF1(
  yTrue: Label[],
  yPred: Label[],
  { labels, zeroDivision = 0 }: { labels?: Label[]; zeroDivision?: 0 | 1 } = {},
): Prf {
  checkPairedClasses(yTrue, yPred)
  if (labels) checkChosen(labels)
  checkParam(zeroDivision === 0 || zeroDivision === 1, `zeroDivision must be 0 or 1, not ${zeroDivision}`)
  const classes = labels ? [...labels] : sortedClasses(yTrue, yPred)
  const hits = classes.map((c) => yTrue.filter((t, i) => t === c && yPred[i] === c).length)
  const support = classes.map((c) => yTrue.filter((t) => t === c).length)
  const called = classes.map((c) => yPred.filter((p) => p === c).length)
  const share = (hit: number, of: number) => (of === 0 ? zeroDivision : hit / of)
  const precision = hits.map((hit, k) => share(hit, called[k]!))
  const recall = hits.map((hit, k) => share(hit, support[k]!))
  return { labels: classes, precision, recall, f1: precision.map((p, k) => harmonic(p, recall[k]!)), support }
}

/**
 * Precision, recall and F1 over all classes: 'macro' is the mean of the values of the classes, 'weighted' that mean
 * with the support as weights, 'micro' counts hits over all classes, so that all three are the accuracy.
 *
 * @returns values in 0 … 1. The macro F1 is the mean of F1s, not the F1 of means.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for numbers and strings in one list and for another average or
 *   zeroDivision
 * @see scikit-learn `precision_recall_fscore_support(average=…)`
 */
export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: 'macro' | 'micro' | 'weighted',
  { zeroDivision = 0 }: { zeroDivision?: 0 | 1 } = {},
): { precision: number; recall: number; f1: number } {
  const { precision, recall, f1, support } = precisionRecallF1(yTrue, yPred, { zeroDivision })
  checkParam(
    ['macro', 'micro', 'weighted'].includes(average),
    `average must be 'macro', 'micro' or 'weighted', not ${average}`,
  )
  if (average === 'micro') {
    const accuracy = yTrue.filter((t, i) => t === yPred[i]).length / yTrue.length
    return { precision: accuracy, recall: accuracy, f1: accuracy }
  }
  const weighted = (values: Vec) =>
    values.reduce((sum, value, k) => sum + value * support[k]!, 0) / yTrue.length
  const over = average === 'macro' ? mean : weighted
  return { precision: over(precision), recall: over(recall), f1: over(f1) }
}

function harmonic(p: number, r: number): number {
  return p + r === 0 ? 0 : (2 * p * r) / (p + r)
}
