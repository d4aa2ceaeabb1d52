import { type Label, MLError, type Vec } from '#kit'

export interface PrfOptions {
  /** The classes to show, in this order; every class of both lists in ascending order unless told. */
  labels?: Label[]
  /** What 0/0 is in a precision or a recall; 0 unless told. */
  zeroDivision?: 0 | 1
}

/** One number for each class, all in the order of `labels`. */
export interface Prf {
  labels: Label[]
  precision: Vec
  recall: Vec
  f1: Vec
  /** How many samples are truly of the class. */
  support: number[]
}

/** How one number is made of those of all classes. */
export type Average = 'macro' | 'micro' | 'weighted'

export interface Averages {
  precision: number
  recall: number
  f1: number
}

/**
 * Precision, recall and F1 of each class.
 *
 * @param yTrue n true classes
 * @param yPred n predicted classes
 * @param opt which classes in which order, and what 0/0 is: see PrfOptions
 * @returns one number for each class in each list; precision, recall and F1 lie between 0 and 1
 * @throws MLError see the error table of the README
 */
export function precisionRecallF1(yTrue: Label[], yPred: Label[], opt: PrfOptions = {}): Prf {
  throw new Error('TODO: write precisionRecallF1')
}

/**
 * Precision, recall and F1 over all classes of both lists.
 *
 * @param average 'macro': the mean over classes; 'weighted': that mean with the support as weight; 'micro': from
 *   the counts of all classes together
 * @param opt what 0/0 is in the precision or the recall of a class; 0 unless told
 * @returns three numbers between 0 and 1
 * @throws MLError as `precisionRecallF1`, and PARAM for another word as `average`
 */
export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: Average,
  opt: { zeroDivision?: 0 | 1 } = {},
): Averages {
  throw new Error('TODO: write averagedF1')
}
