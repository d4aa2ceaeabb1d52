import { type Mat, MLError, type Vec } from '#kit'

/** What `kmeans` finds, and how it got there. */
export interface KMeansResult {
  /** The cluster of each sample: that of the nearest of `centers`. */
  labels: number[]
  /** k rows. */
  centers: Mat
  /** The inertia of `labels` and `centers`. */
  inertia: number
  /** The inertia on the way: never rises, ends with `inertia`. */
  inertiaHistory: Vec
  /** How many iterations were run, at most `maxIter`; the last one, in which no centre moved, counts too. */
  nIter: number
  /** Whether no centre moved in the last iteration. */
  converged: boolean
}

/**
 * The nearest centre of each sample, by Euclidean distance.
 *
 * @param X n samples; for none the result is []
 * @param centers k rows, as wide as those of X
 * @returns n cluster numbers from 0 to k − 1; of equally near centres the lowest
 * @throws MLError see the error table of the README
 */
export function assignClusters(X: Mat, centers: Mat): number[] {
  throw new Error('TODO: write assignClusters')
}

/**
 * New centres: the mean of each cluster. An empty cluster takes the sample that is farthest from its own
 * centre as given (see the Conventions of the README).
 *
 * @param labels n cluster numbers from 0 to k − 1
 * @param centers k rows: the centres before the update
 * @returns k rows
 * @throws MLError see the error table of the README
 */
export function updateCenters(X: Mat, labels: number[], centers: Mat): Mat {
  throw new Error('TODO: write updateCenters')
}

/**
 * The sum over samples of the squared distance to the centre of their cluster.
 *
 * @throws MLError see the error table of the README
 */
export function inertia(X: Mat, labels: number[], centers: Mat): number {
  throw new Error('TODO: write inertia')
}

/**
 * k-means by Lloyd's algorithm: assign, update, repeat.
 *
 * @param init k rows: the centres to start from
 * @param opt `maxIter`: the most iterations to run, 300 unless told
 * @throws MLError see the error table of the README
 */
export function kmeans(X: Mat, init: Mat, opt: { maxIter?: number } = {}): KMeansResult {
  throw new Error('TODO: write kmeans')
}

/**
 * k-means++: centres to start from, drawn from the samples, far apart with a high chance.
 *
 * @param us the chance, one number in [0, 1) for each centre; more are not used
 * @returns k rows of X
 * @throws MLError see the error table of the README
 */
export function kmeansPlusPlus(X: Mat, k: number, us: Vec): Mat {
  throw new Error('TODO: write kmeansPlusPlus')
}

/**
 * The mean silhouette over all samples: 1 for tight clusters far apart, below 0 for samples in wrong clusters.
 *
 * @param labels the cluster of each sample: any numbers, used as names
 * @throws MLError see the error table of the README
 */
export function silhouette(X: Mat, labels: number[]): number {
  throw new Error('TODO: write silhouette')
}
