import { MLError, type Vec } from '#kit'

// One loop with a running sum for each loss; R² through the mean squared error.

export function mse(yTrue: Vec, yPred: Vec): number {
  check(yTrue, yPred)
  let sum = 0
  for (let i = 0; i < yTrue.length; i++) {
    const e = yTrue[i]! - yPred[i]!
    sum += e * e
  }
  return sum / yTrue.length
}

export function mae(yTrue: Vec, yPred: Vec): number {
  check(yTrue, yPred)
  let sum = 0
  for (let i = 0; i < yTrue.length; i++)
    sum += yTrue[i]! > yPred[i]! ? yTrue[i]! - yPred[i]! : yPred[i]! - yTrue[i]!
  return sum / yTrue.length
}

export function rmse(yTrue: Vec, yPred: Vec): number {
  check(yTrue, yPred)
  return Math.hypot(...yTrue.map((t, i) => t - yPred[i]!)) / Math.sqrt(yTrue.length)
}

export function huber(yTrue: Vec, yPred: Vec, delta = 1): number {
  check(yTrue, yPred, delta)
  let sum = 0
  for (let i = 0; i < yTrue.length; i++) {
    const a = Math.abs(yTrue[i]! - yPred[i]!)
    const quadratic = Math.min(a, delta)
    sum += 0.5 * quadratic ** 2 + delta * (a - quadratic)
  }
  return sum / yTrue.length
}

export function mseGradient(yTrue: Vec, yPred: Vec): Vec {
  check(yTrue, yPred)
  const factor = -2 / yTrue.length
  return yPred.map((p, i) => factor * (yTrue[i]! - p))
}

export function huberGradient(yTrue: Vec, yPred: Vec, delta = 1): Vec {
  check(yTrue, yPred, delta)
  return yPred.map((p, i) => {
    const e = p - yTrue[i]!
    return (Math.abs(e) <= delta ? e : delta * Math.sign(e)) / yTrue.length
  })
}

export function r2Score(yTrue: Vec, yPred: Vec): number {
  const error = mse(yTrue, yPred)
  if (yTrue.length === 1) return Number.NaN
  if (Math.min(...yTrue) === Math.max(...yTrue)) return error > 0 ? 0 : 1
  let centre = 0
  for (const t of yTrue) centre += t / yTrue.length
  const spread = mse(
    yTrue,
    yTrue.map(() => centre),
  )
  return 1 - error / spread
}

function check(yTrue: Vec, yPred: Vec, delta = 1): void {
  if (!yTrue.length && !yPred.length) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (yTrue.some((t, i) => !Number.isFinite(t - yPred[i]!))) throw new MLError('NON_FINITE', 'not finite')
  if (!(delta > 0) || delta === Number.POSITIVE_INFINITY) throw new MLError('PARAM', 'delta')
}
