import { createRng, type Label, MLError, type Seed, type Vec } from '#kit'
import { randomOrder } from '../random/order.ts'
import { mean, populationSd } from '../statistics/descriptive.ts'
import {
  checkFinite,
  checkIndices,
  checkLabels,
  checkNotEmpty,
  checkParam,
  checkWhole,
} from '../validation.ts'

/**
 * k folds of 0 … n − 1 for cross-validation: contiguous blocks, or blocks of a random order. The first n mod k
 * folds have one more.
 *
 * @param n samples
 * @param k folds, a whole number from 2 to n
 * @param opt.seed needed with `shuffle`
 * @returns the test indices of each fold, ascending
 * @throws MLError EMPTY for n = 0, PARAM
 * @see scikit-learn `KFold`
 */
export function kFold(
  n: number,
  k: number,
  { shuffle = false, seed }: { shuffle?: boolean; seed?: Seed } = {},
): number[][] {
  if (n === 0) throw new MLError('EMPTY', 'there are no samples')
  checkParam(Number.isInteger(n) && n > 0, `n must be a whole number, not ${n}`)
  checkWhole(k, 2, 'k', n)
  let order = Array.from({ length: n }, (_, i) => i)
  if (shuffle) {
    if (seed === undefined) throw new MLError('PARAM', 'shuffle needs a seed')
    order = randomOrder(n, createRng(seed))
  }
  const whole = Math.floor(n / k)
  const start = (fold: number) => fold * whole + Math.min(fold, n % k)
  return Array.from({ length: k }, (_, fold) =>
    order.slice(start(fold), start(fold + 1)).sort((a, b) => a - b),
  )
}

/**
 * k folds in which every class has its share, as even as can be in classes and in folds.
 *
 * How many of a class a fold gets: sort the labels by the first appearance of their class and deal them to the
 * folds in turn. Which ones: in the order of the data, the first fold takes the first.
 *
 * @param y n ≥ 1 labels
 * @param k folds, a whole number from 2 to n; a class may have fewer members, unless all have
 * @returns the test indices of each fold, ascending
 * @throws MLError EMPTY, NON_FINITE, PARAM, also for numbers and strings together, NOT_ENOUGH_SAMPLES for k above
 *   the size of every class
 * @see scikit-learn `StratifiedKFold(shuffle=False)`
 */
export function stratifiedKFold(y: Label[], k: number): number[][] {
  checkNotEmpty(y, 'y')
  checkLabels(y, 'y')
  checkWhole(k, 2, 'k', y.length)
  const members = [...Map.groupBy(y.keys(), (i) => y[i]!).values()]
  const largest = Math.max(...members.map((indices) => indices.length))
  if (largest < k) throw new MLError('NOT_ENOUGH_SAMPLES', `no class has ${k} members`)
  const folds = Array.from({ length: k }, (): number[] => [])
  let dealt = 0
  for (const indices of members) {
    const shares = folds.map(() => 0)
    for (const _ of indices) shares[dealt++ % k]!++
    let taken = 0
    for (const [fold, share] of shares.entries()) {
      folds[fold]!.push(...indices.slice(taken, taken + share))
      taken += share
    }
  }
  return folds.map((fold) => fold.sort((a, b) => a - b))
}

/**
 * For each fold, which samples to train on: all that are not in it.
 *
 * @param folds test indices, each list ascending, in 0 … n − 1
 * @returns ascending indices; no splits for no folds
 * @throws MLError PARAM for an n or an index that is no such number
 */
export function foldsToSplits(folds: number[][], n: number): { train: number[]; test: number[] }[] {
  checkWhole(n, 0, 'n')
  checkIndices(folds.flat(), n, 'a fold')
  const all = Array.from({ length: n }, (_, i) => i)
  return folds.map((fold) => {
    const held = new Set(fold)
    return { train: all.filter((i) => !held.has(i)), test: [...fold] }
  })
}

/**
 * Mean and population standard deviation (ddof 0) of the scores of the folds.
 *
 * @throws MLError EMPTY, NON_FINITE
 */
export function meanAndStd(scores: Vec): { mean: number; std: number } {
  checkNotEmpty(scores, 'scores')
  checkFinite(scores, 'scores')
  return { mean: mean(scores), std: populationSd(scores) }
}
