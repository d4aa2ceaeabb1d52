import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './logistic-regression.ts'
import visible from './logistic-regression.visible.ts'

test('the example of the README', () => {
  const { model, converged } = solution.fitLogistic([[-2], [-1], [1], [2]], [0, 0, 1, 1])
  expect(converged).toBe(true)
  expect(model.coef[0]).toBeCloseTo(1.00659, 4)
  expect(model.intercept).toBeCloseTo(0, 4)
  expect(solution.predictProba(model, [[1]])[0]).toBeCloseTo(0.73235, 4)
})

test('a probability of one half is label 0', () => {
  expect(solution.predictLogistic({ coef: [1], intercept: 0 }, [[0]])).toEqual([0])
})

testProperties('20-logistic-regression', visible, solution)
