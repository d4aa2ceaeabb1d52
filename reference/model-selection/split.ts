import { createRng, type Label, type Mat, MLError, type Seed } from '#kit'
import { randomOrder } from '../random/order.ts'
import { checkParam, checkRectangular, checkSameLength } from '../validation.ts'

export interface Split {
  XTrain: Mat
  XTest: Mat
  yTrain: Label[]
  yTest: Label[]
  trainIdx: number[]
  testIdx: number[]
}

/**
 * All rows in a random order, each with its label: X[i] of the result is X[order[i]] of the input. Values are not
 * looked at: NaN passes through.
 *
 * @throws MLError SHAPE
 * @see scikit-learn `utils.shuffle`
 */
export function shuffleTogether(X: Mat, y: Label[], seed: Seed): { X: Mat; y: Label[]; order: number[] } {
  checkSamples(X, y)
  const order = randomOrder(X.length, createRng(seed))
  return { X: order.map((i) => [...X[i]!]), y: order.map((i) => y[i]!), order }
}

/**
 * Holds some samples back: `testCount(n, testSize)` of them, drawn at random, or the last ones if `shuffle` is
 * false. NaN passes through: splitting comes before cleaning.
 *
 * @throws MLError SHAPE, PARAM, NOT_ENOUGH_SAMPLES
 * @see scikit-learn `train_test_split`
 */
export function trainTestSplit(
  X: Mat,
  y: Label[],
  { testSize = 0.25, seed, shuffle = true }: { testSize?: number; seed: Seed; shuffle?: boolean },
): Split {
  checkSamples(X, y)
  const nTrain = X.length - testCount(X.length, testSize)
  const order = shuffle ? randomOrder(X.length, createRng(seed)) : [...X.keys()]
  const trainIdx = order.slice(0, nTrain)
  const testIdx = order.slice(nTrain)
  return {
    XTrain: trainIdx.map((i) => [...X[i]!]),
    XTest: testIdx.map((i) => [...X[i]!]),
    yTrain: trainIdx.map((i) => y[i]!),
    yTest: testIdx.map((i) => y[i]!),
    trainIdx,
    testIdx,
  }
}

/**
 * How many of n samples are held back: ⌈testSize · n⌉ for a share below 1, in binary64 (0.07 of 100 is 8), and
 * testSize itself for a whole number from 1.
 *
 * @throws MLError PARAM, NOT_ENOUGH_SAMPLES
 */
export function testCount(n: number, testSize: number): number {
  checkParam(
    (testSize > 0 && testSize < 1) || (Number.isInteger(testSize) && testSize >= 1),
    `testSize must be a share below 1 or a whole number, not ${testSize}`,
  )
  if (n < 2) throw new MLError('NOT_ENOUGH_SAMPLES', `${n} samples can not be split`)
  const nTest = testSize < 1 ? Math.ceil(testSize * n) : testSize
  checkParam(nTest < n, `${nTest} of ${n} samples for testing leave none for training`)
  return nTest
}

function checkSamples(X: Mat, y: Label[]): void {
  checkSameLength(X, y, 'X', 'y')
  checkRectangular(X, 'X')
}
