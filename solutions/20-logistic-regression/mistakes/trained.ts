import { Matrix, solve } from 'ml-matrix'
import { observations } from '#engine/spec/index.ts'
import type { LogisticModel, Mat, Vec } from '#kit'
import * as exemplar from '../logistic-regression.ts'

// Ways to train that mistakes have in common.

export type Fit = typeof exemplar.fitLogistic
type Result = exemplar.LogisticFit
type Options = NonNullable<Parameters<Fit>[2]>

/**
 * For mistakes about what is minimised: where training ends, not how it gets there. Two digits are the same for
 * every way to train.
 */
export const theModel = observations<typeof exemplar>({
  fitLogistic: ({ model: { coef, intercept } }) => [...coef, intercept].map((w) => Math.round(100 * w)),
})

/** The fit of the exemplar, with something changed afterwards. */
export function afterwards(change: (fit: Result, X: Mat, y: (0 | 1)[], opt: Options) => Result): Fit {
  return (X, y, opt = {}) => change(exemplar.fitLogistic(X, y, opt), X, y, opt)
}

/** Newton's method for another penalty: `ridge(j, d)` on entry j of (coef, intercept), `one` in the extra column, from `start`. */
export function newton(ridge: (j: number, d: number) => number, { one = 1, start = 0 } = {}): Fit {
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
    return walk(X, y, { C, tol, maxIter: Math.min(maxIter, 25) }, { step, weights, one, start, halves: true })
  })
}

interface Walk {
  step(theta: Vec, gradient: Vec): Vec
  /** The penalty on each entry of (coef, intercept), and what stands in the column of the intercept. */
  weights?: Vec
  one?: number
  /** Every entry before the first step. */
  start?: number
  /** Whether a step is halved until the objective does not rise. */
  halves?: boolean
}

export function walk(
  X: Mat,
  y: (0 | 1)[],
  opt: Required<Options>,
  { step, weights, one = 1, start = 0, halves }: Walk,
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
  let theta = rows[0]!.map(() => start)
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
