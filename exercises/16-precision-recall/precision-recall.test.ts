import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './precision-recall.ts'
import visible from './precision-recall.visible.ts'

test('the example of the README', () => {
  const yTrue = ['IN', 'IN', 'IN', 'PYR', 'PYR', 'PYR', 'PYR', 'PYR']
  const yPred = ['IN', 'PYR', 'PYR', 'IN', 'PYR', 'PYR', 'PYR', 'PYR']
  const { precision, recall, f1, support } = solution.precisionRecallF1(yTrue, yPred)
  expect(precision[0]).toBeCloseTo(1 / 2, 12)
  expect(recall[0]).toBeCloseTo(1 / 3, 12)
  expect(f1[0]).toBeCloseTo(2 / 5, 12)
  expect(support).toEqual([3, 5])
  expect(solution.averagedF1(yTrue, yPred, 'macro').f1).toBeCloseTo(31 / 55, 12)
})

test('a class that is never called has no precision to speak of', () => {
  expect(solution.precisionRecallF1([0, 1], [0, 0]).precision).toEqual([0.5, 0])
  expect(solution.precisionRecallF1([0, 1], [0, 0], { zeroDivision: 1 }).precision).toEqual([0.5, 1])
})

testProperties('16-precision-recall', visible, solution)
