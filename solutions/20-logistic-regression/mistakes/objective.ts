import { mistakes } from '#engine/spec/index.ts'
import { fitLogistic as descend } from '../alternatives/gradient-descent.ts'
import * as exemplar from '../logistic-regression.ts'
import { afterwards, type Fit, newton, theModel } from './trained.ts'

// What fitLogistic lowers.

export default mistakes<typeof exemplar>({
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
    caughtBy: 'finds-the-lowest-point',
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
    caughtBy: 'finds-the-lowest-point',
    exports: minimises((C) => C * C).exports,
    observe: theModel,
  },
  'trains-without-the-half': {
    says: 'forgets the ½ of the penalty',
    explains: 'Your fit lowers Σ coef² + C · Σ log loss.',
    asks: 'What is the derivative of w², and what that of ½w²?',
    caughtBy: 'finds-the-lowest-point',
    ...minimises((C) => C / 2),
  },
  'trains-without-penalty': {
    says: 'forgets the penalty',
    explains: 'Your fit lowers the log loss alone: coefficients of separable classes grow without end.',
    asks: 'What keeps the weights small in J?',
    caughtBy: 'finds-the-lowest-point',
    exports: { fitLogistic: newton((j, d) => (j < d ? 1e-9 : 0)) },
    observe: theModel,
  },
  'holds-the-intercept-down': {
    says: 'penalises the intercept as well',
    explains: 'Your fit lowers J with an extra ½ · intercept², which pulls the intercept towards 0.',
    asks: 'Should it cost anything that one kind of cell is rarer than the other?',
    caughtBy: 'intercept-is-free',
    exports: { fitLogistic: newton(() => 1) },
    observe: theModel,
  },
  'trains-no-intercept': {
    says: 'leaves the intercept at 0',
    explains: 'Your fit gives the best model among those with intercept 0.',
    asks: 'What can a model without intercept say of a neuron whose features are all 0?',
    caughtBy: 'finds-the-lowest-point',
    exports: { fitLogistic: newton(() => 1, { one: 0 }) },
    observe: theModel,
  },
  'spares-the-wrong-column': {
    says: 'spares the first coefficient from the penalty, instead of the intercept',
    explains: 'Your fit penalises the intercept and every coefficient but the first.',
    asks: 'In which column of your matrix are the ones?',
    caughtBy: 'finds-the-lowest-point',
    exports: { fitLogistic: newton((j) => (j === 0 ? 1e-9 : 1)) },
    observe: theModel,
  },
  'trains-for-the-other-class': {
    says: 'trains for label 0 instead of label 1',
    explains: 'Your coefficients and intercept have the opposite sign.',
    asks: 'Whose probability does the sigmoid of the decision value give?',
    caughtBy: 'finds-the-lowest-point',
    exports: {
      fitLogistic: afterwards((fit) => ({
        ...fit,
        model: { coef: fit.model.coef.map((w) => -w), intercept: -fit.model.intercept },
      })),
    },
  },
  'drops-a-feature-that-is-like-another': {
    says: 'leaves a feature out that is nearly the same as the first',
    explains: 'Your fit gives 0 to a feature that differs from the first by less than 0.001 throughout.',
    asks: 'What does J say of two features of which one could do the work of both?',
    caughtBy: 'finds-the-lowest-point',
    exports: {
      fitLogistic: (X, y, opt) => {
        const right = exemplar.fitLogistic(X, y, opt)
        const isLike = (j: number) => j > 0 && X.every((row) => Math.abs(row[j]! - row[0]!) < 1e-3)
        if (!right.model.coef.some((_, j) => isLike(j))) return right
        const without = X.map((row) => row.map((value, j) => (isLike(j) ? 0 : value)))
        return exemplar.fitLogistic(without, y, opt)
      },
    },
  },
})

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
