import { type KnnModel, type Label, type Mat, MLError, type Vec } from '#kit'

// One pass over the rows with a short list that stays sorted by the squared distance. Votes are relative to the nearest
// neighbour: (first distance / distance) instead of 1 / distance, which gives the same shares.

export function fitKnn(
  X: Mat,
  y: Label[],
  { k = 5, weights = 'uniform' }: { k?: number; weights?: KnnModel['weights'] } = {},
): KnnModel {
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y')
  if (X.length === 0) throw new MLError('EMPTY', 'no data')
  const width = X[0]!.length
  for (const row of X) {
    if (row.length !== width) throw new MLError('SHAPE', 'rows')
    for (const value of row) if (!(Math.abs(value) < Infinity)) throw new MLError('NON_FINITE', 'X')
  }
  if (Math.floor(k) !== k || k < 1 || k > X.length) throw new MLError('PARAM', 'k')
  if (weights !== 'uniform' && weights !== 'distance') throw new MLError('PARAM', 'weights')
  return { X: structuredClone(X), y: y.slice(), k, weights }
}

export function nearest({ X, k }: KnnModel, q: Vec): { index: number; distance: number }[] {
  if (q.length !== X[0]!.length) throw new MLError('SHAPE', 'q')
  if (!q.every(Number.isFinite)) throw new MLError('NON_FINITE', 'q')
  const kept: { index: number; square: number }[] = []
  for (const [index, row] of X.entries()) {
    let square = 0
    for (let j = row.length - 1; j >= 0; j--) square += (row[j]! - q[j]!) * (row[j]! - q[j]!)
    let at = kept.length
    while (at > 0 && kept[at - 1]!.square > square) at--
    kept.splice(at, 0, { index, square })
    if (kept.length > k) kept.pop()
  }
  return kept.map(({ index, square }) => ({ index, distance: square ** 0.5 }))
}

export function predictKnn(model: KnnModel, Q: Mat): Label[] {
  return predictKnnProba(model, Q).proba.map((shares) => {
    const best = shares.reduce((at, share, c) => (share > shares[at]! ? c : at), 0)
    return classesOf(model.y)[best]!
  })
}

export function predictKnnProba(model: KnnModel, Q: Mat): { classes: Label[]; proba: Mat } {
  const classes = classesOf(model.y)
  const column = new Map(classes.map((label, c) => [label, c]))
  const proba = Q.map((q) => {
    const voters = nearest(model, q)
    const first = voters[0]!.distance
    const votes: number[] = classes.map(() => 0)
    let total = 0
    for (const { index, distance } of voters) {
      const vote = model.weights === 'uniform' || distance === first ? 1 : first / distance
      votes[column.get(model.y[index]!)!]! += vote
      total += vote
    }
    return votes.map((vote) => vote / total)
  })
  return { classes, proba }
}

/** Sorted by insertion, without a comparison function. */
function classesOf(y: Label[]): Label[] {
  const classes: Label[] = []
  for (const label of new Set(y)) classes.splice(classes.filter((other) => other < label).length, 0, label)
  return classes
}
