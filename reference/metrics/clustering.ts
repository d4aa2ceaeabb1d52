import type { Label } from '#kit'
import { checkSameLength } from '../validation.ts'

/**
 * Adjusted Rand index: agreement of two partitions on pairs of samples, corrected for chance.
 *
 * @param a n labels; only which samples share a label counts
 * @param b n labels of the same samples
 * @returns at most 1, which is for the same partition (also an empty or trivial one); about 0 for chance
 * @throws MLError SHAPE
 * @see scikit-learn `adjusted_rand_score`; Hubert and Arabie 1985, Journal of Classification 2
 */
export function adjustedRandIndex(a: Label[], b: Label[]): number {
  checkSameLength(a, b, 'a', 'b')
  const [inRow, inColumn] = [placeOf(a), placeOf(b)]
  const together = pairsWithin(a.map((label, i) => inRow.get(label)! * b.length + inColumn.get(b[i]!)!))
  const inA = pairsWithin(a)
  const inB = pairsWithin(b)
  const all = (a.length * (a.length - 1)) / 2
  const largest = (inA + inB) / 2
  const byChance = all === 0 ? 0 : (inA * inB) / all
  return largest === byChance ? 1 : (together - byChance) / (largest - byChance)
}

/** A whole number for each label, which makes a key with another one, whatever letters the labels have. */
function placeOf(labels: Label[]): Map<Label, number> {
  return new Map([...new Set(labels)].map((label, place) => [label, place]))
}

/** The number of pairs of samples that share a label. */
function pairsWithin(labels: Label[]): number {
  const sizes = new Map<Label, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}
