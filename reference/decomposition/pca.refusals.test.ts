import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mat } from '#kit'
import { roughMat } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { componentsFor, fitPca, pcaInverse, pcaTransform, reconstructionError } from './pca.ts'

const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
const data = fc
  .record({ n: fc.nat(6), d: fc.integer({ min: 1, max: 4 }) })
  .chain(({ n, d }) =>
    fc.array(fc.array(dyadic, { minLength: d, maxLength: d }), { minLength: n, maxLength: n }),
  )
const X = [
  [1, 2],
  [3, 5],
  [0, 1],
]
const model = fitPca(X, 1)
const ragged = [[1, 2], [3]]
const holed = [
  [1, 2],
  [3, Number.NaN],
]

test.each<[string, string, () => unknown]>([
  ['no samples', 'EMPTY', () => fitPca([], 1)],
  ['ragged samples', 'SHAPE', () => fitPca(ragged, 1)],
  ['NaN', 'NON_FINITE', () => fitPca(holed, 1)],
  ['k of 0', 'PARAM', () => fitPca(X, 0)],
  ['k above d', 'PARAM', () => fitPca(X, 3)],
  ['k above n', 'PARAM', () => fitPca([[1, 2, 3]], 2)],
  ['half a component', 'PARAM', () => fitPca(X, 1.5)],
  ['one sample', 'NOT_ENOUGH_SAMPLES', () => fitPca([[1, 2]], 1)],
  ['samples of another width', 'SHAPE', () => pcaTransform(model, [[1, 2, 3]])],
  ['an infinite sample', 'NON_FINITE', () => pcaTransform(model, [[1, Number.POSITIVE_INFINITY]])],
  ['too many scores', 'SHAPE', () => pcaInverse(model, [[1, 2]])],
  ['a score that is NaN', 'NON_FINITE', () => pcaInverse(model, [[Number.NaN]])],
  ['no samples to rebuild', 'EMPTY', () => reconstructionError(model, [])],
  ['samples to rebuild of another width', 'SHAPE', () => reconstructionError(model, [[1]])],
  ['NaN to rebuild', 'NON_FINITE', () => reconstructionError(model, holed)],
  ['a share of no samples', 'EMPTY', () => componentsFor(0.5, [])],
  ['a share of ragged samples', 'SHAPE', () => componentsFor(0.5, ragged)],
  ['a share of NaN', 'NON_FINITE', () => componentsFor(0.5, holed)],
  ['a share of 0', 'PARAM', () => componentsFor(0, X)],
  ['a share above 1', 'PARAM', () => componentsFor(1.01, X)],
  ['a share of one sample', 'NOT_ENOUGH_SAMPLES', () => componentsFor(0.5, [[1, 2]])],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

describe('any arguments give a result or a documented refusal', () => {
  const fitting = data.chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.integer({ min: 1, max: Math.min(rows.length, rows[0]?.length ?? 0) || 1 }),
    ),
  )
  const rowsOf = (width: number) =>
    fc.array(fc.array(dyadic, { minLength: width, maxLength: width }), { maxLength: 4 })
  const share = fc.constantFrom(0.5, 0.9, 1)
  const onModel = (rows: fc.Arbitrary<Mat>) => fc.tuple(fc.constant(model), rows)

  test('fitPca', () => fuzz(fitPca, fitting))
  test('componentsFor', () => fuzz(componentsFor, fc.tuple(share, fc.oneof(data, roughMat()))))
  test('pcaTransform', () => fuzz(pcaTransform, onModel(rowsOf(2)), { spared: [0] }))
  test('pcaInverse', () => fuzz(pcaInverse, onModel(rowsOf(1)), { spared: [0] }))
  test('reconstructionError', () => fuzz(reconstructionError, onModel(rowsOf(2)), { spared: [0] }))
})
