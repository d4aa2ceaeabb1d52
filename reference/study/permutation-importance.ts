import { stream } from '#data'
import { type Label, type Mat, MLError, type Pipeline, type Seed, type Vec } from '#kit'
import { accuracy } from '../metrics/classification.ts'
import { predictPipeline } from '../model-selection/pipeline.ts'
import { randomOrder } from '../random/order.ts'
import { mean, populationSd } from '../statistics/descriptive.ts'
import { checkFeatures, checkNotEmpty, checkPaired, checkParam, checkWhole } from '../validation.ts'

/**
 * How much a pipeline relies on each feature: by how much its accuracy drops when the values of that feature are
 * dealt out anew among the rows, and everything else stays.
 *
 * @param X n × d features, on which the pipeline was not fitted
 * @param y n labels
 * @param opt.repeats how often each feature is permuted, from 1
 * @param opt.permutations the orders to use instead of drawn ones: repeat × feature × row, where row i takes the
 *   value of row `permutations[r][j][i]`
 * @returns mean and population SD of the drop over the repeats, one a feature; −1 … 1
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see scikit-learn `permutation_importance`; Breiman 2001, Machine Learning 45
 */
export function permutationImportance(
  p: Pipeline,
  X: Mat,
  y: readonly Label[],
  { repeats, seed, permutations }: { repeats: number; seed: Seed; permutations?: number[][][] },
): { mean: Vec; std: Vec } {
  checkPaired(X, y, 'X', 'y')
  checkFeatures(X)
  checkWhole(repeats, 1, 'repeats')
  if (permutations) checkPermutations(permutations, X)
  const random = stream(seed, 'permutation-importance')
  const orders =
    permutations ?? Array.from({ length: repeats }, () => X[0]!.map(() => randomOrder(X.length, random)))
  const truth = [...y]
  const score = (rows: Mat) => accuracy(truth, predictPipeline(p, rows).label)
  const baseline = score(X)
  const drops = X[0]!.map((_, j) =>
    orders.map((order) => baseline - score(X.map((row, i) => row.with(j, X[order[j]![i]!]![j]!)))),
  )
  return { mean: drops.map(mean), std: drops.map(populationSd) }
}

function checkPermutations(permutations: number[][][], X: Mat): void {
  checkNotEmpty(permutations, 'permutations')
  for (const orders of permutations) {
    if (orders.length !== X[0]!.length || orders.some((order) => order.length !== X.length))
      throw new MLError('SHAPE', 'permutations are not repeat × feature × row')
    checkParam(
      orders.every((order) => order.toSorted((a, b) => a - b).every((row, i) => row === i)),
      'permutations hold something that is not an order of the rows',
    )
  }
}
