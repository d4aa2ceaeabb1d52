import { shape } from '../shape.ts'
import * as exemplar from './exemplar.ts'
import hidden from './hidden.ts'
import mistakes from './mistakes.ts'

export const tsneEmbed = shape({
  slug: '27-tsne-embed',
  exports: {
    lowDimAffinities: { takes: ['Y'], returns: 'number[][]' },
    klDivergence: { takes: ['P', 'Y'], returns: 'number' },
    klGradient: { takes: ['P', 'Y'], returns: 'number[][]' },
    tsne: {
      takes: ['X', 'opt'],
      timeBudgetMs: 5000,
      returns: { Y: 'number[][]', klHistory: [{ iter: 'number', kl: 'number' }] },
    },
    trustworthiness: { takes: ['X', 'Y', 'k'], returns: 'number' },
  },
  hidden,
  exemplar,
  mistakes,
})
