import type { KMeansResult } from '#exercises/24-kmeans/kmeans.ts'
import { type Mat, MLError, type Vec } from '#kit'

export type { KMeansResult }

export function assignClusters(X: Mat, centers: Mat): number[] {
  checkRows(X, centers)
  return X.map((x) => {
    let nearest = 0
    // Squared distances have the same winner; < and not <= leaves a tie with the lower number.
    for (const c of centers.keys())
      if (squaredDistance(x, centers[c]!) < squaredDistance(x, centers[nearest]!)) nearest = c
    return nearest
  })
}

export function updateCenters(X: Mat, labels: number[], centers: Mat): Mat {
  checkLabels(X, labels, centers)
  if (centers.length > X.length) throw new MLError('PARAM', 'more clusters than samples')
  const distances = X.map((x, i) => squaredDistance(x, centers[labels[i]!]!))
  // The candidates for empty clusters. Sorting keeps equals in order, so ties go to the lowest index.
  const farthestFirst = [...X.keys()].sort((i, j) => distances[j]! - distances[i]!)
  return centers.map((_, c) => {
    const members = X.filter((_, i) => labels[i] === c)
    // shift takes the sample off the list, so the next empty cluster gets another one.
    return members.length > 0 ? mean(members) : [...X[farthestFirst.shift()!]!]
  })
}

export function inertia(X: Mat, labels: number[], centers: Mat): number {
  checkLabels(X, labels, centers)
  return sum(X.map((x, i) => squaredDistance(x, centers[labels[i]!]!)))
}

export function kmeans(X: Mat, init: Mat, { maxIter = 300 }: { maxIter?: number } = {}): KMeansResult {
  checkSome(X)
  checkRows(X, init)
  checkCount(maxIter, 'maxIter')
  if (init.length > X.length) throw new MLError('PARAM', 'more clusters than samples')
  let centers = init.map((center) => [...center])
  let labels = assignClusters(X, centers)
  const inertiaHistory = [inertia(X, labels, centers)]
  for (let nIter = 1; ; nIter++) {
    const moved = updateCenters(X, labels, centers)
    // Assigning again right after the update keeps labels and centres together, whenever the loop ends.
    const relabelled = assignClusters(X, moved)
    // Not the labels: they can stand still while the centre of an empty cluster is moving.
    const converged = isSame(moved, centers)
    centers = moved
    labels = relabelled
    inertiaHistory.push(inertia(X, labels, centers))
    if (converged || nIter === maxIter)
      return { labels, centers, inertia: inertiaHistory.at(-1)!, inertiaHistory, nIter, converged }
  }
}

export function kmeansPlusPlus(X: Mat, k: number, us: Vec): Mat {
  checkSome(X)
  checkRows(X, [X[0]!])
  checkCount(k, 'k')
  if (k > X.length) throw new MLError('PARAM', 'more clusters than samples')
  if (us.length < k || us.some((u) => !(u >= 0 && u < 1)))
    throw new MLError('PARAM', `us must hold ${k} numbers in [0, 1)`)
  const centers: Mat = []
  for (const u of us.slice(0, k)) {
    // Far samples weigh more; samples that are centres already weigh nothing. At first all weigh the same.
    const weights = X.map((x) => Math.min(...centers.map((center) => squaredDistance(x, center))))
    const chosen =
      centers.length === 0 || sum(weights) === 0 ? Math.floor(u * X.length) : draw(weights, u * sum(weights))
    centers.push([...X[chosen]!])
  }
  return centers
}

/** The first index at which the running sum is larger than the goal. */
function draw(weights: Vec, goal: number): number {
  let running = 0
  for (const [i, weight] of weights.entries()) {
    running += weight
    if (running > goal) return i
  }
  return weights.length - 1
}

export function silhouette(X: Mat, labels: number[]): number {
  checkSome(X)
  if (labels.length !== X.length) throw new MLError('SHAPE', 'not one label for each sample')
  checkRows(X, [X[0]!])
  const names = [...new Set(labels)]
  if (names.length < 2 || names.length > X.length - 1)
    throw new MLError('PARAM', `${names.length} clusters of ${X.length} samples`)
  return average(X.map((x, i) => width(x, i)))

  function width(x: Vec, i: number): number {
    const meanDistance = (name: number) =>
      average(X.filter((_, j) => j !== i && labels[j] === name).map((y) => Math.sqrt(squaredDistance(x, y))))
    const a = meanDistance(labels[i]!)
    if (Number.isNaN(a)) return 0 // alone in its cluster: a mean of nothing
    const b = Math.min(...names.filter((name) => name !== labels[i]).map(meanDistance))
    return Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b)
  }
}

function squaredDistance(a: Vec, b: Vec): number {
  let total = 0
  for (let j = 0; j < a.length; j++) total += (a[j]! - b[j]!) ** 2
  return total
}

function mean(rows: Mat): Vec {
  return rows[0]!.map((_, j) => average(rows.map((row) => row[j]!)))
}

function average(values: Vec): number {
  return sum(values) / values.length
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

function isSame(a: Mat, b: Mat): boolean {
  return a.every((row, i) => row.every((value, j) => value === b[i]![j]))
}

function checkSome(X: Mat): void {
  if (X.length === 0) throw new MLError('EMPTY', 'there are no samples')
}

/** Samples and centres are rows of one width, and numbers. */
function checkRows(X: Mat, centers: Mat): void {
  if (centers.length === 0) throw new MLError('EMPTY', 'there are no centres')
  const rows = [...centers, ...X]
  if (rows.some((row) => row.length !== rows[0]!.length))
    throw new MLError('SHAPE', 'rows of different length')
  if (!rows.flat().every(Number.isFinite)) throw new MLError('NON_FINITE', 'NaN or infinity')
}

function checkLabels(X: Mat, labels: number[], centers: Mat): void {
  checkSome(X)
  if (labels.length !== X.length) throw new MLError('SHAPE', 'not one label for each sample')
  checkRows(X, centers)
  for (const label of labels)
    if (centers[label] === undefined) throw new MLError('PARAM', `${label} is not the number of a cluster`)
}

function checkCount(value: number, name: string): void {
  if (!Number.isInteger(value) || value < 1)
    throw new MLError('PARAM', `${name} must be a whole number of at least 1, not ${value}`)
}
