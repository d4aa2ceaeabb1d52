import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './classification-loss.ts'
import visible from './classification-loss.visible.ts'

test('the example of the README', () => {
  expect(solution.binaryCrossEntropy([1, 0], [0.9, 0.2])).toBeCloseTo(0.164252033486018, 12)
  const shares = solution.softmax([1, 2, 3])
  expect(shares[0]).toBeCloseTo(0.09003057, 8)
  expect(shares[1]).toBeCloseTo(0.24472847, 8)
  expect(shares[2]).toBeCloseTo(0.66524096, 8)
})

test('a sure miss is expensive, not infinite', () => {
  expect(solution.binaryCrossEntropy([1], [0])).toBeCloseTo(36.0437, 3)
})

testProperties('06-classification-loss', visible, solution)
