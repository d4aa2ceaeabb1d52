import { MLError, type Vec } from '#kit'
import { checkPositive } from '../validation.ts'
import { bestIndex } from './bandit.ts'
import { checkEnds, checkMdp, type Mdp, type Outcome } from './mdp.ts'

const MAX_SWEEPS = 100_000

/**
 * The best values that can be reached: V[s] = max over a of Σ p · (r + gamma · V[s2]), where nothing follows
 * `done`. Sweeps over all states at once, from 0, until no value changes by more than tol.
 *
 * @param tol above 0; where it is finer than the rounding of the values, rounding takes its place
 * @returns V within tol · gamma / (1 − gamma) of the solution, and the best action of each state under it, the
 *   lowest of several
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (see `checkMdp`; tol; gamma = 1 where an episode may go on for
 *   ever; a gamma so near 1 that the values have not settled after 100 000 sweeps)
 * @see Bellman 1957, Dynamic Programming; Sutton and Barto 2018, section 4.4
 */
export function valueIteration(mdp: Mdp, tol = 1e-10): { V: Vec; policy: number[] } {
  checkMdp(mdp)
  checkPositive(tol, 'tol')
  checkEnds(mdp.P, mdp.gamma)
  let V = mdp.P.map(() => 0)
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const Q = mdp.P.map((actions) => actions.map((outcomes) => expectedReturn(outcomes, V, mdp.gamma)))
    const better = Q.map((values) => Math.max(...values))
    const change = Math.max(...better.map((value, s) => Math.abs(value - V[s]!)))
    V = better
    const rounding = 8 * Number.EPSILON * Math.max(...V.map(Math.abs))
    if (change <= Math.max(tol, rounding)) return { V, policy: Q.map(bestIndex) }
  }
  throw new MLError('PARAM', `with gamma ${mdp.gamma} the values do not settle`)
}

function expectedReturn(outcomes: Outcome[], V: Vec, gamma: number): number {
  return outcomes.reduce((sum, { p, s2, r, done }) => sum + p * (r + (done ? 0 : gamma * V[s2]!)), 0)
}
