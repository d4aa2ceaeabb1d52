import { stream } from '#data'
import type { Mat, Seed, Vec } from '#kit'
import {
  checkFeatures,
  checkFinite,
  checkFraction,
  checkIndex,
  checkNotEmpty,
  checkParam,
  checkWhole,
} from '../validation.ts'
import { bestIndex, epsilonGreedyAction } from './bandit.ts'
import { checkMdp, type Mdp, type Transition } from './mdp.ts'

/**
 * One step of Q-learning: Q[s][a] moves by alpha towards r + gamma · max Q[s2], or towards r alone if the
 * transition is `done`. Nothing else changes.
 *
 * @param Q nStates × nActions
 * @param opt.alpha above 0, at most 1
 * @param opt.gamma in [0, 1]
 * @returns a new table
 * @throws MLError EMPTY, SHAPE, NON_FINITE (also of the reward), PARAM (also a state or an action out of range)
 * @see Watkins and Dayan 1992, Machine Learning 8
 */
export function qUpdate(Q: Mat, t: Transition, { alpha, gamma }: { alpha: number; gamma: number }): Mat {
  checkTable(Q)
  checkFinite([t.r], 'the reward')
  checkIndex(t.s, Q.length, 's')
  checkIndex(t.s2, Q.length, 's2')
  checkIndex(t.a, Q[0]!.length, 'a')
  checkAlpha(alpha)
  checkFraction(gamma, 'gamma')
  const updated = Q.map((row) => [...row])
  updated[t.s]![t.a] = moved(Q, t, alpha, gamma)
  return updated
}

/**
 * The action with the largest value in every state; the lowest of several.
 *
 * @param Q nStates × nActions
 * @throws MLError EMPTY, SHAPE, NON_FINITE
 */
export function greedyPolicy(Q: Mat): number[] {
  checkTable(Q)
  return Q.map(bestIndex)
}

/**
 * Q-learning from experience: the agent starts at `start` with Q = 0, acts epsilon-greedily (of equally good
 * actions the lowest), and sees of the table only what happens to it.
 *
 * @param opt.episodes at least 0
 * @param opt.alpha above 0, at most 1
 * @param opt.epsilon in [0, 1]
 * @param opt.maxSteps at least 1: an episode ends here, without its last state being taken for a terminal one
 * @returns Q; and of each episode the plain sum of its rewards and the number of its steps
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (see `checkMdp`)
 * @see Sutton and Barto 2018, section 6.5
 */
export function trainQ(
  mdp: Mdp,
  opt: { episodes: number; alpha: number; epsilon: number; maxSteps: number; seed: Seed },
): { Q: Mat; returns: Vec; steps: number[] } {
  const { episodes, alpha, epsilon, maxSteps, seed } = opt
  checkMdp(mdp)
  checkWhole(episodes, 0, 'episodes')
  checkAlpha(alpha)
  checkFraction(epsilon, 'epsilon')
  checkWhole(maxSteps, 1, 'maxSteps')
  const random = stream(seed, 'q-learning')
  const chances = mdp.P.map((actions) => actions.map((outcomes) => outcomes.map(({ p }) => p)))
  const Q = mdp.P.map((actions) => actions.map(() => 0))
  const history = Array.from({ length: episodes }, () => {
    let sum = 0
    let s = mdp.start
    for (let step = 1; ; step++) {
      const a = epsilonGreedyAction(Q[s]!, epsilon, random.next(), random.next())
      const { s2, r, done } = mdp.P[s]![a]![random.categorical(chances[s]![a]!)]!
      Q[s]![a] = moved(Q, { s, a, r, s2, done }, alpha, mdp.gamma)
      sum += r
      s = s2
      if (done || step === maxSteps) return { sum, steps: step }
    }
  })
  return { Q, returns: history.map(({ sum }) => sum), steps: history.map(({ steps }) => steps) }
}

/** Where one transition moves its entry of the table. */
function moved(Q: Mat, { s, a, r, s2, done }: Transition, alpha: number, gamma: number): number {
  const target = r + (done ? 0 : gamma * Math.max(...Q[s2]!))
  return Q[s]![a]! + alpha * (target - Q[s]![a]!)
}

function checkTable(Q: Mat): void {
  checkFeatures(Q, 'Q')
  checkNotEmpty(Q[0]!, 'a row of Q')
}

function checkAlpha(alpha: number): void {
  checkParam(alpha > 0 && alpha <= 1, `alpha must be above 0 and at most 1, not ${alpha}`)
}
