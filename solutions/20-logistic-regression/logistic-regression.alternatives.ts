import { alternatives, readings } from '#engine/spec/index.ts'
import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'
import type * as exemplar from './logistic-regression.ts'

type Binary = 0 | 1
type Options = { C?: number; tol?: number; maxIter?: number }
/** Coefficients and intercept in one vector: rows get a column of ones. */
type Objective = (theta: Vec) => { loss: number; gradient: Vec }

/** Steepest descent; every search for a step starts from 1 and asks for a real decrease (Armijo). */
const gradientDescent = withDescent((objective, start, { tol, maxIter }) => {
  let theta = start
  let here = objective(theta)
  const history = [here.loss]
  for (let iter = 0; iter < maxIter && size(here.gradient) > tol; iter++) {
    const slope = here.gradient.reduce((sum, g) => sum + g * g, 0)
    let step = 1
    let next = theta
    let there = here
    do {
      next = theta.map((value, j) => value - step * here.gradient[j]!)
      there = objective(next)
      step /= 2
    } while (there.loss > here.loss - 1e-4 * step * slope && step > 1e-20)
    if (there.loss > here.loss) break
    theta = next
    here = there
    history.push(here.loss)
  }
  return { theta, history }
})

/** The simplest of all: one step size for the whole training, from a bound on the curvature. No search. */
const fixedStep = withDescent((objective, start, { tol, maxIter }, rows, C) => {
  const curvature = 1 + (C / 4) * rows.flat().reduce((sum, value) => sum + value * value, 0)
  let theta = start
  let here = objective(theta)
  const history = [here.loss]
  while (history.length <= maxIter && size(here.gradient) > tol) {
    theta = theta.map((value, j) => value - here.gradient[j]! / curvature)
    here = objective(theta)
    history.push(here.loss)
  }
  return { theta, history }
})

/** Iteratively reweighted least squares with its own elimination; accepts a step only if J does not rise. */
const reweighted = withDescent((objective, start, { tol, maxIter }, rows, C) => {
  let theta = start
  let here = objective(theta)
  const history = [here.loss]
  for (let iter = 0; iter < maxIter && size(here.gradient) > tol; iter++) {
    const p = rows.map((row) => squash(dot(row, theta)))
    const system = theta.map((_, j) =>
      theta.map((__, k) => {
        let sum = j === k && j < theta.length - 1 ? 1 : 0
        for (const [i, row] of rows.entries()) sum += C * p[i]! * (1 - p[i]!) * row[j]! * row[k]!
        return sum
      }),
    )
    const step = eliminate(system, here.gradient)
    let accepted = false
    for (let share = 1; share > 1e-6 && !accepted; share /= 2) {
      const next = theta.map((value, j) => value - share * step[j]!)
      const there = objective(next)
      if (there.loss > here.loss + 1e-12 * here.loss) continue
      theta = next
      here = there
      accepted = true
    }
    if (!accepted) break
    history.push(here.loss)
  }
  return { theta, history }
})

/** BFGS: learns the curvature from the gradients it has seen. */
const quasiNewton = withDescent((objective, start, { tol, maxIter }) => {
  let theta = start
  let here = objective(theta)
  const history = [here.loss]
  let inverse = identity(theta.length)
  while (history.length <= maxIter && size(here.gradient) > tol) {
    const direction = inverse.map((row) => -dot(row, here.gradient))
    const slope = dot(direction, here.gradient)
    let step = 1
    let next = theta
    let there = here
    for (; step > 1e-12; step /= 2) {
      next = theta.map((value, j) => value + step * direction[j]!)
      there = objective(next)
      if (there.loss <= here.loss + 1e-4 * step * slope) break
    }
    if (there.loss > here.loss) {
      // Too close for J to tell; only the gradient can. Take the step if it shrinks the gradient.
      if (size(there.gradient) >= size(here.gradient) || there.loss > here.loss * (1 + 1e-12)) break
    }
    const s = next.map((value, j) => value - theta[j]!)
    const d = there.gradient.map((value, j) => value - here.gradient[j]!)
    const sd = dot(s, d)
    if (sd > 1e-300) {
      const Hd = inverse.map((row) => dot(row, d))
      const factor = 1 + dot(d, Hd) / sd
      inverse = inverse.map((row, j) =>
        row.map((value, k) => value + (factor * s[j]! * s[k]! - Hd[j]! * s[k]! - s[j]! * Hd[k]!) / sd),
      )
    }
    theta = next
    here = there
    history.push(here.loss)
  }
  return { theta, history }
})

export default alternatives<typeof exemplar>({
  'gradient-descent-with-backtracking': gradientDescent,
  'gradient-descent-with-one-step-size': fixedStep,
  'reweighted-least-squares': reweighted,
  'quasi-newton': quasiNewton,
})

/**
 * Points that the README leaves open: which fault is named first, one empty list, NaN among the labels, options that
 * are not numbers or make no sense, rows without columns, models that hold NaN.
 */
export const accepted = readings<typeof exemplar>({
  'one-empty-list-is-EMPTY': {
    fitLogistic: (X, y, opt) => {
      refuseAnyEmpty(X, y)
      return reweighted.fitLogistic(X, y, opt)
    },
    logisticLossAndGradient: (m, X, y, C) => {
      refuseAnyEmpty(X, y)
      return reweighted.logisticLossAndGradient(m, X, y, C)
    },
  },
  'NaN-in-y-is-NON_FINITE': {
    fitLogistic: (X, y, opt) => {
      refuseNaN(X, y)
      return reweighted.fitLogistic(X, y, opt)
    },
    logisticLossAndGradient: (m, X, y, C) => {
      refuseNaN(X, y)
      return reweighted.logisticLossAndGradient(m, X, y, C)
    },
  },
  'looks-at-options-and-labels-first': {
    fitLogistic: (X, y, opt) => {
      if (opt?.C !== undefined && !(opt.C > 0)) throw new MLError('PARAM', 'C')
      if (y.length > 0 && new Set(y).size === 1 && [0, 1].includes(y[0]!))
        throw new MLError('SINGLE_CLASS', 'one class')
      return reweighted.fitLogistic(X, y, opt)
    },
  },
  'refuses-options-without-sense': {
    fitLogistic: (X, y, opt = {}) => {
      const { tol = 1e-6, maxIter = 1000 } = opt
      if (!(tol > 0) || !Number.isInteger(maxIter) || maxIter < 1) throw new MLError('PARAM', 'options')
      return reweighted.fitLogistic(X, y, opt)
    },
  },
  'an-infinite-C-is-NON_FINITE': {
    fitLogistic: (X, y, opt = {}) => {
      if (X.length && opt.C !== undefined && !Number.isFinite(opt.C)) throw new MLError('NON_FINITE', 'C')
      return reweighted.fitLogistic(X, y, opt)
    },
  },
  'rows-without-columns-and-broken-models-are-refused': {
    fitLogistic: (X, y, opt) => {
      if (X.length && X.every((row) => row.length === 0)) throw new MLError('EMPTY', 'no columns')
      return reweighted.fitLogistic(X, y, opt)
    },
    predictProba: (m, X) => {
      if (![...m.coef, m.intercept].every(Number.isFinite)) throw new MLError('NON_FINITE', 'model')
      return reweighted.predictProba(m, X)
    },
    predictLogistic: (m, X) => reweighted.predictProba(m, X).map((p) => (p > 0.5 ? 1 : 0)),
    sigmoid: (z) => {
      if (Number.isNaN(z)) throw new MLError('NON_FINITE', 'z')
      return reweighted.sigmoid(z)
    },
  },
  'goes-on-below-tol': {
    fitLogistic: (X, y, opt = {}) => {
      const { tol = 1e-6 } = opt
      const fit = reweighted.fitLogistic(X, y, { ...opt, tol: tol / 100 })
      const slopes = reweighted.logisticLossAndGradient(fit.model, X, y, opt.C)
      return { ...fit, converged: size([...slopes.gradCoef, slopes.gradIntercept]) <= tol }
    },
  },
})

/** Everything but the descent, for an objective over one parameter vector. */
function withDescent(
  descend: (
    objective: Objective,
    start: Vec,
    opt: Required<Options>,
    rows: Mat,
    C: number,
  ) => { theta: Vec; history: Vec },
): typeof exemplar {
  return {
    sigmoid: squash,
    logisticLossAndGradient(m, X, y, C = 1) {
      check(X, y, C)
      checkWidth(m, X)
      const { loss, gradient } = objectiveOf(withOnes(X), y, C)([...m.coef, m.intercept])
      return { loss, gradCoef: gradient.slice(0, -1), gradIntercept: gradient.at(-1)! }
    },
    fitLogistic(X, y, { C = 1, tol = 1e-6, maxIter = 1000 } = {}) {
      check(X, y, C)
      if (!y.includes(0) || !y.includes(1)) throw new MLError('SINGLE_CLASS', 'one class')
      const rows = withOnes(X)
      const objective = objectiveOf(rows, y, C)
      const start = rows[0]!.map(() => 0)
      const { theta, history } = descend(objective, start, { C, tol, maxIter }, rows, C)
      return {
        model: { coef: theta.slice(0, -1), intercept: theta.at(-1)! },
        lossHistory: history,
        nIter: history.length - 1,
        converged: size(objective(theta).gradient) <= tol,
      }
    },
    predictProba(m, X) {
      checkWidth(m, X)
      checkValues(X)
      return X.map((row) => squash(dot(row, m.coef) + m.intercept))
    },
    predictLogistic(m, X) {
      checkWidth(m, X)
      checkValues(X)
      return X.map((row): Binary => (dot(row, m.coef) > -m.intercept ? 1 : 0))
    },
  }
}

function objectiveOf(rows: Mat, y: Binary[], C: number): Objective {
  return (theta) => {
    const last = theta.length - 1
    const gradient = theta.map((value, j) => (j < last ? value : 0))
    let loss = 0
    for (let j = 0; j < last; j++) loss += 0.5 * theta[j]! ** 2
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const z = dot(row, theta)
      // −y·z + log(1 + e^z), with the logarithm of the larger power taken out
      loss += C * (Math.max(0, z) - y[i]! * z + Math.log(1 + Math.exp(-Math.abs(z))))
      const residual = C * (squash(z) - y[i]!)
      for (let j = 0; j <= last; j++) gradient[j]! += residual * row[j]!
    }
    return { loss, gradient }
  }
}

function squash(z: number): number {
  return 0.5 * (1 + Math.tanh(z / 2))
}

function dot(a: Vec, b: Vec): number {
  let sum = 0
  for (let j = 0; j < b.length; j++) sum += a[j]! * b[j]!
  return sum
}

function size(gradient: Vec): number {
  return gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0)
}

function withOnes(X: Mat): Mat {
  return X.map((row) => row.concat(1))
}

function identity(d: number): Mat {
  return Array.from({ length: d }, (_, j) => Array.from({ length: d }, (__, k) => (j === k ? 1 : 0)))
}

/** Gauss–Jordan elimination with the largest pivot. */
function eliminate(matrix: Mat, right: Vec): Vec {
  const rows = matrix.map((row, j) => [...row, right[j]!])
  for (let j = 0; j < rows.length; j++) {
    let pivot = j
    for (let i = j + 1; i < rows.length; i++)
      if (Math.abs(rows[i]![j]!) > Math.abs(rows[pivot]![j]!)) pivot = i
    ;[rows[j], rows[pivot]] = [rows[pivot]!, rows[j]!]
    for (const [i, row] of rows.entries()) {
      if (i === j) continue
      const factor = row[j]! / rows[j]![j]!
      for (let k = j; k < row.length; k++) row[k]! -= factor * rows[j]![k]!
    }
  }
  return rows.map((row, j) => row.at(-1)! / row[j]!)
}

function refuseAnyEmpty(X: Mat, y: Binary[]): void {
  if (X.length === 0 || y.length === 0) throw new MLError('EMPTY', 'no samples')
}

function refuseNaN(X: Mat, y: Binary[]): void {
  if (X.length === y.length && y.some(Number.isNaN)) throw new MLError('NON_FINITE', 'a label is NaN')
}

function check(X: Mat, y: Binary[], C: number): void {
  if (X.length + y.length === 0) throw new MLError('EMPTY', 'no samples')
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y differ')
  for (const row of X) if (row.length !== X[0]!.length) throw new MLError('SHAPE', 'ragged')
  checkValues(X)
  for (const label of y) if (![0, 1].includes(label)) throw new MLError('PARAM', 'label')
  if (!(C > 0) || C === Number.POSITIVE_INFINITY) throw new MLError('PARAM', 'C')
}

function checkValues(X: Mat): void {
  for (const value of X.flat()) if (!Number.isFinite(value)) throw new MLError('NON_FINITE', 'X')
}

function checkWidth(m: LogisticModel, X: Mat): void {
  for (const row of X) if (row.length !== m.coef.length) throw new MLError('SHAPE', 'columns')
}
