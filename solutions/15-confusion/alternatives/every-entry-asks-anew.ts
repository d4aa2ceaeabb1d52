import type { ConfusionOptions } from '#exercises/15-confusion/confusion.ts'
import { type Label, type Mat, MLError } from '#kit'

// Every entry of the matrix asks the data anew, and both accuracies are read off a matrix.

export function accuracy(yTrue: Label[], yPred: Label[]): number {
  const matrix = confusionMatrix(yTrue, yPred)
  return matrix.reduce((hits, row, i) => hits + row[i]! / yTrue.length, 0)
}

export function confusionMatrix(
  yTrue: Label[],
  yPred: Label[],
  { labels, normalize }: ConfusionOptions = {},
): Mat {
  if (!labels && yTrue.length + yPred.length === 0) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (labels) {
    const listed = new Set(labels)
    const none = yTrue.length > 0 && yTrue.every((label) => !listed.has(label))
    if (none || listed.size === 0 || listed.size !== labels.length) throw new MLError('PARAM', 'labels')
  }
  if (![undefined, 'true', 'pred', 'all'].includes(normalize)) throw new MLError('PARAM', 'normalize')

  const classes =
    labels ?? [...new Set([...yTrue, ...yPred])].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const count = (rows: Label[], columns: Label[]) =>
    yTrue.reduce<number>((n, t, k) => n + Number(rows.includes(t) && columns.includes(yPred[k]!)), 0)
  const whole = (row: Label, column: Label) => {
    if (normalize === 'true') return count([row], classes)
    if (normalize === 'pred') return count(classes, [column])
    return normalize === 'all' ? count(classes, classes) : 1
  }
  return classes.map((row) =>
    classes.map((column) => count([row], [column]) / Math.max(whole(row, column), 1)),
  )
}

export function balancedAccuracy(yTrue: Label[], yPred: Label[]): number {
  const recalls = confusionMatrix(yTrue, yPred, { normalize: 'true' }).map((row, i) => row[i]!)
  // The rows of classes that do not occur are zeros, so that only the divisor has to leave them out.
  return recalls.reduce((sum, recall) => sum + recall, 0) / new Set(yTrue).size
}
