import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'

// Steepest descent over one vector, the intercept last: rows get a column of ones. A step is searched for from twice the
// last one on, and must give a real decrease (Armijo).

type Binary = 0 | 1

export const sigmoid = (z: number): number => 0.5 * (1 + Math.tanh(z / 2))

export function logisticLossAndGradient(m: LogisticModel, X: Mat, y: Binary[], C = 1) {
  check(X, y, C)
  checkWidth(m, X)
  const { loss, gradient } = objective([...m.coef, m.intercept], withOnes(X), y, C)
  return { loss, gradCoef: gradient.slice(0, -1), gradIntercept: gradient.at(-1)! }
}

export function fitLogistic(
  X: Mat,
  y: Binary[],
  { C = 1, tol = 1e-6, maxIter = 1000 }: { C?: number; tol?: number; maxIter?: number } = {},
) {
  check(X, y, C)
  if (!(tol > 0 && tol < Number.POSITIVE_INFINITY)) throw new MLError('PARAM', 'tol')
  if (!(maxIter >= 1 && maxIter % 1 === 0)) throw new MLError('PARAM', 'maxIter')
  if (!y.includes(0) || !y.includes(1)) throw new MLError('SINGLE_CLASS', 'one class')
  const rows = withOnes(X)
  let theta = rows[0]!.map(() => 0)
  let here = objective(theta, rows, y, C)
  const lossHistory = [here.loss]
  let step = 1
  while (lossHistory.length <= maxIter && size(here.gradient) > tol) {
    const slope = dot(here.gradient, here.gradient)
    const ahead = () => theta.map((value, j) => value - step * here.gradient[j]!)
    step *= 2
    let there = objective(ahead(), rows, y, C)
    while (there.loss > here.loss - 1e-4 * step * slope && step > 1e-20) {
      step /= 2
      there = objective(ahead(), rows, y, C)
    }
    // No step is short enough for J to show that it goes down.
    if (there.loss > here.loss) break
    theta = ahead()
    here = there
    lossHistory.push(here.loss)
  }
  const model = { coef: theta.slice(0, -1), intercept: theta.at(-1)! }
  return { model, lossHistory, nIter: lossHistory.length - 1, converged: size(here.gradient) <= tol }
}

export function predictProba(m: LogisticModel, X: Mat): Vec {
  checkWidth(m, X)
  return X.map((row) => sigmoid(dot(row, m.coef) + m.intercept))
}

export function predictLogistic(m: LogisticModel, X: Mat): Binary[] {
  checkWidth(m, X)
  return X.map((row) => (dot(row, m.coef) > -m.intercept ? 1 : 0))
}

function objective(theta: Vec, rows: Mat, y: Binary[], C: number): { loss: number; gradient: Vec } {
  const last = theta.length - 1
  const gradient = theta.map((value, j) => (j < last ? value : 0))
  let loss = 0
  for (let j = 0; j < last; j++) loss += 0.5 * theta[j]! ** 2
  for (const [i, row] of rows.entries()) {
    const z = dot(row, theta)
    // −y·z + log(1 + e^z), with the logarithm of the larger power taken out
    loss += C * (Math.max(0, z) - y[i]! * z + Math.log(1 + Math.exp(-Math.abs(z))))
    const residual = C * (sigmoid(z) - y[i]!)
    for (const [j, value] of row.entries()) gradient[j]! += residual * value
  }
  return { loss, gradient }
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

function check(X: Mat, y: Binary[], C: number): void {
  if (X.length + y.length === 0) throw new MLError('EMPTY', 'no samples')
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y differ')
  checkWidth({ coef: X[0]! }, X)
  for (const label of y) if (![0, 1].includes(label)) throw new MLError('PARAM', 'label')
  if (!(C > 0) || C === Number.POSITIVE_INFINITY) throw new MLError('PARAM', 'C')
}

function checkWidth({ coef }: { coef: Vec }, X: Mat): void {
  for (const row of X) if (row.length !== coef.length) throw new MLError('SHAPE', 'columns')
  for (const value of X.flat()) if (!Number.isFinite(value)) throw new MLError('NON_FINITE', 'X')
}
