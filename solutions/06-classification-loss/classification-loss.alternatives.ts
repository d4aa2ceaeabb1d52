import { alternatives, readings } from '#engine/spec/index.ts'
import { type Label, type Mat, MLError, type Vec } from '#kit'
import type * as exemplar from './classification-loss.ts'

/** Loops with running sums; softmax by way of its logarithm; PyTorch's formula for logits. */
const loops: typeof exemplar = {
  zeroOneLoss(yTrue: Label[], yPred: Label[]) {
    checkPair(yTrue, yPred)
    let hits = 0
    for (let i = 0; i < yTrue.length; i++) if (yTrue[i] === yPred[i]) hits++
    return 1 - hits / yTrue.length
  },
  binaryCrossEntropy(y, p, eps = Number.EPSILON) {
    checkPair(y, p)
    checkFinite(p)
    checkBinary(y)
    checkProbabilities(p, eps)
    let total = 0
    for (let i = 0; i < y.length; i++) {
      const q = p[i]! < eps ? eps : p[i]! > 1 - eps ? 1 - eps : p[i]!
      total += y[i]! * Math.log(q) + (1 - y[i]!) * Math.log(1 - q)
    }
    return -total / y.length
  },
  bceWithLogits(y, z) {
    checkPair(y, z)
    checkFinite(z)
    checkBinary(y)
    let total = 0
    for (let i = 0; i < y.length; i++)
      total += Math.max(z[i]!, 0) - z[i]! * y[i]! + Math.log(1 + Math.exp(-Math.abs(z[i]!)))
    return total / y.length
  },
  logSumExp(z) {
    checkLogitVec(z)
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
  },
  softmax(z) {
    const norm = loops.logSumExp(z)
    return z.map((logit) => Math.exp(logit - norm))
  },
  crossEntropy(codes, logits) {
    checkCoded(codes, logits)
    let total = 0
    for (const [i, row] of logits.entries()) total += row[codes[i]!]! - loops.logSumExp(row)
    return -total / codes.length
  },
  crossEntropyGradient(codes, logits) {
    checkCoded(codes, logits)
    const gradient = logits.map((row) => loops.softmax(row).map((p) => p / codes.length))
    for (const [i, code] of codes.entries()) gradient[i]![code]! -= 1 / codes.length
    return gradient
  },
}

/** The price of a sample from differences of logits, as PyTorch's softplus: a straight line above 20. */
const differences: typeof exemplar = {
  zeroOneLoss: (yTrue: Label[], yPred: Label[]) => {
    checkPair(yTrue, yPred)
    return average(yTrue.map((label, i) => Number(!Object.is(label, yPred[i]))))
  },
  binaryCrossEntropy: (y, p, eps = 2 ** -52) => {
    checkPair(y, p)
    checkFinite(p)
    checkBinary(y)
    checkProbabilities(p, eps)
    // The probability of the truth first, clipped afterwards: the limits are symmetric.
    const ofTheTruth = p.map((value, i) => Math.abs(1 - y[i]! - value))
    return average(ofTheTruth.map((q) => -Math.log(Math.max(eps, Math.min(1 - eps, q)))))
  },
  bceWithLogits: (y, z) => {
    checkPair(y, z)
    checkFinite(z)
    checkBinary(y)
    return average(y.map((label, i) => softplus((1 - 2 * label) * z[i]!)))
  },
  logSumExp: (z) => {
    checkLogitVec(z)
    // Pairs are folded one by one: log(e^a + e^b) = b + softplus(a − b), with the larger one as b.
    return z.reduce((a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))))
  },
  softmax: (z) => {
    checkLogitVec(z)
    return z.map((own) => 1 / z.reduce((sum, other) => sum + Math.exp(other - own), 0))
  },
  crossEntropy: (codes, logits) => {
    checkCoded(codes, logits)
    return average(logits.map((row, i) => differences.logSumExp(row.map((logit) => logit - row[codes[i]!]!))))
  },
  crossEntropyGradient: (codes, logits) => {
    checkCoded(codes, logits)
    return logits.map((row, i) => {
      const p = differences.softmax(row)
      // The entry of the truth is whatever makes the row sum to zero.
      const others = p.reduce((sum, value, k) => (k === codes[i] ? sum : sum + value), 0)
      return p.map((value, k) => (k === codes[i] ? -others : value) / logits.length)
    })
  },
}

export default alternatives<typeof exemplar>({ loops, 'differences-of-logits': differences })

/**
 * Points that the README leaves open: which fault is named first, rows without columns, NaN among labels.
 */
export const accepted = readings<typeof exemplar>({
  'rows-without-columns-are-EMPTY': {
    crossEntropy: (codes, logits) => {
      refuseNoColumns(logits)
      return loops.crossEntropy(codes, logits)
    },
    crossEntropyGradient: (codes, logits) => {
      refuseNoColumns(logits)
      return loops.crossEntropyGradient(codes, logits)
    },
  },
  'NaN-in-y-is-NON_FINITE': {
    binaryCrossEntropy: (y, p, eps = Number.EPSILON) => {
      if (y.length === p.length) checkFinite(y)
      return loops.binaryCrossEntropy(y, p, eps)
    },
    bceWithLogits: (y, z) => {
      if (y.length === z.length) checkFinite(y)
      return loops.bceWithLogits(y, z)
    },
  },
  'looks-at-values-before-lengths': {
    binaryCrossEntropy: (y, p, eps = Number.EPSILON) => {
      checkFinite(p)
      checkProbabilities(p, eps)
      checkBinary(y)
      return loops.binaryCrossEntropy(y, p, eps)
    },
    crossEntropy: (codes, logits) => {
      for (const row of logits) checkFinite(row)
      return loops.crossEntropy(codes, logits)
    },
  },
  'a-label-of-NaN-is-refused': {
    zeroOneLoss: (yTrue: Label[], yPred: Label[]) => {
      if ([...yTrue, ...yPred].some(Number.isNaN)) throw new MLError('NON_FINITE', 'a label is NaN')
      return loops.zeroOneLoss(yTrue, yPred)
    },
  },
})

function softplus(z: number): number {
  return z > 20 ? z : Math.log1p(Math.exp(z))
}

function average(values: Vec): number {
  return values.reduce((mean, value, i) => mean + (value - mean) / (i + 1), 0)
}

function refuseNoColumns(logits: Mat): void {
  if (logits.some((row) => row.length === 0)) throw new MLError('EMPTY', 'no classes')
}

function checkPair(a: readonly unknown[], b: readonly unknown[]): void {
  if (!a.length && !b.length) throw new MLError('EMPTY', 'no samples')
  if (a.length !== b.length) throw new MLError('SHAPE', 'lengths differ')
}

function checkFinite(values: readonly number[]): void {
  for (const value of values) if (!Number.isFinite(value)) throw new MLError('NON_FINITE', 'not finite')
}

function checkBinary(y: readonly number[]): void {
  for (const label of y) if (![0, 1].includes(label)) throw new MLError('PARAM', 'not 0 or 1')
}

function checkProbabilities(p: Vec, eps: number): void {
  if (Math.min(...p) < 0 || Math.max(...p) > 1) throw new MLError('PARAM', 'not probabilities')
  if (!(0 < eps) || !(eps < 1 / 2)) throw new MLError('PARAM', 'eps')
}

function checkLogitVec(z: Vec): void {
  if (!z.length) throw new MLError('EMPTY', 'no logits')
  checkFinite(z)
}

function checkCoded(codes: number[], logits: Mat): void {
  checkPair(codes, logits)
  for (const row of logits) if (row.length !== logits[0]!.length) throw new MLError('SHAPE', 'ragged')
  for (const row of logits) checkFinite(row)
  for (const code of codes) if (!(code in logits[0]!)) throw new MLError('PARAM', 'no such class')
}
