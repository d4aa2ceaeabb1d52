import { type Mat, MLError, type Vec } from '#kit'
import { squaredDistance } from '../linear-algebra/vector.ts'
import {
  checkFeatures,
  checkFinite,
  checkIndex,
  checkNotEmpty,
  checkParam,
  checkPositive,
  checkWhole,
} from '../validation.ts'

/**
 * Squared Euclidean distances of all pairs of samples.
 *
 * @param X n × d samples
 * @returns n × n, symmetric, at least 0, zero on the diagonal; in the squared unit of X
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 * @see scikit-learn `euclidean_distances(squared=True)`
 */
export function pairwiseSquaredDistances(X: Mat): Mat {
  checkFeatures(X)
  // From differences: ‖a‖² + ‖b‖² − 2ab cancels for near neighbours far from the origin.
  return X.map((a) => X.map((b) => squaredDistance(a, b)))
}

/**
 * How likely a sample is to pick each other one as its neighbour, by a Gaussian around it:
 * p[j] = exp(−beta · d2[j]) / Σ exp(−beta · d2), without the sample itself.
 *
 * @param d2 n ≥ 3 squared distances from the sample; that to itself is not looked at
 * @param self which of them is the sample itself, a whole number in 0 … n − 1
 * @param beta 1 / (2σ²), above 0
 * @returns n probabilities with sum 1 and p[self] = 0, and their entropy in nats, 0 … log(n − 1)
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see van der Maaten and Hinton 2008, JMLR 9
 */
export function rowAffinities(d2: Vec, self: number, beta: number): { p: Vec; entropy: number } {
  checkRow(d2, self)
  checkPositive(beta, 'beta')
  checkEnough(d2.length)
  // From the nearest on, so that neighbours that are all far away do not underflow to 0/0.
  const nearest = Math.min(...d2.filter((_, j) => j !== self))
  const weights = d2.map((distance, j) => (j === self ? 0 : Math.exp(-beta * (distance - nearest))))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const p = weights.map((weight) => weight / total)
  return { p, entropy: p.reduce((sum, share) => (share === 0 ? sum : sum - share * Math.log(share)), 0) }
}

/**
 * The beta at which a sample has a given effective number of neighbours, exp(entropy): beta is doubled or
 * halved from 1 on until the goal is passed, then bisected.
 *
 * @param perplexity the effective number of neighbours, at least 1 and below n
 * @param opt.tol how near the entropy must come to log(perplexity), above 0
 * @returns beta, and the affinities at that beta. A goal that can not be reached (many identical samples, or
 *   more than n − 1 neighbours) gives the last beta tried.
 * @throws MLError EMPTY, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see scikit-learn `_binary_search_perplexity`
 */
export function findBeta(
  d2: Vec,
  self: number,
  perplexity: number,
  { tol = 1e-5, maxIter = 100 }: { tol?: number; maxIter?: number } = {},
): { beta: number; p: Vec } {
  checkRow(d2, self)
  checkPerplexity(perplexity, d2.length)
  checkPositive(tol, 'tol')
  checkWhole(maxIter, 1, 'maxIter')
  const goal = Math.log(perplexity)
  let beta = 1
  let [low, high] = [0, Number.POSITIVE_INFINITY]
  let { p, entropy } = rowAffinities(d2, self, beta)
  for (let done = 1; done < maxIter && Math.abs(entropy - goal) > tol; done++) {
    if (entropy > goal) low = beta
    else high = beta
    // With low = 0 the middle is half of high.
    beta = high === Number.POSITIVE_INFINITY ? Math.min(2 * beta, Number.MAX_VALUE) : low + (high - low) / 2
    // However far beta is halved, it stays above 0.
    beta = Math.max(beta, Number.MIN_VALUE)
    ;({ p, entropy } = rowAffinities(d2, self, beta))
  }
  return { beta, p }
}

/**
 * Joint probabilities of t-SNE: P[i][j] = (p(j|i) + p(i|j)) / 2n, with the same perplexity for every sample.
 *
 * @param X n × d samples, n ≥ 3
 * @param perplexity at least 1 and below n
 * @returns n × n, symmetric, at least 0, zero on the diagonal; sum 1, every row at least 1/(2n)
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see scikit-learn `_joint_probabilities`
 * @example jointProbabilities([[1, 0, 0], [0, 1, 0], [0, 0, 1]], 2)[0] // [0, 1/6, 1/6]
 */
export function jointProbabilities(X: Mat, perplexity: number): Mat {
  const d2 = pairwiseSquaredDistances(X)
  checkPerplexity(perplexity, X.length)
  checkEnough(X.length)
  const given = d2.map((row, i) => findBeta(row, i, perplexity).p)
  return given.map((row, i) => row.map((share, j) => (share + given[j]![i]!) / (2 * X.length)))
}

function checkRow(d2: Vec, self: number): void {
  checkNotEmpty(d2, 'd2')
  checkFinite(d2, 'd2')
  checkIndex(self, d2.length, 'self')
}

function checkPerplexity(perplexity: number, n: number): void {
  checkParam(
    perplexity >= 1 && perplexity < n,
    `perplexity must be at least 1 and below ${n}, not ${perplexity}`,
  )
}

function checkEnough(n: number): void {
  if (n < 3) throw new MLError('NOT_ENOUGH_SAMPLES', `of ${n} samples none can choose a neighbour`)
}
