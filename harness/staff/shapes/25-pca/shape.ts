import { shape } from '../shape.ts'
import * as exemplar from './exemplar.ts'
import hidden from './hidden.ts'
import mistakes from './mistakes.ts'

export const pca = shape({
  slug: '25-pca',
  exports: {
    fitPca: {
      takes: ['X', 'k'],
      returns: {
        mean: 'number[]',
        components: 'number[][]',
        explainedVariance: 'number[]',
        explainedVarianceRatio: 'number[]',
      },
    },
    pcaTransform: { takes: ['m', 'X'], returns: 'number[][]' },
    pcaInverse: { takes: ['m', 'Z'], returns: 'number[][]' },
    reconstructionError: { takes: ['m', 'X'], returns: 'number' },
    componentsFor: { takes: ['ratio', 'X'], returns: 'number' },
  },
  hidden,
  exemplar,
  mistakes,
})
