import type { Vec } from '#kit'
import {
  checkFinite,
  checkFraction,
  checkIndex,
  checkNotEmpty,
  checkPaired,
  checkParam,
} from '../validation.ts'

/**
 * What is known of the arms of a bandit after one more try: n[action] grows by 1, and q[action] moves to the
 * mean of its rewards, by (reward − q[action]) / n[action]. The other arms stay as they are.
 *
 * @param q mean reward of each of K arms; whatever stands there for an untried arm is forgotten
 * @param n K counts of tries so far
 * @param action in 0 … K − 1
 * @returns new lists
 * @throws MLError EMPTY, SHAPE, NON_FINITE (also of the reward), PARAM (a count that is negative or not whole,
 *   an action that is no arm)
 * @see Sutton and Barto 2018, Reinforcement Learning, section 2.4
 */
export function updateEstimate(q: Vec, n: number[], action: number, reward: number): { q: Vec; n: number[] } {
  checkCounted(q, n)
  checkFinite([reward], 'the reward')
  checkIndex(action, q.length, 'the arm')
  const tries = n[action]! + 1
  return { q: q.with(action, q[action]! + (reward - q[action]!) / tries), n: n.with(action, tries) }
}

/**
 * Explores with probability epsilon, exploits otherwise: arm ⌊u2 · K⌋ if u1 < epsilon, else the best arm.
 *
 * @param q estimated reward of each of K arms; of equally good ones the lowest index is best
 * @param epsilon in [0, 1]
 * @param u1 uniform draw in [0, 1): whether to explore
 * @param u2 uniform draw in [0, 1): where
 * @throws MLError EMPTY, NON_FINITE, PARAM
 */
export function epsilonGreedyAction(q: Vec, epsilon: number, u1: number, u2: number): number {
  checkNotEmpty(q, 'q')
  checkFinite(q, 'q')
  checkFraction(epsilon, 'epsilon')
  for (const u of [u1, u2]) checkParam(u >= 0 && u < 1, `a uniform draw lies in [0, 1), unlike ${u}`)
  return u1 < epsilon ? Math.floor(u2 * q.length) : bestIndex(q)
}

/**
 * Upper confidence bound: the arm with the largest q + √(2 ln N / n), where N is the number of all tries.
 *
 * @param q mean reward of each of K arms
 * @param n K counts of tries; an arm without any comes first
 * @returns of untried, and of equally good arms the lowest index
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (a count that is negative or not whole)
 * @see Auer, Cesa-Bianchi and Fischer 2002, Machine Learning 47: UCB1
 * @example ucb1Action([0.5, 0.4, 0.9], [4, 2, 4]) // 2, of the bounds 1.573, 1.917, 1.973
 */
export function ucb1Action(q: Vec, n: number[]): number {
  checkCounted(q, n)
  const untried = n.indexOf(0)
  if (untried !== -1) return untried
  const total = n.reduce((sum, tries) => sum + tries, 0)
  return bestIndex(q.map((mean, arm) => mean + Math.sqrt((2 * Math.log(total)) / n[arm]!)))
}

/**
 * Σ gamma^t · rewards[t], from t = 0. No rewards give 0; 0⁰ is 1.
 *
 * @param gamma in [0, 1]
 * @throws MLError NON_FINITE, PARAM
 */
export function discountedReturn(rewards: Vec, gamma: number): number {
  return returnsToGo(rewards, gamma)[0] ?? 0
}

/**
 * The discounted return from each step on: G[t] = rewards[t] + gamma · G[t + 1].
 *
 * @param gamma in [0, 1]
 * @returns as many numbers as rewards; none for none
 * @throws MLError NON_FINITE, PARAM
 */
export function returnsToGo(rewards: Vec, gamma: number): Vec {
  checkFinite(rewards, 'rewards')
  checkFraction(gamma, 'gamma')
  let following = 0
  const backwards = rewards.toReversed().map((reward) => {
    following = reward + gamma * following
    return following
  })
  return backwards.reverse()
}

/** The index of the largest value; the lowest of several. */
export function bestIndex(values: Vec): number {
  return values.indexOf(Math.max(...values))
}

/** EMPTY, SHAPE, NON_FINITE and PARAM for estimates and the tries that they rest on. */
function checkCounted(q: Vec, n: number[]): void {
  checkPaired(q, n, 'q', 'n')
  checkFinite(q, 'q')
  checkFinite(n, 'n')
  checkParam(
    n.every((tries) => Number.isInteger(tries) && tries >= 0),
    'n holds something other than counts',
  )
}
