import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './kmeans.ts'
import visible from './kmeans.visible.ts'

test('the example of the README', () => {
  const X = [[0], [1], [9], [10]]
  const { labels, centers, inertia } = solution.kmeans(X, [[0], [1]])
  expect(labels).toEqual([0, 0, 1, 1])
  expect(centers).toEqual([[0.5], [9.5]])
  expect(inertia).toBeCloseTo(1, 12)
  expect(solution.silhouette(X, labels)).toBeCloseTo(0.8885448916408669, 12)
})

test('an empty cluster moves to the sample that is farthest from its own centre', () => {
  // Nobody is in cluster 1; sample 2 is 8 away from centre 0, and still counts in its mean.
  expect(solution.updateCenters([[0], [1], [8]], [0, 0, 0], [[0], [50]])).toEqual([[3], [8]])
})

testProperties('24-kmeans', visible, solution)
