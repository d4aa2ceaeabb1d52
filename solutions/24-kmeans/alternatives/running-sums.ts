import type { KMeansResult } from '#exercises/24-kmeans/kmeans.ts'
import { type ErrorCode, type Mat, MLError, type Vec } from '#kit'

// Loops and running sums; values are looked at before shapes, and the history is written down after every update.

export function assignClusters(X: Mat, centers: Mat): number[] {
  check(X, centers)
  const labels: number[] = []
  for (const x of X) {
    let best = 0
    for (let c = 1; c < centers.length; c++)
      if (squared(x, centers[c]!) < squared(x, centers[best]!)) best = c
    labels.push(best)
  }
  return labels
}

export function updateCenters(X: Mat, labels: number[], centers: Mat): Mat {
  checkLabels(X, labels, centers)
  refuse('PARAM', centers.length > X.length)
  const sums = centers.map((center) => center.map(() => 0))
  const counts = centers.map(() => 0)
  const far: [number, number][] = []
  for (const [i, x] of X.entries()) {
    const c = labels[i]!
    counts[c]!++
    for (const [j, v] of x.entries()) sums[c]![j]! += v
    far.push([squared(x, centers[c]!), i])
  }
  far.sort(([d, i], [e, j]) => (d === e ? j - i : d - e))
  return sums.map((sum, c) => (counts[c] ? sum.map((v) => v / counts[c]!) : X[far.pop()![1]]!.slice()))
}

export function inertia(X: Mat, labels: number[], centers: Mat): number {
  checkLabels(X, labels, centers)
  let sum = 0
  for (let i = X.length - 1; i >= 0; i--) sum += squared(X[i]!, centers[labels[i]!]!)
  return sum
}

/** Compares labels too, so that a start which is the answer already takes two iterations. */
export function kmeans(X: Mat, init: Mat, { maxIter = 300 }: { maxIter?: number } = {}): KMeansResult {
  refuse('EMPTY', X.length === 0)
  let centers = init
  let labels: number[] = []
  const inertiaHistory: Vec = []
  let moving = true
  refuse('PARAM', maxIter < 1 || !Number.isInteger(maxIter))
  for (; moving && inertiaHistory.length < maxIter; ) {
    const assigned = assignClusters(X, centers)
    const updated = updateCenters(X, assigned, centers)
    moving = String(assigned) !== String(labels) || String(updated) !== String(centers)
    labels = assigned
    centers = updated
    inertiaHistory.push(inertia(X, labels, centers))
  }
  const nIter = inertiaHistory.length
  labels = assignClusters(X, centers)
  inertiaHistory[nIter - 1] = inertia(X, labels, centers)
  return { labels, centers, inertia: inertiaHistory[nIter - 1]!, inertiaHistory, nIter, converged: !moving }
}

export function kmeansPlusPlus(X: Mat, k: number, us: Vec): Mat {
  refuse('PARAM', !Number.isInteger(k) || k < 1 || k > X.length || us.length < k)
  refuse('PARAM', !us.every((u) => u >= 0 && u < 1))
  check(X, X)
  const weights = X.map(() => Number.POSITIVE_INFINITY)
  const centers: Mat = []
  for (let c = 0; c < k; c++) {
    let total = 0
    if (c > 0) for (const weight of weights) total += weight
    let chosen = Math.floor(us[c]! * X.length)
    if (total > 0) {
      let left = us[c]! * total
      for (chosen = 0; chosen < X.length - 1; chosen++) {
        left -= weights[chosen]!
        if (left < 0) break
      }
    }
    centers.push([...X[chosen]!])
    for (const [i, x] of X.entries()) weights[i] = Math.min(weights[i]!, squared(x, X[chosen]!))
  }
  return centers
}

export function silhouette(X: Mat, labels: number[]): number {
  refuse('SHAPE', labels.length !== X.length)
  const sizes = new Map<number, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  refuse('PARAM', sizes.size < 2 || sizes.size > X.length - 1)
  check(X, X)
  let sum = 0
  for (const [i, x] of X.entries()) {
    const reach = new Map<number, number>()
    for (const [j, y] of X.entries())
      reach.set(labels[j]!, (reach.get(labels[j]!) ?? 0) + Math.sqrt(squared(x, y)))
    const size = sizes.get(labels[i]!)!
    if (size === 1) continue
    const a = reach.get(labels[i]!)! / (size - 1)
    let b = Number.POSITIVE_INFINITY
    for (const [name, far] of reach) if (name !== labels[i]) b = Math.min(b, far / sizes.get(name)!)
    sum += (b - a) / (Math.max(a, b) || 1)
  }
  return sum / X.length
}

function squared(a: Vec, b: Vec): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) * (a[j]! - b[j]!)
  return sum
}

function checkLabels(X: Mat, labels: number[], centers: Mat): void {
  refuse('EMPTY', X.length === 0)
  refuse('SHAPE', labels.length !== X.length)
  for (const c of labels) refuse('PARAM', !Number.isInteger(c) || c < 0 || c >= centers.length)
  check(X, centers)
}

function check(X: Mat, centers: Mat): void {
  refuse('EMPTY', centers.length === 0)
  for (const row of [...X, ...centers]) {
    refuse('NON_FINITE', !row.every(Number.isFinite))
    refuse('SHAPE', row.length !== centers[0]!.length)
  }
}

function refuse(code: ErrorCode, isWrong: boolean): void {
  if (isWrong) throw new MLError(code, 'refused')
}
