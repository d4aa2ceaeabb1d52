import type { Vec } from '#kit'
import { dot } from '../linear-algebra/vector.ts'
import { checkFeatures, checkWhole } from '../validation.ts'
import { type Coord, contactMap } from './lattice.ts'
import { checkFold } from './native-energy.ts'

/** What is counted in the native fold of a sequence, and in another fold of it. */
export interface FoldPair {
  native: Vec
  decoy: Vec
}

/**
 * How many contacts of a fold are between two H, between H and P (either way), and between two P.
 *
 * @param sequence n letters, H or P
 * @param c n coordinates
 * @returns [HH, HP, PP], which sum to the number of contacts
 * @throws MLError EMPTY, SHAPE (lengths), NON_FINITE, PARAM (letters, steps, a chain that crosses itself)
 */
export function contactCounts(sequence: string, c: Coord[]): [number, number, number] {
  checkFold(sequence, c)
  const counts: [number, number, number] = [0, 0, 0]
  for (const [i, j] of contactMap(c)) {
    const nPolar = Number(sequence[i] === 'P') + Number(sequence[j] === 'P')
    counts[nPolar as 0 | 1 | 2]++
  }
  return counts
}

/**
 * Energies under which every native fold lies below its decoy, learned by a perceptron.
 *
 * From w = 0, the pairs are looked at in their order, again and again: where w · (native − decoy) ≥ 0, that is
 * one mistake, and the difference is subtracted from w.
 *
 * @param pairs n pairs of d counts each
 * @param maxEpochs how often all pairs are looked at, at most: a whole number from 1
 * @returns d energies; the number of mistakes over all epochs; and whether the last epoch had none. A pair whose
 *   counts are equal is a mistake every time.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see Rosenblatt 1958, Psychological Review 65(6); Maiorov and Crippen 1992, J. Mol. Biol. 227(3)
 */
export function learnContactEnergies(
  pairs: FoldPair[],
  maxEpochs = 100,
): { w: Vec; mistakes: number; converged: boolean } {
  checkFeatures(
    pairs.flatMap(({ native, decoy }) => [native, decoy]),
    'the counts',
  )
  checkWhole(maxEpochs, 1, 'maxEpochs')
  const differences = pairs.map(({ native, decoy }) => native.map((count, j) => count - decoy[j]!))
  let w: Vec = differences[0]!.map(() => 0)
  let mistakes = 0
  for (let epoch = 0; epoch < maxEpochs; epoch++) {
    const before = mistakes
    for (const d of differences)
      if (dot(w, d) >= 0) {
        w = w.map((weight, j) => weight - d[j]!)
        mistakes++
      }
    if (mistakes === before) return { w, mistakes, converged: true }
  }
  return { w, mistakes, converged: false }
}
