import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stream } from '#data'
import { randomOrder } from '../random/order.ts'
import { anyNumber, anyVector, dyadic } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { flagOutliers } from './outliers.ts'

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const runs = { seed: 1, numRuns: 200 }
const values = fc.array(dyadic, { maxLength: 12 })

test('what is farther than 5 robust SD from the median is flagged', () => {
  // Median 3.5 and MAD 2, then median 3 or 2 and MAD 1: the limit is 14.8, then 7.413.
  expect(flagOutliers([1, 2, 3, 4, 10, 18])).toEqual([false, false, false, false, false, false])
  expect(flagOutliers([1, 2, 3, 4, 11, 2, 4])).toEqual([false, false, false, false, true, false, false])
  expect(flagOutliers([1, 2, 3, 4, -5.4, 2, 4])).toEqual([false, false, false, false, false, false, false])
  expect(flagOutliers([1, 2, 3, 4, -5.5, 2, 4])).toEqual([false, false, false, false, true, false, false])
})

test('k is the number of robust SD', () => {
  const x = [1, 2, 3, 4, 5]
  // MAD 1: 2 is beyond 1.4826 and within 2.9652.
  expect(flagOutliers(x, 1)).toEqual([true, false, false, false, true])
  expect(flagOutliers(x, 2)).toEqual(Array(5).fill(false))
})

test('without spread nothing is flagged, however far', () => {
  expect(flagOutliers([2, 2, 2, 1000])).toEqual(Array(4).fill(false))
  expect([flagOutliers([]), flagOutliers([7])]).toEqual([[], [false]])
})

test('a missing value is not flagged and changes no other flag', () => {
  expect(flagOutliers([nan, nan])).toEqual([false, false])
  fc.assert(
    fc.property(values, fc.nat(12), (x, place) => {
      const at = Math.min(place, x.length)
      expect(flagOutliers(x.toSpliced(at, 0, nan), 2)).toEqual(flagOutliers(x, 2).toSpliced(at, 0, false))
    }),
    runs,
  )
})

test('another unit flags the same values', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(-4, 0.5, 8), dyadic, (x, scale, shift) => {
      const changed = x.map((value) => scale * value + shift)
      expect(flagOutliers(changed, 2)).toEqual(flagOutliers(x, 2))
    }),
    runs,
  )
})

test('a larger k flags no more, and never as much as half', () => {
  fc.assert(
    fc.property(values, (x) => {
      const flags = [0.7, 2, 5].map((k) => flagOutliers(x, k))
      expect(flags[0]!.every((flag, i) => flag || !flags[1]![i])).toBe(true)
      expect(flags[1]!.every((flag, i) => flag || !flags[2]![i])).toBe(true)
      expect(2 * flags[0]!.filter(Boolean).length).toBeLessThanOrEqual(x.length)
    }),
    runs,
  )
})

test.each([0.01, 0.1, 0.3])('artefacts of 100 SD are found when they are a share of %d', (share) => {
  for (let seed = 0; seed < 20; seed++) {
    const random = stream(seed, 'artefacts')
    const planted = new Set(randomOrder(200, random).slice(0, 200 * share))
    const x = Array.from({ length: 200 }, (_, i) => random.normal() + (planted.has(i) ? 100 : 0))
    const flags = flagOutliers(x)
    expect([...planted].every((i) => flags[i])).toBe(true)
    // 5 SD: one in 1.7 million, and a contaminated median only widens the limit.
    expect(flags.filter(Boolean)).toHaveLength(planted.size)
  }
})

test.each([
  ['NON_FINITE', [1, infinity], 5],
  ['NON_FINITE', [-infinity], 5],
  ['PARAM', [1, 2], 0],
  ['PARAM', [1, 2], -1],
  ['PARAM', [1, 2], nan],
  ['PARAM', [1, 2], infinity],
])('%s: %j with k = %d', (code, x, k) => {
  expect(() => flagOutliers(x, k)).toThrow(expect.objectContaining({ code }))
})

test('any values are flagged or refused', () => {
  fuzz(flagOutliers, fc.tuple(anyVector, anyNumber), {
    isLegal: (flags, x) =>
      flags.length === x.length && flags.every((flag, i) => !flag || Number.isFinite(x[i])),
  })
})
