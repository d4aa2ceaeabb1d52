import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stream } from '#data'
import { evaluateDegrees, selectDegree } from '../linear-model/polynomial.ts'
import { randomOrder } from '../random/order.ts'
import { fuzz } from '../testing/fuzz.ts'
import { tuningCurve } from './tuning-curve.ts'

test('the same seed gives the same curve, another seed another', () => {
  expect(tuningCurve('a', { n: 9 })).toEqual(tuningCurve('a', { n: 9 }))
  expect(tuningCurve('a', { n: 9 })).not.toEqual(tuningCurve('b', { n: 9 }))
})

test('it draws from a stream of its own name, the order first', () => {
  const own = stream(1, 'tuning-curve')
  const [first] = randomOrder(5, own)
  expect(tuningCurve(1, { n: 5 }).x[0]).toBe((2 * (first! + own.next())) / 5 - 1)
})

test('stimuli cover −1 … 1 evenly, in random order', () => {
  const { x } = tuningCurve(1, { n: 40 })
  const parts = x.map((value) => Math.floor(((value + 1) / 2) * 40))
  expect(parts.toSorted((a, b) => a - b)).toEqual([...parts.keys()])
  expect(parts).not.toEqual([...parts.keys()])
})

test('without noise the rate is the planted cubic', () => {
  const { x, y, truth } = tuningCurve(1, { n: 20, noiseHz: 0 })
  for (const [i, value] of x.entries())
    expect(y[i]).toBeCloseTo(
      truth[0]! + truth[1]! * value + truth[2]! * value ** 2 + truth[3]! * value ** 3,
      12,
    )
})

test('the noise has the SD that was asked for', () => {
  const { x, y, truth } = tuningCurve(1, { n: 4000, noiseHz: 2 })
  const noise = y.map((rate, i) => rate - truth.reduce((sum, c, power) => sum + c * x[i]! ** power, 0))
  const variance = noise.reduce((sum, e) => sum + e ** 2, 0) / noise.length
  // The standard error of the variance is 4·√(2/4000) = 0.09.
  expect(Math.abs(variance - 4)).toBeLessThan(0.45)
})

/**
 * Over 20 seeds of 25 training and 100 validation measurements, for seeds 0 … 19 (20 … 39; 100 … 119):
 *
 *   selected degree in 3 … 5   measured 1 (0.8; 0.95)
 *   valMse(1) / valMse(3)      measured at least 3.16 (3.05; 3.02)
 *   gap(12) − gap(3), Hz²      measured at least 1.64 (1.42; 1.64)
 *   by the training error the selected degree is always 12: the negative control
 *
 * With only 25 validation measurements the share is 0.7 (0.45; 0.85).
 */
test('a cubic curve is fitted by a cubic, and by a higher degree in training only', () => {
  const results = Array.from({ length: 20 }, (_, seed) =>
    evaluateDegrees(
      tuningCurve(`${seed}/train`, { n: 25 }),
      tuningCurve(`${seed}/val`, { n: 100 }),
      Array.from({ length: 13 }, (_, degree) => degree),
    ),
  )
  const selected = results.map(selectDegree)
  expect(selected.filter((degree) => degree >= 3 && degree <= 5).length).toBeGreaterThanOrEqual(14)
  for (const result of results) {
    expect(result[1]!.valMse).toBeGreaterThan(2 * result[3]!.valMse)
    expect(result[12]!.gap).toBeGreaterThan(result[3]!.gap)
    expect(selectDegree(result.map((one) => ({ ...one, valMse: one.trainMse })))).toBe(12)
  }
})

test.each([{ n: 0 }, { n: 1.5 }, { n: 5, noiseHz: -1 }, { n: 5, noiseHz: Number.NaN }])(
  '%j is refused with PARAM',
  (options) => {
    expect(() => tuningCurve(1, options)).toThrow(expect.objectContaining({ code: 'PARAM' }))
  },
)

test('any options give a curve, or one of them is at fault', () => {
  const options = fc.record(
    { n: fc.integer({ min: 1, max: 9 }), noiseHz: fc.constantFrom(0, 1.5, 1e9) },
    { requiredKeys: ['n'] },
  )
  fuzz(tuningCurve, fc.tuple(fc.nat(), options), { numRuns: 100 })
})
