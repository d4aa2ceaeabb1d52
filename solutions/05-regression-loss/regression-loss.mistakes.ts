import { mistakes } from '#engine/spec/index.ts'
import type { Vec } from '#kit'
import * as exemplar from './regression-loss.ts'

export default mistakes<typeof exemplar>({
  'sums-instead-of-averaging': {
    says: 'adds the squared errors up but does not average them',
    explains: 'Your mse equals the sum of the squared residuals in every case tried.',
    asks: 'How would the loss of one and the same model look on twice as many neurons?',
    caughtBy: 'mse-matches-definition',
    exports: { mse: (yTrue, yPred) => exemplar.mse(yTrue, yPred) * yTrue.length },
  },
  'divides-by-n-minus-1': {
    says: 'divides by n − 1',
    explains: 'Your mse equals Σ(residual²) / (n − 1) in every case tried.',
    asks: 'Which denominator does a mean over n samples use?',
    caughtBy: 'mse-matches-definition',
    exports: {
      mse: (yTrue, yPred) => (exemplar.mse(yTrue, yPred) * yTrue.length) / (yTrue.length - 1),
    },
  },
  'takes-errors-with-their-sign': {
    says: 'averages the errors with their sign',
    explains: 'Your mae equals the mean of yPred − yTrue, where opposite errors cancel.',
    asks: 'Should an error of +2 and one of −2 make up for each other?',
    caughtBy: 'mae/is-symmetric',
    exports: { mae: (yTrue, yPred) => mean(yPred.map((p, i) => p - yTrue[i]!)) },
  },
  'forgets-the-root': {
    says: 'returns the mse without taking its square root',
    explains: 'Your rmse equals the mse in every case tried.',
    asks: 'In which unit is a squared firing rate, and in which should rmse be?',
    caughtBy: 'rmse-matches-definition',
    exports: { rmse: exemplar.mse },
  },
  'root-of-the-mae': {
    says: 'takes the square root of the mean absolute error',
    explains: 'Your rmse equals √mae in every case tried.',
    asks: 'Of which of the two losses does rmse undo the square?',
    caughtBy: 'rmse/decimals-and-units',
    exports: { rmse: (yTrue, yPred) => Math.sqrt(exemplar.mae(yTrue, yPred)) },
  },
  'sums-the-absolute-errors': {
    says: 'adds the absolute errors up but does not average them',
    explains: 'Your mae equals the sum of the absolute residuals in every case tried.',
    asks: 'How would the loss of one and the same model look on twice as many neurons?',
    caughtBy: 'mae/is-a-mean',
    exports: { mae: (yTrue, yPred) => exemplar.mae(yTrue, yPred) * yTrue.length },
  },
  'drops-the-half-of-huber': {
    says: 'forgets the ½ of the quadratic part',
    explains: 'Your huber equals e² for small residuals, so it jumps where the line begins.',
    asks: 'What must the parabola be at |e| = delta to meet the line there?',
    caughtBy: 'huber-matches-definition',
    exports: { huber: (yTrue, yPred, delta = 1) => mean(prices(yTrue, yPred, delta, (a) => a * a, line)) },
  },
  'swaps-the-parts-of-huber': {
    says: 'uses the line for small residuals and the parabola for large ones',
    explains: 'Your huber has the comparison with delta the wrong way round.',
    asks: 'Which of the two should a single very large residual be charged by?',
    caughtBy: 'huber-lies-between',
    exports: { huber: (yTrue, yPred, delta = 1) => mean(prices(yTrue, yPred, delta, line, parabola)) },
  },
  'ignores-delta': {
    says: 'always uses delta = 1',
    explains: 'Your huber gives the same for every delta.',
    asks: 'Where in your formula does delta come in?',
    caughtBy: 'huber-matches-definition',
    exports: { huber: (yTrue, yPred, delta = 1) => exemplar.huber(yTrue, yPred, delta > 0 ? 1 : delta) },
  },
  'defaults-to-half': {
    says: 'takes another default for delta than 1',
    explains: 'Your huber without delta equals the Huber loss for delta = 0.5.',
    asks: 'Which delta does the statement give when none is passed?',
    caughtBy: 'huber/defaults',
    exports: { huber: (yTrue, yPred, delta = 0.5) => exemplar.huber(yTrue, yPred, delta) },
  },
  'points-the-gradient-down': {
    says: 'has the sign of the gradient the wrong way round',
    explains: 'Your mseGradient equals (2/n)(yTrue − yPred).',
    asks: 'If a prediction is too high, does raising it make the loss larger or smaller?',
    caughtBy: 'mse-gradient-is-the-slope',
    exports: { mseGradient: (yTrue, yPred) => exemplar.mseGradient(yPred, yTrue) },
  },
  'forgets-the-two': {
    says: 'leaves the 2 of the derivative out',
    explains: 'Your mseGradient equals (yPred − yTrue) / n.',
    asks: 'What is the derivative of e²?',
    caughtBy: 'mse-gradient-matches-definition',
    exports: { mseGradient: (yTrue, yPred) => exemplar.mseGradient(yTrue, yPred).map((g) => g / 2) },
  },
  'gradient-of-the-sum': {
    says: 'gives the gradient of the sum, not of the mean',
    explains: 'Your mseGradient equals 2(yPred − yTrue), without 1/n.',
    asks: 'How much does one sample of n move a mean?',
    caughtBy: 'mse-gradient-matches-definition',
    exports: {
      mseGradient: (yTrue, yPred) => exemplar.mseGradient(yTrue, yPred).map((g) => g * yTrue.length),
    },
  },
  'does-not-clip-the-huber-gradient': {
    says: 'uses the slope of the parabola everywhere',
    explains: 'Your huberGradient equals the residual over n even where the loss is a straight line.',
    asks: 'What is the slope of a straight line, however far out?',
    caughtBy: 'huber-gradient-matches-definition',
    exports: {
      huberGradient: (yTrue, yPred, delta = 1) => {
        exemplar.huberGradient(yTrue, yPred, delta)
        return exemplar.mseGradient(yTrue, yPred).map((g) => g / 2)
      },
    },
  },
  'huber-gradient-of-the-sum': {
    says: 'gives the gradient of the sum of the Huber losses, not of their mean',
    explains: 'Your huberGradient equals the clipped residual, without 1/n.',
    asks: 'How much does one sample of n move a mean?',
    caughtBy: 'huber-gradient-matches-definition',
    exports: {
      huberGradient: (yTrue, yPred, delta = 1) =>
        exemplar.huberGradient(yTrue, yPred, delta).map((g) => g * yTrue.length),
    },
  },
  'compares-with-the-predictions': {
    says: 'compares with the spread of the predictions instead of the targets',
    explains: 'Your r2Score equals 1 − Σ residual² / Σ(yPred − mean(yPred))².',
    asks: 'Whose variation is a model supposed to explain?',
    caughtBy: 'r2-matches-definition',
    exports: {
      r2Score: (yTrue, yPred) => {
        const usual = exemplar.r2Score(yTrue, yPred)
        if (new Set(yTrue).size < 2 || new Set(yPred).size < 2) return usual
        return 1 - exemplar.mse(yTrue, yPred) / variance(yPred)
      },
    },
  },
  'mixes-n-and-n-minus-1': {
    says: 'divides the residual sum by n but the spread by n − 1',
    explains: 'Your r2Score equals 1 − mse / sample variance.',
    asks: 'Must the two denominators in 1 − a/b agree?',
    caughtBy: 'r2-matches-definition',
    exports: {
      r2Score: (yTrue, yPred) => {
        const usual = exemplar.r2Score(yTrue, yPred)
        return new Set(yTrue).size < 2 ? usual : 1 - (1 - usual) * ((yTrue.length - 1) / yTrue.length)
      },
    },
  },
  'squares-the-correlation': {
    says: 'returns the squared correlation',
    explains: 'Your r2Score equals the square of the correlation between targets and predictions.',
    asks: 'Can a squared number say that a model is worse than the mean?',
    caughtBy: 'r2-matches-definition',
    exports: {
      r2Score: (yTrue, yPred) => {
        const usual = exemplar.r2Score(yTrue, yPred)
        const spread = variance(yTrue) * variance(yPred)
        if (Number.isNaN(usual) || spread === 0) return usual
        const [t, p] = [mean(yTrue), mean(yPred)]
        return mean(yTrue.map((v, i) => (v - t) * (yPred[i]! - p))) ** 2 / spread
      },
    },
  },
  'compares-with-zero': {
    says: 'compares with predicting zero instead of predicting the mean',
    explains: 'Your r2Score equals 1 − Σ residual² / Σ yTrue².',
    asks: 'What should R² be for a model that always answers the mean?',
    caughtBy: 'r2-compares-with-the-mean',
    exports: {
      r2Score: (yTrue, yPred) => {
        const usual = exemplar.r2Score(yTrue, yPred)
        if (new Set(yTrue).size < 2) return usual
        return 1 - exemplar.mse(yTrue, yPred) / mean(yTrue.map((t) => t * t))
      },
    },
  },
  'scores-one-sample': {
    says: 'gives one sample a score',
    explains: 'Your r2Score of a single sample is 1 where its prediction is right and 0 otherwise.',
    asks: 'How far do the targets spread about their mean when there is only one?',
    caughtBy: 'r2-edge-cases',
    exports: {
      r2Score: (yTrue, yPred) =>
        // One sample twice is two targets that are equal.
        yTrue.length === 1 && yPred.length === 1
          ? exemplar.r2Score([...yTrue, ...yTrue], [...yPred, ...yPred])
          : exemplar.r2Score(yTrue, yPred),
    },
  },
  'divides-by-no-spread': {
    says: 'divides by zero when all targets are equal',
    explains: 'Your r2Score gives −Infinity or NaN for targets that are all equal.',
    asks: 'What does the statement ask for when there is no spread to explain?',
    caughtBy: 'r2-edge-cases',
    exports: {
      r2Score: (yTrue, yPred) => {
        const usual = exemplar.r2Score(yTrue, yPred)
        return yTrue.length > 1 && variance(yTrue) === 0 ? 1 - exemplar.mse(yTrue, yPred) / 0 : usual
      },
    },
  },
})

const line = (a: number, delta: number) => delta * (a - delta / 2)
const parabola = (a: number) => (a * a) / 2

/** The price of each absolute residual: one function up to delta, another beyond. */
function prices(
  yTrue: Vec,
  yPred: Vec,
  delta: number,
  small: (a: number, delta: number) => number,
  large: (a: number, delta: number) => number,
): Vec {
  exemplar.huber(yTrue, yPred, delta)
  return yTrue.map((t, i) => {
    const a = Math.abs(yPred[i]! - t)
    return a <= delta ? small(a, delta) : large(a, delta)
  })
}

function mean(values: Vec): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: Vec): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}
