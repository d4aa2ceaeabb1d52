import fc from 'fast-check'
import {
  crossPlay,
  gridMat,
  linearAlgebra,
  matches,
  properties,
  property,
  same,
  scaleOf,
  scales,
} from '#engine/spec/index.ts'
import * as reference from '#reference/decomposition/pca.ts'

const data = fc
  .record({
    X: gridMat({ minRows: 3, maxRows: 8, minCols: 2, maxCols: 3 }),
    k: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ X, k }) => ({ X, k: Math.min(k, X.length, X[0]!.length) }))

export default properties<typeof import('./exemplar.ts')>({
  'spectrum-matches-reference': property({
    given: data,
    holds: matches('fitPca', reference.fitPca, linearAlgebra, ({ explainedVariance }) => explainedVariance),
  }),

  'model-and-scores-go-together': property({
    given: data,
    holds: async ({ fitPca, pcaTransform }, { X, k }) => {
      const model = await fitPca(X, k)
      const scores = crossPlay('fitPca', () => reference.pcaTransform(model, X))
      return same(await pcaTransform(model, X), scores, linearAlgebra, {
        scale: scaleOf(X),
        because: 'The scores are the products of the centred rows with the components.',
        sides: ['your pcaTransform says', 'your fitPca says'],
      })
    },
  }),

  'variance-goes-with-the-unit': property({
    given: data,
    holds: scales(
      { fitPca: 2 },
      { data: ['X'], tolerance: linearAlgebra, pick: ({ explainedVariance }) => explainedVariance },
    ),
  }),
})
