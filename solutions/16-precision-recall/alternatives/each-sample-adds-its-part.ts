import type { Average, Averages, Prf, PrfOptions } from '#exercises/16-precision-recall/precision-recall.ts'
import { type Label, MLError } from '#kit'

// One tally a class, filled sample by sample: a hit, or a false alarm for one class and a miss for another. The two
// functions share the tallies and nothing else.

interface Tally {
  hits: number
  falseAlarms: number
  misses: number
}

export function precisionRecallF1(yTrue: Label[], yPred: Label[], opt: PrfOptions = {}): Prf {
  const nothing = opt.zeroDivision ?? 0
  if (![0, 1].includes(nothing)) throw new MLError('PARAM', 'zeroDivision')
  const tallies = tally(yTrue, yPred)
  const labels = opt.labels ? Array.from(opt.labels) : [...tallies.keys()].sort((a, b) => (a < b ? -1 : 1))
  if (labels.length === 0 || new Set(labels).size !== labels.length) throw new MLError('PARAM', 'labels')
  const result: Prf = { labels, precision: [], recall: [], f1: [], support: [] }
  for (const label of labels) {
    const one = tallies.get(label) ?? { hits: 0, falseAlarms: 0, misses: 0 }
    result.precision.push(precisionOf(one, nothing))
    result.recall.push(recallOf(one, nothing))
    result.f1.push(f1Of(one, nothing))
    result.support.push(one.hits + one.misses)
  }
  return result
}

export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: Average,
  opt: { zeroDivision?: 0 | 1 } = {},
): Averages {
  const nothing = opt.zeroDivision ?? 0
  if (!(nothing === 0 || nothing === 1) || !/^(macro|micro|weighted)$/.test(average))
    throw new MLError('PARAM', 'an option')
  const tallies = [...tally(yTrue, yPred).values()]
  const sums = { precision: 0, recall: 0, f1: 0 }
  // In one pot, everything is one class; the weight of a class is its part of the whole.
  const pots = average === 'micro' ? [tallies.reduce(together)] : tallies
  for (const one of pots) {
    const weight = average === 'weighted' ? (one.hits + one.misses) / yTrue.length : 1 / pots.length
    sums.precision += weight * precisionOf(one, nothing)
    sums.recall += weight * recallOf(one, nothing)
    sums.f1 += weight * f1Of(one, nothing)
  }
  return sums
}

function tally(yTrue: Label[], yPred: Label[]): Map<Label, Tally> {
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (yTrue.length === 0) throw new MLError('EMPTY', 'no samples')
  const tallies = new Map<Label, Tally>()
  const of = (label: Label): Tally => {
    const known = tallies.get(label) ?? { hits: 0, falseAlarms: 0, misses: 0 }
    tallies.set(label, known)
    return known
  }
  yTrue.forEach((truth, i) => {
    const call = yPred[i]!
    if (truth === call) of(truth).hits++
    else {
      of(truth).misses++
      of(call).falseAlarms++
    }
  })
  return tallies
}

const together = (a: Tally, b: Tally): Tally => ({
  hits: a.hits + b.hits,
  falseAlarms: a.falseAlarms + b.falseAlarms,
  misses: a.misses + b.misses,
})

const precisionOf = ({ hits, falseAlarms }: Tally, nothing: number) =>
  hits + falseAlarms ? hits / (hits + falseAlarms) : nothing

const recallOf = ({ hits, misses }: Tally, nothing: number) =>
  hits + misses ? hits / (hits + misses) : nothing

/** Errors of both kinds count half each: 2PR / (P + R) with the counts put in. */
const f1Of = ({ hits, falseAlarms, misses }: Tally, nothing: number) =>
  hits + falseAlarms + misses ? hits / (hits + (falseAlarms + misses) / 2) : nothing
