import fc from 'fast-check'
import { gridVec, must, type Verdict } from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as reference from '#reference/cluster/kmeans.ts'
import { squaredDistance } from '#reference/linear-algebra/vector.ts'

// No properties: starts for k-means, and what is too close to be judged.

export interface Start {
  X: Mat
  init: Mat
}

/** Samples and centres of one width, and a number to choose with for each sample. */
export function rows({
  n: [minLength, maxLength],
  k: [minK, maxK],
  den = 4,
  maxCols = 3,
}: {
  n: [number, number]
  k: [number, number]
  den?: number
  maxCols?: number
}): fc.Arbitrary<Start & { pick: number[] }> {
  const row = gridVec({ minLength: maxCols, maxLength: maxCols, min: -4, max: 4, den })
  return fc
    .record({
      d: fc.integer({ min: 1, max: maxCols }),
      samples: fc.array(fc.tuple(row, fc.nat(11)), { minLength, maxLength }),
      centers: fc.array(row, { minLength: minK, maxLength: maxK }),
    })
    .map(({ d, samples, centers }) => ({
      X: samples.map(([x]) => x.slice(0, d)),
      init: centers.map((c) => c.slice(0, d)),
      pick: samples.map(([, p]) => p),
    }))
}

/**
 * n samples on a line from which k-means with two clusters takes n iterations: one sample after the other changes its
 * cluster. Each sample is put just where the middle between both centres comes to lie next; the last one sees to it
 * that all add up to 0, as the middles suppose.
 */
export function creeping(n: number): Start {
  const x = [-1000]
  let [sum, before] = [-1000, -1000]
  for (let t = 1; t < n - 1; t++) {
    const middle = (sum / t - sum / (n - t)) / 2
    x.push((middle + before) / 2)
    sum += x[t]!
    before = middle
  }
  const X = [...x, -sum].map((v) => [v])
  return { X, init: X.slice(0, 2) }
}

export function distance(a: Vec, b: Vec): number {
  return Math.sqrt(squaredDistance(a, b))
}

/** Whether rounding might turn a comparison of two distances among samples. */
export function isClose(a: number, b: number, X: Mat): boolean {
  return Math.abs(a - b) <= 1e-9 * (a + b) + 1e-12 * Math.max(...X.flat().map(Math.abs))
}

/** Every sample is with the nearest centre, as far as rounding lets that be told. */
export function joinNearest(labels: number[], X: Mat, centers: Mat): Verdict {
  const tooFar = X.findIndex((x, i) => {
    const distances = centers.map((center) => distance(x, center))
    const [own, least] = [distances[labels[i]!], Math.min(...distances)]
    return own === undefined || !(own <= least || isClose(own, least, X))
  })
  if (labels.length !== X.length)
    return { because: `There must be ${X.length} labels.`, got: labels.length, expected: X.length }
  return must(tooFar === -1, `Sample ${tooFar} is not with the nearest centre.`, { got: labels })
}

/**
 * Whether every decision on the way is clear, so that every correct program makes the same ones: the nearest centre of
 * each sample (or several centres that lie on the sample itself), and the sample that an empty cluster takes (or equal
 * samples).
 */
export function isClear({ X, init }: Start, { mayBeEmpty = false } = {}): boolean {
  let centers = init
  for (let before = ''; ; ) {
    const labels = reference.assignClusters(X, centers)
    const own = X.map((x, i) => distance(x, centers[labels[i]!]!))
    for (const [i, x] of X.entries())
      for (const [c, center] of centers.entries())
        if (
          c !== labels[i] &&
          isClose(distance(x, center), own[i]!, X) &&
          !(own[i] === 0 && isSame(center, x))
        )
          return false
    const empty = init.filter((_, c) => !labels.includes(c)).length
    if (empty > 0 && !mayBeEmpty) return false
    const farthest = [...X.keys()].sort((i, j) => own[j]! - own[i]!).slice(0, empty + 1)
    const isRival = (i: number, j: number) => isClose(own[i]!, own[j]!, X) && !isSame(X[i]!, X[j]!)
    if (farthest.some((i, rank) => rank > 0 && isRival(farthest[rank - 1]!, i))) return false
    const updated = reference.updateCenters(X, labels, centers)
    if (String([labels, updated]) === before) return true
    before = String([labels, updated])
    centers = updated
  }
}

export function isSame(a: unknown[], b: unknown[]): boolean {
  return String(a) === String(b)
}
