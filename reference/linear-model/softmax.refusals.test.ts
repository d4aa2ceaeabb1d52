import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Label, Mat, SoftmaxModel } from '#kit'
import { dyadic } from '../testing/arbitraries.ts'
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

test('every function keeps to its docstring', () => {
  const value = fc.oneof(
    { weight: 4, arbitrary: dyadic },
    { weight: 1, arbitrary: fc.constantFrom(1e9, 1e-9, 0.1) },
  )
  const rows = fc.array(
    fc.tuple(value, value).map((row): number[] => row),
    { maxLength: 8 },
  )
  const C = fc.constantFrom(1e-6, 1, 100)
  const coded = fc
    .tuple(rows, C)
    .map(([X, C]): [SoftmaxModel, Mat, number[], number] => [model, X, X.map((_, i) => i % 2), C])
  fuzz(softmaxLossAndGradient, coded, { spared: [0] })
  fuzz(
    fitSoftmax,
    fc
      .tuple(rows, fc.integer({ min: 1, max: 3 }), C)
      .map(
        ([X, K, C]): Parameters<typeof fitSoftmax> => [
          X,
          X.map((_, i): Label => 'abc'[i % K]!),
          { C, tol: 1e-6, maxIter: 100 },
        ],
      ),
  )
  const asked = rows.map((X): [SoftmaxModel, Mat] => [model, X])
  fuzz(predictSoftmaxProba, asked, { spared: [0] })
  fuzz(predictSoftmax, asked, { spared: [0] })
})
