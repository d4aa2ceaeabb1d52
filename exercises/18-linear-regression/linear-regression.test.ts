import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './linear-regression.ts'
import visible from './linear-regression.visible.ts'

test('the example of the README', () => {
  const { coef, intercept } = solution.fitLinear([[1], [2], [3], [4]], [3, 5, 7, 9])
  expect(coef).toHaveLength(1)
  expect(coef[0]).toBeCloseTo(2, 9)
  expect(intercept).toBeCloseTo(1, 9)
  expect(solution.predictLinear({ coef: [2], intercept: 1 }, [[10]])[0]).toBeCloseTo(21, 9)
})

test('two equal columns share the weight', () => {
  const { coef } = solution.fitLinear(
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
    [1, 2, 3],
  )
  expect(coef[0]).toBeCloseTo(0.5, 9)
  expect(coef[1]).toBeCloseTo(0.5, 9)
})

testProperties('18-linear-regression', visible, solution)
