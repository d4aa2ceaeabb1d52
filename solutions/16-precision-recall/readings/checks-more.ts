import type { Average, PrfOptions } from '#exercises/16-precision-recall/precision-recall.ts'
import { type Label, MLError } from '#kit'
import * as exemplar from '../precision-recall.ts'

// Options are checked before the lists, labels that are no classes are refused, and numbers beside strings too.

export function precisionRecallF1(yTrue: Label[], yPred: Label[], opt: PrfOptions = {}) {
  if (opt.labels) checkLabels(opt.labels)
  if (opt.labels?.length === 0 || new Set(opt.labels).size !== (opt.labels?.length ?? 0))
    throw new MLError('PARAM', 'labels')
  if (![0, 1, undefined].includes(opt.zeroDivision)) throw new MLError('PARAM', 'zeroDivision')
  checkLabels([...yTrue, ...yPred])
  return exemplar.precisionRecallF1(yTrue, yPred, opt)
}

export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: Average,
  opt: { zeroDivision?: 0 | 1 } = {},
) {
  if (!['macro', 'micro', 'weighted'].includes(average)) throw new MLError('PARAM', 'average')
  if (![0, 1, undefined].includes(opt.zeroDivision)) throw new MLError('PARAM', 'zeroDivision')
  checkLabels([...yTrue, ...yPred])
  return exemplar.averagedF1(yTrue, yPred, average, opt)
}

function checkLabels(labels: Label[]): void {
  if (new Set(labels.map((label) => typeof label)).size > 1) throw new MLError('PARAM', 'numbers and strings')
  if (labels.some((label) => typeof label === 'number' && !Number.isFinite(label)))
    throw new MLError('NON_FINITE', 'a label is not a number')
}
