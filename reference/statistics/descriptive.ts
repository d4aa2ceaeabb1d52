import type { Vec } from '#kit'
import { powerOfTwo, sum } from '../linear-algebra/vector.ts'

/** Arithmetic mean of at least one number; of equal numbers exactly that number. */
export function mean(values: Vec): number {
  // The sum of 0.1, 0.1, 0.1 over 3 is above all three: a constant would have a spread, and be missed by its mean.
  return values.every((value) => value === values[0]) ? values[0]! : sum(values) / values.length
}

/** The root of the mean of the squares, in the unit of the values, which may be of any size. */
export function rootMeanSquare(values: Vec): number {
  const unit = powerOfTwo(values)
  return unit * Math.sqrt(mean(values.map((value) => (value / unit) ** 2)))
}

/**
 * Population standard deviation of at least one number (ddof 0): the root of the mean squared distance from the mean, in
 * two passes. In the unit of the values, which may be of any size.
 */
export function populationSd(values: Vec): number {
  const centre = mean(values)
  return rootMeanSquare(values.map((value) => value - centre))
}

/** Median of at least one number; of an even count, the mean of the two in the middle. */
export function median(values: Vec): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2
}

/**
 * Percentile of at least one number: of the sorted values 0 … n − 1, the one at place (n − 1) · percent / 100,
 * on the straight line between two neighbours.
 *
 * @param percent 0 … 100
 * @see `numpy.percentile(method='linear')`
 */
export function percentile(values: Vec, percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}
