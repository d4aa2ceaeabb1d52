import { shape } from '../shape.ts'
import * as exemplar from './exemplar.ts'
import hidden from './hidden.ts'
import mistakes from './mistakes.ts'

export const precisionRecall = shape({
  slug: '16-precision-recall',
  exports: {
    precisionRecallF1: {
      takes: ['yTrue', 'yPred', 'opt?'],
      returns: {
        labels: 'label[]',
        precision: 'number[]',
        recall: 'number[]',
        f1: 'number[]',
        support: 'number[]',
      },
    },
    averagedF1: {
      takes: ['yTrue', 'yPred', 'average', 'opt?'],
      returns: { precision: 'number', recall: 'number', f1: 'number' },
    },
  },
  hidden,
  exemplar,
  mistakes,
})
