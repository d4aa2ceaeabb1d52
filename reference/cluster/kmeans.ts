import type { Mat, Vec } from '#kit'
import { powerOfTwo, squaredDistance } from '../linear-algebra/vector.ts'
import {
  checkFeatures,
  checkFinite,
  checkFiniteMat,
  checkIndices,
  checkNotEmpty,
  checkParam,
  checkRectangular,
  checkSameLength,
  checkWhole,
} from '../validation.ts'

/** A partition of samples into clusters, and how it was reached. */
export interface KMeansResult {
  labels: number[]
  centers: Mat
  inertia: number
  inertiaHistory: Vec
  nIter: number
  converged: boolean
}

/**
 * The nearest centre of every sample, by Euclidean distance.
 *
 * @param X n × d samples; none gives an empty list
 * @param centers k × d
 * @returns n cluster numbers; of equally near centres the lowest
 * @throws MLError EMPTY (no centres), SHAPE, NON_FINITE
 */
export function assignClusters(X: Mat, centers: Mat): number[] {
  checkAgainstCenters(X, centers)
  const unit = powerOfTwo([...X.flat(), ...centers.flat()])
  return X.map((x) => {
    const distances = centers.map((center) => squaredDistance(x, center, unit))
    return distances.indexOf(Math.min(...distances))
  })
}

/**
 * The mean of every cluster. An empty cluster moves to the sample that is farthest from its own centre as
 * given (lowest index on ties); several empty clusters, by index, take the next farthest samples. The
 * sample still counts in the mean of the cluster that it is labelled with.
 *
 * @param labels n numbers in 0 … k − 1
 * @param centers k × d, with k ≤ n: the centres before the update
 * @returns k × d
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (a label out of range, more clusters than samples)
 * @see scikit-learn `_relocate_empty_clusters_dense`, which takes the sample out of its donor instead
 */
export function updateCenters(X: Mat, labels: number[], centers: Mat): Mat {
  checkPartition(X, labels, centers)
  checkClusterCount(X, centers.length)
  const unit = powerOfTwo([...X.flat(), ...centers.flat()])
  const distances = X.map((x, i) => squaredDistance(x, centers[labels[i]!]!, unit))
  const farthestFirst = X.map((_, i) => i).sort((a, b) => distances[b]! - distances[a]! || a - b)
  let relocated = 0
  return centers.map((_, cluster) => {
    const members = X.filter((_, i) => labels[i] === cluster)
    return members.length > 0 ? meanOf(members) : [...X[farthestFirst[relocated++]!]!]
  })
}

/**
 * Sum over samples of the squared distance to the centre of their cluster.
 *
 * @returns at least 0, in the squared unit of X: infinite for distances beyond 1e154, 0 for some below 1e-162
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (a label out of range)
 */
export function inertia(X: Mat, labels: number[], centers: Mat): number {
  checkPartition(X, labels, centers)
  return X.reduce((sum, x, i) => sum + squaredDistance(x, centers[labels[i]!]!), 0)
}

/**
 * Lloyd's algorithm: assign, update, until neither labels nor centres change or `maxIter` updates are done.
 *
 * @param init k × d, with k ≤ n
 * @returns labels nearest to the returned centres and the inertia of the two, also when `maxIter` ended it;
 *   `inertiaHistory` has nIter + 1 entries and never rises
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (more clusters than samples, maxIter)
 * @see scikit-learn `KMeans(init=array, n_init=1, algorithm='lloyd', tol=0)`; Lloyd 1982, IEEE Trans. Inf.
 *   Theory 28(2)
 */
export function kmeans(X: Mat, init: Mat, { maxIter = 300 }: { maxIter?: number } = {}): KMeansResult {
  checkFeatures(X)
  checkAgainstCenters(X, init)
  checkClusterCount(X, init.length)
  checkWhole(maxIter, 1, 'maxIter')
  let centers = init.map((center) => [...center])
  let labels: number[] = []
  const inertiaHistory: Vec = []
  let converged = false
  let nIter = 0
  while (!converged && nIter < maxIter) {
    const newLabels = assignClusters(X, centers)
    const newCenters = updateCenters(X, newLabels, centers)
    converged = isEqual(newLabels, labels) && newCenters.every((center, c) => isEqual(center, centers[c]!))
    labels = newLabels
    centers = newCenters
    inertiaHistory.push(inertia(X, labels, centers))
    nIter++
  }
  // The centres may have moved since the labels were taken.
  labels = assignClusters(X, centers)
  const last = inertia(X, labels, centers)
  return { labels, centers, inertia: last, inertiaHistory: [...inertiaHistory, last], nIter, converged }
}

/**
 * k-means++ seeding with given chance: centre 0 is sample ⌊us[0] · n⌋; centre j is the first sample at which
 * the running sum of D² (squared distance to the nearest centre so far) exceeds us[j] times its total. If
 * the total is 0 it is sample ⌊us[j] · n⌋.
 *
 * @param us at least k numbers in [0, 1)
 * @returns k rows of X, copied
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see Arthur and Vassilvitskii 2007, SODA
 */
export function kmeansPlusPlus(X: Mat, k: number, us: Vec): Mat {
  checkFeatures(X)
  checkWhole(k, 1, 'k')
  checkClusterCount(X, k)
  checkParam(us.length >= k, `${us.length} random numbers are too few for ${k} centres`)
  checkParam(
    us.every((u) => u >= 0 && u < 1),
    'a random number is not in [0, 1)',
  )
  const centers: Mat = []
  const unit = powerOfTwo(X.flat())
  for (const u of us.slice(0, k)) {
    const weights = X.map((x) => Math.min(...centers.map((center) => squaredDistance(x, center, unit))))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    let chosen = Math.floor(u * X.length)
    if (centers.length > 0 && total > 0) {
      let running = 0
      const sums = weights.map((weight) => {
        running += weight
        return running
      })
      chosen = sums.findIndex((sum) => sum > u * total)
      // Rounding must not carry the goal past the end: the last sample takes what is left.
      if (chosen === -1) chosen = X.length - 1
    }
    centers.push([...X[chosen]!])
  }
  return centers
}

function checkAgainstCenters(X: Mat, centers: Mat): void {
  checkNotEmpty(centers, 'centers')
  checkRectangular(centers, 'centers')
  checkRectangular(X, 'X', centers[0]!.length)
  checkFiniteMat(X, 'X')
  checkFiniteMat(centers, 'centers')
}

function checkPartition(X: Mat, labels: number[], centers: Mat): void {
  checkNotEmpty(X, 'X')
  checkSameLength(X, labels, 'X', 'labels')
  checkAgainstCenters(X, centers)
  checkFinite(labels, 'labels')
  checkIndices(labels, centers.length, 'labels')
}

function checkClusterCount(X: Mat, k: number): void {
  checkParam(k <= X.length, `${k} clusters of ${X.length} samples`)
}

function meanOf(rows: Mat): Vec {
  return rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length)
}

function isEqual(a: Vec, b: Vec): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
