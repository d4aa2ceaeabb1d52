import { mistakes } from '#engine/spec/index.ts'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from '../logistic-regression.ts'

type LossAndGradient = typeof exemplar.logisticLossAndGradient
type Slopes = ReturnType<LossAndGradient>

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

  'averages-the-log-loss': {
    says: 'averages the log loss instead of adding it up',
    explains: 'Your loss equals ½ Σ coef² + C · mean of the log losses, and your gradient fits to it.',
    asks: 'In J of the README, what is divided by n?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: (m, X, y, C = 1) =>
        exemplar.logisticLossAndGradient(m, X, y, X.length > 1 ? C / X.length : C),
    },
  },
  'puts-c-before-the-penalty': {
    says: 'multiplies the penalty by C instead of the log loss',
    explains: 'Your loss equals C · ½ Σ coef² + Σ log loss.',
    asks: 'If C is small, should the data count more or less?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: (m, X, y, C = 1) => {
        const { loss, gradCoef, gradIntercept } = exemplar.logisticLossAndGradient(m, X, y, 1 / C)
        return { loss: C * loss, gradCoef: gradCoef.map((g) => C * g), gradIntercept: C * gradIntercept }
      },
    },
  },
  'leaves-c-out': {
    says: 'does not use C',
    explains: 'Your loss and gradient are those for C = 1, whatever C is.',
    asks: 'Which part of J does C weigh?',
    caughtBy: 'loss-matches-definition',
    exports: { logisticLossAndGradient: (m, X, y, C = 1) => withC(C > 0 ? 1 : C)(m, X, y) },
  },
  'does-not-believe-in-small-c': {
    says: 'raises a small C to 0.001',
    explains: 'Your loss and gradient for a C below 0.001 are those for 0.001.',
    asks: 'Which values of C does the error table forbid, and which not?',
    caughtBy: 'logisticLossAndGradient/odd-options',
    exports: { logisticLossAndGradient: (m, X, y, C = 1) => withC(C > 0 ? Math.max(C, 1e-3) : C)(m, X, y) },
  },
  'takes-another-default-for-c': {
    says: 'takes another default for C than 1',
    explains: 'Your logisticLossAndGradient without C equals that for C = 0.5.',
    asks: 'Which C does the statement give when none is passed?',
    caughtBy: 'logisticLossAndGradient/defaults',
    exports: { logisticLossAndGradient: (m, X, y, C = 0.5) => withC(C)(m, X, y) },
  },
  'forgets-the-half': {
    says: 'forgets the ½ of the penalty',
    explains: 'Your loss equals Σ coef² + C · Σ log loss.',
    asks: 'What is the derivative of w², and what that of ½w²?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt(({ loss, gradCoef, ...rest }, { coef }) => ({
        ...rest,
        loss: loss + penalty(coef),
        gradCoef: gradCoef.map((g, j) => g + coef[j]!),
      })),
    },
  },
  'leaves-the-penalty-out-of-the-loss': {
    says: 'leaves the penalty out of the loss',
    explains: 'Your loss equals C · Σ log loss, without ½ Σ coef².',
    asks: 'Which function has the gradient that you return?',
    caughtBy: 'gradient-is-the-slope',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m) => ({ ...slopes, loss: slopes.loss - penalty(m.coef) })),
    },
  },
  'penalises-the-intercept-too': {
    says: 'penalises the intercept as well',
    explains: 'Your loss has an extra ½ · intercept², and your gradient an extra intercept.',
    asks: 'Over which numbers does the sum of squares run?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt((slopes, { intercept }) => ({
        ...slopes,
        loss: slopes.loss + penalty([intercept]),
        gradIntercept: slopes.gradIntercept + intercept,
      })),
    },
  },
  'charges-for-label-1-only': {
    says: 'charges for label 1 only',
    explains: 'Your loss leaves out −log(1 − p) where y is 0.',
    asks: 'What does a model that always says p = 1 cost on samples with y = 0?',
    caughtBy: 'loss-matches-definition',
    exports: { logisticLossAndGradient: priced((z, label) => (label === 1 ? softplus(-z) : 0)) },
  },
  'forgets-the-intercept-in-the-decision': {
    says: 'leaves the intercept out of the decision values',
    explains: 'Your loss and gradient are those of the model with intercept 0.',
    asks: 'What is the decision value of a row of zeros?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: (m, ...rest) =>
        exemplar.logisticLossAndGradient({ ...m, intercept: 0 }, ...rest),
    },
  },
  'overflows-in-the-loss': {
    says: 'computes exp of a large decision value',
    explains: 'Your loss equals log(1 + exp(z)) − y·z as it stands, which is infinite from z = 710 on.',
    asks: 'What is Math.exp(1000)?',
    caughtBy: 'huge-decision-values-stay-finite',
    exports: { logisticLossAndGradient: priced((z, label) => Math.log(1 + Math.exp(z)) - label * z) },
  },
  'takes-the-log-of-zero': {
    says: 'takes the logarithm of a probability that was rounded to 0',
    explains: 'Your loss equals −log of the sigmoid, which is infinite when that is rounded to 0 or 1.',
    asks: 'What is log(1 / (1 + exp(−z))), simplified on paper?',
    caughtBy: 'huge-decision-values-stay-finite',
    exports: { logisticLossAndGradient: priced((z, label) => -Math.log(chance(z, label))) },
  },
  'keeps-probabilities-away-from-0': {
    says: 'raises probabilities below 1e-15 before it takes the logarithm',
    explains: 'Your loss charges no sample more than 34.5.',
    asks: 'What does a miss by 1000 cost?',
    caughtBy: 'huge-decision-values-stay-finite',
    exports: { logisticLossAndGradient: priced((z, label) => -Math.log(Math.max(1e-15, chance(z, label)))) },
  },
  'points-the-gradient-down': {
    says: 'has the sign of y − p the wrong way round in the gradient',
    explains: 'Your gradient equals coef + C · Σ (y − p) · x.',
    asks: 'If the model says too much (p above y), should the slope be positive or negative?',
    caughtBy: 'gradient-is-the-slope',
    exports: {
      logisticLossAndGradient: spoilt(({ loss, gradCoef, gradIntercept }, m) => ({
        loss,
        gradCoef: gradCoef.map((g, j) => 2 * m.coef[j]! - g),
        gradIntercept: -gradIntercept,
      })),
    },
  },
  'leaves-the-penalty-out-of-the-gradient': {
    says: 'leaves the penalty out of the gradient',
    explains: 'Your gradCoef equals C · Σ (p − y) · x, without coef.',
    asks: 'What is the derivative of ½w²?',
    caughtBy: 'gradient-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m) => ({
        ...slopes,
        gradCoef: slopes.gradCoef.map((g, j) => g - m.coef[j]!),
      })),
    },
  },
  'leaves-c-out-of-the-gradient': {
    says: 'uses C in the loss but not in the gradient',
    explains: 'Your gradient is the one for C = 1.',
    asks: 'What happens to a derivative when the function is multiplied by C?',
    caughtBy: 'gradient-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt(({ loss }, m, X, y) => ({ ...withC(1)(m, X, y), loss })),
    },
  },
  'averages-the-slope-of-the-intercept': {
    says: 'averages the slope of the intercept',
    explains: 'Your gradIntercept equals C times the mean of p − y, where it should be the sum.',
    asks: 'Is the log loss in J a sum or a mean?',
    caughtBy: 'gradient-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt((slopes, _, X) => ({
        ...slopes,
        gradIntercept: slopes.gradIntercept / X.length,
      })),
    },
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

function withC(C: number): (m: LogisticModel, X: Mat, y: (0 | 1)[]) => Slopes {
  return (m, X, y) => exemplar.logisticLossAndGradient(m, X, y, C)
}

/** Loss and gradient of the exemplar, with something changed. */
function spoilt(
  change: (slopes: Slopes, ...args: Required<Parameters<LossAndGradient>>) => Slopes,
): LossAndGradient {
  return (m, X, y, C = 1) => change(withC(C)(m, X, y), m, X, y, C)
}

/** The exemplar with another price for a decision value. */
function priced(price: (z: number, label: 0 | 1) => number): LossAndGradient {
  return spoilt((slopes, m, X, y, C) => ({
    ...slopes,
    loss: decisions(m, X).reduce((sum, z, i) => sum + C * price(z, y[i]!), penalty(m.coef)),
  }))
}

function decisions({ coef, intercept }: LogisticModel, X: Mat): Vec {
  return X.map((row) => row.reduce((sum, value, j) => sum + value * coef[j]!, intercept))
}

/** The probability that is given to a label. */
function chance(z: number, label: 0 | 1): number {
  return label === 1 ? exemplar.sigmoid(z) : 1 - exemplar.sigmoid(z)
}

/** log(1 + exp(z)) */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
}

function penalty(coef: Vec): number {
  return coef.reduce((sum, w) => sum + (w * w) / 2, 0)
}
