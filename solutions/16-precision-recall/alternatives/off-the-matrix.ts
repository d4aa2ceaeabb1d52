import type { Average, Averages, Prf, PrfOptions } from '#exercises/16-precision-recall/precision-recall.ts'
import { type Label, MLError } from '#kit'

// Everything is read off one confusion matrix: sums of rows, sums of columns, the diagonal. F1 straight from counts.

export function precisionRecallF1(
  yTrue: Label[],
  yPred: Label[],
  { labels, zeroDivision }: PrfOptions = {},
): Prf {
  if (labels && (!labels.length || labels.some((c, k) => labels.indexOf(c) !== k)))
    throw new MLError('PARAM', 'labels')
  const { classes, matrix } = confusion(yTrue, yPred, labels)
  const nothing = checkedZero(zeroDivision)
  const rows = matrix.map((row) => row.reduce((a, b) => a + b, 0))
  const columns = classes.map((_, j) => matrix.reduce((total, row) => total + row[j]!, 0))
  const divide = (a: number, b: number) => (b > 0 ? a / b : nothing)
  const shown = (labels ?? classes).map((c) => classes.indexOf(c))
  return {
    labels: labels ?? classes,
    precision: shown.map((k) => divide(matrix[k]![k]!, columns[k]!)),
    recall: shown.map((k) => divide(matrix[k]![k]!, rows[k]!)),
    f1: shown.map((k) => divide(2 * matrix[k]![k]!, rows[k]! + columns[k]!)),
    support: shown.map((k) => rows[k]!),
  }
}

export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: Average,
  opt: { zeroDivision?: 0 | 1 } = {},
): Averages {
  const { precision, recall, f1, support } = precisionRecallF1(yTrue, yPred, opt)
  const weights = weightsOf(average, support)
  const total = weights.reduce((a, b) => a + b)
  const dot = (values: number[]) => values.reduce((a, value, k) => a + (value * weights[k]!) / total, 0)
  // Recall with the support as weight is the accuracy, and so are all three of the micro average.
  if (average === 'micro') return { precision: dot(recall), recall: dot(recall), f1: dot(recall) }
  return { precision: dot(precision), recall: dot(recall), f1: dot(f1) }
}

function weightsOf(average: string, support: number[]): number[] {
  if (average === 'macro') return support.map(() => 1)
  if (average === 'weighted' || average === 'micro') return support
  throw new MLError('PARAM', 'average')
}

function confusion(yTrue: Label[], yPred: Label[], labels: Label[] = []) {
  if (!yTrue.length && !yPred.length) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  const classes = [...new Set(yTrue.concat(yPred, labels))].sort((a, b) => (a > b ? 1 : a < b ? -1 : 0))
  const at = new Map(classes.map((c, k) => [c, k]))
  const matrix = classes.map(() => new Array<number>(classes.length).fill(0))
  for (const [i, t] of yTrue.entries()) matrix[at.get(t)!]![at.get(yPred[i]!)!]! += 1
  return { classes, matrix }
}

function checkedZero(zeroDivision: unknown = 0): number {
  if (zeroDivision === 0 || zeroDivision === 1) return zeroDivision
  throw new MLError('PARAM', 'zeroDivision')
}
