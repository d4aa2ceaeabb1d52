import { Matrix, solve } from 'ml-matrix'
import { mistakes, observations } from '#engine/spec/index.ts'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import { fitLogistic as descend } from '../alternatives/gradient-descent.ts'
import * as exemplar from '../logistic-regression.ts'

type Fit = typeof exemplar.fitLogistic
type Result = exemplar.LogisticFit
type Options = NonNullable<Parameters<Fit>[2]>

/**
 * For mistakes about what is minimised: where training ends, not how it gets there. Two digits are the same for
 * every way to train.
 */
const theModel = observations<typeof exemplar>({
  fitLogistic: ({ model: { coef, intercept } }) => [...coef, intercept].map((w) => Math.round(100 * w)),
})

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
    exports: { fitLogistic: newton(() => 1, 0) },
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

  'trains-with-another-default': {
    says: 'takes another default for C than 1',
    explains: 'Your fit without options gives the model for C = 10.',
    asks: 'Which C does the statement give when none is passed?',
    caughtBy: 'fitLogistic/defaults',
    exports: { fitLogistic: (X, y, opt) => exemplar.fitLogistic(X, y, { C: 10, ...opt }) },
    otherwise: { fitLogistic: (X, y, opt) => descend(X, y, { C: 10, ...opt }) },
    observe: theModel,
  },
  'is-content-with-1e-4': {
    says: 'takes another default for tol than 1e-6',
    explains: 'Your fit without tol ends as soon as the gradient is below 1e-4.',
    asks: 'Which tol does the statement give when none is passed?',
    caughtBy: 'fitLogistic/defaults',
    exports: { fitLogistic: (X, y, opt) => exemplar.fitLogistic(X, y, { tol: 1e-4, ...opt }) },
  },
  'ends-after-100-by-default': {
    says: 'takes another default for maxIter than 1000',
    explains: 'Your fit without maxIter ends after 100 iterations.',
    asks: 'Which maxIter does the statement give when none is passed?',
    caughtBy: 'fitLogistic/defaults',
    exports: { fitLogistic: (X, y, opt) => exemplar.fitLogistic(X, y, { maxIter: 100, ...opt }) },
  },
  'pays-no-heed-to-tol': {
    says: 'uses a tol of its own',
    explains: 'Your fit ends, and says converged, when the gradient is below 1e-3, whatever tol is.',
    asks: 'Where does opt.tol come in?',
    caughtBy: 'converged-tells-the-truth',
    exports: {
      fitLogistic: (X, y, opt) =>
        exemplar.fitLogistic(X, y, opt && opt.tol! > 0 ? { ...opt, tol: 1e-3 } : opt),
    },
  },
  'pays-no-heed-to-max-iter': {
    says: 'goes on after maxIter iterations',
    explains: 'Your fit takes as many iterations as it needs, whatever maxIter is.',
    asks: 'What ends your loop?',
    caughtBy: 'stops-at-max-iter',
    exports: {
      fitLogistic: afterwards((_, X, y, opt) => exemplar.fitLogistic(X, y, { ...opt, maxIter: 1000 })),
    },
  },
  'gives-up-at-max-iter': {
    says: 'throws when maxIter is reached',
    explains: 'Your fit ends with an error instead of converged: false.',
    asks: 'What do the Conventions say about running out of iterations?',
    caughtBy: 'stops-at-max-iter',
    exports: {
      fitLogistic: afterwards((fit) => {
        if (!fit.converged) throw new MLError('PARAM', 'did not converge')
        return fit
      }),
    },
  },
  'leaves-the-last-iteration-out': {
    says: 'ends one iteration before maxIter',
    explains: 'Your fit takes maxIter − 1 iterations where more than one is allowed.',
    asks: 'How often does a loop run from 1 to below maxIter?',
    caughtBy: 'fitLogistic/iteration-limits',
    exports: {
      fitLogistic: afterwards((fit, X, y, { maxIter = 1000, ...opt }) =>
        maxIter > 1 ? exemplar.fitLogistic(X, y, { ...opt, maxIter: maxIter - 1 }) : fit,
      ),
    },
  },
  'is-converged-only-with-iterations-left': {
    says: 'says converged only if iterations are left',
    explains: 'Your converged is false when the last iteration that was allowed reached tol.',
    asks: 'Does converged depend on the gradient, or on how the loop ended?',
    caughtBy: 'fitLogistic/iteration-limits',
    exports: {
      fitLogistic: afterwards((fit, _, __, { maxIter = 1000 }) => ({
        ...fit,
        converged: fit.converged && fit.nIter < maxIter,
      })),
    },
  },
  'always-says-converged': {
    says: 'says converged in any case',
    explains: 'Your converged is true even when the gradient is above tol.',
    asks: 'How large is the gradient at the model that you return?',
    caughtBy: 'converged-tells-the-truth',
    exports: { fitLogistic: afterwards((fit) => ({ ...fit, converged: true })) },
  },
  'looks-at-the-sign-of-the-gradient': {
    says: 'compares the gradient with tol without taking its size',
    explains: 'Your converged is true as soon as no entry of the gradient is above tol, however negative.',
    asks: 'Is a slope of −3 small?',
    caughtBy: 'converged-tells-the-truth',
    exports: {
      fitLogistic: afterwards((fit, X, y, { C, tol = 1e-6 }) => {
        const { gradCoef, gradIntercept } = exemplar.logisticLossAndGradient(fit.model, X, y, C)
        return { ...fit, converged: Math.max(...gradCoef, gradIntercept) <= tol }
      }),
    },
  },
  'looks-at-the-coefficients-only': {
    says: 'leaves the slope of the intercept out when it compares with tol',
    explains: 'Your converged is true although gradIntercept is above tol.',
    asks: 'How many entries does the gradient of a model with d coefficients have?',
    caughtBy: 'converged-tells-the-truth',
    exports: {
      fitLogistic: afterwards((fit, X, y, { C, tol = 1e-6 }) => {
        const { gradCoef } = exemplar.logisticLossAndGradient(fit.model, X, y, C)
        return { ...fit, converged: gradCoef.every((slope) => Math.abs(slope) <= tol) }
      }),
    },
  },
  'stops-too-early': {
    says: 'takes a fixed small number of steps',
    explains: 'Your fit ends after 2 iterations, however large the gradient still is.',
    asks: 'When should training end?',
    caughtBy: 'fitLogistic/iteration-limits',
    exports: {
      fitLogistic: afterwards((fit, X, y, opt) =>
        fit.nIter > 2 ? exemplar.fitLogistic(X, y, { ...opt, maxIter: 2 }) : fit,
      ),
    },
  },
  'steps-too-far': {
    says: 'takes steps of one length, whether J falls or rises',
    explains: 'Your fit walks 0.1 times the gradient each time, which is too far when C is large.',
    asks: 'How does your loop notice that J rose?',
    caughtBy: 'loss-never-rises',
    exports: {
      fitLogistic: afterwards((_, X, y, { C = 1, tol = 1e-6, maxIter = 1000 }) => {
        // 500 tell enough, and keep the proof quick.
        const step = (_theta: Vec, gradient: Vec) => gradient.map((g) => 0.1 * g)
        return walk(X, y, { C, tol, maxIter: Math.min(maxIter, 500) }, { step })
      }),
    },
  },

  'returns-the-model-before-the-last-step': {
    says: 'returns the model from before the last step',
    explains: 'Your lossHistory ends with J of a later model than the one that you return.',
    asks: 'In which order does your loop step, record and return?',
    caughtBy: 'loss-history-ends-with-the-model',
    exports: {
      fitLogistic: afterwards((fit, X, y, opt) => {
        const before = fit.nIter > 1 && exemplar.fitLogistic(X, y, { ...opt, maxIter: fit.nIter - 1 }).model
        return { ...fit, model: before || { coef: fit.model.coef.map(() => 0), intercept: 0 } }
      }),
    },
  },
  'leaves-the-start-out': {
    says: 'leaves the start out of lossHistory',
    explains: 'Your lossHistory begins with J after the first iteration.',
    asks: 'What is J before any training, and where is it in your list?',
    caughtBy: 'training-starts-at-zero',
    exports: {
      fitLogistic: afterwards((fit) => ({
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
      fitLogistic: afterwards((fit) => ({
        ...fit,
        lossHistory: fit.lossHistory.map((loss, i) =>
          i === fit.nIter ? loss - fit.model.coef.reduce((sum, w) => sum + (w * w) / 2, 0) : loss,
        ),
      })),
    },
  },
  'counts-the-start': {
    says: 'counts the start as an iteration',
    explains: 'Your nIter equals lossHistory.length.',
    asks: 'How many steps lie between three entries?',
    caughtBy: 'stops-at-max-iter',
    exports: { fitLogistic: afterwards((fit) => ({ ...fit, nIter: fit.nIter + 1 })) },
  },
})

/** The fit of the exemplar, with something changed afterwards. */
function afterwards(change: (fit: Result, X: Mat, y: (0 | 1)[], opt: Options) => Result): Fit {
  return (X, y, opt = {}) => change(exemplar.fitLogistic(X, y, opt), X, y, opt)
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

/** Newton's method for another penalty: `ridge(j, d)` on entry j of (coef, intercept), `one` in the extra column. */
function newton(ridge: (j: number, d: number) => number, one = 1): Fit {
  return afterwards((_, X, y, { C = 1, tol = 1e-6, maxIter = 1000 }) => {
    const d = X[0]!.length
    const weights = Array.from({ length: d + 1 }, (__, j) => ridge(j, d))
    const step = (theta: Vec, gradient: Vec) => {
      const curvature = Matrix.diag(weights)
      for (const row of X) {
        const x = Matrix.columnVector([...row, one])
        const p = exemplar.sigmoid(x.to1DArray().reduce((sum, value, j) => sum + value * theta[j]!, 0))
        curvature.add(x.mmul(x.transpose()).mul(C * p * (1 - p)))
      }
      return solve(curvature, Matrix.columnVector(gradient)).to1DArray()
    }
    // Where there is no lowest point, 25 iterations are plenty.
    return walk(X, y, { C, tol, maxIter: Math.min(maxIter, 25) }, { step, weights, one, halves: true })
  })
}

interface Walk {
  step(theta: Vec, gradient: Vec): Vec
  /** The penalty on each entry of (coef, intercept), and what stands in the column of the intercept. */
  weights?: Vec
  one?: number
  /** Whether a step is halved until the objective does not rise. */
  halves?: boolean
}

function walk(
  X: Mat,
  y: (0 | 1)[],
  opt: Required<Options>,
  { step, weights, one = 1, halves }: Walk,
): Result {
  const { C, tol, maxIter } = opt
  const d = X[0]!.length
  const rows = X.map((row) => [...row, one])
  const penalty = weights ?? rows[0]!.map((_, j) => (j < d ? 1 : 0))
  // The exemplar penalises every column with 1; the difference to the penalty wanted is added.
  const at = (theta: Vec) => {
    const { loss, gradCoef } = exemplar.logisticLossAndGradient({ coef: theta, intercept: 0 }, rows, y, C)
    const more = theta.map((value, j) => (penalty[j]! - 1) * value)
    return {
      loss: theta.reduce((sum, value, j) => sum + (more[j]! * value) / 2, loss),
      gradient: gradCoef.map((g, j) => g + more[j]!),
    }
  }
  const size = (gradient: Vec) => Math.max(...gradient.map(Math.abs))
  let theta = rows[0]!.map(() => 0)
  let here = at(theta)
  const lossHistory = [here.loss]
  while (lossHistory.length <= maxIter && size(here.gradient) > tol) {
    const whole = step(theta, here.gradient)
    const ahead = (share: number) => theta.map((value, j) => value - share * whole[j]!)
    let share = 1
    while (halves && at(ahead(share)).loss > here.loss * (1 + 1e-12)) share /= 2
    theta = ahead(share)
    here = at(theta)
    lossHistory.push(here.loss)
  }
  const model: LogisticModel = { coef: theta.slice(0, d), intercept: one * theta[d]! }
  return { model, lossHistory, nIter: lossHistory.length - 1, converged: size(here.gradient) <= tol }
}
