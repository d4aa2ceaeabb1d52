import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { stream } from '#data'
import type { Mat, Seed } from '#kit'
import { type KMeansResult, kmeans, kmeansPlusPlus } from '../cluster/kmeans.ts'
import { checkWhole } from '../validation.ts'
import { checkGraph, normalizedAdjacency } from './adjacency.ts'

/** Below this length a row of eigenvector entries is rounding, and stands for no direction. */
const SHORTEST_ROW = 1e-8
/** From how many starting points k-means is run; the lowest inertia counts. */
const N_STARTS = 10

/**
 * The place of every node along the k leading eigenvectors of the normalised adjacency matrix: those of largest
 * absolute eigenvalue, so that classes that avoid themselves show as well as classes that keep to themselves.
 *
 * @param A n × n, 0 or 1, symmetric, zero diagonal
 * @param k a whole number in 1 … n
 * @returns n × k; every row is scaled to length 1, and is all zeros if it was shorter than 1e-8. The signs of the
 *   columns, and the basis among equal eigenvalues, carry no meaning.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see Ng, Jordan and Weiss 2001, NIPS; for absolute eigenvalues Rohe, Chatterjee and Yu 2011, Annals of
 *   Statistics 39(4)
 */
export function spectralEmbedding(A: Mat, k: number): Mat {
  checkCommunityCount(A, k)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(normalizedAdjacency(A)),
    { assumeSymmetric: true },
  )
  const leading = [...realEigenvalues.keys()]
    .sort((a, b) => Math.abs(realEigenvalues[b]!) - Math.abs(realEigenvalues[a]!) || a - b)
    .slice(0, k)
  return A.map((_, i) => {
    const row = leading.map((column) => eigenvectorMatrix.get(i, column))
    const length = Math.hypot(...row)
    return row.map((value) => (length < SHORTEST_ROW ? 0 : value / length))
  })
}

/**
 * Classes of nodes that connect alike: k-means on the spectral embedding, the best of ten k-means++ starts.
 *
 * @returns n cluster numbers in 0 … k − 1, the same for the same seed
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @example detectCommunities([[0, 1, 1, 0, 0, 0], …], 2, 1) // two triangles: [0, 0, 0, 1, 1, 1] or [1, 1, 1, 0, 0, 0]
 */
export function detectCommunities(A: Mat, k: number, seed: Seed): number[] {
  const embedding = spectralEmbedding(A, k)
  const random = stream(seed, 'detect-communities')
  let best: KMeansResult | undefined
  for (let start = 0; start < N_STARTS; start++) {
    const us = Array.from({ length: k }, () => random.next())
    const found = kmeans(embedding, kmeansPlusPlus(embedding, k, us))
    if (!best || found.inertia < best.inertia) best = found
  }
  return best!.labels
}

function checkCommunityCount(A: Mat, k: number): void {
  checkGraph(A)
  checkWhole(k, 1, 'k', A.length)
}
