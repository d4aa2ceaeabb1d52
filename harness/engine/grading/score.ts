import type { Manifest } from '../course/manifest.ts'

/** All points are whole hundredths here, so that sums are exact. */
export type Hundredths = number

/** The share of an exercise that goes to hygiene: inputs kept, no memory, errors. */
const HYGIENE_SHARE = 0.1

type Worth = Pick<Manifest, 'points' | 'exports' | 'properties'>

/** What each property is worth, by the functions that it judges: `shares[i]` has an entry for each of them. */
function sharesOf({ points, exports, properties }: Worth): Map<string, Hundredths>[] {
  const shares = properties.map(() => new Map<string, Hundredths>())
  const names = Object.keys(exports)
  const worths = apportion(
    points * 100,
    names.map((fn) => exports[fn]!.weight),
  )
  for (const [k, fn] of names.entries()) {
    const own = properties.map(({ judges }) => judges.includes(fn))
    const isHygiene = properties.map(({ kind }, i) => own[i]! && kind === 'contract')
    const isBody = properties.map(({ kind }, i) => own[i]! && kind !== 'contract')
    const worth = worths[k]!
    const hasBoth = isHygiene.includes(true) && isBody.includes(true)
    const forHygiene = hasBoth ? Math.round(worth * HYGIENE_SHARE) : isHygiene.includes(true) ? worth : 0
    const weights = (some: boolean[]) => properties.map(({ weight }, i) => (some[i] ? weight : 0))
    const body = apportion(worth - forHygiene, weights(isBody))
    const hygiene = apportion(forHygiene, weights(isHygiene))
    for (const [i, has] of own.entries()) if (has) shares[i]!.set(fn, body[i]! + hygiene[i]!)
  }
  return shares
}

/** What each property of an exercise is worth, in the order of the manifest; sums to the points exactly. */
export function propertyPoints(worth: Worth): Hundredths[] {
  return sharesOf(worth).map((shares) => sum(shares.values()))
}

/** Whether a property holds; undefined where it was not asked, as in a check of the visible ones. */
export type Held = boolean | 'ungraded' | undefined

/** What an exercise earned, in hundredths. */
export interface Earned {
  /** By property, in the order of the manifest. */
  properties: Hundredths[]
  functions: { name: string; points: Hundredths; maxPoints: Hundredths }[]
}

/**
 * What the properties that hold earn. A function earns nothing until an anchored property of it holds (one that
 * compares with the reference or a closed form): laws alone are obeyed by many a function that does nothing. A function
 * that is wrong earns half of what else holds of it.
 *
 * @param copyable which properties are no anchor, because what they ask can be copied out of the visible tests
 */
export function earnedPoints(
  worth: Worth,
  passed: readonly Held[],
  copyable: readonly boolean[] = [],
): Earned {
  const { exports, properties } = worth
  const names = Object.keys(exports)
  const isAnchored = (fn: string) =>
    properties.some(
      ({ kind, judges }, i) =>
        kind === 'differential' && judges.includes(fn) && passed[i] === true && !copyable[i],
    )
  const wrong = wrongFunctions(properties, passed)
  const factor = new Map(names.map((fn) => [fn, isAnchored(fn) ? (wrong.has(fn) ? 0.5 : 1) : 0]))
  const shares = sharesOf(worth)
  const earned = shares.map((own, i) =>
    [...own].map(
      ([fn, share]) => [fn, passed[i] === true ? Math.floor(share * factor.get(fn)!) : 0] as const,
    ),
  )
  return {
    properties: earned.map((own) => sum(own.map(([, points]) => points))),
    functions: names.map((name) => ({
      name,
      points: sum(earned.flatMap((own) => own.filter(([fn]) => fn === name).map(([, points]) => points))),
      maxPoints: sum(shares.map((own, i) => (passed[i] === undefined ? 0 : (own.get(name) ?? 0)))),
    })),
  }
}

/** What the functions earned, as a record says it. */
export function functionRecords({
  functions,
}: Earned): { name: string; points: number; maxPoints: number }[] {
  return functions.map(({ name, points, maxPoints }) => ({
    name,
    points: points / 100,
    maxPoints: maxPoints / 100,
  }))
}

/**
 * The functions that compute something wrong. A property about several functions accuses all of them, unless one of
 * them is wrong by itself: then that one explains it.
 */
function wrongFunctions(properties: Worth['properties'], passed: readonly Held[]): Set<string> {
  const failing = properties.filter(({ kind }, i) => kind !== 'contract' && passed[i] === false)
  const alone = new Set(failing.flatMap(({ judges }) => (judges.length === 1 ? judges : [])))
  const together = failing.filter(({ judges }) => !judges.some((fn) => alone.has(fn)))
  return new Set([...alone, ...together.flatMap(({ judges }) => judges)])
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

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
