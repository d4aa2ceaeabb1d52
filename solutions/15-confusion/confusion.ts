import type { ConfusionOptions } from '#exercises/15-confusion/confusion.ts'
import { type Label, type Mat, MLError } from '#kit'

export type { ConfusionOptions }

export function accuracy(yTrue: Label[], yPred: Label[]): number {
  checkPairs(yTrue, yPred)
  return yTrue.filter((t, i) => t === yPred[i]).length / yTrue.length
}

export function confusionMatrix(yTrue: Label[], yPred: Label[], opt: ConfusionOptions = {}): Mat {
  const { labels, normalize } = opt
  // With labels the size of the matrix is known even when there is nothing to count.
  if (!labels || yTrue.length > 0 || yPred.length > 0) checkPairs(yTrue, yPred)
  checkOptions(yTrue, opt)

  const classes = labels ?? classesOf([...yTrue, ...yPred])
  // A map from class to position works for any label, unlike using the label itself as an index.
  const position = new Map(classes.map((label, i) => [label, i]))
  // A new row for each class: `fill(row)` would put one and the same array everywhere.
  const counts: Mat = classes.map(() => classes.map(() => 0))
  for (const [n, label] of yTrue.entries()) {
    const i = position.get(label)
    const j = position.get(yPred[n]!)
    if (i !== undefined && j !== undefined) counts[i]![j]!++
  }
  if (!normalize) return counts

  const rowSums = counts.map(sum)
  const columnSums = classes.map((_, j) => sum(counts.map((row) => row[j]!)))
  const total = sum(rowSums)
  return counts.map((row, i) =>
    row.map((count, j) => {
      const whole = { true: rowSums[i]!, pred: columnSums[j]!, all: total }[normalize]
      return whole === 0 ? 0 : count / whole
    }),
  )
}

export function balancedAccuracy(yTrue: Label[], yPred: Label[]): number {
  checkPairs(yTrue, yPred)
  // Only classes that truly occur: of a class without samples no share can be recognised.
  const recalls = classesOf(yTrue).map((label) => {
    const answers = yPred.filter((_, i) => yTrue[i] === label)
    return answers.filter((answer) => answer === label).length / answers.length
  })
  return sum(recalls) / recalls.length
}

/** The distinct labels, ascending. A plain sort() would compare numbers as text and put 10 before 7. */
function classesOf(labels: Label[]): Label[] {
  return [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1))
}

function checkPairs(yTrue: Label[], yPred: Label[]): void {
  if (yTrue.length === 0 && yPred.length === 0) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length)
    throw new MLError('SHAPE', `${yTrue.length} true classes but ${yPred.length} predicted ones`)
}

function checkOptions(yTrue: Label[], { labels, normalize }: ConfusionOptions): void {
  if (labels) {
    if (labels.length === 0) throw new MLError('PARAM', 'labels must name at least one class')
    if (new Set(labels).size < labels.length) throw new MLError('PARAM', 'labels names a class twice')
    if (yTrue.length > 0 && !yTrue.some((label) => labels.includes(label)))
      throw new MLError('PARAM', 'no class of labels occurs in yTrue')
  }
  if (normalize !== undefined && !['true', 'pred', 'all'].includes(normalize))
    throw new MLError('PARAM', `normalize must be 'true', 'pred' or 'all', not ${normalize}`)
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
