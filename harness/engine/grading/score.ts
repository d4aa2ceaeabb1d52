import type { Manifest } from '../course/manifest.ts'

/** All points are whole hundredths here, so that sums are exact. */
export type Hundredths = number

/** The share of an exercise that goes to hygiene: inputs kept, no memory, errors. */
const HYGIENE_SHARE = 0.1

/** What each property of an exercise is worth, in the order of the manifest; sums to the points exactly. */
export function propertyPoints({
  points,
  properties,
}: Pick<Manifest, 'points' | 'properties'>): Hundredths[] {
  const total = points * 100
  const hygiene = properties.map(({ kind }) => kind === 'contract')
  const hasBoth = hygiene.includes(true) && hygiene.includes(false)
  const forHygiene = hasBoth ? Math.round(total * HYGIENE_SHARE) : hygiene.includes(true) ? total : 0
  const weights = (wanted: boolean) => properties.map(({ weight }, i) => (hygiene[i] === wanted ? weight : 0))
  const body = apportion(total - forHygiene, weights(false))
  const contract = apportion(forHygiene, weights(true))
  return properties.map((_, i) => body[i]! + contract[i]!)
}

/**
 * What each property earns. Nothing is earned until an anchored property (one that compares with the
 * reference or a closed form) holds: laws alone are obeyed by many a function that does nothing.
 *
 * @param copyable which properties are no anchor, because what they ask can be copied out of the visible tests
 */
export function earnedPoints(
  { points, properties }: Pick<Manifest, 'points' | 'properties'>,
  passed: readonly boolean[],
  copyable: readonly boolean[] = [],
): Hundredths[] {
  const anchored = properties.some(({ kind }, i) => kind === 'differential' && passed[i] && !copyable[i])
  return propertyPoints({ points, properties }).map((worth, i) => (anchored && passed[i] ? worth : 0))
}

/** Adds up points as they are written, with two decimals, without rounding errors. */
export function sumOfPoints(points: readonly number[]): number {
  return points.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100
}

/** Splits a whole number by weights: largest remainders get the rest, ties go to the earlier one. */
function apportion(total: Hundredths, weights: readonly number[]): Hundredths[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum === 0) return weights.map(() => 0)
  const shares = weights.map((weight) => Math.floor((total * weight) / sum))
  const left = total - shares.reduce((a, b) => a + b, 0)
  const byRemainder = weights
    .map((weight, i) => ({ i, remainder: (total * weight) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (const { i } of byRemainder.slice(0, left)) shares[i]!++
  return shares
}
