import fc from 'fast-check'
import { all, gridNumber, must, properties, property, same } from '#engine/spec/index.ts'

export default properties<typeof import('./kmeans.ts')>({
  'worked-example': property({
    given: [{ X: [[0], [1], [9], [10]], init: [[0], [1]] }],
    holds: async (
      { assignClusters, updateCenters, inertia, kmeans, kmeansPlusPlus, silhouette },
      { X, init },
    ) => {
      const result = await kmeans(X, init)
      return all(
        same(await assignClusters(X, init), [0, 1, 1, 1]),
        same(await updateCenters(X, [0, 1, 1, 1], init), [[0], [20 / 3]]),
        same(await inertia(X, [0, 0, 1, 1], [[0.5], [9.5]]), 1),
        same(result.labels, [0, 0, 1, 1]),
        same(result.centers, [[0.5], [9.5]]),
        same(result.inertia, 1),
        same(await kmeansPlusPlus(X, 2, [0, 0.5]), [[0], [10]]),
        same(await silhouette(X, [0, 0, 1, 1]), (17 / 19 + 15 / 17) / 2),
      )
    },
  }),

  'inertia-never-rises': property({
    given: fc
      .record({
        samples: fc.array(fc.tuple(gridNumber(), gridNumber()), { minLength: 3, maxLength: 10 }),
        k: fc.integer({ min: 1, max: 3 }),
      })
      .map(({ samples, k }) => ({ X: samples, init: samples.slice(0, k) })),
    runs: 30,
    holds: async ({ kmeans }, { X, init }) => {
      const { inertiaHistory } = await kmeans(X, init)
      // Equal numbers may differ in their last digit.
      const slack = 1e-12 * Math.max(1, ...inertiaHistory)
      const rise = inertiaHistory.findIndex((value, i) => i > 0 && !(value <= inertiaHistory[i - 1]! + slack))
      return all(
        must(inertiaHistory.length > 0, 'inertiaHistory has at least one entry.'),
        must(rise === -1, `Entry ${rise} of inertiaHistory is larger than the one before.`, {
          got: inertiaHistory,
        }),
      )
    },
  }),
})
