import { type KnnModel, type Label, type Mat, MLError, type Vec } from '#kit'

// Looks for the minimum k times, with Math.hypot as the distance, and counts votes in a Map.

type Options = { k?: number; weights?: KnnModel['weights'] }

export function fitKnn(X: Mat, y: Label[], opt?: Options): KnnModel {
  const { k, weights } = { k: opt?.k ?? 5, weights: opt?.weights ?? 'uniform' }
  if (!(k >= 1) || k % 1 !== 0) throw new MLError('PARAM', 'k')
  if (!['uniform', 'distance'].includes(weights)) throw new MLError('PARAM', 'weights')
  if (X.length + y.length === 0) throw new MLError('EMPTY', 'no data')
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y')
  if (k > X.length) throw new MLError('PARAM', 'k')
  for (const row of X) checkRow(row, X[0]!)
  // Shares the arrays: a model is data, and nobody here changes it.
  return { X, y, k, weights }
}

export function nearest({ X, k }: KnnModel, q: Vec): { index: number; distance: number }[] {
  checkRow(q, X[0]!)
  const distances = X.map((row) => Math.hypot(...row.map((value, j) => value - q[j]!)))
  const left = new Set(distances.keys())
  return Array.from({ length: k }, () => {
    let best = -1
    for (const i of left) if (best < 0 || distances[i]! < distances[best]!) best = i
    left.delete(best)
    return { index: best, distance: distances[best]! }
  })
}

export function predictKnn(model: KnnModel, Q: Mat): Label[] {
  return Q.map((q) => {
    let best: [Label, number] | undefined
    for (const [label, count] of count1(model, q))
      if (!best || count > best[1] || (count === best[1] && label < best[0])) best = [label, count]
    return best![0]
  })
}

export function predictKnnProba(model: KnnModel, Q: Mat): { classes: Label[]; proba: Mat } {
  const classes = [...new Set(model.y)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1,
  )
  const proba = Q.map((q) => {
    const counts = count1(model, q)
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    return classes.map((label) => (counts.get(label) ?? 0) / total)
  })
  return { classes, proba }
}

/** The votes of one query by class. */
function count1(model: KnnModel, q: Vec): Map<Label, number> {
  const neighbours = nearest(model, q)
  const hits = neighbours.filter(({ distance }) => distance === 0)
  const isByDistance = model.weights === 'distance'
  const counts = new Map<Label, number>()
  for (const { index, distance } of isByDistance && hits.length ? hits : neighbours) {
    const label = model.y[index]!
    counts.set(label, (counts.get(label) ?? 0) + (isByDistance && distance > 0 ? 1 / distance : 1))
  }
  return counts
}

function checkRow(row: Vec, like: Vec): void {
  if (row.length !== like.length) throw new MLError('SHAPE', 'features')
  if (row.some((value) => !Number.isFinite(value))) throw new MLError('NON_FINITE', 'features')
}
