import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mat, Vec } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { findBeta, jointProbabilities, pairwiseSquaredDistances, rowAffinities } from './affinities.ts'

const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
/** Samples on a grid: repeated ones and equal distances come up. */
const grid = fc
  .integer({ min: 1, max: 3 })
  .chain((d) => fc.array(fc.array(dyadic, { minLength: d, maxLength: d }), { minLength: 3, maxLength: 8 }))
const row = fc
  .array(
    fc.nat(80).map((k) => k / 16),
    { minLength: 3, maxLength: 8 },
  )
  .chain((d2) => fc.record({ d2: fc.constant(d2), self: fc.nat(d2.length - 1) }))

const far = Number.POSITIVE_INFINITY
test.each<[string, string, () => unknown]>([
  ['distances of no samples', 'EMPTY', () => pairwiseSquaredDistances([])],
  ['distances of ragged samples', 'SHAPE', () => pairwiseSquaredDistances([[1], [1, 2]])],
  ['distances of NaN', 'NON_FINITE', () => pairwiseSquaredDistances([[Number.NaN]])],
  ['a row of no distances', 'EMPTY', () => rowAffinities([], 0, 1)],
  ['an infinite distance', 'NON_FINITE', () => rowAffinities([0, 1, far], 0, 1)],
  ['self beyond the row', 'PARAM', () => rowAffinities([0, 1, 2], 3, 1)],
  ['self below 0', 'PARAM', () => rowAffinities([0, 1, 2], -1, 1)],
  ['beta of 0', 'PARAM', () => rowAffinities([0, 1, 2], 0, 0)],
  ['an infinite beta', 'PARAM', () => rowAffinities([0, 1, 2], 0, far)],
  ['two distances', 'NOT_ENOUGH_SAMPLES', () => rowAffinities([0, 1], 0, 1)],
  ['a search in no distances', 'EMPTY', () => findBeta([], 0, 1)],
  ['a search in NaN', 'NON_FINITE', () => findBeta([0, 1, Number.NaN], 0, 1)],
  ['perplexity below 1', 'PARAM', () => findBeta([0, 1, 2], 0, 0.9)],
  ['perplexity of n', 'PARAM', () => findBeta([0, 1, 2], 0, 3)],
  ['a tolerance of 0', 'PARAM', () => findBeta([0, 1, 2], 0, 2, { tol: 0 })],
  ['no iteration', 'PARAM', () => findBeta([0, 1, 2], 0, 2, { maxIter: 0 })],
  ['a search in two distances', 'NOT_ENOUGH_SAMPLES', () => findBeta([0, 1], 0, 1)],
  ['no samples', 'EMPTY', () => jointProbabilities([], 1)],
  ['ragged samples', 'SHAPE', () => jointProbabilities([[1], [2, 3], [4]], 1)],
  ['a sample that is NaN', 'NON_FINITE', () => jointProbabilities([[1], [Number.NaN], [4]], 1)],
  ['the perplexity of all', 'PARAM', () => jointProbabilities([[1], [2], [4]], 3)],
  ['two samples', 'NOT_ENOUGH_SAMPLES', () => jointProbabilities([[1], [2]], 1)],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

describe('spoilt arguments', () => {
  const two = fc.constant({ d2: [0, 1], self: 0 })
  const rowWith = (last: number) =>
    fc
      .oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: two })
      .map(({ d2, self }) => [d2, self, last] as [Vec, number, number])
  test('pairwiseSquaredDistances', () => fuzz(pairwiseSquaredDistances, fc.tuple(grid)))
  test('rowAffinities', () => fuzz(rowAffinities, rowWith(0.5)))
  test('findBeta', () => fuzz(findBeta, rowWith(1.5)))
  test('jointProbabilities', () =>
    fuzz(jointProbabilities, fc.tuple(fc.oneof(grid, fc.constant<Mat>([[1], [2]])), fc.constantFrom(1, 2)), {
      numRuns: 300,
    }))
})
