import { MLError, type Vec } from '#kit'

// Every loss is a mean over samples of some price of the residual, so that is the one thing to write once.
// The residual is prediction minus target: its sign is then the sign of the gradient.

export function mse(yTrue: Vec, yPred: Vec): number {
  return mean(residuals(yTrue, yPred).map((e) => e * e))
}

export function mae(yTrue: Vec, yPred: Vec): number {
  return mean(residuals(yTrue, yPred).map(Math.abs))
}

export function rmse(yTrue: Vec, yPred: Vec): number {
  return Math.sqrt(mse(yTrue, yPred))
}

export function huber(yTrue: Vec, yPred: Vec, delta = 1): number {
  const e = residuals(yTrue, yPred)
  checkDelta(delta)
  // A parabola near zero and a line further out; the constants make the two meet without a step or a kink.
  return mean(e.map((r) => (Math.abs(r) <= delta ? 0.5 * r * r : delta * (Math.abs(r) - 0.5 * delta))))
}

export function mseGradient(yTrue: Vec, yPred: Vec): Vec {
  // The 2 comes from the square, the n from the mean.
  return residuals(yTrue, yPred).map((e) => (2 * e) / yTrue.length)
}

export function huberGradient(yTrue: Vec, yPred: Vec, delta = 1): Vec {
  const e = residuals(yTrue, yPred)
  checkDelta(delta)
  // Slope of the parabola is e, slope of the line is ±delta: the residual, clipped.
  return e.map((r) => Math.min(delta, Math.max(-delta, r)) / yTrue.length)
}

export function r2Score(yTrue: Vec, yPred: Vec): number {
  const e = residuals(yTrue, yPred)
  if (yTrue.length < 2) return Number.NaN
  const squared = e.reduce((sum, r) => sum + r * r, 0)
  // Asked of the values rather than of their spread, which rounding can make tiny but not zero.
  if (yTrue.every((t) => t === yTrue[0])) return squared === 0 ? 1 : 0
  const centre = mean(yTrue)
  return 1 - squared / yTrue.reduce((sum, t) => sum + (t - centre) ** 2, 0)
}

function residuals(yTrue: Vec, yPred: Vec): Vec {
  if (yTrue.length === 0 && yPred.length === 0) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length)
    throw new MLError('SHAPE', `${yTrue.length} targets but ${yPred.length} predictions`)
  for (const value of [...yTrue, ...yPred])
    if (!Number.isFinite(value)) throw new MLError('NON_FINITE', `${value} is not a number to compare with`)
  return yTrue.map((t, i) => yPred[i]! - t)
}

function checkDelta(delta: number): void {
  if (!(delta > 0 && Number.isFinite(delta)))
    throw new MLError('PARAM', `delta must be above 0, not ${delta}`)
}

function mean(values: Vec): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
