import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HospitalOptions, hospital, stream } from '#data'
import type { Seed } from '#kit'
import { rollingOrigin } from '../forecasting/autoregression.ts'
import { occupancy } from '../forecasting/occupancy.ts'
import { mase, seasonalNaive } from '../forecasting/seasonal.ts'
import { fuzz } from '../testing/fuzz.ts'

/** With the occupied beds of each day. */
function withBeds(seed: Seed, opt: HospitalOptions) {
  const made = hospital(seed, opt)
  return { ...made, beds: occupancy(made.stays, opt.days) }
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)
/** Lambda times the mean stay, of which 6.95 is the mean that max(1, round(·)) makes of a log-normal of 6.94. */
const USUAL_BEDS = 12 * 6.95

const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length

test('the same seed gives the same hospital, another seed another', () => {
  expect(withBeds('a', { days: 20 })).toEqual(withBeds('a', { days: 20 }))
  expect(withBeds('a', { days: 20 })).not.toEqual(withBeds('b', { days: 20 }))
})

test('it draws from a stream of its own name, the first day first', () => {
  for (const seed of SEEDS) {
    const rate = 12 * (1 + 0.2 * Math.cos((2 * Math.PI * -60) / 7))
    const first = withBeds(seed, { days: 1 }).stays.filter(({ admit }) => admit === -60)
    expect(first).toHaveLength(stream(seed, 'hospital').poisson(rate))
  }
})

test('more days leave the first ones as they were', () => {
  const [few, many] = [10, 30].map((days) => withBeds(1, { days }))
  expect(many!.beds.slice(0, 10)).toEqual(few!.beds)
  expect(many!.stays.slice(0, few!.stays.length)).toEqual(few!.stays)
})

test('stays are whole days, in order of admission, some from before; beds count them', () => {
  const { stays, beds, truth } = withBeds(1, { days: 50 })
  expect([beds.length, truth.admissionRate.length]).toEqual([50, 50])
  for (const { admit, los } of stays) {
    expect(Number.isInteger(admit) && admit >= -60 && admit < 50).toBe(true)
    expect(Number.isInteger(los) && los >= 1).toBe(true)
  }
  expect(stays.map(({ admit }) => admit)).toEqual(stays.map(({ admit }) => admit).sort((a, b) => a - b))
  const there = stays.filter(({ admit, los }) => admit <= 7 && 7 < admit + los)
  expect(beds[7]).toBe(there.length)
})

test('the median stay is 5 days, with quartiles of 3 and 9; in intensive care 7, 4 and 11', () => {
  const quartiles = (options: Partial<HospitalOptions>) => {
    const all = SEEDS.flatMap((seed) => withBeds(seed, { days: 200, ...options }).stays.map(({ los }) => los))
    const sorted = all.sort((a, b) => a - b)
    return [0.25, 0.5, 0.75].map((q) => sorted[Math.floor(q * sorted.length)])
  }
  expect(quartiles({})).toEqual([3, 5, 9])
  expect(quartiles({ losMedian: 7, losSigma: 0.75 })).toEqual([4, 7, 11])
  expect(quartiles({ losSigma: 0 })).toEqual([5, 5, 5])
})

test('admissions come as often as they should on each day of the week, and in a wave', () => {
  const wave = { peakDay: 100, widthDays: 10, height: 3 }
  for (const options of [{}, { weekly: 0 }, { weekly: 1 }, { wave }]) {
    const all = SEEDS.map((seed) => withBeds(seed, { days: 140, ...options }))
    const { admissionRate } = all[0]!.truth
    for (const part of [
      ...[0, 1, 2, 3, 4, 5, 6].map((k) => (day: number) => day % 7 === k),
      (day: number) => day > 90,
    ]) {
      const expected = admissionRate.reduce((sum, rate, day) => sum + (part(day) ? rate : 0), 0) * all.length
      const counts = all.map(({ stays }) => stays.filter(({ admit }) => admit >= 0 && part(admit)).length)
      // Five standard errors of a Poisson count.
      expect(Math.abs(mean(counts) * all.length - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected))
    }
  }
  const { admissionRate } = withBeds(1, { days: 140, weekly: 0, wave }).truth
  expect([admissionRate[100], admissionRate[20]]).toEqual([48, expect.closeTo(12, 9)])
})

describe('over 20 seeds of 365 days', () => {
  const years = SEEDS.map((seed) => withBeds(seed, { days: 365 }))

  test("Little's law: as many beds are taken as admissions a day times days a stay", () => {
    for (const { beds, stays } of years) {
      // measured 0.960 … 1.038
      expect(Math.abs(mean(beds) / USUAL_BEDS - 1)).toBeLessThan(0.1)
      // measured 0.971 … 1.019: with the stays as drawn
      expect(Math.abs(mean(beds) / (12 * mean(stays.map(({ los }) => los))) - 1)).toBeLessThan(0.06)
    }
  })

  test('it is full from the first day on', () => {
    expect(Math.abs(mean(years.map(({ beds }) => beds[0]!)) / USUAL_BEDS - 1)).toBeLessThan(0.1)
  })

  test('an autoregression of 14 days forecasts tomorrow better than last week does', () => {
    // Four weeks of the year: a fit takes some milliseconds. Over all origins from day 200 on, measured
    // 0.344 … 0.562, and 0.403 … 0.541 of the naive forecast; from day 120 on 0.365 … 0.610.
    for (const { beds } of years) {
      const month = beds.slice(0, 228)
      const forecasts = rollingOrigin(month, { nLags: 14, horizon: 1, initial: 200 })
      const actual = forecasts.map((f) => f.actual)
      const score = (forecast: number[]) => mase(actual, forecast, month.slice(0, 200), 7)
      const learned = score(forecasts.map((f) => f.forecast))
      const naive = score(forecasts.map(({ origin }) => seasonalNaive(month.slice(0, origin + 1), 7, 1)))
      // measured 0.291 … 0.653, and 0.249 … 0.906 of the naive forecast
      expect(learned).toBeLessThan(0.85)
      expect(learned).toBeLessThan(naive)
    }
  })
})

test('a stay is a number of days, however wide the spread', () => {
  const { stays, beds } = withBeds(1, { days: 3, losSigma: 1000 })
  expect(stays.every(({ los }) => Number.isSafeInteger(los) && los >= 1)).toBe(true)
  expect(beds.every(Number.isInteger)).toBe(true)
})

test('without admissions it is empty', () => {
  expect(withBeds(1, { days: 3, lambda: 0 })).toMatchObject({ stays: [], beds: [0, 0, 0] })
})

test.each<[string, HospitalOptions]>([
  ['no days', { days: 0 }],
  ['half a day', { days: 1.5 }],
  ['a negative rate', { days: 5, lambda: -1 }],
  ['an infinite rate', { days: 5, lambda: Number.POSITIVE_INFINITY }],
  ['a rhythm above 1', { days: 5, weekly: 1.5 }],
  ['a stay of median 0', { days: 5, losMedian: 0 }],
  ['an infinite median', { days: 5, losMedian: Number.POSITIVE_INFINITY }],
  ['a negative sigma', { days: 5, losSigma: -1 }],
  ['an infinite sigma', { days: 5, losSigma: Number.POSITIVE_INFINITY }],
  ['a wave without width', { days: 5, wave: { peakDay: 2, widthDays: 0, height: 1 } }],
  ['a wave below 0', { days: 5, wave: { peakDay: 2, widthDays: 1, height: -1 } }],
])('%s is refused with PARAM', (_, opt) => {
  expect(() => withBeds(1, opt)).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any options give a hospital, or one of them is at fault', () => {
  const wave = fc.record({
    peakDay: fc.integer({ min: -5, max: 20 }),
    widthDays: fc.constantFrom(0.5, 5),
    height: fc.constantFrom(0, 2),
  })
  const options = fc.record(
    {
      days: fc.integer({ min: 1, max: 6 }),
      lambda: fc.constantFrom(0, 0.5, 2),
      weekly: fc.constantFrom(0, 0.2, 1),
      losMedian: fc.constantFrom(0.1, 5),
      losSigma: fc.constantFrom(0, 0.8, 1000),
      wave,
    },
    { requiredKeys: ['days', 'lambda'] },
  )
  fuzz(hospital, fc.tuple(fc.nat(), options), { numRuns: 100 })
})
