import { all, exact, must, same, type Verdict } from '#engine/spec/index.ts'
import type { LogisticModel, Mat } from '#kit'
import * as reference from '#reference/linear-model/logistic.ts'
import type { Options } from './trainings.ts'

type Binary = 0 | 1
type Fit = reference.LogisticFit

/** What is true of a fit, wherever training has ended. */
export function isHonest(fit: Fit, X: Mat, y: Binary[], opt: Options): Verdict {
  const { lossHistory, nIter } = fit
  const { C = 1, tol = 1e-6, maxIter = 1000 } = opt
  const start = steepnessAt({ coef: X[0]!.map(() => 0), intercept: 0 }, X, y, C)
  const rise = lossHistory.findIndex((loss, i) => i > 0 && !(loss <= lossHistory[i - 1]! * (1 + 2e-12)))
  return all(
    same(nIter, lossHistory.length - 1, exact, { because: 'nIter must be lossHistory.length − 1.' }),
    must(nIter <= maxIter, `There may be at most ${maxIter} iterations.`, { got: nIter }),
    same(lossHistory[0], C * y.length * Math.LN2, undefined, {
      scale: 0,
      because: 'With all zeros every probability is ½, so lossHistory[0] must be C · n · log 2.',
    }),
    must(rise < 0, `J must not rise from one iteration to the next, but does at entry ${rise}.`, {
      got: lossHistory.slice(Math.max(0, rise - 1), rise + 1),
    }),
    must(start <= Math.max(tol, 1e-3) || lossHistory.at(-1)! < lossHistory[0]!, 'Training must lower J.', {
      got: lossHistory.slice(0, 5),
    }),
    endsWithItsModel(fit, X, y, opt),
    tellsTheTruth(fit, X, y, opt),
  )
}

export function endsWithItsModel(
  { model, lossHistory }: Fit,
  X: Mat,
  y: Binary[],
  { C = 1 }: Options,
): Verdict {
  const loss = ofModel(model, X, () => reference.logisticLossAndGradient(model, X, y, C).loss)
  // J by two formulas, of which one may have lost some digits: that is another property's affair.
  return typeof loss === 'number'
    ? same(
        lossHistory.at(-1),
        loss,
        { rel: 1e-9, abs: 1e-12 },
        {
          scale: C * y.length,
          because: 'The last entry of lossHistory must be J of the returned model.',
        },
      )
    : loss
}

export function tellsTheTruth(
  { model, converged }: Fit,
  X: Mat,
  y: Binary[],
  { C = 1, tol = 1e-6 }: Options,
): Verdict {
  const steepness = ofModel(model, X, () => steepnessAt(model, X, y, C))
  if (typeof steepness !== 'number') return steepness
  // Two ways to add up the same gradient may disagree in its last digits, exactly at tol.
  const slack = 1e-9 * tol + 1e-13 * (1 + 4 * C * y.length)
  return must(
    converged ? steepness <= tol + slack : steepness > tol - slack,
    `The largest entry of the gradient at the returned model is ${steepness.toExponential(2)}; tol is ${tol}.`,
    { got: { converged }, expected: { converged: !converged } },
  )
}

/** Something computed from a student's model, or why it can not be. */
export function ofModel<T>(model: LogisticModel, X: Mat, compute: () => T): T | Exclude<Verdict, true> {
  if (model.coef.length !== X[0]!.length)
    return { because: 'There must be one coefficient for each feature.', got: model }
  if (![...model.coef, model.intercept].every(Number.isFinite))
    return { because: 'The model must be finite.', got: model }
  return compute()
}

export function steepnessAt(model: LogisticModel, X: Mat, y: Binary[], C = 1): number {
  const { gradCoef, gradIntercept } = reference.logisticLossAndGradient(model, X, y, C)
  return Math.max(...[...gradCoef, gradIntercept].map(Math.abs))
}
