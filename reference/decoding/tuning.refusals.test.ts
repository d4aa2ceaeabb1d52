import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dyadic } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { angularError, fitTuning, populationVector, type Tuning } from './tuning.ts'

const { NaN: nan } = Number
const theta = [0, 1, 2]
const one = { b0: 1, modulation: 1, preferred: 1 }
test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no trials', () => fitTuning([], [])],
  ['EMPTY', 'no neurons', () => populationVector([], [])],
  ['SHAPE', 'a trial without direction', () => fitTuning([[1], [2], [3], [4]], theta)],
  ['SHAPE', 'a direction without trial', () => fitTuning([], theta)],
  ['SHAPE', 'ragged rates', () => fitTuning([[1], [2, 3], [4]], theta)],
  ['SHAPE', 'a neuron without tuning', () => populationVector([[1, 2]], [one])],
  ['SHAPE', 'ragged trials', () => populationVector([[1], [1, 2]], [one])],
  ['NON_FINITE', 'a rate of NaN', () => fitTuning([[1], [nan], [3]], theta)],
  ['NON_FINITE', 'a direction of NaN', () => fitTuning([[1], [2], [3]], [0, 1, nan])],
  ['NON_FINITE', 'a rate of NaN to decode', () => populationVector([[nan]], [one])],
  ['NON_FINITE', 'a preferred direction of NaN', () => populationVector([[1]], [{ ...one, preferred: nan }])],
  ['NON_FINITE', 'an infinite b0', () => populationVector([[1]], [{ ...one, b0: Number.NEGATIVE_INFINITY }])],
  ['NON_FINITE', 'an angle of NaN', () => angularError(nan, 1)],
  ['NON_FINITE', 'an infinite angle', () => angularError(1, Number.POSITIVE_INFINITY)],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

const angle = fc.integer({ min: -360, max: 720 }).map((degrees) => (degrees * Math.PI) / 180)

test('any rates are fitted, or a documented refusal', () => {
  const directions = fc.array(angle, { maxLength: 8 })
  const measured = fc
    .tuple(directions, fc.integer({ min: 1, max: 3 }), fc.array(dyadic, { minLength: 24, maxLength: 24 }))
    .map(
      ([all, n, rates]): Parameters<typeof fitTuning> => [
        all.map((_, i) => rates.slice(i * n, (i + 1) * n)),
        all,
      ],
    )
  fuzz(fitTuning, measured)
})

test('any trials have a population vector, or a documented refusal', () => {
  const population = fc.array(fc.record<Tuning>({ b0: dyadic, modulation: fc.nat(10), preferred: angle }), {
    maxLength: 4,
  })
  const decoded = fc
    .tuple(population, fc.nat(4), dyadic)
    .map(
      ([tuning, trials, rate]): Parameters<typeof populationVector> => [
        Array.from({ length: trials }, () => tuning.map(() => rate)),
        tuning,
      ],
    )
  fuzz(populationVector, decoded)
})

test('any two angles are some way apart, or a documented refusal', () => {
  fuzz(angularError, fc.tuple(angle, angle))
})
