import type { KnnModel, Label, Mat, Vec } from '#kit'
import { distance } from '../linear-algebra/vector.ts'
import { sortedClasses } from '../metrics/classification.ts'
import {
  checkFinite,
  checkFiniteMat,
  checkLabels,
  checkPaired,
  checkParam,
  checkRectangular,
  checkSameLength,
  checkWhole,
} from '../validation.ts'

/**
 * k nearest neighbours: training is remembering.
 *
 * @param X n × d features, n ≥ 1
 * @param y n labels, one class is enough
 * @param opt.k how many neighbours vote, a whole number from 1 to n
 * @param opt.weights what a vote counts: 1, or 1/distance
 * @returns the data as given, with the options
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `KNeighborsClassifier(algorithm='brute')`
 */
export function fitKnn(
  X: Mat,
  y: readonly Label[],
  { k = 5, weights = 'uniform' }: { k?: number; weights?: KnnModel['weights'] } = {},
): KnnModel {
  checkPaired(X, y, 'X', 'y')
  checkRectangular(X, 'X')
  checkFiniteMat(X, 'X')
  checkLabels(y, 'y')
  checkWhole(k, 1, 'k', X.length)
  checkParam(weights === 'uniform' || weights === 'distance', `there are no weights ${weights}`)
  return { X: X.map((row) => [...row]), y: [...y], k, weights }
}

/**
 * The k training rows nearest to a query by Euclidean distance.
 *
 * @returns k entries with ascending distance; of equal distances the lower index comes first
 * @throws MLError SHAPE, NON_FINITE
 */
export function nearest({ X, k }: KnnModel, q: Vec): { index: number; distance: number }[] {
  checkSameLength(X[0]!, q, 'a training row', 'q')
  checkFinite(q, 'q')
  return X.map((row, index) => ({ index, distance: distance(row, q) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, k)
}

/**
 * The class with the most votes among the nearest neighbours of each query; of equal votes the smallest class.
 *
 * @returns one label a row; `[]` for no rows
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictKnn(model: KnnModel, Q: Mat): Label[] {
  const { classes, proba } = predictKnnProba(model, Q)
  return proba.map((shares) => classes[shares.indexOf(Math.max(...shares))]!)
}

/**
 * The share of the votes that each class gets, for each query.
 *
 * With weights 'distance' a neighbour has 1/distance votes; if some have distance 0, only those vote, equally.
 *
 * @returns all classes of the training labels in ascending order, and one row of shares (sum 1) a query
 * @throws MLError SHAPE, NON_FINITE
 */
export function predictKnnProba(model: KnnModel, Q: Mat): { classes: Label[]; proba: Mat } {
  const classes = sortedClasses(model.y)
  const proba = Q.map((q) => {
    const voters = nearest(model, q)
    const votes = voters.map(votesOf(model.weights, voters))
    const total = votes.reduce((sum, vote) => sum + vote, 0)
    return classes.map((label) => {
      const own = votes.filter((_, i) => model.y[voters[i]!.index] === label)
      return own.reduce((sum, vote) => sum + vote, 0) / total
    })
  })
  return { classes, proba }
}

function votesOf(weights: KnnModel['weights'], voters: { distance: number }[]) {
  if (weights === 'uniform') return () => 1
  if (voters[0]!.distance === 0) return ({ distance }: { distance: number }) => Number(distance === 0)
  // In units of the nearest: the votes are the same shares, and one over a tiny distance does not overflow.
  return ({ distance }: { distance: number }) => voters[0]!.distance / distance
}
