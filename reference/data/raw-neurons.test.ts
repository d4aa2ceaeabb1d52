import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Separating } from '#data'
import { rawNeurons, rawTrace, stream } from '#data'
import { fuzz } from '../testing/fuzz.ts'

test('the same seed gives the same recordings, another seed others', () => {
  expect(rawNeurons('a', { n: 4, nNew: 2 })).toEqual(rawNeurons('a', { n: 4, nNew: 2 }))
  expect(rawNeurons('a', { n: 4 })).not.toEqual(rawNeurons('b', { n: 4 }))
})

test('it draws from streams of its own names', () => {
  const own = stream(1, 'raw-neurons')
  const isFirst = own.int(2) === 0
  expect(rawNeurons(1, { n: 2, fracFS: 0.5 }).truth[0]).toBe(isFirst ? 'interneuron' : 'pyramidal')
  const { neurons, truth } = rawNeurons(1, { n: 3 })
  const type = truth[2] === 'interneuron' ? 1 : 0
  const { rateHz } = rawTrace('1/raw-neurons/2', { type }).truth.neuron
  const options = { durationS: 0.5, type, rateHz: Math.min(10 * rateHz, 250) } as const
  expect(neurons[2]!.trace).toEqual(rawTrace('1/raw-neurons/2', options).trace)
})

test('labelled neurons come first, of both kinds are as many as asked for, and only new ones have no label', () => {
  const { neurons, truth } = rawNeurons(1, { n: 20, nNew: 10, fracFS: 0.3, durationS: 0.01 })
  expect(neurons.map(({ label }) => label)).toEqual([...truth.slice(0, 20), ...Array(10).fill(undefined)])
  const interneurons = (part: string[]) => part.filter((label) => label === 'interneuron').length
  expect([interneurons(truth.slice(0, 20)), interneurons(truth.slice(20))]).toEqual([6, 3])
  expect(new Set(neurons.map(({ id }) => id)).size).toBe(30)
  expect(neurons.every(({ fsHz, trace }) => fsHz === 20_000 && trace.length === 200)).toBe(true)
})

test('interneurons fire faster, unless only something else tells the types apart', () => {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  const ratio = (only?: 'rate' | 'latency') => {
    const { neurons, truth } = rawNeurons(1, { n: 40, fracFS: 0.5, durationS: 0.25, only })
    // Samples below −10 SD are spikes.
    const depth = neurons.map(({ trace }) => trace.filter((value) => value < -10).length)
    const of = (label: string) => median(depth.filter((_, i) => truth[i] === label))
    return of('interneuron') / of('pyramidal')
  }
  // measured over 10 seeds: 1.8 … 6.9, 2.4 … 8.0 and 0.56 … 2.1
  expect(ratio()).toBeGreaterThan(1.5)
  expect(ratio('rate')).toBeGreaterThan(1.5)
  expect(ratio('latency')).toBeLessThan(2.5)
})

test.each([
  { n: 1 },
  { n: 2.5 },
  { n: 2, nNew: -1 },
  { n: 2, nNew: 0.5 },
  { n: 2, fracFS: -0.1 },
  { n: 2, fracFS: 1.1 },
  { n: 2, durationS: 0 },
])('%j is refused with PARAM', (options) => {
  expect(() => rawNeurons(1, options)).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any options give recordings, or one of them is at fault', () => {
  const options = fc.record(
    {
      n: fc.integer({ min: 2, max: 4 }),
      nNew: fc.nat(2),
      fracFS: fc.constantFrom(0, 0.5, 1),
      durationS: fc.constantFrom(1e-4, 0.01, 0),
      only: fc.constantFrom<Separating>('latency', 'asymmetry', 'rate', 'none'),
    },
    { requiredKeys: ['n', 'durationS'] },
  )
  fuzz(rawNeurons, fc.tuple(fc.nat(), options), { numRuns: 40 })
})
