import { type Stream, stream } from '#data'
import type { Seed } from '#kit'
import { contactCounts, type FoldPair } from '../folding/contact-energies.ts'
import { type Coord, freeSteps } from '../folding/lattice.ts'
import { allFolds, hpEnergy, nativeFold } from '../folding/native-energy.ts'
import { checkParam, checkWhole } from '../validation.ts'

/** A sequence that folds, how it folds, and how it does not. */
export interface HpProtein {
  /** Letters H and P. */
  sequence: string
  /** A fold of lowest energy. */
  native: Coord[]
  /** Its energy, −2 or below. */
  energy: number
  /** Self-avoiding folds with fewer HH contacts than the native one. */
  decoys: Coord[][]
}

export interface HpProteins {
  proteins: HpProtein[]
  /** Contact counts of the native fold and of each decoy in turn, protein by protein. */
  pairs: FoldPair[]
}

export interface HpProteinOptions {
  /** Number of proteins. */
  n: number
  /** Beads in a protein, 6 … 12: with fewer there are no two contacts. */
  length?: number
  /** Probability that a bead is hydrophobic, 0.25 … 1: with less hardly a sequence folds. */
  pH?: number
  nDecoys?: number
}

const MIN_CONTACTS = 2

/**
 * Toy proteins on the square lattice, with their exact native folds and random decoys.
 *
 * Sequences are independent draws; those whose native fold has fewer than 2 HH contacts are drawn again. A decoy
 * grows bead by bead to a random free place, from the start again if it is trapped or has as many HH contacts as
 * the native fold.
 *
 * The first proteins are the same for every n.
 *
 * @throws MLError PARAM
 * @see curriculum section 6, G7
 */
export function hpProteins(seed: Seed, options: HpProteinOptions): HpProteins {
  const { n, length = 9, pH = 0.55, nDecoys = 10 } = options
  checkWhole(n, 1, 'n')
  checkWhole(length, 6, 'length', 12)
  checkParam(pH >= 0.25 && pH <= 1, `pH must lie in 0.25 … 1, not ${pH}`)
  checkWhole(nDecoys, 1, 'nDecoys')
  const random = stream(seed, 'hp-proteins')
  const folds = allFolds(length)
  const proteins: HpProtein[] = []
  while (proteins.length < n) {
    const sequence = Array.from({ length }, () => (random.next() < pH ? 'H' : 'P')).join('')
    const native = nativeFold(sequence, folds).coords
    const energy = hpEnergy(sequence, native)
    if (energy > -MIN_CONTACTS) continue
    const decoys: Coord[][] = []
    while (decoys.length < nDecoys) {
      const decoy = drawChain(random, length)
      if (hpEnergy(sequence, decoy) > energy) decoys.push(decoy)
    }
    proteins.push({ sequence, native, energy, decoys })
  }
  const pairs = proteins.flatMap(({ sequence, native, decoys }) =>
    decoys.map((decoy) => ({
      native: contactCounts(sequence, native),
      decoy: contactCounts(sequence, decoy),
    })),
  )
  return { proteins, pairs }
}

function drawChain(random: Stream, length: number): Coord[] {
  for (;;) {
    const chain: Coord[] = [[0, 0]]
    while (chain.length < length) {
      const free = freeSteps(chain)
      if (free.length === 0) break
      chain.push(free[random.int(free.length)]!)
    }
    if (chain.length === length) return chain
  }
}
