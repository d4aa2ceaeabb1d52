import { Matrix, solve } from 'ml-matrix'
import type { Vec } from '#kit'
import { checkIndex, checkSameLength } from '../validation.ts'
import { checkEnds, checkMdp, type Mdp } from './mdp.ts'

/**
 * The expected discounted return of a policy from every state: the V that solves (I − gamma · P_π) V = r_π.
 *
 * @param policy the action of every state
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (see `checkMdp`; an action out of range; gamma = 1 where the
 *   policy may go on for ever)
 * @see Sutton and Barto 2018, section 4.1
 */
export function policyValue(mdp: Mdp, policy: number[]): Vec {
  checkMdp(mdp)
  checkSameLength(policy, mdp.P, 'policy', 'P')
  for (const action of policy) checkIndex(action, mdp.nActions, 'an action')
  const taken = mdp.P.map((actions, s) => actions[policy[s]!]!)
  checkEnds(
    taken.map((outcomes) => [outcomes]),
    mdp.gamma,
  )
  const left = Matrix.eye(mdp.nStates)
  const expectedReward = Matrix.zeros(mdp.nStates, 1)
  for (const [s, outcomes] of taken.entries())
    for (const { p, s2, r, done } of outcomes) {
      expectedReward.set(s, 0, expectedReward.get(s, 0) + p * r)
      if (!done) left.set(s, s2, left.get(s, s2) - mdp.gamma * p)
    }
  return solve(left, expectedReward).to1DArray()
}
