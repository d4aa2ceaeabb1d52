import { checkFiniteMat, checkParam, checkRectangular } from '../validation.ts'

/** A step to the neighbouring place above, below, to the left or to the right. */
export type Move = 'U' | 'D' | 'L' | 'R'
/** A place of the square lattice: two whole numbers, x and y. */
export type Coord = [number, number]

const STEPS = new Map<Move, Coord>([
  ['U', [0, 1]],
  ['D', [0, -1]],
  ['L', [-1, 0]],
  ['R', [1, 0]],
])

/**
 * The places that a chain visits: from [0, 0] one step a move.
 *
 * @param moves n moves; none for a chain of one bead
 * @returns n + 1 coordinates
 * @throws MLError PARAM (anything but U, D, L, R)
 */
export function foldToCoords(moves: Move[]): Coord[] {
  let at: Coord = [0, 0]
  const coords = [at]
  for (const move of moves) {
    checkParam(STEPS.has(move), `${move} is not one of U, D, L, R`)
    at = stepped(at, move)
    coords.push(at)
  }
  return coords
}

/**
 * Whether no place is visited twice.
 *
 * @param c the coordinates of a chain, each one step from the one before; none or one avoid themselves
 * @throws MLError SHAPE, NON_FINITE, PARAM (a fraction, or a step whose length is not one)
 */
export function isSelfAvoiding(c: Coord[]): boolean {
  checkChain(c)
  return new Set(c.map(String)).size === c.length
}

/**
 * The pairs of beads that are neighbours on the lattice but not along the chain.
 *
 * @param c the coordinates of a chain. One that crosses itself is not refused.
 * @returns pairs [i, j] with j − i > 1 at distance 1, ordered by i, then j; `[]` for no beads
 * @throws MLError SHAPE, NON_FINITE, PARAM (a fraction, or a step whose length is not one)
 */
export function contactMap(c: Coord[]): [number, number][] {
  checkChain(c)
  const pairs: [number, number][] = []
  for (let i = 0; i < c.length; i++)
    for (let j = i + 2; j < c.length; j++) if (latticeDistance(c[i]!, c[j]!) === 1) pairs.push([i, j])
  return pairs
}

/**
 * Every self-avoiding chain of n beads once, where chains that differ by a translation, a rotation or a
 * reflection are one: the first step is to the right, and the first that leaves the line goes up.
 *
 * @param n from 1; 2034 chains for 10, 110188 for 14
 * @see OEIS A001411, c walks of n − 1 steps: (c − 4) / 8 + 1 of them are left
 */
export function selfAvoidingChains(n: number): Coord[][] {
  let chains: Coord[][] = [[[0, 0]]]
  for (let length = 1; length < n; length++)
    chains = chains.flatMap((chain) => {
      const isStraight = chain.every(([, y]) => y === 0)
      const moves: Move[] = length === 1 ? ['R'] : isStraight ? ['R', 'U'] : ['R', 'U', 'L', 'D']
      return freeSteps(chain, moves).map((next) => [...chain, next])
    })
  return chains
}

/** The places that are one of `moves` from the end of a chain, and not yet part of it. */
export function freeSteps(chain: Coord[], moves: Iterable<Move> = STEPS.keys()): Coord[] {
  return [...moves]
    .map((move) => stepped(chain.at(-1)!, move))
    .filter(([x, y]) => !chain.some((bead) => bead[0] === x && bead[1] === y))
}

function stepped([x, y]: Coord, move: Move): Coord {
  const [dx, dy] = STEPS.get(move)!
  return [x + dx, y + dy]
}

function latticeDistance(a: Coord, b: Coord): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])
}

function checkChain(c: Coord[]): void {
  checkRectangular(c, 'the chain', 2)
  checkFiniteMat(c, 'the chain')
  checkParam(c.flat().every(Number.isInteger), 'a coordinate is not a whole number')
  for (const [i, bead] of c.entries())
    checkParam(i === 0 || latticeDistance(c[i - 1]!, bead) === 1, `the step to bead ${i} is not of length 1`)
}
