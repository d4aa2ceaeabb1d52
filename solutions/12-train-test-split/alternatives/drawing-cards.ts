import type { Shuffled, Split, SplitOptions } from '#exercises/12-train-test-split/train-test-split.ts'
import { createRng, type Label, type Mat, MLError, type Seed } from '#kit'

// Cards drawn from a shrinking deck; the test set by selection sampling, so that row numbers come out sorted.

export function shuffleTogether(X: Mat, y: Label[], seed: Seed): Shuffled {
  check(X, y)
  const rng = createRng(seed)
  const deck = X.map((_, i) => i)
  const order: number[] = []
  while (deck.length > 0) order.push(...deck.splice(rng.int(deck.length), 1))
  return { X: order.map((i) => [...X[i]!]), y: order.map((i) => y[i]!), order }
}

export function trainTestSplit(X: Mat, y: Label[], { testSize, seed, shuffle }: SplitOptions): Split {
  check(X, y)
  const n = X.length
  let wanted = testCount(n, testSize ?? 1 / 4)
  const rng = createRng(`split ${seed}`)
  const split: Split = { XTrain: [], XTest: [], yTrain: [], yTest: [], trainIdx: [], testIdx: [] }
  for (const [i, row] of X.entries()) {
    // Knuth's algorithm S: take each row with the share that is still wanted of those that are left.
    const isTest = shuffle === false ? n - i <= wanted : rng.next() * (n - i) < wanted
    if (isTest) wanted--
    split[isTest ? 'XTest' : 'XTrain'].push([...row])
    split[isTest ? 'yTest' : 'yTrain'].push(y[i]!)
    split[isTest ? 'testIdx' : 'trainIdx'].push(i)
  }
  return split
}

function testCount(n: number, testSize: number): number {
  if (n <= 1) throw new MLError('NOT_ENOUGH_SAMPLES', 'too few')
  const nTest = testSize >= 1 ? testSize : Math.ceil(n * testSize)
  if (!(testSize > 0) || nTest % 1 !== 0 || nTest > n - 1) throw new MLError('PARAM', 'testSize')
  return nTest
}

function check(X: Mat, y: Label[]): void {
  if (X.length !== y.length || new Set(X.map((row) => row.length)).size > 1)
    throw new MLError('SHAPE', 'lengths differ')
}
