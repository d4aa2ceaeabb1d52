import fc from 'fast-check'
import { all, gridNumber, properties, property, same } from '#engine/spec/index.ts'
import type { KnnModel } from '#kit'

export default properties<typeof import('./knn.ts')>({
  'worked-example': property({
    given: [{ X: [[0], [1], [10]], y: ['a', 'a', 'b'], q: [0.25] }],
    holds: async ({ fitKnn, nearest, predictKnn, predictKnnProba }, { X, y, q }) => {
      const two: KnnModel = { X, y, k: 2, weights: 'uniform' }
      const byDistance: KnnModel = { X, y, k: 3, weights: 'distance' }
      const { k, weights } = await fitKnn(X, y, { k: 2 })
      const neighbours = await nearest(two, q)
      const shares = await predictKnnProba(byDistance, [q])
      return all(
        same({ k, weights }, { k: 2, weights: 'uniform' }),
        same(
          neighbours.map(({ index, distance }) => ({ index, distance })),
          [
            { index: 0, distance: 0.25 },
            { index: 1, distance: 0.75 },
          ],
        ),
        same(await predictKnn(two, [q]), ['a']),
        same(
          await predictKnn({ X: [[0], [1]], y: ['b', 'a'], k: 2, weights: 'uniform' }, [q]),
          ['a'],
          undefined,
          {
            because: "One vote for 'b' and one for 'a': the smaller class wins.",
          },
        ),
        same(shares.classes, ['a', 'b']),
        same(shares.proba, [[52 / 53, 1 / 53]]),
      )
    },
  }),

  'every-neuron-is-its-own-nearest': property({
    // The first feature tells all rows apart.
    given: fc
      .array(fc.tuple(gridNumber(), fc.constantFrom('pyramidal', 'interneuron')), {
        minLength: 1,
        maxLength: 6,
      })
      .map((rows) => ({
        X: rows.map(([value], i) => [i % 2 ? i : -i, value]),
        y: rows.map(([, label]) => label),
      })),
    runs: 30,
    holds: async ({ predictKnn }, { X, y }) =>
      same(await predictKnn({ X, y, k: 1, weights: 'uniform' }, X), y, undefined, {
        because: 'With k = 1 and no two equal rows, every training row is answered with its own label.',
      }),
  }),
})
