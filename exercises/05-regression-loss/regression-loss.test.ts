import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './regression-loss.ts'
import visible from './regression-loss.visible.ts'

test('the example of the README', () => {
  expect(solution.mse([2, 4, 6], [2, 5, 8])).toBeCloseTo(5 / 3, 12)
  expect(solution.huber([2, 4, 6], [2, 5, 8])).toBeCloseTo(2 / 3, 12)
  expect(solution.r2Score([2, 4, 6], [2, 5, 8])).toBeCloseTo(3 / 8, 12)
})

test('targets without spread have nothing to explain', () => {
  expect(solution.r2Score([2, 2], [2, 2])).toBe(1)
  expect(solution.r2Score([2, 2], [2, 3])).toBe(0)
})

testProperties('05-regression-loss', visible, solution)
