import { mistakes } from '#engine/spec/index.ts'
import { averagedF1, precisionRecallF1 } from '#reference/metrics/precision-recall.ts'

const words = { says: 'does it wrong', explains: 'It is wrong.', asks: 'Is it right?' }

export default mistakes<typeof import('./exemplar.ts')>({
  'swaps-precision-and-recall': {
    ...words,
    caughtBy: 'precision-matches-definition',
    exports: {
      precisionRecallF1: (yTrue, yPred, opt) => {
        const { precision, recall, ...rest } = precisionRecallF1(yTrue, yPred, opt)
        return { ...rest, precision: recall, recall: precision }
      },
    },
  },
  'averages-before-the-f1': {
    ...words,
    caughtBy: 'averages-match-definition',
    exports: {
      averagedF1: (yTrue, yPred, average, opt) => {
        const { precision, recall } = averagedF1(yTrue, yPred, average, opt)
        return {
          precision,
          recall,
          f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0,
        }
      },
    },
  },
  'looks-at-the-first-half': {
    ...words,
    caughtBy: 'order-of-samples-is-free',
    exports: {
      averagedF1: (yTrue, yPred, average, opt) => {
        const half = Math.ceil(yTrue.length / 2)
        return averagedF1(yTrue.slice(0, half), yPred.slice(0, half), average, opt)
      },
    },
  },
})
