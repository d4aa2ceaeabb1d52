import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './train-test-split.ts'
import visible from './train-test-split.visible.ts'

const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]]
const y = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

test('the example of the README', () => {
  const { XTrain, XTest, trainIdx } = solution.trainTestSplit(X, y, { testSize: 0.25, seed: 1 })
  expect([XTrain.length, XTest.length]).toEqual([7, 3])
  expect(XTrain).toEqual(trainIdx.map((i) => X[i]))
})

test('a share is rounded up as JavaScript computes it', () => {
  const many = Array.from({ length: 100 }, (_, i) => [i])
  const labels = many.map(() => 'FS')
  expect(solution.trainTestSplit(many, labels, { testSize: 0.07, seed: 1 }).testIdx).toHaveLength(8)
})

test('a shuffled row keeps its label', () => {
  const shuffled = solution.shuffleTogether(X, y, 'a seed')
  expect(shuffled.y).toEqual(shuffled.X.map(([id]) => y[id!]))
})

testProperties('12-train-test-split', visible, solution)
