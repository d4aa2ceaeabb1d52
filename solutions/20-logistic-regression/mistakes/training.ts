import { mistakes } from '#engine/spec/index.ts'
import { MLError, type Vec } from '#kit'
import { fitLogistic as descend } from '../alternatives/gradient-descent.ts'
import * as exemplar from '../logistic-regression.ts'
import { afterwards, newton, theModel, walk } from './trained.ts'

// How fitLogistic walks, ends and tells of it.

export default mistakes<typeof exemplar>({
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
  'starts-elsewhere': {
    says: 'starts with small numbers instead of zeros',
    explains: 'Your fit starts with 0.01 for every coefficient and the intercept.',
    asks: 'What does the statement say of the model before the first iteration?',
    caughtBy: 'training-starts-at-zero',
    exports: { fitLogistic: newton((j, d) => (j < d ? 1 : 0), { start: 0.01 }) },
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
  'records-the-ends-only': {
    says: 'records J at the start and at the end only',
    explains: 'Your lossHistory leaves out J after the iterations between the first and the last.',
    asks: 'How many entries should lossHistory have after ten iterations?',
    caughtBy: 'stops-at-max-iter',
    exports: {
      fitLogistic: afterwards((fit) => ({
        ...fit,
        lossHistory: [fit.lossHistory[0]!, fit.lossHistory.at(-1)!],
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
