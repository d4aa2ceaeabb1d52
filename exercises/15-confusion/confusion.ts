import { type Label, type Mat, MLError } from '#kit'

export interface ConfusionOptions {
  /** The classes to show, in this order; every class of both lists in ascending order unless told. */
  labels?: Label[]
  /** Divide by the sum of each row ('true'), of each column ('pred') or of the whole matrix ('all'); counts unless told. */
  normalize?: 'true' | 'pred' | 'all'
}

/**
 * The share of samples whose predicted class is the true one.
 *
 * @param yTrue n true classes
 * @param yPred n predicted classes
 * @returns between 0 and 1
 * @throws MLError see the error table of the README
 */
export function accuracy(yTrue: Label[], yPred: Label[]): number {
  throw new Error('TODO: write accuracy')
}

/**
 * Entry (i, j) counts the samples of class i that were called class j.
 *
 * @param opt which classes in which order, and whether to divide: see ConfusionOptions
 * @returns K × K: one row for each true class, one column for each predicted class. Without samples but with
 *   `labels` it is all zeros.
 * @throws MLError EMPTY and SHAPE as `accuracy`, and PARAM for options as in the error table
 */
export function confusionMatrix(yTrue: Label[], yPred: Label[], opt: ConfusionOptions = {}): Mat {
  throw new Error('TODO: write confusionMatrix')
}

/**
 * The share of each class that was recognised, averaged over the classes that occur in yTrue.
 *
 * @returns between 0 and 1. Errors as in `accuracy`.
 */
export function balancedAccuracy(yTrue: Label[], yPred: Label[]): number {
  throw new Error('TODO: write balancedAccuracy')
}
