import { expect, test } from 'vitest'
import { assignClusters, inertia, kmeans, kmeansPlusPlus, updateCenters } from './kmeans.ts'
import { silhouette } from './silhouette.ts'

const X = [[0], [1], [9], [10]]

test('k-means of four numbers, with the values of scikit-learn', () => {
  expect(kmeans(X, [[0], [1]])).toMatchObject({
    labels: [0, 0, 1, 1],
    centers: [[0.5], [9.5]],
    inertia: 1,
    converged: true,
  })
  expect(silhouette(X, [0, 0, 1, 1])).toBeCloseTo(0.8885448916408669, 14)
})

test('a run that maxIter ends fits together', () => {
  const { labels, centers, inertia: found, converged, nIter } = kmeans(X, [[0], [1]], { maxIter: 1 })
  expect(converged).toBe(false)
  expect(nIter).toBe(1)
  expect(labels).toEqual(assignClusters(X, centers))
  expect(found).toBe(inertia(X, labels, centers))
})

test('a tie goes to the lowest cluster', () => {
  expect(assignClusters([[1]], [[4], [2], [0], [2]])).toEqual([1])
})

test('empty clusters take the farthest samples, each another one', () => {
  const centers = [[0], [50], [60]]
  expect(updateCenters([[8], [1], [-8]], [0, 0, 0], centers)).toEqual([[1 / 3], [8], [-8]])
})

test('it goes on while an empty cluster moves, though no label changes', () => {
  expect(kmeans([[0], [1], [20]], [[0.5], [10], [100]]).labels).toEqual([2, 0, 1])
})

test('k-means++ draws by squared distance and skips what is chosen', () => {
  expect(kmeansPlusPlus(X, 2, [0, 0.5])).toEqual([[0], [10]])
  expect(kmeansPlusPlus(X, 2, [0, 0])).toEqual([[0], [1]])
  expect(kmeansPlusPlus([[3], [3], [5]], 3, [0, 0, 0.9])).toEqual([[3], [5], [5]])
})
