import type { Mat, Vec } from '#kit'
import { fitLinear, predictLinear } from '../linear-model/linear.ts'
import {
  checkFeatures,
  checkFinite,
  checkFiniteMat,
  checkNotNegative,
  checkPaired,
  checkRectangular,
  checkSameLength,
} from '../validation.ts'

/** Velocity = W · rates + b. */
export interface VelocityDecoder {
  /** nOut × nNeurons. */
  W: Mat
  b: Vec
}

/**
 * Ridge regression of the velocity on the rates: `fitLinear` for each of its nOut components.
 *
 * @param rates trials × neurons
 * @param velocity trials × nOut
 * @param alpha at least 0; the intercepts are not penalised
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see Carmena et al. 2003, PLoS Biology 1(2)
 */
export function fitVelocityDecoder(rates: Mat, velocity: Mat, alpha: number): VelocityDecoder {
  checkPaired(rates, velocity, 'rates', 'velocity')
  checkRectangular(rates, 'rates')
  checkRectangular(velocity, 'velocity')
  checkFiniteMat(rates, 'rates')
  checkFiniteMat(velocity, 'velocity')
  checkNotNegative(alpha, 'alpha')
  const models = velocity[0]!.map((_, out) =>
    fitLinear(
      rates,
      velocity.map((trial) => trial[out]!),
      { alpha },
    ),
  )
  return { W: models.map(({ coef }) => coef), b: models.map(({ intercept }) => intercept) }
}

/**
 * The velocity of every trial: W · rates + b.
 *
 * @param rates trials × neurons; no trials give no velocities
 * @returns trials × nOut
 * @throws MLError EMPTY (no outputs), SHAPE, NON_FINITE (also of the decoder)
 */
export function decodeVelocity({ W, b }: VelocityDecoder, rates: Mat): Mat {
  checkFeatures(W, 'W')
  checkSameLength(W, b, 'W', 'b')
  checkFinite(b, 'b')
  checkRectangular(rates, 'rates', W[0]!.length)
  checkFiniteMat(rates, 'rates')
  const components = W.map((coef, out) => predictLinear({ coef, intercept: b[out]! }, rates))
  return rates.map((_, trial) => components.map((component) => component[trial]!))
}
