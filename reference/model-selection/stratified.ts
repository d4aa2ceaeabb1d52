import { createRng, type Label, MLError, type Seed } from '#kit'
import { encodeLabels } from '../dataset/labels.ts'
import { randomOrder } from '../random/order.ts'
import { checkNotEmpty, checkParam, checkWhole } from '../validation.ts'
import { testCount } from './split.ts'

/**
 * Holds `testCount(n, testSize)` samples back, at random and so that every class keeps its share: of each,
 * `stratumCounts`.
 *
 * @param y n labels of K classes, at least two of each
 * @returns ascending indices; together they are 0 … n − 1
 * @throws MLError EMPTY; NON_FINITE; PARAM for numbers and strings together, a bad testSize, and fewer samples on
 *   a side than classes; NOT_ENOUGH_SAMPLES for one sample, alone or of a class
 * @see scikit-learn `StratifiedShuffleSplit`
 */
export function stratifiedSplit(
  y: Label[],
  { testSize = 0.25, seed }: { testSize?: number; seed: Seed },
): { trainIdx: number[]; testIdx: number[] } {
  const { classes, codes } = encodeLabels(y)
  const nTest = testCount(y.length, testSize)
  const members = classes.map((_, k) => [...codes.keys()].filter((i) => codes[i] === k))
  const alone = members.findIndex((indices) => indices.length === 1)
  if (alone !== -1) throw new MLError('NOT_ENOUGH_SAMPLES', `class ${classes[alone]} has one sample`)
  checkParam(
    Math.min(nTest, y.length - nTest) >= classes.length,
    `${nTest} of ${y.length} samples leave no place for each of ${classes.length} classes on both sides`,
  )
  const counts = stratumCounts(
    members.map((indices) => indices.length),
    nTest,
  )
  const rng = createRng(seed)
  const test = new Set(
    members.flatMap((indices, k) =>
      randomOrder(indices.length, rng)
        .slice(0, counts[k])
        .map((place) => indices[place]!),
    ),
  )
  const all = [...y.keys()]
  return { trainIdx: all.filter((i) => !test.has(i)), testIdx: all.filter((i) => test.has(i)) }
}

/**
 * How many of each class are held back, by largest remainders: every class gets the whole part of its quota
 * nTest · n_c / n, and the seats that are left go to the largest remainders. Of equal ones, the lower class comes
 * first. Remainders are compared as whole numbers, (nTest · n_c) mod n.
 *
 * @param classCounts whole numbers n_c, n together, at least one above 0
 * @param nTest a whole number in 0 … n
 * @returns K whole numbers: they sum to nTest, and each is less than 1 from its quota
 * @throws MLError EMPTY, PARAM
 * @see Hamilton's method of apportionment; scikit-learn `_approximate_mode`, where equal remainders are drawn
 */
export function stratumCounts(classCounts: number[], nTest: number): number[] {
  checkNotEmpty(classCounts, 'classCounts')
  checkParam(
    classCounts.every((count) => Number.isInteger(count) && count >= 0),
    'a class count is not a whole number',
  )
  const n = classCounts.reduce((sum, count) => sum + count, 0)
  checkParam(n > 0, 'all classes are empty')
  checkWhole(nTest, 0, 'nTest', n)
  const remainders = classCounts.map((count) => (nTest * count) % n)
  const seats = classCounts.map((count, k) => (nTest * count - remainders[k]!) / n)
  const left = nTest - seats.reduce((sum, count) => sum + count, 0)
  const byRemainder = [...remainders.keys()].sort((a, b) => remainders[b]! - remainders[a]! || a - b)
  const favoured = new Set(byRemainder.slice(0, left))
  return seats.map((count, k) => (favoured.has(k) ? count + 1 : count))
}
