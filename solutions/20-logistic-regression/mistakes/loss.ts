import { mistakes } from '#engine/spec/index.ts'
import type { LogisticModel, Mat, Vec } from '#kit'
import * as exemplar from '../logistic-regression.ts'
import { decisions } from './predictions.ts'

type LossAndGradient = typeof exemplar.logisticLossAndGradient
type Slopes = ReturnType<LossAndGradient>

export default mistakes<typeof exemplar>({
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
  'takes-the-logarithm-to-base-2': {
    says: 'takes the logarithm to base 2',
    explains: 'Your loss charges for each sample in bits: 1/ln 2 = 1.44 times too much.',
    asks: 'Which logarithm does the statement name, and which function of Math is it?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: priced((z, label) => softplus(label === 1 ? -z : z) / Math.LN2),
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
