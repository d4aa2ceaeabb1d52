import { stream } from '#data'
import type { Mat, Seed } from '#kit'
import {
  checkFeatures,
  checkFiniteMat,
  checkPaired,
  checkParam,
  checkPositive,
  checkRectangular,
  checkSameLength,
  checkWhole,
} from '../validation.ts'
import { jointProbabilities } from './affinities.ts'

export interface TsneOptions {
  /** Effective number of neighbours, at least 1 and below n. */
  perplexity: number
  /** Steps of gradient descent (300). */
  iterations?: number
  /** Default max(n / (4 · exaggeration), 10). */
  learningRate?: number
  /** By what P is multiplied in the first steps, to gather clusters (4). */
  exaggeration?: number
  /** How many steps those are (80); 0 for none. */
  exaggerationIters?: number
  seed: Seed
  /** n × 2 positions to start from, instead of a narrow normal cloud. */
  init?: Mat
}

/** Floor of q inside the divergence, so that a neighbour far away in the plane costs a finite amount. */
const SMALLEST_Q = Number.EPSILON

/**
 * Similarities in the plane, by Student's t: q[i][j] ∝ 1 / (1 + ‖y[i] − y[j]‖²).
 *
 * @param Y n × m positions, n ≥ 2
 * @returns n × n, symmetric, at least 0, zero on the diagonal; sum 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 * @see van der Maaten and Hinton 2008, JMLR 9
 */
export function lowDimAffinities(Y: Mat): Mat {
  checkFeatures(Y, 'Y')
  return normalised(kernelOf(Y))
}

/**
 * Kullback–Leibler divergence of the similarities in the plane from P, in nats: Σ p · log(p / q). Terms with
 * p = 0 are 0; q is at least 2⁻⁵².
 *
 * @param P n × n joint probabilities, none below 0
 * @param Y n × m positions
 * @returns at least 0, which is for P = Q (up to rounding)
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `_kl_divergence`
 */
export function klDivergence(P: Mat, Y: Mat): number {
  checkPairing(P, Y)
  const Q = lowDimAffinities(Y)
  let sum = 0
  for (const [i, row] of P.entries())
    for (const [j, p] of row.entries()) if (p > 0) sum += p * Math.log(p / Math.max(Q[i]![j]!, SMALLEST_Q))
  return sum
}

/**
 * Gradient of `klDivergence` with respect to the positions:
 * 4 Σⱼ (p[i][j] − q[i][j]) (y[i] − y[j]) / (1 + ‖y[i] − y[j]‖²). Here q is not floored.
 *
 * @param P n × n; it need not sum to 1 (exaggeration)
 * @returns n × m; the columns sum to 0
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function klGradient(P: Mat, Y: Mat): Mat {
  checkPairing(P, Y)
  return gradientOf(P, Y)
}

/**
 * t-SNE in two dimensions: gradient descent on `klDivergence`, with momentum (0.5 during exaggeration, then 0.8)
 * and a gain for every coordinate (+0.2 where it goes on downhill, ×0.8 where it turns, at least 0.01).
 *
 * @param X n × d samples, n ≥ 3
 * @returns n × 2 positions, and the divergence without exaggeration at step 0, every 20 steps, and the last.
 *   The same seed gives the same positions; their rotation, reflection and place carry no meaning.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM, NOT_ENOUGH_SAMPLES
 * @see scikit-learn `TSNE(method='exact', init='random')`
 */
export function tsne(
  X: Mat,
  {
    perplexity,
    iterations = 300,
    exaggeration = 4,
    exaggerationIters = 80,
    learningRate = Math.max(X.length / (4 * exaggeration), 10),
    seed,
    init,
  }: TsneOptions,
): { Y: Mat; klHistory: { iter: number; kl: number }[] } {
  checkFeatures(X)
  if (init) {
    checkSameLength(X, init, 'X', 'init')
    checkRectangular(init, 'init', 2)
    checkFiniteMat(init, 'init')
  }
  checkWhole(iterations, 1, 'iterations')
  checkWhole(exaggerationIters, 0, 'exaggerationIters')
  checkPositive(exaggeration, 'exaggeration')
  checkPositive(learningRate, 'learningRate')
  const P = jointProbabilities(X, perplexity)
  const exaggerated = P.map((row) => row.map((p) => p * exaggeration))
  const random = stream(seed, 'tsne')
  let Y = init?.map((row) => [...row]) ?? X.map(() => [1e-4 * random.normal(), 1e-4 * random.normal()])
  let velocity = Y.map((row) => row.map(() => 0))
  let gains = Y.map((row) => row.map(() => 1))
  const klHistory = [{ iter: 0, kl: klDivergence(P, Y) }]
  for (let iter = 1; iter <= iterations; iter++) {
    const early = iter <= exaggerationIters
    const gradient = gradientOf(early ? exaggerated : P, Y)
    gains = gains.map((row, i) =>
      row.map((gain, axis) =>
        velocity[i]![axis]! * gradient[i]![axis]! < 0 ? gain + 0.2 : Math.max(gain * 0.8, 0.01),
      ),
    )
    velocity = velocity.map((row, i) =>
      row.map((v, axis) => (early ? 0.5 : 0.8) * v - learningRate * gains[i]![axis]! * gradient[i]![axis]!),
    )
    Y = Y.map((row, i) => row.map((at, axis) => at + velocity[i]![axis]!))
    if (iter % 20 === 0 || iter === iterations) klHistory.push({ iter, kl: klDivergence(P, Y) })
  }
  return { Y, klHistory }
}

/** `klGradient` without its checks, which would be made anew at every step. */
function gradientOf(P: Mat, Y: Mat): Mat {
  const kernel = kernelOf(Y)
  const Q = normalised(kernel)
  return Y.map((y, i) => {
    const gradient = y.map(() => 0)
    for (const [j, other] of Y.entries()) {
      const pull = 4 * (P[i]![j]! - Q[i]![j]!) * kernel[i]![j]!
      for (let axis = 0; axis < y.length; axis++) gradient[axis]! += pull * (y[axis]! - other[axis]!)
    }
    return gradient
  })
}

/** 1 / (1 + squared distance) of all pairs, 0 on the diagonal. */
function kernelOf(Y: Mat): Mat {
  return Y.map((a, i) =>
    Y.map((b, j) => {
      if (i === j) return 0
      let d2 = 0
      for (let axis = 0; axis < a.length; axis++) d2 += (a[axis]! - b[axis]!) ** 2
      return 1 / (1 + d2)
    }),
  )
}

function normalised(kernel: Mat): Mat {
  const total = kernel.reduce((sum, row) => row.reduce((partial, value) => partial + value, sum), 0)
  // One sample alone has nothing to be similar to.
  return kernel.map((row) => row.map((value) => (total === 0 ? 0 : value / total)))
}

function checkPairing(P: Mat, Y: Mat): void {
  checkPaired(P, Y, 'P', 'Y')
  checkRectangular(P, 'P', Y.length)
  checkRectangular(Y, 'Y')
  checkFiniteMat(P, 'P')
  checkFiniteMat(Y, 'Y')
  checkParam(
    P.every((row) => row.every((p) => p >= 0)),
    'P holds a probability below 0',
  )
}
