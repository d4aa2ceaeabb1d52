import { type Label, type Mat, MLError, type Vec } from '#kit'

// Loops with running sums; softmax by way of its logarithm; PyTorch's formula for logits.

type Binary = 0 | 1

export function zeroOneLoss(yTrue: Label[], yPred: Label[]): number {
  checkPair(yTrue, yPred)
  let hits = 0
  for (let i = 0; i < yTrue.length; i++) if (yTrue[i] === yPred[i]) hits++
  return 1 - hits / yTrue.length
}

export function binaryCrossEntropy(y: Binary[], p: Vec, eps = Number.EPSILON): number {
  checkLabelled(y, p)
  for (const value of p) if (value < 0 || value > 1) throw new MLError('PARAM', 'not a probability')
  if (!(0 < eps) || !(eps < 1 / 2)) throw new MLError('PARAM', 'eps')
  let total = 0
  for (let i = 0; i < y.length; i++) {
    const q = p[i]! < eps ? eps : p[i]! > 1 - eps ? 1 - eps : p[i]!
    total += y[i]! * Math.log(q) + (1 - y[i]!) * Math.log(1 - q)
  }
  return -total / y.length
}

export function bceWithLogits(y: Binary[], z: Vec): number {
  checkLabelled(y, z)
  let total = 0
  for (let i = 0; i < y.length; i++)
    total += Math.max(z[i]!, 0) - z[i]! * y[i]! + Math.log(1 + Math.exp(-Math.abs(z[i]!)))
  return total / y.length
}

export function logSumExp(z: Vec): number {
  if (!z.length) throw new MLError('EMPTY', 'no logits')
  checkFinite(z)
  // One pass: the sum so far is kept relative to the largest logit so far.
  let largest = Number.NEGATIVE_INFINITY
  let sum = 0
  for (const logit of z) {
    if (logit > largest) {
      sum = sum * Math.exp(largest - logit) + 1
      largest = logit
    } else sum += Math.exp(logit - largest)
  }
  return largest + Math.log(sum)
}

export function softmax(z: Vec): Vec {
  const norm = logSumExp(z)
  return z.map((logit) => Math.exp(logit - norm))
}

export function crossEntropy(codes: number[], logits: Mat): number {
  checkCoded(codes, logits)
  let total = 0
  for (const [i, row] of logits.entries()) total += row[codes[i]!]! - logSumExp(row)
  return -total / codes.length
}

export function crossEntropyGradient(codes: number[], logits: Mat): Mat {
  checkCoded(codes, logits)
  const gradient = logits.map((row) => softmax(row).map((p) => p / codes.length))
  for (const [i, code] of codes.entries()) gradient[i]![code]! -= 1 / codes.length
  return gradient
}

function checkPair(a: readonly unknown[], b: readonly unknown[]): void {
  if (!a.length && !b.length) throw new MLError('EMPTY', 'no samples')
  if (a.length !== b.length) throw new MLError('SHAPE', 'lengths differ')
}

function checkFinite(values: readonly number[]): void {
  for (const value of values) if (!Number.isFinite(value)) throw new MLError('NON_FINITE', 'not finite')
}

function checkLabelled(y: readonly number[], values: Vec): void {
  checkPair(y, values)
  checkFinite(values)
  for (const label of y) if (![0, 1].includes(label)) throw new MLError('PARAM', 'not 0 or 1')
}

function checkCoded(codes: number[], logits: Mat): void {
  checkPair(codes, logits)
  for (const row of logits) if (row.length !== logits[0]!.length) throw new MLError('SHAPE', 'ragged')
  for (const row of logits) checkFinite(row)
  for (const code of codes) if (!(code in logits[0]!)) throw new MLError('PARAM', 'no such class')
}
