import type { KMeansResult } from '#exercises/24-kmeans/kmeans.ts'
import { type ErrorCode, type Mat, MLError, type Vec } from '#kit'

// Samples grouped by cluster, distances by Math.hypot, k-means by recursion, chance as shares of the whole.

export function assignClusters(X: Mat, centers: Mat): number[] {
  check(X, centers)
  return X.map((x) => argmin(centers.map((center) => distance(x, center))))
}

export function updateCenters(X: Mat, labels: number[], centers: Mat): Mat {
  refuse('PARAM', centers.length > X.length)
  checkLabels(X, labels, centers)
  const groups = Map.groupBy(X.keys(), (i) => labels[i]!)
  const closeness = X.map((x, i) => -distance(x, centers[labels[i]!]!))
  return centers.map((_, c) => {
    const group = groups.get(c)
    if (group) return X[0]!.map((_, j) => mean(group.map((i) => X[i]![j]!)))
    const farthest = argmin(closeness)
    closeness[farthest] = Number.POSITIVE_INFINITY
    return X[farthest]!
  })
}

export function inertia(X: Mat, labels: number[], centers: Mat): number {
  checkLabels(X, labels, centers)
  return Math.hypot(...X.map((x, i) => distance(x, centers[labels[i]!]!))) ** 2
}

/** Keeps one entry of history. */
export function kmeans(X: Mat, init: Mat, { maxIter = 300 }: { maxIter?: number } = {}): KMeansResult {
  refuse('PARAM', !(maxIter >= 1) || maxIter % 1 !== 0)
  refuse('EMPTY', X.length === 0)
  return step(init, 1)

  function step(centers: Mat, nIter: number): KMeansResult {
    const moved = updateCenters(X, assignClusters(X, centers), centers)
    const converged = JSON.stringify(moved) === JSON.stringify(centers)
    if (!converged && nIter < maxIter) return step(moved, nIter + 1)
    const labels = assignClusters(X, moved)
    const last = inertia(X, labels, moved)
    return { labels, centers: moved, inertia: last, inertiaHistory: [last], nIter, converged }
  }
}

export function kmeansPlusPlus(X: Mat, k: number, us: Vec): Mat {
  refuse('EMPTY', X.length === 0)
  check(X, X)
  refuse('PARAM', !Number.isInteger(k) || k < 1 || k > X.length || us.length < k)
  refuse('PARAM', !us.every((u) => u >= 0 && u < 1))
  const centers = [X[Math.floor(us[0]! * X.length)]!]
  while (centers.length < k) {
    const u = us[centers.length]!
    const weights = X.map((x) => Math.min(...centers.map((c) => distance(x, c))) ** 2)
    const total = weights.reduce((a, b) => a + b)
    let share = 0
    let chosen = weights.findIndex((weight) => {
      share += weight / total
      return share > u
    })
    if (chosen < 0) chosen = total > 0 ? X.length - 1 : Math.floor(u * X.length)
    centers.push(X[chosen]!)
  }
  return centers
}

export function silhouette(X: Mat, labels: number[]): number {
  refuse('EMPTY', X.length === 0)
  refuse('SHAPE', labels.length !== X.length)
  check(X, X)
  const groups = Map.groupBy(X.keys(), (i) => labels[i]!)
  refuse('PARAM', groups.size < 2 || groups.size >= X.length)
  return mean(
    X.map((x, i) => {
      const means = new Map(
        [...groups].map(([name, group]) => {
          const others = group.filter((j) => j !== i)
          return [name, mean(others.map((j) => distance(x, X[j]!)))]
        }),
      )
      const a = means.get(labels[i]!)!
      means.delete(labels[i]!)
      const b = Math.min(...means.values())
      if (groups.get(labels[i]!)!.length === 1 || a === b) return 0
      return a < b ? 1 - a / b : b / a - 1
    }),
  )
}

const distance = (a: Vec, b: Vec) => Math.hypot(...a.map((v, j) => v - b[j]!))
const argmin = (values: Vec) => values.indexOf(Math.min(...values))

/** In the manner of Welford. */
function mean(values: Vec): number {
  return values.reduce((so, value, i) => so + (value - so) / (i + 1), 0)
}

function checkLabels(X: Mat, labels: number[], centers: Mat): void {
  refuse('EMPTY', X.length === 0)
  refuse('SHAPE', labels.length !== X.length)
  check(X, centers)
  refuse('PARAM', !labels.every((c) => [...centers.keys()].includes(c)))
}

function check(X: Mat, centers: Mat): void {
  refuse('EMPTY', centers.length === 0)
  const rows = [...X, ...centers]
  refuse('SHAPE', new Set(rows.map((row) => row.length)).size > 1)
  refuse('NON_FINITE', !rows.flat().every(Number.isFinite))
}

function refuse(code: ErrorCode, isWrong: boolean): void {
  if (isWrong) throw new MLError(code, 'refused')
}
