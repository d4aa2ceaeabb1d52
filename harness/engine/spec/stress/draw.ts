import { createRng, type Label, type Rng } from '#kit'

/** How the numbers of a case look. */
export type Look =
  | 'grid' // k/16: sums and products are exact
  | 'decimals' // 0.1, 0.7 and their like, which binary numbers miss by a little
  | 'equal decimals' // all of them the same decimal
  | 'unit' // grid numbers in another unit
  | 'offset' // grid numbers around a large one
  | 'range' // magnitudes spread evenly over all orders of the legal range

/** What numbers may look like where an argument says nothing else. */
export interface Looks {
  /** Smallest and largest magnitude. */
  range: readonly [number, number]
  units: readonly number[]
  offsets: readonly number[]
  /** Grid and decimal numbers lie within ± this. */
  most: number
}

export const usualLooks: Looks = {
  range: [1e-6, 1e6],
  units: [2 ** 30, 2 ** -30, 1e9, 1e-9],
  offsets: [1e3, 1e6],
  most: 4,
}

/** Labels of one type, so many of them as a case needs. */
export type Alphabet = readonly Label[]

/** What the arguments of one case are drawn from: sizes, looks and chance, the same for all of them. */
export interface Draw {
  rng: Rng
  look: Look
  /** Which unit, offset or odd value of several: counts up from case to case. */
  variant: number
  /** Samples, features, classes. */
  n: number
  d: number
  K: number
  alphabet: Alphabet
  /** The arguments that were made so far, by name. */
  made: Record<string, unknown>
}

/** Sizes between which a case is drawn; `n`, `d` and `K` unless a kind of stress wants others. */
export interface Sizes {
  n: readonly [number, number]
  d: readonly [number, number]
  K: readonly [number, number]
}

export function drawOf(seed: string, sizes: Sizes, wanted: Partial<Omit<Draw, 'rng' | 'made'>> = {}): Draw {
  const rng = createRng(seed)
  const between = ([least, most]: readonly [number, number]) => least + rng.int(most - least + 1)
  const [n, d, K] = [between(sizes.n), between(sizes.d), between(sizes.K)]
  return { rng, look: 'grid', variant: 0, n, d, K, alphabet: [0, 1, 2, 3], made: {}, ...wanted }
}

/** The numbers of one argument, all in the same unit, or round the same offset. */
export function numbersOf({ rng, look, variant }: Draw, looks: Looks): () => number {
  const { range, units, offsets, most } = looks
  const grid = () => (rng.int(32 * most + 1) - 16 * most) / 16
  const decimal = () => (rng.int(20 * most + 1) - 10 * most) / 10
  const pick = (list: readonly number[], none: number) => list[variant % list.length] ?? none
  switch (look) {
    case 'grid':
      return grid
    case 'decimals':
      return decimal
    case 'equal decimals': {
      const value = [0.1, 0.7, -0.3, 1.1][variant % 4]!
      return () => Math.sign(value) * Math.min(Math.abs(value), most)
    }
    case 'unit': {
      const unit = pick(units, 1)
      return () => grid() * unit
    }
    case 'offset': {
      const offset = pick(offsets, 0)
      return () => grid() + offset
    }
    case 'range': {
      const [low, high] = [Math.log10(range[0]), Math.log10(range[1])]
      return () => (rng.int(2) ? 1 : -1) * 10 ** (low + (high - low) * rng.next())
    }
  }
}
