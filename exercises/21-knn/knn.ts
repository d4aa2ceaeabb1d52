import { type KnnModel, type Label, type Mat, MLError, type Vec } from '#kit'

/**
 * Remembers the training data for k nearest neighbours.
 *
 * @param X n rows of d features, n at least 1
 * @param y n labels; one class is enough
 * @param opt.k how many neighbours vote: a whole number from 1 to n; 5 unless told
 * @param opt.weights 'uniform' (every neighbour has one vote) unless told, or 'distance' (1/distance votes)
 * @returns X and y as given, row by row, with k and weights
 * @throws MLError see the error table of the README
 */
export function fitKnn(
  X: Mat,
  y: Label[],
  opt: { k?: number; weights?: 'uniform' | 'distance' } = {},
): KnnModel {
  throw new Error('TODO: write fitKnn')
}

/**
 * The k training rows that are nearest to a query, by Euclidean distance.
 *
 * @param model what `fitKnn` returns
 * @param q d features
 * @returns k entries (index of the training row, distance), nearest first; at equal distance the lower index first
 * @throws MLError see the error table of the README
 */
export function nearest(model: KnnModel, q: Vec): { index: number; distance: number }[] {
  throw new Error('TODO: write nearest')
}

/**
 * The class with the most votes, for every row of Q; of equal votes the smallest class.
 *
 * @returns one label a row; `[]` for no rows
 * @throws MLError see the error table of the README
 */
export function predictKnn(model: KnnModel, Q: Mat): Label[] {
  throw new Error('TODO: write predictKnn')
}

/**
 * The share of the votes that each class gets, for every row of Q.
 *
 * @returns `classes`: all classes of the training labels, ascending; `proba`: for each row of Q one share a class,
 *   with sum 1 (no rows for no rows)
 * @throws MLError see the error table of the README
 */
export function predictKnnProba(model: KnnModel, Q: Mat): { classes: Label[]; proba: Mat } {
  throw new Error('TODO: write predictKnnProba')
}
