import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mat, SoftmaxModel, Vec } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { fitSoftmax, predictSoftmax, predictSoftmaxProba, softmaxLossAndGradient } from './softmax.ts'

const X = [
  [0, 1],
  [2, 3],
]
const y = ['a', 'b']
const ragged = [[0, 1], [2]]
const nan = [
  [0, 1],
  [2, Number.NaN],
]
const model: SoftmaxModel = { classes: y, W: X, b: [0, 0] }

test.each<[string, string, () => unknown]>([
  ['a loss of nothing', 'EMPTY', () => softmaxLossAndGradient(model, [], [], 1)],
  ['a loss with fewer codes', 'SHAPE', () => softmaxLossAndGradient(model, X, [0], 1)],
  ['a loss of ragged samples', 'SHAPE', () => softmaxLossAndGradient(model, ragged, [0, 1], 1)],
  ['a loss of other columns', 'SHAPE', () => softmaxLossAndGradient(model, [[1]], [0], 1)],
  ['a loss of NaN', 'NON_FINITE', () => softmaxLossAndGradient(model, nan, [0, 1], 1)],
  ['a code that is NaN', 'NON_FINITE', () => softmaxLossAndGradient(model, X, [0, Number.NaN], 1)],
  ['a code beyond K', 'PARAM', () => softmaxLossAndGradient(model, X, [0, 2], 1)],
  ['a code below 0', 'PARAM', () => softmaxLossAndGradient(model, X, [0, -1], 1)],
  ['half a code', 'PARAM', () => softmaxLossAndGradient(model, X, [0, 0.5], 1)],
  ['a loss with C of 0', 'PARAM', () => softmaxLossAndGradient(model, X, [0, 1], 0)],
  ['nothing', 'EMPTY', () => fitSoftmax([], [])],
  ['fewer labels', 'SHAPE', () => fitSoftmax(X, ['a'])],
  ['ragged samples', 'SHAPE', () => fitSoftmax(ragged, y)],
  ['NaN', 'NON_FINITE', () => fitSoftmax(nan, y)],
  ['C of 0', 'PARAM', () => fitSoftmax(X, y, { C: 0 })],
  ['an infinite C', 'PARAM', () => fitSoftmax(X, y, { C: Number.POSITIVE_INFINITY })],
  ['a tolerance of 0', 'PARAM', () => fitSoftmax(X, y, { tol: 0 })],
  ['no iteration', 'PARAM', () => fitSoftmax(X, y, { maxIter: 0 })],
  ['numbers among strings', 'PARAM', () => fitSoftmax(X, ['a', 1])],
  ['one class', 'SINGLE_CLASS', () => fitSoftmax(X, ['a', 'a'])],
  ['new samples of other columns', 'SHAPE', () => predictSoftmaxProba(model, [[1]])],
  ['new samples with NaN', 'NON_FINITE', () => predictSoftmaxProba(model, nan)],
  ['samples of other columns to label', 'SHAPE', () => predictSoftmax(model, [[1]])],
  ['samples with NaN to label', 'NON_FINITE', () => predictSoftmax(model, nan)],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

describe('spoilt arguments', () => {
  const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
  const rows = fc.array(fc.tuple(dyadic, dyadic), { minLength: 2, maxLength: 8 })
  const coded = rows.map((X) => [X, X.map((_, i) => i % 2)] as [Mat, Vec])
  test('softmaxLossAndGradient', () =>
    fuzz(
      softmaxLossAndGradient,
      coded.map(([X, codes]) => [model, X, codes, 1] as [SoftmaxModel, Mat, Vec, number]),
      { spared: [0] },
    ))
  test('fitSoftmax', () => {
    const labelled = fc
      .tuple(coded, fc.constantFrom(0, 0, 0, 1))
      .map(
        ([[X, codes], oneClass]): Parameters<typeof fitSoftmax> => [
          X,
          codes.map((code) => y[oneClass ? 0 : code]!),
          { C: 1 },
        ],
      )
    fuzz(fitSoftmax, labelled)
  })
  const asked = fc.tuple(fc.constant(model), rows)
  test('predictSoftmaxProba', () => fuzz(predictSoftmaxProba, asked, { spared: [0] }))
  test('predictSoftmax', () => fuzz(predictSoftmax, asked, { spared: [0] }))
})
