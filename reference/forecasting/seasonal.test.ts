import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzz } from '../testing/fuzz.ts'
import { mase, seasonalNaive } from './seasonal.ts'

const runs = { seed: 1, numRuns: 200 }
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
const histories = fc.array(dyadic, { minLength: 5, maxLength: 12 })
const season = fc.integer({ min: 1, max: 4 })
const horizon = fc.integer({ min: 1, max: 12 })
const pairs = fc
  .array(fc.tuple(dyadic, dyadic), { minLength: 1, maxLength: 6 })
  .map((rows) => ({ actual: rows.map(([a]) => a), forecast: rows.map(([, f]) => f) }))

describe('seasonalNaive', () => {
  test('is the newest known value that lies whole seasons before the target, by counting back', () => {
    fc.assert(
      fc.property(histories, season, horizon, (history, m, h) => {
        let at = history.length - 1 + h
        while (at >= history.length) at -= m
        expect(seasonalNaive(history, m, h)).toBe(history[at])
      }),
      runs,
    )
  })

  test('with season 1 is the last value, whatever the horizon', () => {
    expect([1, 2, 9].map((h) => seasonalNaive([4, 5, 6], 1, h))).toEqual([6, 6, 6])
  })

  test('goes through the last season, and through it again', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((h) => seasonalNaive([0, 0, 1, 2, 3], 3, h))).toEqual([
      1, 2, 3, 1, 2, 3, 1,
    ])
  })

  test('continues a series that repeats itself', () => {
    fc.assert(
      fc.property(histories, horizon, (pattern, h) => {
        const history = [...pattern, ...pattern]
        expect(seasonalNaive(history, pattern.length, h)).toBe(pattern[(h - 1) % pattern.length])
      }),
      runs,
    )
  })
})

describe('mase', () => {
  test('two forecasts: the example of the exercise', () => {
    expect(mase([10, 12], [11, 11], [8, 9, 11, 10], 1)).toBe(0.75)
  })

  test('is the mean error over the mean change in a season of the training series', () => {
    fc.assert(
      fc.property(pairs, histories, season, ({ actual, forecast }, train, m) => {
        let [error, change] = [0, 0]
        for (const [i, value] of actual.entries()) error += Math.abs(value - forecast[i]!) / actual.length
        for (let t = m; t < train.length; t++)
          change += Math.abs(train[t]! - train[t - m]!) / (train.length - m)
        const expected = change > 0 ? error / change : error > 0 ? Number.POSITIVE_INFINITY : 0
        expect(mase(actual, forecast, train, m)).toBeCloseTo(expected, 10)
      }),
      runs,
    )
  })

  test('is 1 for the naive forecasts of the training series itself, and 0 for perfect ones', () => {
    const train = [3, 1, 4, 1, 5, 9, 2, 6]
    const naive = train.slice(2).map((_, i) => seasonalNaive(train.slice(0, i + 2), 2, 1))
    expect(mase(train.slice(2), naive, train, 2)).toBe(1)
    expect(mase([1, 2], [1, 2], train, 2)).toBe(0)
  })

  test('is the same in another unit, also upside down', () => {
    fc.assert(
      fc.property(
        pairs,
        histories,
        season,
        fc.constantFrom(-4, 0.5, 2),
        dyadic,
        (pair, train, m, scale, shift) => {
          const changed = (values: number[]) => values.map((value) => scale * value + shift)
          const score = mase(pair.actual, pair.forecast, train, m)
          expect(mase(changed(pair.actual), changed(pair.forecast), changed(train), m)).toBe(score)
        },
      ),
      runs,
    )
  })

  test('against a series that repeats itself is 0 for perfect forecasts and infinite for others', () => {
    const train = [1, 2, 1, 2, 1]
    expect(mase([1, 2], [1, 2], train, 2)).toBe(0)
    expect(mase([1, 2], [1, 2.5], train, 2)).toBe(Number.POSITIVE_INFINITY)
    expect(mase([1, 2], [1, 2.5], train, 1)).toBe(0.25)
  })
})

test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no history', () => seasonalNaive([], 1, 1)],
  ['EMPTY', 'no forecasts', () => mase([], [], [1, 2], 1)],
  ['EMPTY', 'no training series', () => mase([1], [1], [], 1)],
  ['SHAPE', 'a forecast too many', () => mase([1], [1, 2], [1, 2], 1)],
  ['NON_FINITE', 'NaN in the history', () => seasonalNaive([Number.NaN, 1], 1, 1)],
  ['NON_FINITE', 'NaN as actual value', () => mase([Number.NaN], [1], [1, 2], 1)],
  ['NON_FINITE', 'NaN as forecast', () => mase([1], [Number.NaN], [1, 2], 1)],
  ['NON_FINITE', 'NaN in training', () => mase([1], [1], [1, Number.NaN], 1)],
  ['PARAM', 'no season', () => seasonalNaive([1, 2], 0, 1)],
  ['PARAM', 'half a season', () => mase([1], [1], [1, 2], 0.5)],
  ['PARAM', 'no horizon', () => seasonalNaive([1, 2], 1, 0)],
  ['PARAM', 'half a horizon', () => seasonalNaive([1, 2], 1, 1.5)],
  ['NOT_ENOUGH_SAMPLES', 'less than a season', () => seasonalNaive([1, 2], 3, 1)],
  ['NOT_ENOUGH_SAMPLES', 'a single season of training', () => mase([1], [1], [1, 2], 2)],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any series is forecast and scored, or refused', () => {
  const few = fc.array(dyadic, { maxLength: 9 })
  fuzz(seasonalNaive, fc.tuple(few, season, horizon))
  const scored = fc
    .tuple(pairs, few, season)
    .map(([{ actual, forecast }, train, m]): Parameters<typeof mase> => [actual, forecast, train, m])
  fuzz(mase, scored)
})
