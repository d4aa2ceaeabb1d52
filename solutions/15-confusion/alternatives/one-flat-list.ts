import type { ConfusionOptions } from '#exercises/15-confusion/confusion.ts'
import { type Label, type Mat, MLError } from '#kit'

// The matrix is one flat list until it is cut into rows, and balanced accuracy gives each sample the weight of its class.

export function accuracy(yTrue: Label[], yPred: Label[]): number {
  checkPair(yTrue, yPred)
  let wrong = 0
  for (let i = 0; i < yTrue.length; i++) if (yTrue[i] !== yPred[i]) wrong++
  return 1 - wrong / yTrue.length
}

export function confusionMatrix(yTrue: Label[], yPred: Label[], opt: ConfusionOptions = {}): Mat {
  const { labels, normalize } = opt
  if ('normalize' in opt && !/^(true|pred|all)$/.test(String(normalize)))
    throw new MLError('PARAM', 'normalize')
  if (labels) checkLabels(labels, yTrue)
  if (!(labels && yTrue.length + yPred.length === 0)) checkPair(yTrue, yPred)

  const classes = labels ?? Array.from(new Set(yTrue).union(new Set(yPred))).sort(ascending)
  const size = classes.length
  const flat = new Array<number>(size * size).fill(0)
  for (let n = 0; n < yTrue.length; n++) {
    const [i, j] = [classes.indexOf(yTrue[n]!), classes.indexOf(yPred[n]!)]
    if (i >= 0 && j >= 0) flat[i * size + j]! += 1
  }
  const groupOf = (at: number) =>
    normalize === 'true' ? Math.floor(at / size) : normalize === 'pred' ? at % size : 0
  const totals = new Map<number, number>()
  for (const [at, count] of flat.entries()) totals.set(groupOf(at), (totals.get(groupOf(at)) ?? 0) + count)
  const shares = normalize ? flat.map((count, at) => count / (totals.get(groupOf(at)) || 1)) : flat
  return classes.map((_, i) => shares.slice(i * size, (i + 1) * size))
}

export function balancedAccuracy(yTrue: Label[], yPred: Label[]): number {
  checkPair(yTrue, yPred)
  const sizes = new Map<Label, number>()
  for (const label of yTrue) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  let sum = 0
  for (const [i, label] of yTrue.entries()) if (label === yPred[i]) sum += 1 / sizes.get(label)! / sizes.size
  return sum
}

function ascending(a: Label, b: Label): number {
  if (typeof a === 'number') return a - Number(b)
  return a < b ? -1 : 1
}

function checkPair(yTrue: Label[], yPred: Label[]): void {
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (yTrue.length === 0) throw new MLError('EMPTY', 'no samples')
}

function checkLabels(labels: Label[], yTrue: Label[]): void {
  const listed = new Set(labels)
  if (labels.length === 0 || listed.size !== labels.length) throw new MLError('PARAM', 'labels')
  if (yTrue.length > 0 && listed.isDisjointFrom(new Set(yTrue))) throw new MLError('PARAM', 'labels')
}
