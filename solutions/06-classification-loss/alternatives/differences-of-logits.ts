import { type Label, type Mat, MLError, type Vec } from '#kit'

// The price of a sample from differences of logits, as PyTorch's softplus: a straight line above 20. Options and values
// are checked before lengths.

type Binary = 0 | 1

export function zeroOneLoss(yTrue: Label[], yPred: Label[]): number {
  checkPair(yTrue, yPred)
  return average(yTrue.map((label, i) => Number(!Object.is(label, yPred[i]))))
}

export function binaryCrossEntropy(y: Binary[], p: Vec, eps = 2 ** -52): number {
  if (!(eps > 0) || eps >= 0.5) throw new MLError('PARAM', 'eps')
  checkLabelled(y, p)
  if (Math.min(...p) < 0 || Math.max(...p) > 1) throw new MLError('PARAM', 'not probabilities')
  // The probability of the truth first, clipped afterwards: the limits are symmetric.
  const ofTheTruth = p.map((value, i) => Math.abs(1 - y[i]! - value))
  return average(ofTheTruth.map((q) => -Math.log(Math.max(eps, Math.min(1 - eps, q)))))
}

export function bceWithLogits(y: Binary[], z: Vec): number {
  checkLabelled(y, z)
  return average(y.map((label, i) => softplus((1 - 2 * label) * z[i]!)))
}

export function logSumExp(z: Vec): number {
  checkLogits([z])
  if (z.length === 0) throw new MLError('EMPTY', 'no logits')
  // Pairs are folded one by one: log(e^a + e^b) = b + softplus(a − b), with the larger one as b.
  return z.reduce((a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))))
}

export function softmax(z: Vec): Vec {
  checkLogits([z])
  if (z.length === 0) throw new MLError('EMPTY', 'no logits')
  return z.map((own) => 1 / z.reduce((sum, other) => sum + Math.exp(other - own), 0))
}

export function crossEntropy(codes: number[], logits: Mat): number {
  checkCoded(codes, logits)
  return average(logits.map((row, i) => logSumExp(row.map((logit) => logit - row[codes[i]!]!))))
}

export function crossEntropyGradient(codes: number[], logits: Mat): Mat {
  checkCoded(codes, logits)
  return logits.map((row, i) => {
    const p = softmax(row)
    // The entry of the truth is whatever makes the row sum to zero.
    const others = p.reduce((sum, value, k) => (k === codes[i] ? sum : sum + value), 0)
    return p.map((value, k) => (k === codes[i] ? -others : value) / logits.length)
  })
}

function softplus(z: number): number {
  return z > 20 ? z : Math.log1p(Math.exp(z))
}

function average(values: Vec): number {
  return values.reduce((mean, value, i) => mean + (value - mean) / (i + 1), 0)
}

function checkPair(a: readonly unknown[], b: readonly unknown[]): void {
  if (a.length !== b.length) throw new MLError('SHAPE', 'lengths differ')
  if (a.length === 0) throw new MLError('EMPTY', 'no samples')
}

function checkLabelled(y: readonly number[], values: Vec): void {
  if (!y.every((label) => Number.isNaN(label) || label === 0 || label === 1))
    throw new MLError('PARAM', 'not 0 or 1')
  checkLogits([y, values])
  checkPair(y, values)
}

function checkLogits(rows: readonly (readonly number[])[]): void {
  if (!rows.flat().every(Number.isFinite)) throw new MLError('NON_FINITE', 'not finite')
}

function checkCoded(codes: number[], logits: Mat): void {
  checkLogits(logits)
  checkPair(codes, logits)
  const sizes = new Set(logits.map((row) => row.length))
  if (sizes.size > 1) throw new MLError('SHAPE', 'ragged')
  const classes = [...logits[0]!.keys()]
  if (!codes.every((code) => classes.includes(code))) throw new MLError('PARAM', 'no such class')
}
