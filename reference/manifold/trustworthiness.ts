import type { Mat, Vec } from '#kit'
import { checkFiniteMat, checkPaired, checkParam, checkRectangular } from '../validation.ts'
import { pairwiseSquaredDistances } from './affinities.ts'

/**
 * How far the k nearest neighbours in a map are neighbours in the data too:
 * 1 − 2 / (nk(2n − 3k − 1)) · Σᵢ Σⱼ max(0, rank of j among the neighbours of i in X − k), over the k
 * neighbours j of i in Y. Of equal distances the lower index is nearer.
 *
 * @param X n × d samples
 * @param Y n × m positions of the same samples
 * @param k a whole number, at least 1 and below n/2
 * @returns 0 … 1; 1 if every neighbour in the map is one in the data
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `trustworthiness`; Venna and Kaski 2001, ICANN
 */
export function trustworthiness(X: Mat, Y: Mat, k: number): number {
  checkPaired(X, Y, 'X', 'Y')
  checkRectangular(X, 'X')
  checkRectangular(Y, 'Y')
  checkFiniteMat(X, 'X')
  checkFiniteMat(Y, 'Y')
  const n = X.length
  checkParam(Number.isInteger(k) && k >= 1 && k < n / 2, `k must be a whole number below ${n / 2}, not ${k}`)
  const orderX = pairwiseSquaredDistances(X).map(nearestFirst)
  const orderY = pairwiseSquaredDistances(Y).map(nearestFirst)
  let penalty = 0
  for (const [i, neighbours] of orderY.entries())
    for (const j of neighbours.slice(0, k)) penalty += Math.max(0, orderX[i]!.indexOf(j) + 1 - k)
  return 1 - (2 * penalty) / (n * k * (2 * n - 3 * k - 1))
}

/** The other samples in the order of their distance from one. */
function nearestFirst(d2: Vec, self: number): number[] {
  const others = d2.map((_, j) => j).filter((j) => j !== self)
  return others.sort((a, b) => d2[a]! - d2[b]! || a - b)
}
