import { Matrix, SVD } from 'ml-matrix'
import type { Mat, Vec } from '#kit'
import {
  checkEnough,
  checkFinite,
  checkFiniteMat,
  checkNotEmpty,
  checkPaired,
  checkRectangular,
} from '../validation.ts'

/** How a neuron fires for a direction θ: b0 + modulation · cos(θ − preferred). */
export interface Tuning {
  b0: number
  /** At least 0. */
  modulation: number
  /** In (−π, π]. */
  preferred: number
}

/** Below this, relative to the largest, a singular value of the directions is rounding. */
const RANK_CUTOFF = 1e-9

/**
 * Fits a cosine to the rates of every neuron: least squares on [1, cos θ, sin θ].
 *
 * @param rates trials × neurons
 * @param theta direction of each trial, radians
 * @returns one tuning per neuron; a neuron whose rate never changes has modulation 0 and preferred direction 0
 * @throws MLError EMPTY, SHAPE, NON_FINITE, NOT_ENOUGH_SAMPLES (fewer than 3 different directions, modulo 2π)
 * @see Georgopoulos et al. 1982, Journal of Neuroscience 2(11)
 */
export function fitTuning(rates: Mat, theta: Vec): Tuning[] {
  checkPaired(rates, theta, 'rates', 'theta')
  checkRectangular(rates, 'rates')
  checkFiniteMat(rates, 'rates')
  checkFinite(theta, 'theta')
  const svd = new SVD(
    theta.map((angle) => [1, Math.cos(angle), Math.sin(angle)]),
    { autoTranspose: true },
  )
  const [largest, , smallest = 0] = svd.diagonal
  checkEnough(smallest > RANK_CUTOFF * largest!, 'a cosine needs 3 different directions')
  const pseudoInverse = svd.inverse()
  return rates[0]!.map((first, neuron) => {
    const own = rates.map((trial) => trial[neuron]!)
    if (own.every((rate) => rate === first)) return { b0: first, modulation: 0, preferred: 0 }
    const [b0, alongCos, alongSin] = pseudoInverse.mmul(Matrix.columnVector(own)).to1DArray()
    return { b0: b0!, modulation: Math.hypot(alongCos!, alongSin!), preferred: angleOf(alongCos!, alongSin!) }
  })
}

/**
 * The sum over neurons of (rate − b0) · modulation · (cos, sin)(preferred), in every trial.
 *
 * @param rates trials × neurons; no trials give no vectors
 * @param tuning one per neuron
 * @returns the angle of each sum in (−π, π], and its length; a sum of (0, 0) has angle 0
 * @throws MLError EMPTY (no neurons), SHAPE, NON_FINITE
 * @see Georgopoulos, Schwartz and Kettner 1986, Science 233
 */
export function populationVector(rates: Mat, tuning: Tuning[]): { angle: Vec; length: Vec } {
  checkNotEmpty(tuning, 'tuning')
  checkRectangular(rates, 'rates', tuning.length)
  checkFiniteMat(rates, 'rates')
  for (const { b0, modulation, preferred } of tuning) checkFinite([b0, modulation, preferred], 'tuning')
  const sums = rates.map((trial) => {
    const weights = tuning.map(({ b0, modulation }, neuron) => (trial[neuron]! - b0) * modulation)
    return {
      x: tuning.reduce((sum, { preferred }, neuron) => sum + weights[neuron]! * Math.cos(preferred), 0),
      y: tuning.reduce((sum, { preferred }, neuron) => sum + weights[neuron]! * Math.sin(preferred), 0),
    }
  })
  return { angle: sums.map(({ x, y }) => angleOf(x, y)), length: sums.map(({ x, y }) => Math.hypot(x, y)) }
}

/**
 * How far apart two directions are, the shorter way round.
 *
 * @param a radians
 * @param b radians
 * @returns 0 … π
 * @throws MLError NON_FINITE
 * @example angularError(350 * Math.PI / 180, 10 * Math.PI / 180) // 20° in radians
 */
export function angularError(a: number, b: number): number {
  checkFinite([a, b], 'an angle')
  const turn = 2 * Math.PI
  const apart = Math.abs((a % turn) - (b % turn)) % turn
  return Math.min(apart, turn - apart)
}

/** The angle of a vector, in (−π, π]; 0 for none. */
function angleOf(x: number, y: number): number {
  if (x === 0 && y === 0) return 0
  // A y of −0 means −π to atan2.
  return Math.atan2(y + 0, x)
}
