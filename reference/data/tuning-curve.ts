import { stream } from '#data'
import type { Seed, Vec } from '#kit'
import { randomOrder } from '../random/order.ts'
import { checkNotNegative, checkWhole } from '../validation.ts'

export interface TuningCurve {
  /** n stimuli: one in each of n equal parts of −1 … 1, in random order. */
  x: Vec
  /** n measured firing rates, Hz. */
  y: Vec
  /** What a student never sees: the rate without noise is Σ truth[p] · x^p, a cubic. */
  truth: Vec
}

const CUBIC = [10, 12, -8, -10]

/**
 * How a neuron's firing rate depends on a stimulus, measured with noise: a polynomial of degree 3.
 *
 * @param opt n from 1; noiseHz: the SD of the noise, at least 0
 * @throws MLError PARAM
 * @see curriculum E19, H7; the curve is a design choice
 */
export function tuningCurve(seed: Seed, { n, noiseHz = 1.5 }: { n: number; noiseHz?: number }): TuningCurve {
  checkWhole(n, 1, 'n')
  checkNotNegative(noiseHz, 'noiseHz')
  const random = stream(seed, 'tuning-curve')
  const samples = randomOrder(n, random).map((part) => {
    const x = (2 * (part + random.next())) / n - 1
    return { x, y: CUBIC.reduce((rate, c, power) => rate + c * x ** power, noiseHz * random.normal()) }
  })
  return { x: samples.map(({ x }) => x), y: samples.map(({ y }) => y), truth: [...CUBIC] }
}
