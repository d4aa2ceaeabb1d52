import { type Label, MLError } from '#kit'

// As someone writes who has known JavaScript for a week: loops, if and else, and everything once more where it is
// needed again.

export function precisionRecallF1(
  yTrue: Label[],
  yPred: Label[],
  opt: { labels?: Label[]; zeroDivision?: 0 | 1 } = {},
) {
  if (yTrue.length === 0 && yPred.length === 0) {
    throw new MLError('EMPTY', 'there is nothing')
  }
  if (yTrue.length !== yPred.length) {
    throw new MLError('SHAPE', 'the lists do not have the same length')
  }
  let zero = 0
  if (opt.zeroDivision !== undefined) {
    zero = opt.zeroDivision
  }
  if (zero !== 0 && zero !== 1) {
    throw new MLError('PARAM', 'zeroDivision has to be 0 or 1')
  }
  const labels: Label[] = []
  if (opt.labels !== undefined) {
    if (opt.labels.length === 0) {
      throw new MLError('PARAM', 'no labels')
    }
    for (let i = 0; i < opt.labels.length; i++) {
      if (labels.includes(opt.labels[i]!)) {
        throw new MLError('PARAM', 'a label is there twice')
      }
      labels.push(opt.labels[i]!)
    }
  } else {
    for (let i = 0; i < yTrue.length; i++) {
      if (!labels.includes(yTrue[i]!)) labels.push(yTrue[i]!)
      if (!labels.includes(yPred[i]!)) labels.push(yPred[i]!)
    }
    // The smallest of what is left goes to the front, again and again.
    for (let i = 0; i < labels.length; i++) {
      for (let j = i + 1; j < labels.length; j++) {
        if (labels[j]! < labels[i]!) {
          const old = labels[i]!
          labels[i] = labels[j]!
          labels[j] = old
        }
      }
    }
  }
  const precision: number[] = []
  const recall: number[] = []
  const f1: number[] = []
  const support: number[] = []
  for (const label of labels) {
    let truePositives = 0
    let falsePositives = 0
    let falseNegatives = 0
    for (let i = 0; i < yTrue.length; i++) {
      if (yPred[i] === label && yTrue[i] === label) truePositives = truePositives + 1
      if (yPred[i] === label && yTrue[i] !== label) falsePositives = falsePositives + 1
      if (yPred[i] !== label && yTrue[i] === label) falseNegatives = falseNegatives + 1
    }
    let p = zero
    if (truePositives + falsePositives > 0) p = truePositives / (truePositives + falsePositives)
    let r = zero
    if (truePositives + falseNegatives > 0) r = truePositives / (truePositives + falseNegatives)
    let f = 0
    // The other way to write a harmonic mean; it can only be computed if neither is 0.
    if (p > 0 && r > 0) f = 2 / (1 / p + 1 / r)
    precision.push(p)
    recall.push(r)
    f1.push(f)
    support.push(truePositives + falseNegatives)
  }
  return { labels, precision, recall, f1, support }
}

export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: 'macro' | 'micro' | 'weighted',
  opt: { zeroDivision?: 0 | 1 } = {},
) {
  const all = precisionRecallF1(yTrue, yPred, opt)
  let precision = 0
  let recall = 0
  let f1 = 0
  if (average === 'macro') {
    for (let k = 0; k < all.labels.length; k++) {
      precision = precision + all.precision[k]!
      recall = recall + all.recall[k]!
      f1 = f1 + all.f1[k]!
    }
    precision = precision / all.labels.length
    recall = recall / all.labels.length
    f1 = f1 / all.labels.length
  } else if (average === 'weighted') {
    for (let k = 0; k < all.labels.length; k++) {
      precision = precision + (all.precision[k]! * all.support[k]!) / yTrue.length
      recall = recall + (all.recall[k]! * all.support[k]!) / yTrue.length
      f1 = f1 + (all.f1[k]! * all.support[k]!) / yTrue.length
    }
  } else if (average === 'micro') {
    let wrong = 0
    for (let i = 0; i < yTrue.length; i++) {
      if (yTrue[i] !== yPred[i]) wrong = wrong + 1
    }
    precision = 1 - wrong / yTrue.length
    recall = precision
    f1 = precision
  } else {
    throw new MLError('PARAM', 'I do not know this average')
  }
  return { precision, recall, f1 }
}
