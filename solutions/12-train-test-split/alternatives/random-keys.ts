import type { Shuffled, Split, SplitOptions } from '#exercises/12-train-test-split/train-test-split.ts'
import { createRng, type Label, type Mat, MLError, type Seed } from '#kit'

// Sorted by random keys. Options are checked before the data; the test set comes from the front, its rows descending.

export function shuffleTogether(X: Mat, y: Label[], seed: Seed): Shuffled {
  check(X, y)
  const { next } = createRng(String(seed))
  const deck = X.map((row, index) => ({ row, label: y[index]!, index, key: next() }))
  deck.sort((a, b) => a.key - b.key)
  return {
    X: deck.map(({ row }) => row),
    y: deck.map(({ label }) => label),
    order: deck.map(({ index }) => index),
  }
}

export function trainTestSplit(
  X: Mat,
  y: Label[],
  { testSize = 0.25, seed, shuffle = true }: SplitOptions,
): Split {
  const isCount = Number.isInteger(testSize)
  if (!(testSize > 0) || (testSize > 1 && !isCount)) throw new MLError('PARAM', 'testSize')
  check(X, y)
  if (X.length < 2) throw new MLError('NOT_ENOUGH_SAMPLES', 'nothing to split')
  const nTest = isCount ? testSize : Math.ceil(testSize * X.length)
  if (nTest >= X.length) throw new MLError('PARAM', 'nothing left for training')
  const backwards = [...X.keys()].reverse()
  const deck = shuffle ? shuffleTogether(X, y, seed).order : backwards
  const test = new Set(deck.slice(0, nTest))
  const [trainIdx, testIdx] = [false, true].map((isTest) => backwards.filter((i) => test.has(i) === isTest))
  const rows = (indices: number[]) => indices.map((i) => X[i]!)
  const labels = (indices: number[]) => indices.map((i) => y[i]!)
  return {
    XTrain: rows(trainIdx!),
    XTest: rows(testIdx!),
    yTrain: labels(trainIdx!),
    yTest: labels(testIdx!),
    trainIdx: trainIdx!,
    testIdx: testIdx!,
  }
}

function check(X: Mat, y: Label[]): void {
  if (X.length !== y.length) throw new MLError('SHAPE', 'lengths differ')
  if (!X.every((row) => row.length === X[0]!.length)) throw new MLError('SHAPE', 'ragged')
}
