import fc from 'fast-check'
import { Matrix, QrDecomposition } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { stream } from '#data'
import { fuzz } from '../testing/fuzz.ts'
import { fitAutoregression, forecastAR, makeLagged, rollingOrigin } from './autoregression.ts'

const runs = { seed: 1, numRuns: 100 }
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
/** A series that is long enough for a few rows. */
const cases = fc
  .record({
    nLags: fc.integer({ min: 1, max: 4 }),
    horizon: fc.integer({ min: 1, max: 3 }),
    extra: fc.nat(8),
    values: fc.array(dyadic, { minLength: 15, maxLength: 15 }),
  })
  .map(({ nLags, horizon, extra, values }) => ({
    series: values.slice(0, nLags + horizon + extra),
    nLags,
    horizon,
  }))
/** Noise, so that no two lags say the same. */
const noise = (seed: number, n: number) => {
  const random = stream(seed, 'autoregression-test')
  return Array.from({ length: n }, () => random.normal())
}

/** s[t] = 1 + 0.5 s[t − 1] − 0.75 s[t − 2], which swings for a long time. */
function swinging(n: number): number[] {
  const series = [1, 5]
  while (series.length < n) series.push(1 + 0.5 * series.at(-1)! - 0.75 * series.at(-2)!)
  return series
}

describe('makeLagged', () => {
  test('five numbers, two lags: the example of the exercise', () => {
    expect(makeLagged([1, 2, 3, 4, 5], 2, 1)).toEqual({
      X: [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
      y: [3, 4, 5],
      origin: [1, 2, 3],
    })
  })

  test('has every row there is, from oldest to newest, and the target a horizon later', () => {
    fc.assert(
      fc.property(cases, ({ series, nLags, horizon }) => {
        const { X, y, origin } = makeLagged(series, nLags, horizon)
        const nRows = series.length - nLags - horizon + 1
        expect([X.length, y.length, origin.length]).toEqual([nRows, nRows, nRows])
        for (const [i, t] of origin.entries()) {
          expect(t).toBe(i + nLags - 1)
          for (let lag = 0; lag < nLags; lag++) expect(X[i]![nLags - 1 - lag]).toBe(series[t - lag])
          expect(y[i]).toBe(series[t + horizon])
        }
      }),
      runs,
    )
  })

  test('looks over the values between the newest and the target', () => {
    expect(makeLagged([1, 2, 3, 4], 1, 3)).toEqual({ X: [[1]], y: [4], origin: [0] })
  })
})

describe('fitAutoregression', () => {
  test('recovers the two coefficients of a series without noise, and forecasts it', () => {
    const series = swinging(24)
    for (const horizon of [1, 2, 3]) {
      const model = fitAutoregression(series, 2, horizon)
      if (horizon === 1) {
        expect(model.coef[0]).toBeCloseTo(-0.75, 10)
        expect(model.coef[1]).toBeCloseTo(0.5, 10)
        expect(model.intercept).toBeCloseTo(1, 10)
      }
      expect(forecastAR(model, series)).toBeCloseTo(swinging(24 + horizon).at(-1)!, 10)
    }
  })

  test('is least squares on the lagged values: the same as by QR', () => {
    for (let seed = 0; seed < 10; seed++) {
      const series = noise(seed, 40)
      const { coef, intercept } = fitAutoregression(series, 3, 2)
      const rows = Array.from({ length: 36 }, (_, i) => [1, ...series.slice(i, i + 3)])
      const targets = Matrix.columnVector(series.slice(4))
      const expected = new QrDecomposition(new Matrix(rows)).solve(targets).to1DArray()
      for (const [j, value] of [intercept, ...coef].entries()) expect(value).toBeCloseTo(expected[j]!, 10)
    }
  })

  test('with a penalty has smaller coefficients, and with a large one forecasts the mean', () => {
    const series = noise(1, 40)
    const size = (alpha: number) =>
      fitAutoregression(series, 3, 1, alpha).coef.reduce((sum, w) => sum + w * w, 0)
    expect(size(10)).toBeLessThan(size(0))
    const mean = series.slice(3).reduce((sum, value) => sum + value) / 37
    expect(forecastAR(fitAutoregression(series, 3, 1, 1e12), series)).toBeCloseTo(mean, 9)
  })

  test('of a constant series forecasts that constant', () => {
    const model = fitAutoregression(Array(9).fill(2.5), 3, 2)
    expect(model.coef).toEqual([0, 0, 0])
    expect(forecastAR(model, [2.5, 2.5, 2.5])).toBe(2.5)
  })
})

describe('forecastAR', () => {
  test('weighs the last values, the newest with the last coefficient', () => {
    const model = { coef: [10, 100], intercept: 1 }
    expect(forecastAR(model, [2, 3])).toBe(321)
    expect(forecastAR(model, [9, 9, 2, 3])).toBe(321)
  })

  test('in another unit forecasts the same', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.constantFrom(-2, 0.5, 3), dyadic, (seed, scale, shift) => {
        const series = noise(seed, 25)
        const changed = series.map((value) => scale * value + shift)
        const forecast = forecastAR(fitAutoregression(series, 2, 1), series)
        expect(forecastAR(fitAutoregression(changed, 2, 1), changed)).toBeCloseTo(scale * forecast + shift, 9)
      }),
      runs,
    )
  })
})

describe('rollingOrigin', () => {
  const opt = { nLags: 2, horizon: 2, initial: 8 }

  test('has a forecast at every origin that has a value to compare with', () => {
    const series = noise(1, 14)
    const forecasts = rollingOrigin(series, opt)
    expect(forecasts.map(({ origin }) => origin)).toEqual([7, 8, 9, 10, 11])
    expect(forecasts.map(({ actual }) => actual)).toEqual(series.slice(9))
  })

  test('forecasts what a model says that has seen nothing later than its origin', () => {
    const series = noise(2, 14)
    for (const alpha of [undefined, 0.5])
      for (const { origin, forecast } of rollingOrigin(series, { ...opt, alpha })) {
        const known = series.slice(0, origin + 1)
        expect(forecast).toBe(forecastAR(fitAutoregression(known, 2, 2, alpha), known))
      }
  })

  test('what comes after an origin changes nothing there, not by a bit', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 7, max: 12 }), dyadic, (seed, t, change) => {
        const series = noise(seed, 15)
        const later = series.map((value, i) => (i > t ? value + change + 1 : value))
        const until = (values: number[]) =>
          rollingOrigin(values, opt).flatMap(({ origin, forecast }) => (origin <= t ? [forecast] : []))
        expect(until(later)).toEqual(until(series))
        expect(until(series)).toHaveLength(Math.min(t, 12) - 6)
      }),
      runs,
    )
  })

  test('the smallest start is a single row', () => {
    expect(rollingOrigin([1, 2, 3, 4, 5, 6], { nLags: 2, horizon: 1, initial: 3 })[0]!.forecast).toBe(3)
  })
})

const { NaN: nan } = Number
const model = { coef: [1, 1], intercept: 0 }
const roll = { nLags: 1, horizon: 1, initial: 3 }
test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no series', () => makeLagged([], 1, 1)],
  ['EMPTY', 'no series to fit', () => fitAutoregression([], 1, 1)],
  ['EMPTY', 'no history', () => forecastAR(model, [])],
  ['EMPTY', 'no series to roll over', () => rollingOrigin([], roll)],
  ['NON_FINITE', 'NaN in the series', () => makeLagged([1, nan, 3], 1, 1)],
  ['NON_FINITE', 'NaN in the history', () => forecastAR(model, [1, nan])],
  ['NON_FINITE', 'NaN in the history that does not count', () => forecastAR(model, [nan, 1, 2])],
  ['NON_FINITE', 'NaN in the model', () => forecastAR({ coef: [nan], intercept: 0 }, [1])],
  ['NON_FINITE', 'NaN as intercept', () => forecastAR({ coef: [1], intercept: nan }, [1])],
  [
    'NON_FINITE',
    'an infinity to roll over',
    () => rollingOrigin([1, 2, 3, 4, Number.POSITIVE_INFINITY], roll),
  ],
  ['PARAM', 'no lags', () => makeLagged([1, 2, 3], 0, 1)],
  ['PARAM', 'no horizon', () => makeLagged([1, 2, 3], 1, 0)],
  ['PARAM', 'half a lag', () => fitAutoregression([1, 2, 3], 0.5, 1)],
  ['PARAM', 'a negative penalty', () => fitAutoregression([1, 2, 3], 1, 1, -1)],
  ['PARAM', 'an infinite penalty', () => fitAutoregression([1, 2, 3], 1, 1, Number.POSITIVE_INFINITY)],
  ['PARAM', 'a negative penalty and too few values', () => fitAutoregression([1], 1, 1, -1)],
  ['PARAM', 'no initial values', () => rollingOrigin([1, 2, 3, 4], { ...roll, initial: 0 })],
  ['PARAM', 'half an initial value', () => rollingOrigin([1, 2, 3, 4], { ...roll, initial: 2.5 })],
  ['PARAM', 'a negative penalty to roll with', () => rollingOrigin([1, 2, 3, 4], { ...roll, alpha: -1 })],
  ['NOT_ENOUGH_SAMPLES', 'a series too short for a row', () => makeLagged([1, 2, 3], 2, 2)],
  ['NOT_ENOUGH_SAMPLES', 'a series too short to fit', () => fitAutoregression([1, 2], 2, 1)],
  ['NOT_ENOUGH_SAMPLES', 'a history shorter than the lags', () => forecastAR(model, [1])],
  ['NOT_ENOUGH_SAMPLES', 'no origin left', () => rollingOrigin([1, 2, 3], roll)],
  [
    'NOT_ENOUGH_SAMPLES',
    'a start too short for a row',
    () => rollingOrigin([1, 2, 3, 4], { ...roll, initial: 1 }),
  ],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any series is learned from and forecast, or refused', () => {
  const series = fc.array(dyadic, { maxLength: 12 })
  const [nLags, horizon] = [fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 })]
  const alpha = fc.constantFrom(0, 0.5, -1)
  fuzz(makeLagged, fc.tuple(series, nLags, horizon))
  fuzz(fitAutoregression, fc.tuple(series, nLags, horizon, alpha))
  const model = fc.record({ coef: fc.array(dyadic, { minLength: 1, maxLength: 3 }), intercept: dyadic })
  fuzz(forecastAR, fc.tuple(model, series))
  const initial = fc.integer({ min: 3, max: 6 })
  fuzz(rollingOrigin, fc.tuple(series, fc.record({ nLags, horizon, initial, alpha })))
})
