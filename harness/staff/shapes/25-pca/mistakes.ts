import { mistakes } from '#engine/spec/index.ts'
import { fitPca, pcaTransform } from '#reference/decomposition/pca.ts'

const words = { says: 'does it wrong', explains: 'It is wrong.', asks: 'Is it right?' }

export default mistakes<typeof import('./exemplar.ts')>({
  'divides-by-n': {
    ...words,
    caughtBy: 'spectrum-matches-reference',
    exports: {
      fitPca: (X, k) => {
        const model = fitPca(X, k)
        return {
          ...model,
          explainedVariance: model.explainedVariance.map((v) => (v * (X.length - 1)) / X.length),
        }
      },
    },
  },
  'keeps-components-as-columns': {
    ...words,
    caughtBy: 'model-and-scores-go-together',
    exports: {
      fitPca: (X, k) => {
        const model = fitPca(X, k)
        return { ...model, components: X[0]!.map((_, j) => model.components.map((row) => row[j]!)) }
      },
    },
  },
  'forgets-the-mean': {
    ...words,
    caughtBy: 'model-and-scores-go-together',
    exports: { pcaTransform: (m, X) => pcaTransform({ ...m, mean: m.mean.map(() => 0) }, X) },
  },
  'scales-by-the-largest': {
    ...words,
    caughtBy: 'variance-goes-with-the-unit',
    exports: {
      fitPca: (X, k) => {
        const largest = Math.max(1, ...X.flat().map(Math.abs))
        return fitPca(
          X.map((row) => row.map((v) => v / largest)),
          k,
        )
      },
    },
  },
})
