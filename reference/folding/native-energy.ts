import { MLError } from '#kit'
import { checkNotEmpty, checkParam, checkSameLength } from '../validation.ts'
import { type Coord, contactMap, isSelfAvoiding, selfAvoidingChains } from './lattice.ts'

/** A chain on the lattice, with its contacts. */
export interface Fold {
  coords: Coord[]
  contacts: [number, number][]
}

const MAX_LENGTH = 10
/** What `nativeEnergy` tries, by length: it asks for the same folds again and again. */
const tried = new Map<number, Fold[]>()

/**
 * The energy of a fold in the HP model: −1 for each contact of two hydrophobic beads.
 *
 * @param sequence n letters, H (hydrophobic) or P (polar)
 * @param c n coordinates
 * @returns a whole number, 0 or below; never -0
 * @throws MLError EMPTY, SHAPE (lengths), NON_FINITE, PARAM (letters, steps, a chain that crosses itself)
 * @see Dill 1985, Biochemistry 24(6)
 * @example hpEnergy('HPPH', [[0, 0], [1, 0], [1, 1], [0, 1]]) // -1
 */
export function hpEnergy(sequence: string, c: Coord[]): number {
  checkFold(sequence, c)
  return energyOf(sequence, contactMap(c))
}

/**
 * The lowest energy that any fold of a sequence has, by trying them all.
 *
 * @param sequence 1 to 10 letters, H or P
 * @returns a whole number, 0 or below; never -0
 * @throws MLError EMPTY, PARAM (letters, more than 10 of them)
 */
export function nativeEnergy(sequence: string): number {
  checkNotEmpty([...sequence], 'the sequence')
  checkLetters(sequence)
  checkParam(sequence.length <= MAX_LENGTH, `${sequence.length} letters are more than ${MAX_LENGTH}`)
  const folds = tried.get(sequence.length) ?? allFolds(sequence.length)
  tried.set(sequence.length, folds)
  return energyOf(sequence, nativeFold(sequence, folds).contacts)
}

/**
 * The fold of lowest energy; of equal energies the first.
 *
 * @param folds at least one, each with a place for every letter
 */
export function nativeFold(sequence: string, folds: Fold[]): Fold {
  const energies = folds.map(({ contacts }) => energyOf(sequence, contacts))
  return folds[energies.indexOf(energies.reduce((lowest, energy) => Math.min(lowest, energy)))]!
}

/** Every fold of a chain of n beads, once up to symmetry. */
export function allFolds(n: number): Fold[] {
  return selfAvoidingChains(n).map((coords) => ({ coords, contacts: contactMap(coords) }))
}

/** EMPTY, SHAPE, NON_FINITE, PARAM for a sequence on a self-avoiding chain. */
export function checkFold(sequence: string, c: Coord[]): void {
  if (sequence.length === 0 && c.length === 0) throw new MLError('EMPTY', 'there are no beads')
  checkSameLength([...sequence], c, 'the sequence', 'the chain')
  const avoidsItself = isSelfAvoiding(c)
  checkLetters(sequence)
  checkParam(avoidsItself, 'the chain crosses itself')
}

function checkLetters(sequence: string): void {
  checkParam(/^[HP]*$/.test(sequence), `${sequence} holds something other than H and P`)
}

function energyOf(sequence: string, contacts: [number, number][]): number {
  const isHH = ([i, j]: [number, number]) => sequence[i] === 'H' && sequence[j] === 'H'
  // 0 − n and not −n, which is -0 for none.
  return 0 - contacts.filter(isHH).length
}
