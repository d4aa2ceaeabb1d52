import { alternatives, readings } from '#engine/spec/index.ts'
import { type Label, MLError } from '#kit'
import type * as exemplar from './confusion.ts'

/** Every entry asks the data anew; balanced accuracy and accuracy are read off a matrix. */
const offTheMatrix: typeof exemplar = {
  accuracy(yTrue, yPred) {
    const matrix = offTheMatrix.confusionMatrix(yTrue, yPred)
    return matrix.reduce((hits, row, i) => hits + row[i]! / yTrue.length, 0)
  },
  confusionMatrix(yTrue, yPred, { labels, normalize } = {}) {
    check(yTrue, yPred, labels)
    if (normalize && normalize !== 'true' && normalize !== 'pred' && normalize !== 'all')
      throw new MLError('PARAM', 'normalize')
    const classes = labels ?? [...new Set([...yTrue, ...yPred])].toSorted(ascending)
    const count = (rows: Label[], columns: Label[]) =>
      yTrue.reduce<number>((n, t, k) => n + Number(rows.includes(t) && columns.includes(yPred[k]!)), 0)
    return classes.map((row) =>
      classes.map((column) => {
        const whole =
          normalize === 'true'
            ? count([row], classes)
            : normalize === 'pred'
              ? count(classes, [column])
              : normalize === 'all'
                ? count(classes, classes)
                : 1
        return count([row], [column]) / Math.max(whole, 1)
      }),
    )
  },
  balancedAccuracy(yTrue, yPred) {
    const recalls = offTheMatrix.confusionMatrix(yTrue, yPred, { normalize: 'true' }).map((row, i) => row[i]!)
    // The rows of classes that do not occur are zeros, so that only the divisor has to leave them out.
    return recalls.reduce((sum, recall) => sum + recall, 0) / new Set(yTrue).size
  },
}

/** Counts by name in nested maps and lays the matrix out afterwards; weights each sample by its class. */
const tallies: typeof exemplar = {
  accuracy(yTrue, yPred) {
    check(yTrue, yPred)
    let wrong = 0
    for (let i = 0; i < yTrue.length; i++) if (yTrue[i] !== yPred[i]) wrong++
    return 1 - wrong / yTrue.length
  },
  confusionMatrix(yTrue, yPred, opt = {}) {
    const { labels, normalize } = opt
    check(yTrue, yPred, labels)
    if ('normalize' in opt && !/^(true|pred|all)$/.test(String(normalize)))
      throw new MLError('PARAM', 'normalize')
    const classes = labels ?? Array.from(new Set(yTrue).union(new Set(yPred))).sort(ascending)
    const size = classes.length
    // One flat list, row after row.
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
  },
  balancedAccuracy(yTrue, yPred) {
    check(yTrue, yPred)
    const sizes = new Map<Label, number>()
    for (const label of yTrue) sizes.set(label, (sizes.get(label) ?? 0) + 1)
    let sum = 0
    for (const [i, label] of yTrue.entries())
      if (label === yPred[i]) sum += 1 / sizes.get(label)! / sizes.size
    return sum
  },
}

export default alternatives<typeof exemplar>({ 'off-the-matrix': offTheMatrix, tallies })

/** What the statement leaves open. */
export const accepted = readings<typeof exemplar>({
  'one-empty-list-is-EMPTY': {
    accuracy: (yTrue, yPred) => {
      if (yTrue.length === 0 || yPred.length === 0) throw new MLError('EMPTY', 'no samples')
      return tallies.accuracy(yTrue, yPred)
    },
    balancedAccuracy: (yTrue, yPred) => {
      if (yTrue.length === 0 || yPred.length === 0) throw new MLError('EMPTY', 'no samples')
      return tallies.balancedAccuracy(yTrue, yPred)
    },
    confusionMatrix: (yTrue, yPred, opt) => {
      if (!yTrue.length !== !yPred.length) throw new MLError('EMPTY', 'no samples')
      return tallies.confusionMatrix(yTrue, yPred, opt)
    },
  },
  'options-are-checked-before-the-lists': {
    confusionMatrix: (yTrue, yPred, opt) => {
      if (opt?.labels?.length === 0) throw new MLError('PARAM', 'labels')
      if (opt?.normalize && !['true', 'pred', 'all'].includes(opt.normalize))
        throw new MLError('PARAM', 'normalize')
      return tallies.confusionMatrix(yTrue, yPred, opt)
    },
  },
  'the-alphabet-of-a-dictionary': {
    confusionMatrix: (yTrue, yPred, opt = {}) => {
      if (opt.labels || typeof yTrue[0] !== 'string') return tallies.confusionMatrix(yTrue, yPred, opt)
      check(yTrue, yPred)
      const labels = [...new Set([...yTrue, ...yPred])].sort((a, b) => String(a).localeCompare(String(b)))
      return tallies.confusionMatrix(yTrue, yPred, { ...opt, labels })
    },
  },
  'NaN-and-infinity-are-no-labels': {
    accuracy: (yTrue, yPred) => tallies.accuracy(finite(yTrue), finite(yPred)),
    confusionMatrix: (yTrue, yPred, opt) => tallies.confusionMatrix(finite(yTrue), finite(yPred), opt),
    balancedAccuracy: (yTrue, yPred) => tallies.balancedAccuracy(finite(yTrue), finite(yPred)),
  },
  'mixed-types-are-refused': {
    accuracy: (yTrue, yPred) => {
      if (new Set([...yTrue, ...yPred].map((label) => typeof label)).size > 1)
        throw new MLError('PARAM', 'numbers beside strings')
      return tallies.accuracy(yTrue, yPred)
    },
  },
})

function finite(y: Label[]): Label[] {
  if (y.some((label) => typeof label === 'number' && !Number.isFinite(label)))
    throw new MLError('NON_FINITE', 'a label is not a number')
  return y
}

function ascending(a: Label, b: Label): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function check(yTrue: Label[], yPred: Label[], labels?: Label[]): void {
  if (!labels && yTrue.length + yPred.length === 0) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (!labels) return
  const listed = new Set(labels)
  if (listed.size === 0 || listed.size !== labels.length) throw new MLError('PARAM', 'labels')
  if (yTrue.length > 0 && yTrue.every((label) => !listed.has(label))) throw new MLError('PARAM', 'labels')
}
