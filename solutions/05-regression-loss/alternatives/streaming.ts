import { MLError, type Vec } from '#kit'

// Numbers are folded into a mean one by one as they come, in the manner of Welford; options are checked first.

type Pair = [target: number, prediction: number]

export function mse(yTrue: Vec, yPred: Vec): number {
  return streamMean(pairs(yTrue, yPred), ([t, p]) => (t - p) ** 2)
}

export function mae(yTrue: Vec, yPred: Vec): number {
  return streamMean(pairs(yTrue, yPred), ([t, p]) => Math.abs(t - p))
}

export const rmse = (yTrue: Vec, yPred: Vec): number => mse(yTrue, yPred) ** 0.5

export function huber(yTrue: Vec, yPred: Vec, delta = 1): number {
  checkDelta(delta)
  return streamMean(pairs(yTrue, yPred), ([t, p]) =>
    Math.abs(t - p) <= delta ? (t - p) ** 2 / 2 : delta * Math.abs(t - p) - delta ** 2 / 2,
  )
}

export function mseGradient(yTrue: Vec, yPred: Vec): Vec {
  return pairs(yTrue, yPred).map(([t, p], _, all) => (p - t) * (2 / all.length))
}

export function huberGradient(yTrue: Vec, yPred: Vec, delta = 1): Vec {
  checkDelta(delta)
  return pairs(yTrue, yPred).map(
    ([t, p], _, all) => (p - t > delta ? delta : p - t < -delta ? -delta : p - t) / all.length,
  )
}

export function r2Score(yTrue: Vec, yPred: Vec): number {
  const all = pairs(yTrue, yPred)
  if (all.length < 2) return Number.NaN
  const centre = streamMean(all, ([t]) => t)
  const spread = streamMean(all, ([t]) => (t - centre) ** 2)
  const error = mse(yTrue, yPred)
  return new Set(yTrue).size === 1 ? Number(error === 0) : (spread - error) / spread
}

function pairs(yTrue: Vec, yPred: Vec): Pair[] {
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (yTrue.length === 0) throw new MLError('EMPTY', 'no samples')
  if (![...yTrue, ...yPred].every(Number.isFinite)) throw new MLError('NON_FINITE', 'not finite')
  return yTrue.map((t, i) => [t, yPred[i]!])
}

function streamMean(all: Pair[], price: (pair: Pair) => number): number {
  let mean = 0
  for (const [i, pair] of all.entries()) mean += (price(pair) - mean) / (i + 1)
  return mean
}

function checkDelta(delta: number): void {
  if (!(delta > 0) || delta === Number.POSITIVE_INFINITY) throw new MLError('PARAM', 'delta')
}
