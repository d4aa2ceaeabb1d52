import type { Mat, Vec } from '#kit'
import {
  checkFinite,
  checkFiniteMat,
  checkFraction,
  checkIndex,
  checkNotEmpty,
  checkNotNegative,
  checkParam,
  checkRectangular,
  checkWhole,
} from '../validation.ts'

/** A decoder that learns from reward: what it weighs, what reward it has come to expect, what it has seen. */
export interface BciState {
  /** nActions × (nFeatures + 1): the last column is the bias. */
  W: Mat
  /** Running mean of the reward. */
  baseline: number
  /** Number of updates. */
  t: number
}

/**
 * A decoder that knows nothing: all 0.
 *
 * @throws MLError PARAM unless both sizes are whole numbers from 1
 */
export function initBci(nActions: number, nFeatures: number): BciState {
  checkWhole(nActions, 1, 'nActions')
  checkWhole(nFeatures, 1, 'nFeatures')
  return {
    W: Array.from({ length: nActions }, () => Array<number>(nFeatures + 1).fill(0)),
    baseline: 0,
    t: 0,
  }
}

/**
 * The probability of each action: softmax(W · [x, 1]).
 *
 * @param x nFeatures numbers
 * @returns nActions numbers in [0, 1] that sum to 1, also for logits far from 0
 * @throws MLError EMPTY (no actions), SHAPE, NON_FINITE
 */
export function actionProbabilities(s: BciState, x: Vec): Vec {
  checkState(s, x)
  return probabilitiesOf(s.W, x)
}

/**
 * Draws an action: the smallest whose cumulative probability is above u.
 *
 * @param u uniform draw in [0, 1); above all cumulative probabilities, by rounding, it means the last action
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function chooseAction(s: BciState, x: Vec, u: number): { action: number; probs: Vec } {
  checkState(s, x)
  checkParam(u >= 0 && u < 1, `a uniform draw lies in [0, 1), unlike ${u}`)
  const probs = probabilitiesOf(s.W, x)
  let cumulative = 0
  const action = probs.findIndex((p) => {
    cumulative += p
    return cumulative > u
  })
  return { action: action === -1 ? probs.length - 1 : action, probs }
}

/**
 * One step of REINFORCE: W[c] moves by eta · (reward − baseline) · (1[c = action] − p[c]) · [x, 1], the gradient
 * of ln p[action] times how much better than expected it went. Then the baseline moves to the reward by beta.
 *
 * @param opt.eta at least 0
 * @param opt.beta in [0, 1]
 * @returns a new state, with t + 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE (also of the reward), PARAM
 * @see Williams 1992, Machine Learning 8
 */
export function reinforceUpdate(
  s: BciState,
  x: Vec,
  action: number,
  reward: number,
  { eta = 0.02, beta = 0.05 }: { eta?: number; beta?: number } = {},
): BciState {
  checkState(s, x)
  checkFinite([reward], 'the reward')
  checkIndex(action, s.W.length, 'the action')
  checkNotNegative(eta, 'eta')
  checkFraction(beta, 'beta')
  const advantage = reward - s.baseline
  const probs = probabilitiesOf(s.W, x)
  return {
    W: s.W.map((row, c) => {
      const step = eta * advantage * ((c === action ? 1 : 0) - probs[c]!)
      return row.map((w, j) => w + step * (x[j] ?? 1))
    }),
    baseline: s.baseline + beta * advantage,
    t: s.t + 1,
  }
}

/** softmax(W · [x, 1]). */
function probabilitiesOf(W: Mat, x: Vec): Vec {
  const logits = W.map((row) => row.reduce((sum, w, j) => sum + w * (x[j] ?? 1), 0))
  // Whatever is taken off all logits leaves the softmax as it is; without the largest nothing overflows.
  const largest = Math.max(...logits)
  const exps = logits.map((logit) => Math.exp(logit - largest))
  const total = exps.reduce((sum, value) => sum + value, 0)
  return exps.map((value) => value / total)
}

/** EMPTY, SHAPE and NON_FINITE for a decoder and its features. */
function checkState({ W, baseline, t }: BciState, x: Vec): void {
  checkNotEmpty(W, 'W')
  checkRectangular(W, 'W', x.length + 1)
  checkFiniteMat(W, 'W')
  checkFinite([baseline, t], 'the state')
  checkFinite(x, 'x')
}
