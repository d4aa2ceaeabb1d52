import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rawTrace } from '#data'
import { waveformFeatures } from '../features/spike-shape.ts'
import { fuzz } from '../testing/fuzz.ts'
import { extractNeuronFeatures, type RawNeuron } from './neuron-features.ts'

const recorded = rawTrace(1, { durationS: 0.5, rateHz: 60 })
const neuron: RawNeuron = { id: 'a', fsHz: recorded.fsHz, trace: recorded.trace }

/** A trace of ±1 with a spike at each place: down in two samples, up in four, and a shoulder after it. */
function spiky(places: number[], length = 400): number[] {
  const trace = Array.from({ length }, (_, i): number => (i % 2 === 0 ? 1 : -1))
  for (const place of places)
    for (const [i, value] of [0, -20, -40, -30, -20, -10, 0, 8, 4].entries()) trace[place - 2 + i] = value
  return trace
}

test('the features are those of the mean spike, 0.7 ms before to 1.4 ms after the trough, and the log rate', () => {
  const trace = spiky([100, 200, 300])
  const { names, values } = extractNeuronFeatures({ id: 'a', fsHz: 10_000, trace })!
  expect(names).toEqual(['latencyMs', 'halfWidthMs', 'asymmetry', 'ratio', 'logRate'])
  const snippet = trace.slice(93, 115)
  expect(values.slice(0, 4)).toEqual(waveformFeatures(snippet, 10_000))
  expect(values[0]).toBeCloseTo(0.5, 12)
  // Three spikes in 0.04 s.
  expect(values[4]).toBeCloseTo(Math.log(75), 12)
})

test('a spike too near the end counts for the rate and not for the shape', () => {
  const { values } = extractNeuronFeatures({ id: 'a', fsHz: 10_000, trace: spiky([100, 390]) })!
  expect(values[4]).toBeCloseTo(Math.log(50), 12)
  expect(values.slice(0, 4)).toEqual(
    extractNeuronFeatures({ id: 'a', fsHz: 10_000, trace: spiky([100]) })!.values.slice(0, 4),
  )
})

test('the planted neuron is recovered', () => {
  const { values } = extractNeuronFeatures(neuron)!
  const planted = waveformFeatures(recorded.truth.waveform, recorded.fsHz)
  // measured over 20 seeds: off by at most 0.10 ms, 0.009 ms, 0.12 and 0.03
  for (const [j, slack] of [0.15, 0.02, 0.2, 0.05].entries())
    expect(Math.abs(values[j]! - planted[j]!)).toBeLessThanOrEqual(slack)
  expect(values[4]).toBeCloseTo(Math.log(recorded.truth.troughs.length / 0.5), 12)
})

test('spike times give the rate where there are any', () => {
  const { values } = extractNeuronFeatures({ ...neuron, spikeTimes: [0.1, 0.2, 0.3] })!
  expect(values[4]).toBeCloseTo(Math.log(6), 12)
  expect(values.slice(0, 4)).toEqual(extractNeuronFeatures(neuron)!.values.slice(0, 4))
})

test('the label, the name and the unit of the voltage do not count, but for the ratio of shapes', () => {
  const microvolts = neuron.trace.map((value) => 4 * value)
  expect(extractNeuronFeatures({ ...neuron, id: 'b', label: 'pyramidal', trace: microvolts })).toEqual(
    extractNeuronFeatures(neuron),
  )
})

test.each<[string, RawNeuron]>([
  ['without spikes', { ...neuron, trace: spiky([]) }],
  ['without noise', { ...neuron, trace: Array(500).fill(-3) }],
  ['whose only spike is cut off', { ...neuron, trace: spiky([3]) }],
  ['without spike times', { ...neuron, spikeTimes: [] }],
  [
    'without a half-width',
    {
      ...neuron,
      fsHz: 10_000,
      trace: Array.from({ length: 400 }, (_, i) =>
        i > 192 && i < 215 ? -20 - (i === 200 ? 1 : 0) : i % 2 === 0 ? 1 : -1,
      ),
    },
  ],
])('a neuron %s can not be used', (_, one) => {
  expect(extractNeuronFeatures(one)).toBeNull()
})

test.each<[string, string, Partial<RawNeuron>]>([
  ['no trace', 'EMPTY', { trace: [] }],
  ['NaN in the trace', 'NON_FINITE', { trace: [1, Number.NaN] }],
  ['a spike time that is NaN', 'NON_FINITE', { spikeTimes: [Number.NaN] }],
  ['a rate of 0', 'PARAM', { fsHz: 0 }],
  ['an infinite rate', 'PARAM', { fsHz: Number.POSITIVE_INFINITY }],
  ['samples so far apart that a spike is one of them', 'NOT_ENOUGH_SAMPLES', { fsHz: 100 }],
])('%s is refused with %s', (_, code, change) => {
  expect(() => extractNeuronFeatures({ ...neuron, ...change })).toThrow(expect.objectContaining({ code }))
})

test('spoilt arguments', () => {
  const spikes = fc.uniqueArray(fc.integer({ min: 1, max: 9 }))
  const trace = spikes.map((tenths) => spiky(tenths.map((place) => 40 * place)))
  // Of hundreds of samples it is rare that anything but a sample is spoilt.
  const args = fc.record({
    id: fc.constant('a'),
    fsHz: fc.constantFrom(10_000, 10_000, 10_000, 100, 0),
    trace: fc.oneof({ weight: 9, arbitrary: trace }, { weight: 1, arbitrary: fc.constant<number[]>([]) }),
    spikeTimes: fc.constant<number[]>([0.01]),
  })
  fuzz(extractNeuronFeatures, fc.tuple(args))
})
