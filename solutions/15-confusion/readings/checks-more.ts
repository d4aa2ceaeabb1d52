import type { ConfusionOptions } from '#exercises/15-confusion/confusion.ts'
import { type Label, MLError } from '#kit'
import * as exemplar from '../confusion.ts'

// Options are checked before the lists, labels that are no classes are refused, and numbers beside strings too.

export function accuracy(yTrue: Label[], yPred: Label[]) {
  checkClasses([...yTrue, ...yPred])
  return exemplar.accuracy(yTrue, yPred)
}

export function confusionMatrix(yTrue: Label[], yPred: Label[], opt: ConfusionOptions = {}) {
  if (opt.labels?.length === 0 || new Set(opt.labels).size !== (opt.labels?.length ?? 0))
    throw new MLError('PARAM', 'labels')
  if (![undefined, 'true', 'pred', 'all'].includes(opt.normalize)) throw new MLError('PARAM', 'normalize')
  checkClasses([...yTrue, ...yPred])
  return exemplar.confusionMatrix(yTrue, yPred, opt)
}

export function balancedAccuracy(yTrue: Label[], yPred: Label[]) {
  checkClasses([...yTrue, ...yPred])
  return exemplar.balancedAccuracy(yTrue, yPred)
}

function checkClasses(labels: Label[]): void {
  if (new Set(labels.map((label) => typeof label)).size > 1) throw new MLError('PARAM', 'numbers and strings')
  if (labels.some((label) => typeof label === 'number' && !Number.isFinite(label)))
    throw new MLError('NON_FINITE', 'a label is not a number')
}
