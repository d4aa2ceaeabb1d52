import { type KnnModel, type Label, type Mat, MLError, type Vec } from '#kit'

type Neighbour = { index: number; distance: number }

export function fitKnn(
  X: Mat,
  y: Label[],
  { k = 5, weights = 'uniform' }: { k?: number; weights?: 'uniform' | 'distance' } = {},
): KnnModel {
  if (X.length === 0 && y.length === 0) throw new MLError('EMPTY', 'nothing to remember')
  if (X.length !== y.length) throw new MLError('SHAPE', `${X.length} rows but ${y.length} labels`)
  for (const row of X) checkRow(row, X[0]!.length)
  if (!Number.isInteger(k) || k < 1 || k > X.length)
    throw new MLError('PARAM', `k must be a whole number from 1 to ${X.length}, not ${k}`)
  if (weights !== 'uniform' && weights !== 'distance')
    throw new MLError('PARAM', `there are no weights ${weights}`)
  // A copy, so that the model stays what it is when the caller goes on working with X.
  return { X: X.map((row) => [...row]), y: [...y], k, weights }
}

export function nearest({ X, k }: KnnModel, q: Vec): Neighbour[] {
  checkRow(q, X[0]!.length)
  return (
    X.map((row, index) => ({ index, distance: distance(row, q) }))
      // sort() without a comparison would compare distances as text, and "10" comes before "9".
      .sort((a, b) => a.distance - b.distance || a.index - b.index)
      .slice(0, k)
  )
}

export function predictKnn(model: KnnModel, Q: Mat): Label[] {
  const { classes, proba } = predictKnnProba(model, Q)
  // The classes ascend and indexOf finds the first maximum: of equal shares that is the smallest class.
  return proba.map((shares) => classes[shares.indexOf(Math.max(...shares))]!)
}

export function predictKnnProba(model: KnnModel, Q: Mat): { classes: Label[]; proba: Mat } {
  // < orders numbers by size and strings by code unit; sort() without it would put 10 before 7.
  const classes = [...new Set(model.y)].sort((a, b) => (a < b ? -1 : 1))
  const proba = Q.map((q) => {
    const neighbours = nearest(model, q)
    const votes = votesOf(neighbours, model.weights)
    // A Map and not an object, whose keys would turn a label 7 into '7'.
    const byClass = new Map<Label, number>(classes.map((label) => [label, 0]))
    for (const [i, { index }] of neighbours.entries())
      byClass.set(model.y[index]!, byClass.get(model.y[index]!)! + votes[i]!)
    return classes.map((label) => byClass.get(label)! / sum(votes))
  })
  return { classes, proba }
}

function votesOf(neighbours: Neighbour[], weights: KnnModel['weights']): Vec {
  if (weights === 'uniform') return neighbours.map(() => 1)
  // 1/0 would be infinite. A neuron that we know already needs no advice from others.
  if (neighbours.some(({ distance }) => distance === 0))
    return neighbours.map(({ distance }) => (distance === 0 ? 1 : 0))
  return neighbours.map(({ distance }) => 1 / distance)
}

function distance(a: Vec, b: Vec): number {
  return Math.sqrt(sum(a.map((value, j) => (value - b[j]!) ** 2)))
}

function checkRow(row: Vec, nFeatures: number): void {
  if (row.length !== nFeatures) throw new MLError('SHAPE', `${row.length} features, not ${nFeatures}`)
  if (!row.every(Number.isFinite)) throw new MLError('NON_FINITE', 'a feature is NaN or infinite')
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}
