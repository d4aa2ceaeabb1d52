import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RawTrace, type RawTraceOptions, rawTrace, stream, waveformShape } from '#data'
import { detectSpikes, extractSnippets, noiseSigma } from '../features/structure.ts'
import { mean, populationSd } from '../statistics/descriptive.ts'
import { fuzz } from '../testing/fuzz.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

/** Each planted spike with what was found within 5 samples of it, and what was found elsewhere. */
function compare({ trace, truth }: RawTrace) {
  const found = detectSpikes(trace)
  const offsets = truth.troughs.flatMap((planted) =>
    found.filter((i) => Math.abs(i - planted) <= 5).map((i) => Math.abs(i - planted)),
  )
  const extra = found.filter((i) => truth.troughs.every((planted) => Math.abs(i - planted) > 5))
  return { planted: truth.troughs.length, offsets, extra: extra.length }
}

test('the same seed gives the same trace, another seed another', () => {
  expect(rawTrace('a')).toEqual(rawTrace('a'))
  expect(rawTrace('a').trace).not.toEqual(rawTrace('b').trace)
})

test('it draws its noise from a stream of its own name, and the neuron from another', () => {
  const own = stream(1, 'raw-trace')
  const { trace, truth } = rawTrace(1)
  const untouched = truth.troughs[0]! - 30
  expect(trace.slice(0, untouched)).toEqual(Array.from({ length: untouched }, own.normal))
  expect(rawTrace(1, { durationS: 2, rateHz: 5, snr: 9 }).truth.neuron).toEqual(truth.neuron)
  expect(rawTrace(1, { type: 1 }).truth.neuron.type).toBe(1)
})

test('a trace is fs · durationS finite samples', () => {
  expect(rawTrace(1)).toMatchObject({ fsHz: 20_000, trace: { length: 20_000 } })
  const { trace, fsHz } = rawTrace(1, { fs: 30_000, durationS: 0.5 })
  expect([fsHz, trace.length]).toEqual([30_000, 15_000])
  expect(trace.every(Number.isFinite)).toBe(true)
})

test('a trace too short for a spike is noise', () => {
  const { trace, truth } = rawTrace(1, { durationS: 0.001 })
  expect([trace.length, truth.troughs]).toEqual([20, []])
})

test('less its waveforms a trace is the noise, the same for every snr and type', () => {
  const residual = ({ trace, truth }: RawTrace) => {
    const rest = [...trace]
    const offset = truth.waveform.indexOf(Math.min(...truth.waveform))
    for (const trough of truth.troughs)
      for (const [i, value] of truth.waveform.entries()) rest[trough - offset + i]! -= value
    return rest
  }
  const own = stream(3, 'raw-trace')
  const noise = Array.from({ length: 20_000 }, own.normal)
  for (const options of [{}, { snr: 8, type: 1 as const }])
    for (const [i, value] of residual(rawTrace(3, options)).entries()) expect(value).toBeCloseTo(noise[i]!, 9)
})

test.each([0, 1] as const)('the waveform of type %d is that of G1, with the trough at −snr', (type) => {
  for (const seed of SEEDS) {
    const { waveform, neuron } = rawTrace(seed, { type, snr: 12, durationS: 0.01 }).truth
    const shape = waveformShape(neuron, 20_000)
    expect([waveform.length, Math.min(...waveform)]).toEqual([64, -12])
    const ratio = 12 / Math.min(...shape)
    for (const [i, value] of waveform.entries()) expect(value).toBeCloseTo(-ratio * shape[i]!, 9)
  }
})

test('gaps are 60 samples and an exponential: the rate is rateHz', () => {
  const gaps = SEEDS.flatMap((seed) => {
    const { troughs } = rawTrace(seed, { durationS: 4 }).truth
    return troughs.slice(1).map((trough, i) => trough - troughs[i]!)
  })
  const extra = gaps.map((gap) => gap - 60)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60)
  // measured 599.8 of 606.7 and 0.973 over 2385 gaps; five SE are 62 and 0.10
  expect(Math.abs(mean(extra) - (20_000 / 30 - 60))).toBeLessThan(62)
  expect(Math.abs(populationSd(extra) / mean(extra) - 1)).toBeLessThan(0.1)
})

describe('over 20 seeds', () => {
  test.each([
    { snr: 10, offset: 3 },
    { snr: 15, offset: 1 },
  ])('at an snr of $snr every spike is found within 3 samples, and nothing else', ({ snr }) => {
    for (const type of [0, 1] as const) {
      const results = SEEDS.map((seed) => compare(rawTrace(seed, { snr, type })))
      // measured 574 spikes of 574 for either type, none elsewhere; the largest offset is 3, then 1 samples
      expect(results.map((r) => r.offsets.length)).toEqual(results.map((r) => r.planted))
      expect(Math.max(...results.flatMap((r) => r.offsets))).toBeLessThanOrEqual(3)
      expect(results.reduce((sum, r) => sum + r.extra, 0)).toBe(0)
    }
  })

  test('at an snr of 8 one may be missed', () => {
    for (const type of [0, 1] as const) {
      const results = SEEDS.map((seed) => compare(rawTrace(seed, { snr: 8, type })))
      // measured 574 of 574 for pyramidal neurons, 573 for interneurons, none elsewhere
      expect(results.reduce((sum, r) => sum + r.planted - r.offsets.length, 0)).toBeLessThanOrEqual(3)
      expect(results.reduce((sum, r) => sum + r.extra, 0)).toBe(0)
    }
  })

  test('at an snr of 3 hardly any is found', () => {
    const results = SEEDS.map((seed) => compare(rawTrace(seed, { snr: 3 })))
    const share = mean(results.map((r) => r.offsets.length / r.planted))
    // measured 0.033
    expect(share).toBeLessThan(0.1)
  })

  test('the noise estimate is 1 in spite of the spikes', () => {
    const sigmas = SEEDS.map((seed) => noiseSigma(rawTrace(seed).trace))
    // measured 1.017 … 1.057
    expect(Math.min(...sigmas)).toBeGreaterThan(0.97)
    expect(Math.max(...sigmas)).toBeLessThan(1.1)
  })

  test('the mean snippet recovers the waveform', () => {
    for (const seed of SEEDS) {
      const { trace, truth } = rawTrace(seed)
      const pre = truth.waveform.indexOf(-15)
      const post = 40
      const { snippets } = extractSnippets(trace, truth.troughs, pre, post)
      const errors = truth.waveform
        .slice(0, pre + post + 1)
        .map((value, i) => Math.abs(mean(snippets.map((snippet) => snippet[i]!)) - value))
      // measured at most 3.3 SE; of 1220 samples, 5 SE would be one in 1400
      expect(Math.max(...errors) * Math.sqrt(snippets.length)).toBeLessThan(5)
    }
  })
})

test.each<RawTraceOptions>([
  { fs: 0 },
  { fs: Number.POSITIVE_INFINITY },
  { durationS: -1 },
  { durationS: 1e-6 },
  { rateHz: 0 },
  { rateHz: 334 },
  { snr: 0 },
  { snr: Number.NaN },
  { type: 2 as 1 },
])('PARAM: %j', (options) => {
  expect(() => rawTrace(1, options)).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any options give a finite trace or are refused', () => {
  const number = (...values: number[]) =>
    fc.constantFrom(...values, ...values, 0, Number.NaN, Number.POSITIVE_INFINITY)
  const options = fc.record(
    {
      fs: number(1000, 20_000),
      durationS: fc.constantFrom(0.01, 0.1, -1, Number.NaN),
      rateHz: number(1, 30, 1000),
      snr: number(1, 15),
      type: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1>,
    },
    { requiredKeys: ['durationS'] },
  )
  const finite = ({ trace }: RawTrace) => trace.every(Number.isFinite)
  fuzz(rawTrace, fc.tuple(fc.nat(), options), { isLegal: finite, numRuns: 100 })
})
