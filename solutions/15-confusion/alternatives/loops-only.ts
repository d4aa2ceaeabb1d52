import { type Label, MLError } from '#kit'

// As someone writes who has known JavaScript for a week: loops, if and else, and everything once more where it is
// needed again.

export function accuracy(yTrue: Label[], yPred: Label[]) {
  if (yTrue.length === 0 && yPred.length === 0) {
    throw new MLError('EMPTY', 'there is nothing')
  }
  if (yTrue.length !== yPred.length) {
    throw new MLError('SHAPE', 'the lists do not have the same length')
  }
  let share = 0
  for (let i = 0; i < yTrue.length; i++) {
    // A running mean: each answer moves it a little.
    const right = yTrue[i] === yPred[i] ? 1 : 0
    share = share + (right - share) / (i + 1)
  }
  return share
}

export function confusionMatrix(
  yTrue: Label[],
  yPred: Label[],
  opt: { labels?: Label[]; normalize?: 'true' | 'pred' | 'all' } = {},
) {
  if (yTrue.length !== yPred.length) {
    throw new MLError('SHAPE', 'the lists do not have the same length')
  }
  const classes: Label[] = []
  if (opt.labels === undefined) {
    if (yTrue.length === 0) throw new MLError('EMPTY', 'there is nothing')
    for (let i = 0; i < yTrue.length; i++) {
      if (!classes.includes(yTrue[i]!)) classes.push(yTrue[i]!)
      if (!classes.includes(yPred[i]!)) classes.push(yPred[i]!)
    }
    // The smallest of what is left goes to the front, again and again.
    for (let i = 0; i < classes.length; i++) {
      for (let j = i + 1; j < classes.length; j++) {
        if (classes[j]! < classes[i]!) {
          const old = classes[i]!
          classes[i] = classes[j]!
          classes[j] = old
        }
      }
    }
  } else {
    if (opt.labels.length === 0) throw new MLError('PARAM', 'no labels')
    let found = yTrue.length === 0
    for (let i = 0; i < opt.labels.length; i++) {
      if (classes.includes(opt.labels[i]!)) throw new MLError('PARAM', 'a class is there twice')
      classes.push(opt.labels[i]!)
      if (yTrue.includes(opt.labels[i]!)) found = true
    }
    if (!found) throw new MLError('PARAM', 'none of these classes is in yTrue')
  }

  const matrix: number[][] = []
  for (let i = 0; i < classes.length; i++) {
    matrix.push([])
    for (let j = 0; j < classes.length; j++) matrix[i]!.push(0)
  }
  for (let n = 0; n < yTrue.length; n++) {
    const i = classes.indexOf(yTrue[n]!)
    const j = classes.indexOf(yPred[n]!)
    if (i === -1 || j === -1) continue
    matrix[i]![j] = matrix[i]![j]! + 1
  }

  if (opt.normalize === undefined) return matrix
  if (opt.normalize !== 'true' && opt.normalize !== 'pred' && opt.normalize !== 'all') {
    throw new MLError('PARAM', 'I do not know this word')
  }
  const rowSums = classes.map(() => 0)
  const columnSums = classes.map(() => 0)
  let all = 0
  for (let i = 0; i < classes.length; i++) {
    for (let j = 0; j < classes.length; j++) {
      rowSums[i] = rowSums[i]! + matrix[i]![j]!
      columnSums[j] = columnSums[j]! + matrix[i]![j]!
      all = all + matrix[i]![j]!
    }
  }
  for (let i = 0; i < classes.length; i++) {
    for (let j = 0; j < classes.length; j++) {
      if (matrix[i]![j] === 0) continue
      if (opt.normalize === 'true') matrix[i]![j] = matrix[i]![j]! * (1 / rowSums[i]!)
      else if (opt.normalize === 'pred') matrix[i]![j] = matrix[i]![j]! * (1 / columnSums[j]!)
      else matrix[i]![j] = matrix[i]![j]! * (1 / all)
    }
  }
  return matrix
}

export function balancedAccuracy(yTrue: Label[], yPred: Label[]) {
  const matrix = confusionMatrix(yTrue, yPred)
  let total = 0
  let howMany = 0
  for (let i = 0; i < matrix.length; i++) {
    let size = 0
    for (let j = 0; j < matrix.length; j++) size = size + matrix[i]![j]!
    if (size === 0) continue
    total = total + matrix[i]![i]! / size
    howMany = howMany + 1
  }
  return total / howMany
}
