import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dyadic, ordered } from '../testing/arbitraries.ts'
import { mean, median, percentile, populationSd } from './descriptive.ts'

const runs = { seed: 1, numRuns: 200 }
const values = fc.array(dyadic, { minLength: 1, maxLength: 12 })

test('the mean and the SD of four numbers', () => {
  expect([mean([2, 4, 4, 6]), populationSd([2, 4, 4, 6])]).toEqual([4, Math.SQRT2])
})

test('the variance is that of pairs: half the mean squared difference', () => {
  fc.assert(
    fc.property(values, (v) => {
      const pairs = v.flatMap((a) => v.map((b) => (a - b) ** 2))
      expect(populationSd(v) ** 2).toBeCloseTo(mean(pairs) / 2, 10)
    }),
    runs,
  )
})

test('the variance survives a large offset', () => {
  expect(populationSd([2 ** 27, 2 ** 27 + 1, 2 ** 27 + 2])).toBe(Math.sqrt(2 / 3))
})

test('equal numbers have exactly themselves as mean, and no variance', () => {
  for (const value of [0.1, 0.7, -1 / 3, 1e300, 5e-324])
    for (const n of [1, 3, 7, 300]) {
      const constant = Array.from({ length: n }, () => value)
      expect([mean(constant), populationSd(constant)]).toEqual([value, 0])
    }
})

test('the median is the middle value, by size', () => {
  expect([median([10, 9, 1]), median([3, 1, 10, 2]), median([-2])]).toEqual([9, 2.5, -2])
})

test('as many values lie below the median as above', () => {
  fc.assert(
    fc.property(values, (v) => {
      const m = median(v)
      expect(2 * v.filter((x) => x < m).length).toBeLessThanOrEqual(v.length)
      expect(2 * v.filter((x) => x > m).length).toBeLessThanOrEqual(v.length)
    }),
    runs,
  )
})

test('percentiles of 1 … 4', () => {
  expect([0, 50, 100].map((p) => percentile([4, 2, 1, 3], p))).toEqual([1, 2.5, 4])
  expect(percentile([4, 2, 1, 3], 8)).toBeCloseTo(1.24, 12)
})

test('percentiles rise with the percent, and the one at 50 is the median', () => {
  const percent = fc.integer({ min: 0, max: 400 }).map((k) => k / 4)
  fc.assert(
    fc.property(values, percent, percent, (v, p, q) => {
      expect(percentile(v, Math.min(p, q))).toBeLessThanOrEqual(percentile(v, Math.max(p, q)) + 1e-12)
      expect(percentile(v, 50)).toBe(median(v))
    }),
    runs,
  )
})

test('the order of the values does not matter', () => {
  fc.assert(
    fc.property(ordered(values), ([v, order]) => {
      const shuffled = order.map((i) => v[i]!)
      expect([mean(shuffled), median(shuffled)]).toEqual([mean(v), median(v)])
      expect(percentile(shuffled, 30)).toBe(percentile(v, 30))
      expect(populationSd(shuffled) ** 2).toBeCloseTo(populationSd(v) ** 2, 12)
    }),
    runs,
  )
})
