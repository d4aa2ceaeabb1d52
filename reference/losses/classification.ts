import type { Label, Mat, Vec } from '#kit'
import { mean } from '../statistics/descriptive.ts'
import {
  checkBinary,
  checkFinite,
  checkFiniteMat,
  checkIndices,
  checkNotEmpty,
  checkPaired,
  checkParam,
  checkRectangular,
} from '../validation.ts'

/**
 * Share of samples whose predicted label is not the true one.
 *
 * @returns between 0 and 1
 * @throws MLError EMPTY, SHAPE
 * @see scikit-learn `zero_one_loss`
 */
export function zeroOneLoss(yTrue: readonly Label[], yPred: readonly Label[]): number {
  checkPaired(yTrue, yPred, 'yTrue', 'yPred')
  return yTrue.filter((label, i) => label !== yPred[i]).length / yTrue.length
}

/**
 * Binary cross-entropy (log loss), in nats: the mean of −log of the probability given to what happened.
 *
 * @param y n labels, 0 or 1
 * @param p n probabilities of label 1, clipped to [eps, 1 − eps]
 * @param eps above 0 and below 0.5
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn 1.2 `log_loss(eps='auto')`, which clips alike
 */
export function binaryCrossEntropy(y: (0 | 1)[], p: Vec, eps = Number.EPSILON): number {
  checkPaired(y, p, 'y', 'p')
  checkFinite(p, 'p')
  checkBinary(y, 'y')
  checkParam(
    p.every((value) => value >= 0 && value <= 1),
    'p holds something that is not a probability',
  )
  checkParam(eps > 0 && eps < 0.5, `eps must lie between 0 and 0.5, not ${eps}`)
  return mean(
    y.map((label, i) => {
      const clipped = Math.min(1 - eps, Math.max(eps, p[i]!))
      return label === 1 ? -Math.log(clipped) : -Math.log1p(-clipped)
    }),
  )
}

/**
 * Binary cross-entropy of logits: the mean of log(1 + exp(z)) − y·z, without overflow and without clipping.
 *
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see PyTorch `BCEWithLogitsLoss`
 */
export function bceWithLogits(y: (0 | 1)[], z: Vec): number {
  checkPaired(y, z, 'y', 'z')
  checkFinite(z, 'z')
  checkBinary(y, 'y')
  return mean(y.map((label, i) => softplus(label === 1 ? -z[i]! : z[i]!)))
}

/**
 * log Σ exp(z), without overflow.
 *
 * @returns between max(z) and max(z) + log(z.length)
 * @throws MLError EMPTY, NON_FINITE
 * @see scipy `logsumexp`
 */
export function logSumExp(z: Vec): number {
  checkNotEmpty(z, 'z')
  checkFinite(z, 'z')
  const most = Math.max(...z)
  return most + Math.log(z.reduce((sum, value) => sum + Math.exp(value - most), 0))
}

/**
 * exp(z) / Σ exp(z), without overflow.
 *
 * @returns probabilities that add up to 1, in the order of the logits
 * @throws MLError EMPTY, NON_FINITE
 * @see scipy `softmax`
 */
export function softmax(z: Vec): Vec {
  checkNotEmpty(z, 'z')
  checkFinite(z, 'z')
  const most = Math.max(...z)
  const powers = z.map((value) => Math.exp(value - most))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / sum)
}

/**
 * Cross-entropy of n samples over K classes: the mean of −log softmax(logits[i])[codes[i]].
 *
 * @param codes n class codes from 0 to K − 1
 * @param logits n × K
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see PyTorch `CrossEntropyLoss`
 */
export function crossEntropy(codes: number[], logits: Mat): number {
  checkLogits(codes, logits)
  return mean(logits.map((row, i) => logSumExp(row) - row[codes[i]!]!))
}

/**
 * Gradient of `crossEntropy` with respect to the logits: (softmax − one-hot) / n.
 *
 * @returns n × K; every row sums to 0
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function crossEntropyGradient(codes: number[], logits: Mat): Mat {
  checkLogits(codes, logits)
  return logits.map((row, i) => softmax(row).map((p, k) => (p - (k === codes[i] ? 1 : 0)) / logits.length))
}

function checkLogits(codes: number[], logits: Mat): void {
  checkPaired(codes, logits, 'codes', 'logits')
  checkRectangular(logits, 'logits')
  checkFiniteMat(logits, 'logits')
  checkIndices(codes, logits[0]!.length, 'codes')
}

/** log(1 + exp(z)): exp only ever sees numbers that are not positive. */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
}
