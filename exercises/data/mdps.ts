import { checkFraction, checkWhole } from './checks.ts'

/** What may follow an action, with which probability. After `done` nothing more happens. */
export interface Outcome {
  p: number
  s2: number
  r: number
  done: boolean
}

/** A Markov decision process as a table, in the format of Gym's toy texts: P[s][a] lists the outcomes. */
export interface Mdp {
  nStates: number
  nActions: number
  P: Outcome[][][]
  /** The state in which every episode starts. */
  start: number
  /** Discount of each further step, in [0, 1]. */
  gamma: number
}

/** Up, right, down, left: what each changes of row and column. */
const MOVES = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const

/**
 * Control: a cursor on a square grid, from the top left to the target at the bottom right.
 *
 * State row · size + column; actions up, right, down, left. At the edge the cursor stays where it is. A step costs 0.01, the one that
 * reaches the target is worth 1 and ends the episode; gamma 0.95.
 *
 * @param size rows and columns, from 2
 * @param slip how often the cursor takes a random one of the four moves instead of the chosen one
 * @throws MLError PARAM
 * @see from the start 0.6380 can be reached, with slip 0.1 0.6069 (both for size 5)
 */
export function cursorGrid(size = 5, slip = 0): Mdp {
  checkWhole(size, 2, 'size')
  checkFraction(slip, 'slip')
  const target = size * size - 1
  const inside = (place: number) => Math.min(size - 1, Math.max(0, place))
  const after = (s: number, [down, right]: readonly [number, number]) =>
    inside(Math.floor(s / size) + down) * size + inside((s % size) + right)
  return {
    nStates: size * size,
    nActions: MOVES.length,
    P: table(size * size, MOVES.length, target, (s, chosen) =>
      MOVES.map((move, m) => ({
        p: slip / MOVES.length + (m === chosen ? 1 - slip : 0),
        ...reaching(after(s, move), target, 0.01),
      })).filter(({ p }) => p > 0),
    ),
    start: 0,
    gamma: 0.95,
  }
}

/**
 * Robotics: an arm with two joints that turn all the way round in steps, from stretched out to the pose that is
 * farthest away, with both joints turned by half a circle.
 *
 * State shoulder · size + elbow, both in steps from stretched out; actions shoulder +, shoulder −, elbow +,
 * elbow −. A step costs 0.02, the one that reaches the target is worth 1 and ends the episode; gamma 0.95.
 *
 * @param size steps in a full turn, from 2, even
 * @throws MLError PARAM
 * @see from the start 0.5777 can be reached (for size 8)
 */
export function twoLinkArm(size = 8): Mdp {
  checkWhole(size / 2, 1, 'half of size')
  const half = size / 2
  const target = half * size + half
  const turned = (angle: number, by: number) => (angle + by + size) % size
  const after = (s: number, action: number) => {
    const [shoulder, elbow] = [Math.floor(s / size), s % size]
    const by = action % 2 === 0 ? 1 : -1
    return action < 2 ? turned(shoulder, by) * size + elbow : shoulder * size + turned(elbow, by)
  }
  return {
    nStates: size * size,
    nActions: 4,
    P: table(size * size, 4, target, (s, action) => [{ p: 1, ...reaching(after(s, action), target, 0.02) }]),
    start: 0,
    gamma: 0.95,
  }
}

/**
 * Game playing: Nim against an opponent who plays at random. Players take 1, 2 or 3 stones in turn; who takes the
 * last one wins.
 *
 * The state is the number of stones when it is the agent's turn, action a takes a + 1 of them, or all if there
 * are fewer. A win is worth 1, a loss −1; gamma 0.99. With up to 24 stones the best move leaves a multiple of 4,
 * where there is one that does; with more, the discount makes it better to hurry and to hope for a blunder.
 *
 * @param stones at the start, from 1
 * @throws MLError PARAM
 * @see Bouton 1901, Annals of Mathematics 3: with 21 stones 0.9510 can be reached
 */
export function nim(stones = 21): Mdp {
  checkWhole(stones, 1, 'stones')
  return {
    nStates: stones + 1,
    nActions: 3,
    P: table(stones + 1, 3, 0, (s, action) => {
      const left = Math.max(0, s - action - 1)
      if (left === 0) return [{ p: 1, s2: 0, r: 1, done: true }]
      const replies = [1, 2, 3].filter((taken) => taken <= left)
      return replies.map((taken) => {
        const lost = taken === left
        return { p: 1 / replies.length, s2: left - taken, r: lost ? -1 : 0, done: lost }
      })
    }),
    start: stones,
    gamma: 0.99,
  }
}

/** The outcomes of every action in every state; in the end state nothing happens any more. */
function table(
  nStates: number,
  nActions: number,
  end: number,
  outcomes: (s: number, action: number) => Outcome[],
): Outcome[][][] {
  return Array.from({ length: nStates }, (_, s) =>
    Array.from({ length: nActions }, (_, action) =>
      s === end ? [{ p: 1, s2: s, r: 0, done: true }] : outcomes(s, action),
    ),
  )
}

function reaching(s2: number, target: number, cost: number): Omit<Outcome, 'p'> {
  return { s2, r: s2 === target ? 1 : -cost, done: s2 === target }
}
