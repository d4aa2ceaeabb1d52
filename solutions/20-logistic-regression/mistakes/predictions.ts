import { mistakes } from '#engine/spec/index.ts'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from '../logistic-regression.ts'

export default mistakes<typeof exemplar>({
  'overflows-in-the-sigmoid': {
    says: 'divides infinity by infinity',
    explains: 'Your sigmoid equals exp(z) / (1 + exp(z)), which is NaN for z = 1000.',
    asks: 'Can you divide above and below the line by exp(z)?',
    caughtBy: 'sigmoid-survives-huge-values',
    exports: { sigmoid: (z) => Math.exp(z) / (1 + Math.exp(z)) },
  },
  'cuts-z-off-at-15': {
    says: 'cuts z off at ±15',
    explains: 'Your sigmoid gives the same for z = 15 and for every larger z.',
    asks: 'For which z does 1 / (1 + exp(−z)) need any help?',
    caughtBy: 'sigmoid-survives-huge-values',
    exports: { sigmoid: (z) => exemplar.sigmoid(Math.max(-15, Math.min(15, z))) },
  },
  'falls-instead-of-rising': {
    says: 'has the sign of z the wrong way round',
    explains: 'Your sigmoid equals 1 / (1 + exp(z)), which falls as z grows.',
    asks: 'Should a large decision value mean that label 1 is likely or unlikely?',
    caughtBy: 'sigmoid-matches-definition',
    exports: { sigmoid: (z) => exemplar.sigmoid(-z) },
  },
  'goes-from-minus-1-to-1': {
    says: 'uses a curve that runs from −1 to 1',
    explains: 'Your sigmoid equals tanh(z).',
    asks: 'Can a probability be negative?',
    caughtBy: 'sigmoid-mirrors',
    exports: { sigmoid: Math.tanh },
  },
  'forgets-the-intercept': {
    says: 'leaves the intercept out',
    explains: 'Your predictProba equals sigmoid(X · coef).',
    asks: 'What is the decision value of a row of zeros?',
    caughtBy: 'predict-proba-matches-definition',
    exports: { predictProba: (m, X) => exemplar.predictProba({ ...m, intercept: 0 }, X) },
  },
  'gives-the-decision-values': {
    says: 'returns the decision values instead of probabilities',
    explains: 'Your predictProba equals X · coef + intercept.',
    asks: 'What squeezes a number into the range from 0 to 1?',
    caughtBy: 'predict-proba-mirrors',
    exports: { predictProba: (m, X) => exemplar.predictProba(m, X).map((_, i) => decisions(m, X)[i]!) },
  },
  'gives-the-other-probability': {
    says: 'gives the probability of label 0',
    explains: 'Your predictProba equals 1 − sigmoid(X · coef + intercept).',
    asks: 'Whose probability is asked for?',
    caughtBy: 'predict-proba-matches-definition',
    exports: { predictProba: (m, X) => exemplar.predictProba(m, X).map((p) => 1 - p) },
  },
  'refuses-to-predict-nothing': {
    says: 'refuses a list without rows',
    explains: 'Your predictProba throws for [].',
    asks: 'How many probabilities are there for no neurons?',
    caughtBy: 'predictProba/lengths',
    exports: {
      predictProba: (m, X) => {
        if (X.length === 0) throw new MLError('EMPTY', 'no rows')
        return exemplar.predictProba(m, X)
      },
    },
  },
  'labels-one-half-as-1': {
    says: 'gives label 1 when the decision value is exactly 0',
    explains: 'Your predictLogistic compares with ≥ instead of >.',
    asks: 'Which label do the Conventions give to a probability of exactly one half?',
    caughtBy: 'one-half-gives-label-0',
    exports: {
      predictLogistic: (m, X) =>
        exemplar.predictLogistic(m, X).map((_, i) => (decisions(m, X)[i]! >= 0 ? 1 : 0)),
    },
  },
  'compares-the-decision-with-one-half': {
    says: 'compares the decision value with ½ instead of 0',
    explains: 'Your predictLogistic gives label 1 where X · coef + intercept is above 0.5.',
    asks: 'Which decision value belongs to a probability of one half?',
    caughtBy: 'predict-logistic-matches-definition',
    exports: {
      predictLogistic: (m, X) => exemplar.predictLogistic({ ...m, intercept: m.intercept - 0.5 }, X),
    },
  },
  'labels-without-the-intercept': {
    says: 'leaves the intercept out',
    explains: 'Your predictLogistic equals the labels for intercept 0.',
    asks: 'What is the decision value of a row of zeros?',
    caughtBy: 'predict-logistic-matches-definition',
    exports: { predictLogistic: (m, X) => exemplar.predictLogistic({ ...m, intercept: 0 }, X) },
  },
})

export function decisions({ coef, intercept }: LogisticModel, X: Mat): Vec {
  return X.map((row) => row.reduce((sum, value, j) => sum + value * coef[j]!, intercept))
}
