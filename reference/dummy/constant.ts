import type { Mat, Vec } from '#kit'
import { mean, median } from '../statistics/descriptive.ts'
import { checkFinite, checkNotEmpty, checkParam } from '../validation.ts'

export interface ConstantModel {
  kind: 'constant'
  strategy: 'mean' | 'median'
  /** In the unit of the targets. */
  value: number
}

/**
 * The constant model: always the mean of the training targets, which has the smallest squared error of all
 * constants, or their median, which has the smallest absolute error.
 *
 * @param y n ≥ 1 targets; the median of an even number is the mean of the two in the middle
 * @throws MLError EMPTY, NON_FINITE, PARAM for another strategy
 * @see scikit-learn `DummyRegressor`
 */
export function fitConstant(y: Vec, strategy: ConstantModel['strategy']): ConstantModel {
  checkNotEmpty(y, 'y')
  checkFinite(y, 'y')
  checkParam(
    strategy === 'mean' || strategy === 'median',
    `strategy must be 'mean' or 'median', not ${strategy}`,
  )
  return { kind: 'constant', strategy, value: strategy === 'mean' ? mean(y) : median(y) }
}

/**
 * The constant for every row. The values in X do not matter: NaN and ragged rows are fine.
 *
 * @returns n numbers; none for no rows
 */
export function predictConstant(m: ConstantModel, X: Mat): Vec {
  return X.map(() => m.value)
}
