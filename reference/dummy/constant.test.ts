import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mae, mse } from '../losses/regression.ts'
import { anyMatrix, anyVector, dyadic, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitConstant, predictConstant } from './constant.ts'

const runs = { seed: 1, numRuns: 200 }
const targets = fc.array(dyadic, { minLength: 1, maxLength: 12 })

test('the example of the exercise', () => {
  expect(fitConstant([1, 2, 3, 10], 'median')).toEqual({ kind: 'constant', strategy: 'median', value: 2.5 })
  expect(fitConstant([1, 2, 3, 10], 'mean').value).toBe(4)
  expect(fitConstant([10, 9, 1], 'median').value).toBe(9)
})

test('no other constant has a smaller squared error than the mean, or absolute error than the median', () => {
  fc.assert(
    fc.property(targets, dyadic, (y, rival) => {
      const rows = y.map(() => [])
      const [mean, median] = (['mean', 'median'] as const).map((s) =>
        predictConstant(fitConstant(y, s), rows),
      )
      const others = y.map(() => rival)
      expect(mse(y, mean!)).toBeLessThanOrEqual(mse(y, others) + 1e-12)
      expect(mae(y, median!)).toBeLessThanOrEqual(mae(y, others) + 1e-12)
    }),
    runs,
  )
})

test.each(['mean', 'median'] as const)(
  'the %s moves with the targets and not with their order',
  (strategy) => {
    fc.assert(
      fc.property(ordered(targets), dyadic, ([y, order], shift) => {
        const { value } = fitConstant(y, strategy)
        const moved = order.map((i) => y[i]! + shift)
        expect(fitConstant(moved, strategy).value).toBeCloseTo(value + shift, 12)
      }),
      runs,
    )
  },
)

test('it answers every row alike, whatever is in it', () => {
  const model = fitConstant([1, 2], 'mean')
  expect(predictConstant(structuredClone(model), [[Number.NaN], [], [1, 2]])).toEqual([1.5, 1.5, 1.5])
  expect(predictConstant(model, [])).toEqual([])
})

test.each<[string, number[], string]>([
  ['EMPTY', [], 'mean'],
  ['NON_FINITE', [1, Number.NaN], 'median'],
  ['NON_FINITE', [Number.POSITIVE_INFINITY], 'mean'],
  ['PARAM', [1], 'mode'],
])('%s: %j with the strategy %s', (code, y, strategy) => {
  expect(() => fitConstant(y, strategy as 'mean')).toThrow(expect.objectContaining({ code }))
})

test('any targets give a model or a documented refusal, any rows predictions', () => {
  const strategy = fc.constantFrom('mean', 'median', 'mode' as 'mean')
  fuzz(fitConstant, fc.tuple(anyVector, strategy))
  fuzz(predictConstant, fc.tuple(fc.constant(fitConstant([1], 'mean')), anyMatrix), { spared: [0] })
})
