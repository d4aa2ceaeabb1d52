import fc from 'fast-check'

/**
 * A number on the grid k/16. Sums and products of a few are exact in binary64, ties and duplicates come up
 * by themselves, and a failing case shrinks to something one can compute by hand: its fraction goes first, so that
 * what fails for 1 is not shown with 1/16.
 */
export function gridNumber({ min = -8, max = 8, den = 16 } = {}): fc.Arbitrary<number> {
  const [least, most] = [Math.ceil(min * den), Math.floor(max * den)]
  const lowest = Math.floor(min)
  return fc
    .tuple(fc.nat(den), fc.integer({ min: lowest, max: Math.max(lowest, Math.ceil(max) - 1) }))
    .map(([parts, whole]) => Math.min(most, Math.max(least, whole * den + parts)) / den)
}

/** A vector of grid numbers. */
export function gridVec({
  minLength = 2,
  maxLength = 12,
  ...range
}: {
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  den?: number
} = {}): fc.Arbitrary<number[]> {
  return fc.array(gridNumber(range), { minLength, maxLength })
}

/** Where a random stream starts: does not shrink, since a smaller seed is not a simpler case. */
export function seed(): fc.Arbitrary<number> {
  return fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 }))
}
