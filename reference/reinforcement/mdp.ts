import type { Mdp, Outcome } from '#data'
import { MLError } from '#kit'
import { checkFinite, checkFraction, checkIndex, checkNotEmpty, checkParam } from '../validation.ts'

export type { Mdp, Outcome }

/** What an agent experiences in one step. */
export interface Transition {
  s: number
  a: number
  r: number
  s2: number
  done: boolean
}

/**
 * Checks a table.
 *
 * @throws MLError EMPTY (no states, no actions), SHAPE (P is not nStates × nActions), NON_FINITE (p, r), PARAM (a
 *   probability outside [0, 1], probabilities that do not sum to 1 within 1e-9, a state out of range, gamma
 *   outside [0, 1])
 */
export function checkMdp({ nStates, nActions, P, start, gamma }: Mdp): void {
  checkNotEmpty(P, 'P')
  checkLength(P, nStates, 'P')
  for (const [s, actions] of P.entries()) {
    checkNotEmpty(actions, `P[${s}]`)
    checkLength(actions, nActions, `P[${s}]`)
  }
  const all = P.flat()
  for (const { p, r } of all.flat()) checkFinite([p, r], 'P')
  for (const outcomes of all) {
    for (const { p, s2 } of outcomes) {
      checkFraction(p, 'a probability')
      checkIndex(s2, nStates, 's2')
    }
    const total = outcomes.reduce((sum, { p }) => sum + p, 0)
    checkParam(Math.abs(total - 1) <= 1e-9, `the probabilities of an action sum to ${total}`)
  }
  checkIndex(start, nStates, 'start')
  checkFraction(gamma, 'gamma')
}

/**
 * Throws PARAM where gamma is 1 and some way to act never ends, as the sum of its rewards may have no bound.
 *
 * @param P with only those actions that may be taken
 */
export function checkEnds(P: Outcome[][][], gamma: number): void {
  if (gamma < 1) return
  // The states from which the end can be avoided for good: those that remain when all others are taken away.
  const goesOn = P.map(() => true)
  const canGoOn = (outcomes: Outcome[]) =>
    outcomes.every(({ p, s2, done }) => p === 0 || (!done && goesOn[s2]))
  for (let changed = true; changed; ) {
    changed = false
    for (const [s, actions] of P.entries())
      if (goesOn[s] && !actions.some(canGoOn)) {
        goesOn[s] = false
        changed = true
      }
  }
  const stuck = goesOn.indexOf(true)
  checkParam(stuck === -1, `gamma is 1, and from state ${stuck} it is possible to go on for ever`)
}

function checkLength(list: unknown[], length: number, name: string): void {
  if (list.length !== length) throw new MLError('SHAPE', `${name} has ${list.length} entries, not ${length}`)
}
