import { type Label, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from '../classification-loss.ts'

// NaN is refused among labels, as NON_FINITE; rows without columns are EMPTY.

type Binary = 0 | 1

export function zeroOneLoss(yTrue: Label[], yPred: Label[]): number {
  refuseNaN([...yTrue, ...yPred])
  return exemplar.zeroOneLoss(yTrue, yPred)
}

export function binaryCrossEntropy(y: Binary[], p: Vec, eps?: number): number {
  if (y.length === p.length) refuseNaN(y)
  return exemplar.binaryCrossEntropy(y, p, eps)
}

export function bceWithLogits(y: Binary[], z: Vec): number {
  if (y.length === z.length) refuseNaN(y)
  return exemplar.bceWithLogits(y, z)
}

export function crossEntropy(codes: number[], logits: Mat): number {
  refuseNoColumns(logits)
  return exemplar.crossEntropy(codes, logits)
}

export function crossEntropyGradient(codes: number[], logits: Mat): Mat {
  refuseNoColumns(logits)
  return exemplar.crossEntropyGradient(codes, logits)
}

function refuseNaN(labels: Label[]): void {
  if (labels.some(Number.isNaN)) throw new MLError('NON_FINITE', 'a label is NaN')
}

function refuseNoColumns(logits: Mat): void {
  if (logits.some((row) => row.length === 0)) throw new MLError('EMPTY', 'no classes')
}
