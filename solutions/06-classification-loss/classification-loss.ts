import { type Label, type Mat, MLError, type Vec } from '#kit'

// All the losses here ask the same question: how probable did the model think what really happened?
// The answer is charged with −log. The rest is care: exp must never see a large number, log never a zero.

export function zeroOneLoss(yTrue: Label[], yPred: Label[]): number {
  checkLengths(yTrue, yPred)
  return mean(yTrue.map((label, i) => (label === yPred[i] ? 0 : 1)))
}

export function binaryCrossEntropy(y: (0 | 1)[], p: Vec, eps = Number.EPSILON): number {
  checkLengths(y, p)
  checkFinite(p)
  checkBinary(y)
  if (p.some((value) => value < 0 || value > 1)) throw new MLError('PARAM', 'p must hold probabilities')
  if (!(eps > 0 && eps < 0.5)) throw new MLError('PARAM', `eps must lie between 0 and 0.5, not ${eps}`)
  return mean(
    p.map((value, i) => {
      const clipped = Math.min(Math.max(value, eps), 1 - eps)
      const ofTheTruth = y[i] === 1 ? clipped : 1 - clipped
      return -Math.log(ofTheTruth)
    }),
  )
}

export function bceWithLogits(y: (0 | 1)[], z: Vec): number {
  checkLengths(y, z)
  checkFinite(z)
  checkBinary(y)
  // Two classes are K classes with the logits 0 and z; the loss is logSumExp minus the logit of the truth.
  return mean(z.map((logit, i) => logSumExp([0, logit]) - (y[i] === 1 ? logit : 0)))
}

export function logSumExp(z: Vec): number {
  checkSomeFinite(z)
  // log Σ exp(z) = m + log Σ exp(z − m) for every m. With the largest logit as m no power exceeds 1,
  // and one of them is exactly 1, so that the logarithm never sees a zero.
  const largest = Math.max(...z)
  return largest + Math.log(sum(z.map((logit) => Math.exp(logit - largest))))
}

export function softmax(z: Vec): Vec {
  checkSomeFinite(z)
  const largest = Math.max(...z)
  const powers = z.map((logit) => Math.exp(logit - largest))
  const total = sum(powers)
  return powers.map((power) => power / total)
}

export function crossEntropy(codes: number[], logits: Mat): number {
  checkLogits(codes, logits)
  // −log(exp(z_true) / Σ exp(z)) without ever dividing: the logarithm of a quotient is a difference.
  return mean(logits.map((row, i) => logSumExp(row) - row[codes[i]!]!))
}

export function crossEntropyGradient(codes: number[], logits: Mat): Mat {
  checkLogits(codes, logits)
  // Push every probability towards what it should have been: 1 for the true class, 0 for the others.
  return logits.map((row, i) => softmax(row).map((p, k) => (p - (k === codes[i] ? 1 : 0)) / codes.length))
}

function checkLengths(a: readonly unknown[], b: readonly unknown[]): void {
  if (a.length === 0 && b.length === 0) throw new MLError('EMPTY', 'there are no samples')
  if (a.length !== b.length) throw new MLError('SHAPE', `${a.length} and ${b.length} entries do not pair up`)
}

function checkFinite(values: Vec): void {
  if (!values.every(Number.isFinite)) throw new MLError('NON_FINITE', 'found NaN or an infinity')
}

function checkSomeFinite(z: Vec): void {
  if (z.length === 0) throw new MLError('EMPTY', 'there are no logits')
  checkFinite(z)
}

function checkBinary(y: readonly number[]): void {
  if (y.some((label) => label !== 0 && label !== 1)) throw new MLError('PARAM', 'labels must be 0 or 1')
}

function checkLogits(codes: number[], logits: Mat): void {
  checkLengths(codes, logits)
  const nClasses = logits[0]!.length
  if (logits.some((row) => row.length !== nClasses)) throw new MLError('SHAPE', 'rows differ in length')
  logits.forEach(checkFinite)
  if (!codes.every((code) => Number.isInteger(code) && code >= 0 && code < nClasses))
    throw new MLError('PARAM', `class codes go from 0 to ${nClasses - 1}`)
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: Vec): number {
  return sum(values) / values.length
}
