import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyVector } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import {
  asymmetryIndex,
  halfWidthMs,
  peakTroughRatio,
  troughIndex,
  troughToPeakMs,
  waveformFeatures,
} from './spike-shape.ts'

const runs = { seed: 1, numRuns: 300 }
const dyadic = fc.integer({ min: -128, max: 128 }).map((k) => k / 16)
const samples = (minLength: number) => fc.array(dyadic, { minLength, maxLength: 20 })
const joined = (left: number, right: number) =>
  fc
    .tuple(samples(left), fc.integer({ min: 1, max: 200 }), samples(right))
    .map(([before, depth, after]) => [...before, -depth / 16, ...after])
/** Any three samples or more, with one below 0 among them. */
const waveform = fc.oneof(joined(2, 0), joined(1, 1), joined(0, 2))
const uniqueTrough = fc.tuple(samples(1), samples(1)).map(([before, after]) => [...before, -9, ...after])
const rate = fc.constantFrom(1000, 20_000, 30_000)

test('the example of the exercise', () => {
  const w = [0, 0, -4, 0, 2, 0]
  expect(troughIndex(w)).toBe(2)
  expect(waveformFeatures(w, 1000)).toEqual([2, 1, 1, 0.5])
})

test('the trough is the first of equal minima, the peak the first of equal maxima after it', () => {
  expect(troughIndex([0, -2, 0, -2])).toBe(1)
  expect(troughToPeakMs([9, -2, 0, 3, 3], 1000)).toBe(2)
})

test('a trough at the end is its own peak', () => {
  expect(troughToPeakMs([0, 0, -2], 1000)).toBe(0)
  expect(peakTroughRatio([0, 0, -2])).toBe(1)
})

test('the peak is the largest sample after the trough even when that is negative', () => {
  expect(troughToPeakMs([0, -4, -2, -1], 1000)).toBe(2)
  expect(peakTroughRatio([0, -4, -2, -1])).toBe(0.25)
})

test('without shoulders the asymmetry is 0, with one alone it is 1 in size', () => {
  expect(asymmetryIndex([-1, -4, -1])).toBe(0)
  expect(asymmetryIndex([1, -4, -1])).toBe(-1)
  expect(asymmetryIndex([-1, -4, 1])).toBe(1)
  expect(asymmetryIndex([1, -4, 3])).toBe(0.5)
})

test('the half-width interpolates between samples, from the crossings nearest to the trough', () => {
  // Half depth is −4, crossed at 0.5 and at 2.5.
  expect(halfWidthMs([0, -8, -8, 0], 1000)).toBe(2)
  expect(halfWidthMs([-8, 0, -8.5, 0, -8], 1000)).toBe(1)
  // A sample exactly at half depth is the crossing.
  expect(halfWidthMs([-4, -8, -4], 1000)).toBe(2)
})

test('a trough that does not come up to half depth on a side has no half-width', () => {
  expect(halfWidthMs([-5, -8, 0], 1000)).toBeNaN()
  expect(halfWidthMs([0, -8, -5], 1000)).toBeNaN()
  expect(halfWidthMs([-8, 0, 0], 1000)).toBeNaN()
})

test('a triangular trough is half as wide at half depth as at its base', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 64 }), (half, depth) => {
      const w = Array.from({ length: 2 * half + 1 }, (_, i) => (-depth * (half - Math.abs(i - half))) / half)
      expect(halfWidthMs(w, 1000)).toBeCloseTo(half, 12)
      expect(asymmetryIndex(w)).toBe(0)
    }),
    runs,
  )
})

test('a Gaussian trough is 2.3548 SD wide at half depth', () => {
  for (const sd of [3, 5, 8]) {
    const w = Array.from({ length: 101 }, (_, i) => -Math.exp(-(((i - 50) / sd) ** 2) / 2))
    // measured: 0.3 % (SD 3), 0.06 % (5), 0.06 % (8)
    expect(Math.abs(halfWidthMs(w, 1000) / (2.3548 * sd) - 1)).toBeLessThan(0.01)
  }
})

test('a change of unit by a power of two changes no bit', () => {
  fc.assert(
    fc.property(waveform, rate, fc.integer({ min: -20, max: 20 }), (w, fs, power) => {
      const scaled = w.map((value) => value * 2 ** power)
      expect(troughIndex(scaled)).toBe(troughIndex(w))
      expect(waveformFeatures(scaled, fs)).toEqual(waveformFeatures(w, fs))
    }),
    runs,
  )
})

test('backwards in time the asymmetry is negated and the half-width is the same', () => {
  fc.assert(
    fc.property(uniqueTrough, rate, (w, fs) => {
      const reversed = w.toReversed()
      expect(asymmetryIndex(reversed) + asymmetryIndex(w)).toBe(0)
      expect(halfWidthMs(reversed, fs)).toBe(halfWidthMs(w, fs))
    }),
    runs,
  )
})

test('twice the sampling rate halves the times and nothing else', () => {
  fc.assert(
    fc.property(waveform, rate, (w, fs) => {
      const [latency, halfWidth, ...shape] = waveformFeatures(w, fs)
      expect(waveformFeatures(w, 2 * fs)).toEqual([latency / 2, halfWidth / 2, ...shape])
    }),
    runs,
  )
})

test('zeros before the waveform change nothing when it starts at 0', () => {
  fc.assert(
    fc.property(waveform, rate, fc.integer({ min: 1, max: 9 }), (w, fs, zeros) => {
      const started = [0, ...w]
      const padded = [...Array<number>(zeros).fill(0), ...started]
      expect(troughIndex(padded)).toBe(troughIndex(started) + zeros)
      expect(waveformFeatures(padded, fs)).toEqual(waveformFeatures(started, fs))
    }),
    runs,
  )
})

test('every feature keeps to its bounds', () => {
  fc.assert(
    fc.property(waveform, rate, (w, fs) => {
      const [latency, halfWidth, asymmetry, ratio] = waveformFeatures(w, fs)
      expect(latency >= 0 && Math.abs(asymmetry) <= 1 && ratio >= 0).toBe(true)
      expect(halfWidth > 0 || Number.isNaN(halfWidth)).toBe(true)
    }),
    runs,
  )
})

test.each([
  ['EMPTY', [], 1000],
  ['NON_FINITE', [0, Number.NaN, -1], 1000],
  ['NON_FINITE', [0, Number.NEGATIVE_INFINITY, -1], 1000],
  ['PARAM', [0, 1, 2], 1000],
  ['PARAM', [0, -1, 0], 0],
  ['PARAM', [0, -1, 0], -1000],
  ['PARAM', [0, -1, 0], Number.POSITIVE_INFINITY],
  ['NOT_ENOUGH_SAMPLES', [0, -1], 1000],
])('%s: the waveform %j at %d Hz', (code, w, fs) => {
  expect(() => waveformFeatures(w, fs)).toThrow(expect.objectContaining({ code }))
  expect(() => halfWidthMs(w, fs)).toThrow(expect.objectContaining({ code }))
})

test('any waveform has a shape or is refused', () => {
  const samples = fc.oneof({ weight: 9, arbitrary: waveform }, { weight: 1, arbitrary: anyVector })
  fuzz(troughIndex, fc.tuple(samples))
  fuzz(troughToPeakMs, fc.tuple(samples, rate))
  fuzz(asymmetryIndex, fc.tuple(samples))
  fuzz(peakTroughRatio, fc.tuple(samples))
  const isWidth = (width: number) => width > 0 || Number.isNaN(width)
  fuzz(halfWidthMs, fc.tuple(samples, rate), { isLegal: isWidth })
  fuzz(waveformFeatures, fc.tuple(samples, rate), {
    isLegal: ([latency, width, ...others]) => isWidth(width) && [latency, ...others].every(Number.isFinite),
  })
})
