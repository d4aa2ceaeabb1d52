import { alternatives, readings } from '#engine/spec/index.ts'
import { MLError, type Vec } from '#kit'
import type * as exemplar from './regression-loss.ts'

/** One loop with running sums; R² through the mean squared error. */
const runningSums: typeof exemplar = {
  mse(yTrue, yPred) {
    check(yTrue, yPred)
    let sum = 0
    for (let i = 0; i < yTrue.length; i++) {
      const e = yTrue[i]! - yPred[i]!
      sum += e * e
    }
    return sum / yTrue.length
  },
  mae(yTrue, yPred) {
    check(yTrue, yPred)
    let sum = 0
    for (let i = 0; i < yTrue.length; i++)
      sum += yTrue[i]! > yPred[i]! ? yTrue[i]! - yPred[i]! : yPred[i]! - yTrue[i]!
    return sum / yTrue.length
  },
  rmse(yTrue, yPred) {
    check(yTrue, yPred)
    return Math.hypot(...yTrue.map((t, i) => t - yPred[i]!)) / Math.sqrt(yTrue.length)
  },
  huber(yTrue, yPred, delta = 1) {
    check(yTrue, yPred, delta)
    let sum = 0
    for (let i = 0; i < yTrue.length; i++) {
      const a = Math.abs(yTrue[i]! - yPred[i]!)
      const quadratic = Math.min(a, delta)
      sum += 0.5 * quadratic ** 2 + delta * (a - quadratic)
    }
    return sum / yTrue.length
  },
  mseGradient(yTrue, yPred) {
    check(yTrue, yPred)
    const factor = -2 / yTrue.length
    return yPred.map((p, i) => factor * (yTrue[i]! - p))
  },
  huberGradient(yTrue, yPred, delta = 1) {
    check(yTrue, yPred, delta)
    return yPred.map((p, i) => {
      const e = p - yTrue[i]!
      return (Math.abs(e) <= delta ? e : delta * Math.sign(e)) / yTrue.length
    })
  },
  r2Score(yTrue, yPred) {
    const error = runningSums.mse(yTrue, yPred)
    if (yTrue.length === 1) return Number.NaN
    if (Math.min(...yTrue) === Math.max(...yTrue)) return error > 0 ? 0 : 1
    let centre = 0
    for (const t of yTrue) centre += t / yTrue.length
    return (
      1 -
      error /
        runningSums.mse(
          yTrue,
          yTrue.map(() => centre),
        )
    )
  },
}

/** Newest numbers folded into a mean one by one, in the manner of Welford. */
const streaming: typeof exemplar = {
  mse: (yTrue, yPred) => streamMean(pairs(yTrue, yPred), ([t, p]) => (t - p) ** 2),
  mae: (yTrue, yPred) => streamMean(pairs(yTrue, yPred), ([t, p]) => Math.abs(t - p)),
  rmse: (yTrue, yPred) => streaming.mse(yTrue, yPred) ** 0.5,
  huber: (yTrue, yPred, delta = 1) => {
    const all = pairs(yTrue, yPred)
    checkDelta(delta)
    return streamMean(all, ([t, p]) =>
      Math.abs(t - p) <= delta ? (t - p) ** 2 / 2 : delta * Math.abs(t - p) - delta ** 2 / 2,
    )
  },
  mseGradient: (yTrue, yPred) => pairs(yTrue, yPred).map(([t, p], _, all) => (p - t) * (2 / all.length)),
  huberGradient: (yTrue, yPred, delta = 1) => {
    const all = pairs(yTrue, yPred)
    checkDelta(delta)
    return all.map(([t, p]) => (p - t > delta ? delta : p - t < -delta ? -delta : p - t) / all.length)
  },
  r2Score: (yTrue, yPred) => {
    const all = pairs(yTrue, yPred)
    if (all.length < 2) return Number.NaN
    const centre = streamMean(all, ([t]) => t)
    const spread = streamMean(all, ([t]) => (t - centre) ** 2)
    const error = streaming.mse(yTrue, yPred)
    return new Set(yTrue).size === 1 ? Number(error === 0) : (spread - error) / spread
  },
}

export default alternatives<typeof exemplar>({ 'running-sums': runningSums, streaming })

/** NaN and infinity as delta are PARAM or nothing else; one empty list beside a full one has two readings. */
export const accepted = readings<typeof exemplar>({
  'one-empty-list-is-EMPTY': {
    mse: (yTrue, yPred) => {
      if (yTrue.length === 0 || yPred.length === 0) throw new MLError('EMPTY', 'no samples')
      return runningSums.mse(yTrue, yPred)
    },
  },
  'an-infinite-delta-is-half-the-mse': {
    huber: (yTrue, yPred, delta = 1) =>
      delta === Number.POSITIVE_INFINITY
        ? runningSums.mse(yTrue, yPred) / 2
        : runningSums.huber(yTrue, yPred, delta),
  },
})

function pairs(yTrue: Vec, yPred: Vec): [number, number][] {
  check(yTrue, yPred)
  return yTrue.map((t, i) => [t, yPred[i]!])
}

function streamMean(all: [number, number][], price: (pair: [number, number]) => number): number {
  let mean = 0
  for (const [i, pair] of all.entries()) mean += (price(pair) - mean) / (i + 1)
  return mean
}

function check(yTrue: Vec, yPred: Vec, delta = 1): void {
  if (!yTrue.length && !yPred.length) throw new MLError('EMPTY', 'no samples')
  if (yTrue.length !== yPred.length) throw new MLError('SHAPE', 'lengths differ')
  if (yTrue.some((t, i) => !Number.isFinite(t - yPred[i]!))) throw new MLError('NON_FINITE', 'not finite')
  checkDelta(delta)
}

function checkDelta(delta: number): void {
  if (!(delta > 0) || delta === Number.POSITIVE_INFINITY) throw new MLError('PARAM', 'delta')
}
