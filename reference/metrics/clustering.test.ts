import { expect, test } from 'vitest'
import { adjustedRandIndex } from './clustering.ts'

test('the values of scikit-learn', () => {
  expect(adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1)
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 14)
  expect(adjustedRandIndex([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2])).toBeCloseTo(0.24242424242424243, 14)
})

test('trivial partitions', () => {
  expect(adjustedRandIndex([], [])).toBe(1)
  expect(adjustedRandIndex(['a'], ['b'])).toBe(1)
  expect(adjustedRandIndex([1, 1, 1], [2, 2, 2])).toBe(1)
  expect(adjustedRandIndex([0, 1, 2], [2, 1, 0])).toBe(1)
  expect(adjustedRandIndex([0, 0, 0], [0, 1, 2])).toBe(0)
})
