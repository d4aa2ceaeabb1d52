import type { Shuffled, Split, SplitOptions } from '#exercises/12-train-test-split/train-test-split.ts'
import { createRng, type Label, type Mat, MLError, type Seed } from '#kit'

export type { Shuffled, Split, SplitOptions }

// The one idea: shuffle row numbers, not rows. Whatever is then looked up by the same numbers stays together.

export function shuffleTogether(X: Mat, y: Label[], seed: Seed): Shuffled {
  checkSamples(X, y)
  const order = randomOrder(X.length, seed)
  return { X: pick(X, order), y: pick(y, order), order }
}

export function trainTestSplit(X: Mat, y: Label[], opt: SplitOptions): Split {
  const { testSize = 0.25, seed, shuffle = true } = opt
  checkSamples(X, y)
  const nTrain = X.length - testCount(X.length, testSize)
  const order = shuffle ? randomOrder(X.length, seed) : [...X.keys()]
  // Both parts are cut from one order, so no row can be in both and none gets lost.
  const trainIdx = order.slice(0, nTrain)
  const testIdx = order.slice(nTrain)
  return {
    XTrain: pick(X, trainIdx),
    XTest: pick(X, testIdx),
    yTrain: pick(y, trainIdx),
    yTest: pick(y, testIdx),
    trainIdx,
    testIdx,
  }
}

/** The shuffle of Fisher and Yates: each place from the last on gets one of the numbers that are left. */
function randomOrder(n: number, seed: Seed): number[] {
  const rng = createRng(seed)
  const order = Array.from({ length: n }, (_, i) => i)
  for (let place = n - 1; place > 0; place--) {
    // place + 1, because a number may also stay where it is: without that no order with a fixed point comes up.
    const drawn = rng.int(place + 1)
    const moved = order[place]!
    order[place] = order[drawn]!
    order[drawn] = moved
  }
  return order
}

function testCount(n: number, testSize: number): number {
  const isShare = testSize > 0 && testSize < 1
  if (!isShare && !(Number.isInteger(testSize) && testSize >= 1))
    throw new MLError('PARAM', `testSize must be a share below 1 or a whole number, not ${testSize}`)
  if (n < 2) throw new MLError('NOT_ENOUGH_SAMPLES', `${n} sample can not be split`)
  const nTest = isShare ? Math.ceil(testSize * n) : testSize
  if (nTest >= n) throw new MLError('PARAM', `${nTest} of ${n} samples for testing leave none for training`)
  return nTest
}

function checkSamples(X: Mat, y: Label[]): void {
  if (X.length !== y.length) throw new MLError('SHAPE', `${X.length} rows but ${y.length} labels`)
  for (const row of X)
    if (row.length !== X[0]!.length) throw new MLError('SHAPE', 'the rows of X differ in length')
}

function pick<T>(values: T[], indices: number[]): T[] {
  return indices.map((i) => values[i]!)
}
