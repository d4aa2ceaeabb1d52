import { Matrix, solve } from 'ml-matrix'
import { mistakes, observations } from '#engine/spec/index.ts'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import alternatives from './logistic-regression.alternatives.ts'
import * as exemplar from './logistic-regression.ts'

type Fit = typeof exemplar.fitLogistic
const descend = alternatives['gradient-descent-with-backtracking']!.fitLogistic as Fit
type Slopes = ReturnType<typeof exemplar.logisticLossAndGradient>

/**
 * For mistakes about what is minimised: where training ends, not how it gets there. Three digits are the same for
 * every way to train.
 */
const theModel = observations<typeof exemplar>({
  fitLogistic: ({ model: { coef, intercept } }) => [...coef, intercept].map((w) => Math.round(1000 * w)),
})

export default mistakes<typeof exemplar>({
  'overflows-in-the-sigmoid': {
    says: 'divides infinity by infinity',
    explains: 'Your sigmoid equals exp(z) / (1 + exp(z)), which is NaN for z = 1000.',
    asks: 'Can you divide above and below the line by exp(z)?',
    caughtBy: 'sigmoid-survives-huge-values',
    exports: { sigmoid: (z) => Math.exp(z) / (1 + Math.exp(z)) },
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
    exports: {
      logisticLossAndGradient: (m, X, y, C = 1) => exemplar.logisticLossAndGradient(m, X, y, C > 0 ? 1 : C),
    },
  },
  'forgets-the-half': {
    says: 'forgets the ½ of the penalty',
    explains: 'Your loss equals Σ coef² + C · Σ log loss.',
    asks: 'What is the derivative of w², and what that of ½w²?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m) => ({
        ...slopes,
        loss: slopes.loss + halfSquares(m.coef),
        gradCoef: slopes.gradCoef.map((g, j) => g + m.coef[j]!),
      })),
    },
  },
  'leaves-the-penalty-out-of-the-loss': {
    says: 'leaves the penalty out of the loss',
    explains: 'Your loss equals C · Σ log loss, without ½ Σ coef².',
    asks: 'Which function has the gradient that you return?',
    caughtBy: 'gradient-is-the-slope',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m) => ({
        ...slopes,
        loss: slopes.loss - halfSquares(m.coef),
      })),
    },
  },
  'penalises-the-intercept-too': {
    says: 'penalises the intercept as well',
    explains: 'Your loss has an extra ½ · intercept², and your gradient an extra intercept.',
    asks: 'Over which numbers does the sum of squares run?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m) => ({
        ...slopes,
        loss: slopes.loss + halfSquares([m.intercept]),
        gradIntercept: slopes.gradIntercept + m.intercept,
      })),
    },
  },
  'charges-for-label-1-only': {
    says: 'charges for label 1 only',
    explains: 'Your loss leaves out −log(1 − p) where y is 0.',
    asks: 'What does a model that always says p = 1 cost on samples with y = 0?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m, X, y, C) => ({
        ...slopes,
        loss: halfSquares(m.coef) + C * sum(decisions(m, X).map((z, i) => (y[i] === 1 ? safeLog(-z) : 0))),
      })),
    },
  },
  'forgets-the-intercept-in-the-decision': {
    says: 'leaves the intercept out of the decision values',
    explains: 'Your loss and gradient are those of the model with intercept 0.',
    asks: 'What is the decision value of a row of zeros?',
    caughtBy: 'loss-matches-definition',
    exports: {
      logisticLossAndGradient: (m, X, y, C) =>
        exemplar.logisticLossAndGradient({ ...m, intercept: 0 }, X, y, C),
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
    explains:
      'Your loss equals −log of the sigmoid, which is infinite when the sigmoid is rounded to 0 or 1.',
    asks: 'What is log(1 / (1 + exp(−z))), simplified on paper?',
    caughtBy: 'huge-decision-values-stay-finite',
    exports: {
      logisticLossAndGradient: priced((z, label) =>
        label === 1 ? -Math.log(exemplar.sigmoid(z)) : -Math.log(1 - exemplar.sigmoid(z)),
      ),
    },
  },
  'points-the-gradient-down': {
    says: 'has the sign of y − p the wrong way round in the gradient',
    explains: 'Your gradient equals coef + C · Σ (y − p) · x.',
    asks: 'If the model says too much (p above y), should the slope be positive or negative?',
    caughtBy: 'gradient-is-the-slope',
    exports: {
      logisticLossAndGradient: spoilt((slopes, m) => ({
        ...slopes,
        gradCoef: slopes.gradCoef.map((g, j) => 2 * m.coef[j]! - g),
        gradIntercept: -slopes.gradIntercept,
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
      logisticLossAndGradient: spoilt((slopes, m, X, y) => ({
        ...exemplar.logisticLossAndGradient(m, X, y, 1),
        loss: slopes.loss,
      })),
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
  'takes-another-default-for-c': {
    says: 'takes another default for C than 1',
    explains: 'Your logisticLossAndGradient without C equals that for C = 0.5.',
    asks: 'Which C does the statement give when none is passed?',
    caughtBy: 'c-is-one-by-default',
    exports: { logisticLossAndGradient: (m, X, y, C = 0.5) => exemplar.logisticLossAndGradient(m, X, y, C) },
  },

  'trains-on-the-mean': {
    says: 'averages the log loss instead of adding it up',
    explains: 'Your fit lowers ½ Σ coef² + C · mean of the log losses, so the penalty is n times too heavy.',
    asks: 'In J of the README, what is divided by n?',
    caughtBy: 'twice-the-data-is-twice-the-c',
    ...minimises((C, n) => C / Math.max(n, 1)),
  },
  'takes-c-for-the-penalty': {
    says: 'takes C for the strength of the penalty',
    explains: 'Your fit gives the model that belongs to 1 / C.',
    asks: 'With C near 0, should the coefficients be large or near 0?',
    caughtBy: 'small-c-trusts-no-feature',
    ...minimises((C) => 1 / C),
  },
  'trains-without-c': {
    says: 'does not use C',
    explains: 'Your fit gives the model for C = 1, whatever C is.',
    asks: 'Where does opt.C come in?',
    caughtBy: 'finds-the-lowest-point',
    ...minimises(() => 1),
  },
  'counts-c-twice': {
    says: 'multiplies by C twice',
    explains: 'Your fit gives the model that belongs to C².',
    asks: 'At which places of your code does C come in?',
    caughtBy: 'probabilities-match-the-optimum',
    ...minimises((C) => C * C),
  },
  'trains-with-another-default': {
    says: 'takes another default for C than 1',
    explains: 'Your fit without options gives the model for C = 10.',
    asks: 'Which C does the statement give when none is passed?',
    caughtBy: 'defaults-of-the-fit',
    exports: { fitLogistic: (X, y, opt = {}) => exemplar.fitLogistic(X, y, { C: 10, ...opt }) },
    otherwise: { fitLogistic: (X, y, opt = {}) => descend(X, y, { C: 10, ...opt }) },
    observe: theModel,
  },
  'holds-the-intercept-down': {
    says: 'penalises the intercept as well',
    explains: 'Your fit lowers J with an extra ½ · intercept², which pulls the intercept towards 0.',
    asks: 'Should it cost anything that one kind of cell is rarer than the other?',
    caughtBy: 'intercept-is-free',
    exports: { fitLogistic: newton({ ridge: () => 1 }) },
    observe: theModel,
  },
  'trains-no-intercept': {
    says: 'leaves the intercept at 0',
    explains: 'Your fit gives the best model among those with intercept 0.',
    asks: 'What can a model without intercept say of a neuron whose features are all 0?',
    caughtBy: 'shifting-a-feature-moves-the-intercept',
    exports: { fitLogistic: newton({ ridge: () => 1, one: 0 }) },
    observe: theModel,
  },
  'spares-the-wrong-column': {
    says: 'spares the first coefficient from the penalty, instead of the intercept',
    explains: 'Your fit penalises the intercept and every coefficient but the first.',
    asks: 'In which column of your matrix are the ones?',
    caughtBy: 'features-may-change-places',
    exports: { fitLogistic: newton({ ridge: (j) => (j === 0 ? 1e-9 : 1) }) },
    observe: theModel,
  },
  'trains-without-the-half': {
    says: 'forgets the ½ of the penalty',
    explains: 'Your fit lowers Σ coef² + C · Σ log loss.',
    asks: 'What is the derivative of w², and what that of ½w²?',
    caughtBy: 'finds-the-lowest-point',
    exports: { fitLogistic: newton({ ridge: (j, d) => (j < d ? 2 : 0) }) },
    observe: theModel,
  },
  'trains-without-penalty': {
    says: 'forgets the penalty',
    explains:
      'Your fit lowers the log loss alone, so the coefficients of separable classes grow without end.',
    asks: 'What keeps the weights small in J?',
    caughtBy: 'separable-data-have-an-answer',
    exports: { fitLogistic: newton({ ridge: (j, d) => (j < d ? 1e-9 : 0) }) },
    observe: theModel,
  },
  'uses-the-formula-for-labels-of-plus-minus-1': {
    says: 'uses the formula log(1 + exp(−y·z)), which needs labels −1 and 1',
    explains: 'In your fit the samples with y = 0 cost log 2 whatever the model says.',
    asks: 'What is log(1 + exp(−y·z)) for y = 0?',
    caughtBy: 'flipping-labels-flips-the-model',
    exports: {
      fitLogistic: (X, y, opt = {}) => {
        exemplar.fitLogistic(X, y, { ...opt, maxIter: 1 })
        const [ones, zeros] = [X.filter((_, i) => y[i] === 1), X.filter((_, i) => y[i] === 0)]
        const fit = newton({ ridge: (j, d) => (j < d ? 1 : 1e-9), checked: true })(
          ones,
          ones.map(() => 1),
          opt,
        )
        const rest = (opt.C ?? 1) * zeros.length * Math.LN2
        return { ...fit, lossHistory: fit.lossHistory.map((loss) => loss + rest) }
      },
    },
  },
  'trains-for-the-other-class': {
    says: 'trains for label 0 instead of label 1',
    explains: 'Your coefficients and intercept have the opposite sign.',
    asks: 'Whose probability does the sigmoid of the decision value give?',
    caughtBy: 'tells-interneurons-apart',
    exports: {
      fitLogistic: (X, y, opt) => {
        const fit = exemplar.fitLogistic(X, y, opt)
        const { coef, intercept } = fit.model
        return { ...fit, model: { coef: coef.map((w) => -w), intercept: -intercept } }
      },
    },
  },
  'steps-too-far': {
    says: 'takes steps of one length, whether J falls or rises',
    explains: 'Your fit walks 0.1 times the gradient each time, which is too far when C is large.',
    asks: 'How does your loop notice that J rose?',
    caughtBy: 'loss-never-rises',
    exports: {
      fitLogistic: (X, y, { C = 1, tol = 1e-6, maxIter = 1000 } = {}) => {
        exemplar.fitLogistic(X, y, { C, maxIter: 1 })
        let model: LogisticModel = { coef: X[0]!.map(() => 0), intercept: 0 }
        let here = exemplar.logisticLossAndGradient(model, X, y, C)
        const lossHistory = [here.loss]
        // 500 tell enough, and keep the proof quick.
        while (lossHistory.length <= Math.min(maxIter, 500) && steepness(here) > tol) {
          model = {
            coef: model.coef.map((w, j) => w - 0.1 * here.gradCoef[j]!),
            intercept: model.intercept - 0.1 * here.gradIntercept,
          }
          here = exemplar.logisticLossAndGradient(model, X, y, C)
          lossHistory.push(here.loss)
        }
        return { model, lossHistory, nIter: lossHistory.length - 1, converged: steepness(here) <= tol }
      },
    },
  },
  'stops-too-early': {
    says: 'takes a fixed small number of steps',
    explains: 'Your fit ends after 2 iterations, however large the gradient still is.',
    asks: 'When should training end?',
    caughtBy: 'reaches-tol',
    exports: {
      fitLogistic: (X, y, opt = {}) =>
        exemplar.fitLogistic(X, y, { ...opt, maxIter: Math.min(2, opt.maxIter ?? 2) }),
    },
  },
  'returns-the-model-before-the-last-step': {
    says: 'returns the model from before the last step',
    explains: 'Your lossHistory ends with J of a later model than the one that you return.',
    asks: 'In which order does your loop step, record and return?',
    caughtBy: 'loss-history-ends-with-the-model',
    exports: {
      fitLogistic: (X, y, opt) => {
        const fit = exemplar.fitLogistic(X, y, opt)
        return {
          ...fit,
          model: exemplar.fitLogistic(X, y, { ...opt, maxIter: Math.max(0, fit.nIter - 1) }).model,
        }
      },
    },
  },
  'leaves-the-start-out': {
    says: 'leaves the start out of lossHistory',
    explains: 'Your lossHistory begins with J after the first iteration.',
    asks: 'What is J before any training, and where is it in your list?',
    caughtBy: 'training-starts-at-zero',
    exports: {
      fitLogistic: changed((fit) => ({
        ...fit,
        lossHistory: fit.lossHistory.slice(1),
        nIter: fit.nIter - 1,
      })),
    },
  },
  'records-the-log-loss-only': {
    says: 'records the log loss without the penalty',
    explains: 'Your lossHistory ends with C · Σ log loss, without ½ Σ coef².',
    asks: 'Which function does the training lower?',
    caughtBy: 'loss-history-ends-with-the-model',
    exports: {
      fitLogistic: changed((fit) => ({
        ...fit,
        lossHistory: fit.lossHistory.map((loss, i) =>
          i === fit.nIter ? loss - halfSquares(fit.model.coef) : loss,
        ),
      })),
    },
  },
  'counts-the-start': {
    says: 'counts the start as an iteration',
    explains: 'Your nIter equals lossHistory.length.',
    asks: 'How many steps lie between three entries?',
    caughtBy: 'stops-at-max-iter',
    exports: { fitLogistic: changed((fit) => ({ ...fit, nIter: fit.nIter + 1 })) },
  },
  'pays-no-heed-to-max-iter': {
    says: 'goes on after maxIter iterations',
    explains: 'Your fit takes as many iterations as it needs, whatever maxIter is.',
    asks: 'What ends your loop?',
    caughtBy: 'stops-at-max-iter',
    exports: { fitLogistic: (X, y, opt) => exemplar.fitLogistic(X, y, { ...opt, maxIter: 1000 }) },
  },
  'gives-up-at-max-iter': {
    says: 'throws when maxIter is reached',
    explains: 'Your fit ends with an error instead of converged: false.',
    asks: 'What do the Conventions say about running out of iterations?',
    caughtBy: 'stops-at-max-iter',
    exports: {
      fitLogistic: changed((fit) => {
        if (!fit.converged) throw new MLError('PARAM', 'did not converge')
        return fit
      }),
    },
  },
  'always-says-converged': {
    says: 'says converged in any case',
    explains: 'Your converged is true even when the gradient is above tol.',
    asks: 'How large is the gradient at the model that you return?',
    caughtBy: 'converged-tells-the-truth',
    exports: { fitLogistic: changed((fit) => ({ ...fit, converged: true })) },
  },
  'pays-no-heed-to-tol': {
    says: 'uses a tol of its own',
    explains: 'Your fit ends, and says converged, when the gradient is below 1e-3, whatever tol is.',
    asks: 'Where does opt.tol come in?',
    caughtBy: 'converged-tells-the-truth',
    exports: { fitLogistic: (X, y, opt) => exemplar.fitLogistic(X, y, { ...opt, tol: 1e-3 }) },
  },
  'looks-at-the-sign-of-the-gradient': {
    says: 'compares the gradient with tol without taking its size',
    explains: 'Your converged is true as soon as no entry of the gradient is above tol, however negative.',
    asks: 'Is a slope of −3 small?',
    caughtBy: 'converged-tells-the-truth',
    exports: {
      fitLogistic: (X, y, opt = {}) => {
        const fit = exemplar.fitLogistic(X, y, opt)
        const { gradCoef, gradIntercept } = exemplar.logisticLossAndGradient(fit.model, X, y, opt.C)
        return { ...fit, converged: Math.max(...gradCoef, gradIntercept) <= (opt.tol ?? 1e-6) }
      },
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
    caughtBy: 'predict-proba-matches-definition',
    exports: {
      predictProba: (m, X) => {
        exemplar.predictProba(m, X)
        return decisions(m, X)
      },
    },
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
    caughtBy: 'predict-proba-matches-definition',
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
    caughtBy: 'predict-logistic-matches-definition',
    exports: {
      predictLogistic: (m, X) => {
        exemplar.predictLogistic(m, X)
        return decisions(m, X).map((z) => (z >= 0 ? 1 : 0))
      },
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

/** Loss and gradient of the exemplar, with something changed. */
function spoilt(
  change: (slopes: Slopes, m: LogisticModel, X: Mat, y: (0 | 1)[], C: number) => Slopes,
): typeof exemplar.logisticLossAndGradient {
  return (m, X, y, C = 1) => change(exemplar.logisticLossAndGradient(m, X, y, C), m, X, y, C)
}

/** The exemplar with another price for a decision value. */
function priced(price: (z: number, label: 0 | 1) => number): typeof exemplar.logisticLossAndGradient {
  return spoilt((slopes, m, X, y, C) => ({
    ...slopes,
    loss: halfSquares(m.coef) + C * sum(decisions(m, X).map((z, i) => price(z, y[i]!))),
  }))
}

/** The fit of the exemplar, with something changed afterwards. */
function changed(change: (fit: exemplar.LogisticFit) => exemplar.LogisticFit): Fit {
  return (X, y, opt) => change(exemplar.fitLogistic(X, y, opt))
}

/** A fit for another C, by Newton's method and by gradient descent. */
function minimises(other: (C: number, n: number) => number) {
  const by = (train: Fit): { fitLogistic: Fit } => ({
    fitLogistic: (X, y, opt = {}) => {
      const { C = 1 } = opt
      return train(X, y, { ...opt, C: C > 0 ? other(C, X.length) : C })
    },
  })
  return { exports: by(exemplar.fitLogistic), otherwise: by(descend), observe: theModel }
}

/** Newton's method for another penalty: `ridge(j)` on entry j of (coef, intercept), `one` in the extra column. */
function newton({
  ridge,
  one = 1,
  checked = false,
}: {
  ridge: (j: number, d: number) => number
  one?: number
  checked?: boolean
}): Fit {
  return (X, y, { C = 1, tol = 1e-6, maxIter = 1000 } = {}) => {
    if (!checked) exemplar.fitLogistic(X, y, { C, maxIter: 1 })
    const d = X[0]!.length
    const rows = X.map((row) => [...row, one])
    const weights = rows[0]!.map((_, j) => ridge(j, d))
    // The exemplar penalises every column with 1; the difference to the penalty wanted is added.
    const at = (theta: Vec) => {
      const { loss, gradCoef } = exemplar.logisticLossAndGradient({ coef: theta, intercept: 0 }, rows, y, C)
      return {
        loss: loss + sum(theta.map((value, j) => ((weights[j]! - 1) * value * value) / 2)),
        gradient: gradCoef.map((g, j) => g + (weights[j]! - 1) * theta[j]!),
      }
    }
    let theta = rows[0]!.map(() => 0)
    let here = at(theta)
    const lossHistory = [here.loss]
    // 25 iterations are plenty, and where there is no lowest point they go on for ever.
    while (lossHistory.length <= Math.min(maxIter, 25) && Math.max(...here.gradient.map(Math.abs)) > tol) {
      const curvature = Matrix.diag(weights)
      for (const row of rows) {
        const p = exemplar.sigmoid(sum(row.map((value, j) => value * theta[j]!)))
        const x = Matrix.columnVector(row)
        curvature.add(x.mmul(x.transpose()).mul(C * p * (1 - p)))
      }
      const step = solve(curvature, Matrix.columnVector(here.gradient)).to1DArray()
      let share = 1
      let next = theta
      do {
        next = theta.map((value, j) => value - share * step[j]!)
        share /= 2
      } while (at(next).loss > here.loss * (1 + 1e-12))
      theta = next
      here = at(theta)
      lossHistory.push(here.loss)
    }
    return {
      model: { coef: theta.slice(0, d), intercept: one * theta[d]! },
      lossHistory,
      nIter: lossHistory.length - 1,
      converged: Math.max(...here.gradient.map(Math.abs)) <= tol,
    }
  }
}

function decisions({ coef, intercept }: LogisticModel, X: Mat): Vec {
  return X.map((row) => sum(row.map((value, j) => value * coef[j]!)) + intercept)
}

function steepness({ gradCoef, gradIntercept }: Slopes): number {
  return Math.max(...[...gradCoef, gradIntercept].map(Math.abs))
}

/** log(1 + exp(z)) */
function safeLog(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
}

function halfSquares(values: Vec): number {
  return sum(values.map((value) => (value * value) / 2))
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}
