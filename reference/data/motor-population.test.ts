import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { motorPopulation, stream } from '#data'
import { angularError, fitTuning, populationVector } from '../decoding/tuning.ts'
import { decodeVelocity, fitVelocityDecoder } from '../decoding/velocity.ts'
import { r2Score } from '../losses/regression.ts'
import { fuzz } from '../testing/fuzz.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)
const degrees = (radians: number) => (radians * 180) / Math.PI
const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

test('the same seed gives the same population, another seed another', () => {
  expect(motorPopulation('a', { trials: 5 })).toEqual(motorPopulation('a', { trials: 5 }))
  expect(motorPopulation('a', { trials: 5 })).not.toEqual(motorPopulation('b', { trials: 5 }))
})

test('it draws from a stream of its own name, the tunings first', () => {
  const { truth } = motorPopulation(1, { trials: 1, fracTuned: 1 })
  expect(truth[0]!.b0).toBe(8 + 12 * stream(1, 'motor-population').next())
})

test('more trials leave the first ones as they were', () => {
  const [few, many] = [5, 9].map((trials) => motorPopulation(1, { trials }))
  expect(many!.rates.slice(0, 5)).toEqual(few!.rates)
  expect(many!.theta.slice(0, 5)).toEqual(few!.theta)
  expect(many!.truth).toEqual(few!.truth)
})

test('there are as many trials and neurons as asked for, in eight directions, and whole counts', () => {
  const { theta, velocity, rates, truth } = motorPopulation(1, { trials: 300, N: 9 })
  expect([theta.length, velocity.length, rates.length, truth.length]).toEqual([300, 300, 300, 9])
  expect(new Set(theta)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7].map((k) => (2 * Math.PI * k) / 8)))
  for (const [i, trial] of rates.entries()) {
    expect(velocity[i]).toEqual([Math.cos(theta[i]!), Math.sin(theta[i]!)])
    expect(trial).toHaveLength(9)
    for (const rate of trial) expect(Math.abs(rate * 0.3 - Math.round(rate * 0.3))).toBeLessThan(1e-9)
  }
})

test.each([
  [0, 0],
  [0.25, 2],
  [0.75, 7],
  [1, 10],
])('of ten neurons a share of %d is tuned: %d', (fracTuned, expected) => {
  const { truth } = motorPopulation(1, { trials: 1, N: 10, fracTuned })
  expect(truth.filter(({ modulation }) => modulation > 0)).toHaveLength(expected)
})

test('planted tunings stay in their range, and prefer all directions alike', () => {
  const all = SEEDS.flatMap((seed) => motorPopulation(seed, { trials: 1 }).truth)
  const tuned = all.filter(({ modulation }) => modulation > 0)
  for (const { b0 } of all) expect(b0 >= 8 && b0 < 20).toBe(true)
  for (const { b0, modulation, preferred } of tuned) {
    expect(modulation >= 0.4 * b0 && modulation < 0.9 * b0).toBe(true)
    expect(preferred > -Math.PI && preferred <= Math.PI).toBe(true)
  }
  // The mean of 600 unit vectors: each component has an SE of 0.029.
  expect(Math.abs(mean(tuned.map(({ preferred }) => Math.cos(preferred))))).toBeLessThan(0.145)
  expect(Math.abs(mean(tuned.map(({ preferred }) => Math.sin(preferred))))).toBeLessThan(0.145)
})

test('neurons fire as they are tuned', () => {
  const { theta, rates, truth } = motorPopulation(1, { trials: 4000, N: 5, bin: 0.5, directions: 4 })
  for (const [neuron, { b0, modulation, preferred }] of truth.entries())
    for (const direction of new Set(theta)) {
      const own = rates.flatMap((trial, i) => (theta[i] === direction ? [trial[neuron]!] : []))
      const expected = b0 + modulation * Math.cos(direction - preferred)
      // Five standard errors of a Poisson mean, in Hz.
      expect(Math.abs(mean(own) - expected)).toBeLessThan(5 * Math.sqrt(expected / 0.5 / own.length))
    }
})

describe('trained on 300 reaches and tested on 100, over 20 seeds', () => {
  const populations = SEEDS.map((seed) => {
    const { theta, velocity, rates, truth } = motorPopulation(seed, { trials: 400 })
    const [train, test] = [rates.slice(0, 300), rates.slice(300)]
    return { theta, velocity, truth, train, test, tuning: fitTuning(train, theta.slice(0, 300)) }
  })
  /** Mean R² of the two components, on the test reaches. */
  const score = ({ train, test }: (typeof populations)[number], velocity: number[][]) => {
    const decoded = decodeVelocity(fitVelocityDecoder(train, velocity.slice(0, 300), 1), test)
    const component = (V: number[][], j: number) => V.map((row) => row[j]!)
    return mean([0, 1].map((j) => r2Score(component(velocity.slice(300), j), component(decoded, j))))
  }

  test('the population vector points to the target', () => {
    // measured 7.4 … 18.9, mean 11.7; of 300 seeds 7.1 … 20.1, and 7 above 18: neurons that prefer one side by chance
    const errors = populations.map(({ theta, test, tuning }) =>
      mean(populationVector(test, tuning).angle.map((a, i) => degrees(angularError(a, theta[300 + i]!)))),
    )
    expect(Math.max(...errors)).toBeLessThan(25)
    expect(mean(errors)).toBeLessThan(15)
  })

  test('the velocity is decoded', () => {
    // measured 0.897 … 0.943
    expect(Math.min(...populations.map((p) => score(p, p.velocity)))).toBeGreaterThan(0.8)
  })

  test('a velocity that belongs to other reaches is not', () => {
    // measured −0.354 … −0.041
    const random = stream(1, 'shuffle')
    const scores = populations.map((p) => {
      const keys = p.velocity.map((row) => ({ row, key: random.next() })).sort((a, b) => a.key - b.key)
      return score(
        p,
        keys.map(({ row }) => row),
      )
    })
    expect(Math.max(...scores)).toBeLessThan(0.25)
  })

  test('preferred directions are recovered, and neurons that are not tuned are recognised', () => {
    for (const { tuning, truth } of populations) {
      const errors = tuning.flatMap(({ preferred }, i) =>
        truth[i]!.modulation > 0 ? [degrees(angularError(preferred, truth[i]!.preferred))] : [],
      )
      // measured 1.3 … 3.3
      expect(median(errors)).toBeLessThan(6)
      const untuned = tuning.filter((_, i) => truth[i]!.modulation === 0)
      // measured 0.48 … 0.84 Hz; tuned neurons have 3.2 … 18
      expect(mean(untuned.map(({ modulation }) => modulation))).toBeLessThan(1.5)
    }
  })
})

test.each<[string, Parameters<typeof motorPopulation>[1]]>([
  ['no trials', { trials: 0 }],
  ['half a neuron', { trials: 1, N: 0.5 }],
  ['a share above 1', { trials: 1, fracTuned: 1.1 }],
  ['a bin of 0 s', { trials: 1, bin: 0 }],
  ['an endless bin', { trials: 1, bin: Number.POSITIVE_INFINITY }],
  ['no directions', { trials: 1, directions: 0 }],
])('%s is refused with PARAM', (_, opt) => {
  expect(() => motorPopulation(1, opt)).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any options give a population, or one of them is at fault', () => {
  const options = fc.record(
    {
      trials: fc.integer({ min: 1, max: 5 }),
      N: fc.integer({ min: 1, max: 5 }),
      fracTuned: fc.constantFrom(0, 0.75, 1),
      bin: fc.constantFrom(0.01, 0.3),
      directions: fc.integer({ min: 1, max: 8 }),
    },
    { requiredKeys: ['trials'] },
  )
  fuzz(motorPopulation, fc.tuple(fc.nat(), options), { numRuns: 100 })
})
