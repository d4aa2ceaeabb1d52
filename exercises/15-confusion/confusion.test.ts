import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './confusion.ts'
import visible from './confusion.visible.ts'

test('the example of the README', () => {
  const [yTrue, yPred] = [
    [0, 0, 1, 1, 1],
    [0, 1, 1, 1, 0],
  ]
  expect(solution.confusionMatrix(yTrue, yPred)).toEqual([
    [1, 1],
    [1, 2],
  ])
  expect(solution.accuracy(yTrue, yPred)).toBe(0.6)
  expect(solution.balancedAccuracy(yTrue, yPred)).toBeCloseTo(7 / 12, 12)
})

test('a class that was only predicted has a row of zeros', () => {
  expect(solution.confusionMatrix(['IN', 'IN'], ['IN', 'PYR'])).toEqual([
    [1, 1],
    [0, 0],
  ])
})

testProperties('15-confusion', visible, solution)
