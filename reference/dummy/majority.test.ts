import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accuracy } from '../metrics/classification.ts'
import { anyLabels, anyMatrix, labels, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitMajority, predictMajority, predictMajorityProba } from './majority.ts'

const runs = { seed: 1, numRuns: 200 }

test('the example of the exercise', () => {
  expect(fitMajority(['pyr', 'int', 'pyr'])).toEqual({
    kind: 'majority',
    classes: ['int', 'pyr'],
    prior: [1 / 3, 2 / 3],
    majority: 'pyr',
  })
})

test('of equally frequent classes the smallest is the majority', () => {
  expect(fitMajority([7, -3]).majority).toBe(-3)
  expect(fitMajority(['9', '10']).majority).toBe('10')
  expect(fitMajority([10, 9]).majority).toBe(9)
})

test('no class is more frequent, and those that are as frequent are larger', () => {
  const count = (y: unknown[], label: unknown) => y.filter((other) => other === label).length
  fc.assert(
    fc.property(labels(1), (y) => {
      const { majority } = fitMajority(y)
      for (const label of y) {
        expect(count(y, label)).toBeLessThanOrEqual(count(y, majority))
        if (count(y, label) === count(y, majority)) expect(label >= majority).toBe(true)
      }
    }),
    runs,
  )
})

test('the accuracy on its own examples is the largest prior, and the priors sum to 1', () => {
  fc.assert(
    fc.property(labels(1), (y) => {
      const model = fitMajority(y)
      const rows = y.map(() => [0])
      expect(accuracy(y, predictMajority(model, rows))).toBe(Math.max(...model.prior))
      expect(model.prior.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    }),
    runs,
  )
})

test('the order of the labels does not matter, new names in the same order carry over', () => {
  fc.assert(
    fc.property(ordered(labels(1)), ([y, order]) => {
      const model = fitMajority(y)
      expect(fitMajority(order.map((i) => y[i]!))).toEqual(model)
      const renamed = fitMajority(y.map((label) => model.classes.indexOf(label)))
      expect(renamed.prior).toEqual(model.prior)
      expect(renamed.majority).toBe(model.classes.indexOf(model.majority))
    }),
    runs,
  )
})

test('it answers every row alike, whatever is in it', () => {
  const model = fitMajority([1, 2, 2, 2])
  expect(predictMajority(model, [[Number.NaN], [], [1, 2]])).toEqual([2, 2, 2])
  expect(predictMajorityProba(model, [[Number.NaN], []])).toEqual([
    [0.25, 0.75],
    [0.25, 0.75],
  ])
  expect([predictMajority(model, []), predictMajorityProba(model, [])]).toEqual([[], []])
})

test('the model is plain data, and shares nothing with what it predicts', () => {
  const model = fitMajority(['a', 'b', 'b'])
  const [row] = predictMajorityProba(model, [[0], [0]])
  row![0] = 99
  expect(predictMajorityProba(structuredClone(model), [[0]])).toEqual([[1 / 3, 2 / 3]])
  expect(predictMajority(structuredClone(model), [[0]])).toEqual(['b'])
})

test.each([
  ['EMPTY', []],
  ['NON_FINITE', [0, Number.NaN]],
  ['PARAM', [0, 'a']],
])('%s: %j', (code, y) => {
  expect(() => fitMajority(y)).toThrow(expect.objectContaining({ code }))
})

test('any labels give a model or a documented refusal, any rows predictions', () => {
  fuzz(fitMajority, fc.tuple(anyLabels))
  const model = fc.constantFrom(fitMajority([3]), fitMajority(['a', 'b']))
  fuzz(predictMajority, fc.tuple(model, anyMatrix), { spared: [0] })
  fuzz(predictMajorityProba, fc.tuple(model, anyMatrix), { spared: [0] })
})
