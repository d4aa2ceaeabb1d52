import type { Average, Averages, Prf, PrfOptions } from '#exercises/16-precision-recall/precision-recall.ts'
import { type Label, MLError } from '#kit'

export type { Average, Averages, Prf, PrfOptions }

export function precisionRecallF1(yTrue: Label[], yPred: Label[], opt: PrfOptions = {}): Prf {
  const { labels, zeroDivision = 0 } = opt
  checkPairs(yTrue, yPred)
  checkOptions(opt)
  const classes = labels ?? classesOf([...yTrue, ...yPred])

  // Three counts of a class are all that there is to know. They are counted over all samples, whatever `labels` says:
  // a sample of a class that is not listed can still be a false alarm for one that is.
  const found = counts(yTrue.filter((t, i) => t === yPred[i]))
  const called = counts(yPred)
  const occurring = counts(yTrue)

  const share = (part = 0, whole = 0) => (whole === 0 ? zeroDivision : part / whole)
  const precision = classes.map((c) => share(found.get(c), called.get(c)))
  const recall = classes.map((c) => share(found.get(c), occurring.get(c)))
  return {
    labels: [...classes],
    precision,
    recall,
    f1: precision.map((p, k) => harmonicMean(p, recall[k]!)),
    support: classes.map((c) => occurring.get(c) ?? 0),
  }
}

export function averagedF1(
  yTrue: Label[],
  yPred: Label[],
  average: Average,
  opt: { zeroDivision?: 0 | 1 } = {},
): Averages {
  // Only zeroDivision is passed on: an average is over all classes.
  const { zeroDivision = 0 } = opt
  const { precision, recall, f1, support } = precisionRecallF1(yTrue, yPred, { zeroDivision })
  const n = yTrue.length
  switch (average) {
    case 'macro':
      // The mean of the F1s. The F1 of the two means is another number, and a higher one as a rule.
      return { precision: mean(precision), recall: mean(recall), f1: mean(f1) }
    case 'weighted': {
      const weighted = (values: number[]) => sum(values.map((value, k) => value * support[k]!)) / n
      return { precision: weighted(precision), recall: weighted(recall), f1: weighted(f1) }
    }
    case 'micro': {
      // Every sample is called once and true once, so that all classes together are called n times and true n
      // times: precision and recall are both found / n, which is the accuracy, and so is their harmonic mean.
      const accuracy = yTrue.filter((t, i) => t === yPred[i]).length / n
      return { precision: accuracy, recall: accuracy, f1: accuracy }
    }
    default:
      throw new MLError('PARAM', `average must be 'macro', 'micro' or 'weighted', not ${average}`)
  }
}

/** Close to the smaller of the two, where their plain mean would let one make up for the other. */
function harmonicMean(p: number, r: number): number {
  return p + r === 0 ? 0 : (2 * p * r) / (p + r)
}

/** How often each label occurs. A Map keeps 'constructor' and '__proto__' apart from what every object has. */
function counts(y: Label[]): Map<Label, number> {
  const times = new Map<Label, number>()
  for (const label of y) times.set(label, (times.get(label) ?? 0) + 1)
  return times
}

/** The distinct labels, ascending. A plain sort() would compare numbers as text and put 10 before 7. */
function classesOf(y: Label[]): Label[] {
  return [...new Set(y)].sort((a, b) => (a < b ? -1 : 1))
}

function checkPairs(yTrue: Label[], yPred: Label[]): void {
  if (yTrue.length === 0 && yPred.length === 0) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length)
    throw new MLError('SHAPE', `${yTrue.length} true classes but ${yPred.length} predicted ones`)
}

function checkOptions({ labels, zeroDivision = 0 }: PrfOptions): void {
  if (labels?.length === 0) throw new MLError('PARAM', 'labels must name at least one class')
  if (labels && new Set(labels).size < labels.length) throw new MLError('PARAM', 'labels names a class twice')
  if (zeroDivision !== 0 && zeroDivision !== 1)
    throw new MLError('PARAM', `zeroDivision must be 0 or 1, not ${zeroDivision}`)
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: number[]): number {
  return sum(values) / values.length
}
