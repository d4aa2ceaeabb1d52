import { type LogisticModel, type Mat, MLError, type Vec } from '#kit'

// Each iteration solves a weighted least squares problem for the next model itself, not for a step, by elimination;
// labels are turned into signs, so that one formula serves both. Options are checked first.

type Binary = 0 | 1

export function sigmoid(z: number): number {
  const power = Math.exp(-Math.abs(z))
  return z < 0 ? power / (1 + power) : 1 / (1 + power)
}

export function logisticLossAndGradient(m: LogisticModel, X: Mat, y: Binary[], C = 1) {
  checkAboveZero(C)
  checkLabelled(X, y)
  for (const row of X) if (row.length !== m.coef.length) throw new MLError('SHAPE', 'columns')
  let [penalty, price, gradIntercept] = [0, 0, 0]
  const gradCoef = m.coef.map((w) => {
    penalty += (w * w) / 2
    return w
  })
  for (let i = 0; i < X.length; i++) {
    const sign = 2 * y[i]! - 1
    const margin = sign * decision(m, X[i]!)
    price += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin
    const pull = -C * sign * sigmoid(-margin)
    gradIntercept += pull
    for (let j = 0; j < gradCoef.length; j++) gradCoef[j]! += pull * X[i]![j]!
  }
  return { loss: penalty + C * price, gradCoef, gradIntercept }
}

export function fitLogistic(X: Mat, y: Binary[], opt: { C?: number; tol?: number; maxIter?: number } = {}) {
  const { C = 1, tol = 1e-6, maxIter = 1000 } = opt
  checkAboveZero(C)
  checkAboveZero(tol)
  if (!Number.isSafeInteger(maxIter) || maxIter < 1) throw new MLError('PARAM', 'maxIter')
  checkLabelled(X, y)
  if (Math.min(...y) === Math.max(...y)) throw new MLError('SINGLE_CLASS', 'one class')
  let model = { coef: new Array<number>(X[0]!.length).fill(0), intercept: 0 }
  const slopeOf = (at: LogisticModel) => {
    const { gradCoef, gradIntercept } = logisticLossAndGradient(at, X, y, C)
    return Math.max(Math.abs(gradIntercept), ...gradCoef.map(Math.abs))
  }
  const lossHistory = [logisticLossAndGradient(model, X, y, C).loss]
  while (slopeOf(model) > tol && lossHistory.length <= maxIter) {
    const target = solved(model, X, y, C)
    const now = lossHistory.at(-1)!
    const mixed = (share: number) => ({
      coef: model.coef.map((w, j) => (1 - share) * w + share * target[j]!),
      intercept: (1 - share) * model.intercept + share * target.at(-1)!,
    })
    let share = 1
    while (share > 0 && !(logisticLossAndGradient(mixed(share), X, y, C).loss <= now * (1 + 1e-12)))
      share /= 4
    model = mixed(share)
    lossHistory.push(logisticLossAndGradient(model, X, y, C).loss)
  }
  return { model, lossHistory, nIter: lossHistory.length - 1, converged: slopeOf(model) <= tol }
}

export const predictProba = (m: LogisticModel, X: Mat): Vec => decisions(m, X).map(sigmoid)

export const predictLogistic = (m: LogisticModel, X: Mat): Binary[] =>
  decisions(m, X).map((z): Binary => (z > 0 ? 1 : 0))

/** The lowest point of the parabola that touches J here: (penalty + C XᵀSX) θ = C XᵀS · (z + (y − p) / s). */
function solved(m: LogisticModel, X: Mat, y: Binary[], C: number): Vec {
  const size = m.coef.length + 1
  const system = Array.from({ length: size }, (_, j) =>
    Array.from({ length: size + 1 }, (__, k) => (j === k && j < size - 1 ? 1 : 0)),
  )
  for (const [i, row] of X.entries()) {
    const z = decision(m, row)
    const [s, ones] = [C * sigmoid(z) * sigmoid(-z), [...row, 1]]
    const right = s * z + C * (y[i]! - sigmoid(z))
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) system[j]![k]! += s * ones[j]! * ones[k]!
      system[j]![size]! += ones[j]! * right
    }
  }
  for (let j = 0; j < size; j++) {
    let pivot = j
    for (let i = j + 1; i < size; i++) if (Math.abs(system[i]![j]!) > Math.abs(system[pivot]![j]!)) pivot = i
    ;[system[j], system[pivot]] = [system[pivot]!, system[j]!]
    for (let i = 0; i < size; i++) {
      if (i === j) continue
      const factor = system[i]![j]! / system[j]![j]!
      for (let k = j; k <= size; k++) system[i]![k]! -= factor * system[j]![k]!
    }
  }
  return system.map((row, j) => row[size]! / row[j]!)
}

function decision({ coef, intercept }: LogisticModel, row: Vec): number {
  return row.reduce((sum, value, j) => sum + value * coef[j]!, intercept)
}

function decisions(m: LogisticModel, X: Mat): Vec {
  if (X.some((row) => row.length !== m.coef.length)) throw new MLError('SHAPE', 'columns')
  checkNumbers(X)
  return X.map((row) => decision(m, row))
}

function checkLabelled(X: Mat, y: Binary[]): void {
  if (X.length !== y.length) throw new MLError('SHAPE', 'X and y differ')
  if (y.length === 0) throw new MLError('EMPTY', 'no samples')
  if (new Set(X.map((row) => row.length)).size > 1) throw new MLError('SHAPE', 'ragged')
  for (const label of y) if (label !== 0 && label !== 1) throw new MLError('PARAM', 'label')
  checkNumbers(X)
}

function checkNumbers(X: Mat): void {
  if (!X.every((row) => row.every((value) => Math.abs(value) < Number.POSITIVE_INFINITY)))
    throw new MLError('NON_FINITE', 'X')
}

function checkAboveZero(option: number): void {
  if (!(option > 0 && Number.isFinite(option))) throw new MLError('PARAM', 'C or tol')
}
