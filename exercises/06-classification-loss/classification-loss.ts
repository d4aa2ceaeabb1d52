import { type Label, type Mat, MLError, type Vec } from '#kit'

/**
 * Zero–one loss: the share of samples whose predicted label is not the true one.
 *
 * @param yTrue n true labels
 * @param yPred n predicted labels
 * @returns between 0 (all right) and 1 (all wrong)
 * @throws MLError see the error table of the README
 */
export function zeroOneLoss(yTrue: Label[], yPred: Label[]): number {
  throw new Error('TODO: write zeroOneLoss')
}

/**
 * Binary cross-entropy: the mean over samples of −log(p) where y is 1, and of −log(1 − p) where y is 0.
 * The logarithm is the natural one.
 *
 * @param y n labels, 0 or 1
 * @param p n predicted probabilities of label 1. They are checked to lie in [0, 1], then clipped: values
 *   below eps become eps, values above 1 − eps become 1 − eps, all others stay as they are.
 * @param eps above 0 and below 0.5; Number.EPSILON unless told
 * @throws MLError see the error table of the README
 */
export function binaryCrossEntropy(y: (0 | 1)[], p: Vec, eps = Number.EPSILON): number {
  throw new Error('TODO: write binaryCrossEntropy')
}

/**
 * Binary cross-entropy of logits: what `binaryCrossEntropy` would give for p = 1 / (1 + exp(−z)), but
 * without clipping, and correct for logits of any size.
 *
 * @param y n labels, 0 or 1
 * @param z n logits
 * @throws MLError see the error table of the README
 */
export function bceWithLogits(y: (0 | 1)[], z: Vec): number {
  throw new Error('TODO: write bceWithLogits')
}

/** log(exp(z[0]) + exp(z[1]) + …), correct for logits of any size. Throws EMPTY and NON_FINITE. */
export function logSumExp(z: Vec): number {
  throw new Error('TODO: write logSumExp')
}

/**
 * Turns the logits of one sample into probabilities: exp(z[k]) / Σ exp(z[j]), for logits of any size.
 *
 * @param z K logits
 * @returns K numbers between 0 and 1 that add up to 1
 * @throws MLError EMPTY, NON_FINITE
 */
export function softmax(z: Vec): Vec {
  throw new Error('TODO: write softmax')
}

/**
 * Cross-entropy over K classes: the mean over samples of −log of the softmax probability of the true class,
 * correct for logits of any size.
 *
 * @param codes n class codes: codes[i] is the column of the true class of sample i, from 0 to K − 1
 * @param logits n rows of K logits
 * @throws MLError see the error table of the README
 */
export function crossEntropy(codes: number[], logits: Mat): number {
  throw new Error('TODO: write crossEntropy')
}

/**
 * The derivative of `crossEntropy` with respect to each logit: n rows of K numbers.
 *
 * @throws MLError as `crossEntropy`
 */
export function crossEntropyGradient(codes: number[], logits: Mat): Mat {
  throw new Error('TODO: write crossEntropyGradient')
}
