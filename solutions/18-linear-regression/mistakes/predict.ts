import { mistakes } from '#engine/spec/index.ts'
import { MLError } from '#kit'
import * as exemplar from '../linear-regression.ts'

export default mistakes<typeof exemplar>({
  'predicts-without-the-intercept': {
    says: 'leaves the intercept out of the prediction',
    explains: 'Your predictions equal X · coef.',
    asks: 'What does the model answer when every feature is 0?',
    caughtBy: 'predicts-the-weighted-sum',
    exports: {
      predictLinear: ({ coef }, X) => exemplar.predictLinear({ coef, intercept: 0 }, X),
    },
  },
  'adds-the-intercept-for-every-feature': {
    says: 'adds the intercept once for each feature',
    explains: 'Your predictions equal Σ (x[j] · coef[j] + intercept).',
    asks: 'How often does the line cross the axis?',
    caughtBy: 'predicts-the-weighted-sum',
    exports: {
      predictLinear: ({ coef, intercept }, X) =>
        exemplar.predictLinear({ coef, intercept: intercept * coef.length }, X),
    },
  },
  'refuses-no-rows': {
    says: 'refuses to predict for no rows',
    explains: 'Your predictLinear throws for an empty X.',
    asks: 'How many predictions belong to no rows?',
    caughtBy: 'predictLinear/lengths',
    exports: {
      predictLinear: (model, X) => {
        if (X.length === 0) throw new MLError('EMPTY', 'no rows')
        return exemplar.predictLinear(model, X)
      },
    },
  },
  'rounds-the-predictions': {
    says: 'rounds the predictions to whole numbers',
    explains: 'Your predictions equal those of the model, rounded.',
    asks: 'Is a firing rate a class or a continuous number?',
    caughtBy: 'predicts-the-weighted-sum',
    exports: { predictLinear: (model, X) => exemplar.predictLinear(model, X).map(Math.round) },
  },
})
