import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dyadic, matrix } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
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

test('k-means++ takes the last sample when rounding carries the goal past the sum', () => {
  // The weight of the third sample is the smallest number there is: no part of it is smaller.
  const X = [[1], [0], [2e-162]]
  expect(kmeansPlusPlus(X, 3, [0, 0, 1 - 2 ** -53])).toEqual(X)
})

const started = fc.integer({ min: 1, max: 3 }).chain((d) => {
  const rows = fc.array(fc.array(dyadic, { minLength: d, maxLength: d }), { minLength: 3, maxLength: 12 })
  return fc.tuple(rows, fc.integer({ min: 1, max: 3 })).map(([X, k]) => ({ X, init: X.slice(0, k) }))
})

test('a run never makes the inertia worse and ends where neither step changes anything', () => {
  fc.assert(
    fc.property(started, ({ X, init }) => {
      const run = kmeans(X, init)
      expect(run.converged).toBe(true)
      expect(run.labels).toEqual(assignClusters(X, run.centers))
      expect(updateCenters(X, run.labels, run.centers)).toEqual(run.centers)
      expect(run.inertiaHistory).toHaveLength(run.nIter + 1)
      expect(run.inertiaHistory.at(-1)).toBe(inertia(X, run.labels, run.centers))
      for (const [i, value] of run.inertiaHistory.entries())
        if (i > 0) expect(value).toBeLessThanOrEqual(run.inertiaHistory[i - 1]! * (1 + 1e-12))
    }),
    { seed: 1, numRuns: 200 },
  )
})

test('of all partitions of few numbers, some start finds the best', () => {
  fc.assert(
    fc.property(fc.uniqueArray(dyadic, { minLength: 3, maxLength: 6 }), (x) => {
      const rows = x.map((value) => [value])
      const partitions = Array.from({ length: 2 ** x.length }, (_, bits) => x.map((_, i) => (bits >> i) & 1))
      const costs = partitions
        .filter((labels) => new Set(labels).size === 2)
        .map((labels) => inertia(rows, labels, updateCenters(rows, labels, [[0], [0]])))
      const starts = rows.flatMap((a) => rows.filter((b) => b !== a).map((b) => [a, b]))
      const found = starts.map((init) => kmeans(rows, init).inertia)
      expect(Math.min(...found)).toBeCloseTo(Math.min(...costs), 9)
    }),
    { seed: 1, numRuns: 60 },
  )
})

const samples = matrix({ minRows: 0 })
const ten = fc.array(fc.nat(2), { minLength: 10, maxLength: 10 })
const samplesAndCenters = samples.chain((rows) => fc.tuple(fc.constant(rows), fc.subarray(rows)))

test('any samples and centres are clustered or refused', () => {
  const partition = fc
    .tuple(samplesAndCenters, ten)
    .map(
      ([[rows, centers], labels]): Parameters<typeof inertia> => [
        rows,
        labels.slice(0, rows.length),
        centers,
      ],
    )
  fuzz(assignClusters, samplesAndCenters)
  fuzz(updateCenters, partition)
  fuzz(inertia, partition)
  const run = fc
    .tuple(samplesAndCenters, fc.record({ maxIter: fc.constantFrom(1, 2, 300) }))
    .map(([given, options]): Parameters<typeof kmeans> => [...given, options])
  fuzz(kmeans, run)
  const us = fc.array(fc.constantFrom(0, 0.25, 0.999), { minLength: 3, maxLength: 5 })
  fuzz(kmeansPlusPlus, fc.tuple(samples, fc.integer({ min: 1, max: 3 }), us), { numRuns: 1200 })
})

test('any clusters have a silhouette or are refused', () => {
  const labelled = fc
    .tuple(samples, ten)
    .map(([rows, labels]): Parameters<typeof silhouette> => [rows, labels.slice(0, rows.length)])
  fuzz(silhouette, labelled)
})

test('a cluster without a number is refused with NON_FINITE', () => {
  for (const name of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => silhouette(X, [0, 0, name, name])).toThrow(expect.objectContaining({ code: 'NON_FINITE' }))
})
