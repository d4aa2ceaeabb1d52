import { alternatives, readings } from '#engine/spec/index.ts'
import { createRng, type Label, type Mat, MLError } from '#kit'
import type * as exemplar from './train-test-split.ts'

/** Cards drawn from a shrinking deck; the test set by selection sampling, so that indices come out sorted. */
const drawingCards: typeof exemplar = {
  shuffleTogether(X, y, seed) {
    check(X, y)
    const rng = createRng(seed)
    const deck = X.map((_, i) => i)
    const order: number[] = []
    while (deck.length > 0) order.push(...deck.splice(rng.int(deck.length), 1))
    return { X: order.map((i) => [...X[i]!]), y: order.map((i) => y[i]!), order }
  },
  trainTestSplit(X, y, { testSize, seed, shuffle }) {
    check(X, y)
    const n = X.length
    let wanted = testCount(n, testSize ?? 1 / 4)
    const rng = createRng(`split ${seed}`)
    const isTest = X.map((_, i) => {
      // Knuth's algorithm S: take each row with the share that is still wanted of those that are left.
      const takes = shuffle === false ? n - i <= wanted : rng.next() * (n - i) < wanted
      if (takes) wanted--
      return takes
    })
    return parts(X, y, [...indicesOf(isTest, false)], [...indicesOf(isTest, true)])
  },
}

/** Sorted by random keys; the test set comes from the front, and its rows in descending order. */
const randomKeys: typeof exemplar = {
  shuffleTogether(X, y, seed) {
    check(X, y)
    const { next } = createRng(seed)
    const deck = X.map((row, index) => ({ row, label: y[index]!, index, key: next() }))
    deck.sort((a, b) => a.key - b.key)
    return {
      X: deck.map(({ row }) => row),
      y: deck.map(({ label }) => label),
      order: deck.map(({ index }) => index),
    }
  },
  trainTestSplit(X, y, { testSize = 0.25, seed, shuffle = true }) {
    check(X, y)
    const nTest = testCount(X.length, testSize)
    const backwards = X.map((_, i) => X.length - 1 - i)
    const deck = shuffle ? randomKeys.shuffleTogether(X, y, seed).order : backwards
    const test = new Set(deck.slice(0, nTest))
    return parts(
      X,
      y,
      backwards.filter((i) => !test.has(i)),
      backwards.filter((i) => test.has(i)),
    )
  },
}

/** Shuffled from the inside out; each part is shuffled once more, which changes no set. */
const insideOut: typeof exemplar = {
  shuffleTogether(X, y, seed) {
    check(X, y)
    const order = insideOutOrder(X.length, seed)
    return { X: order.map((i) => X[i]!), y: order.map((i) => y[i]!), order }
  },
  trainTestSplit(X, y, opt) {
    check(X, y)
    const nTest = testCount(X.length, opt.testSize === undefined ? 0.25 : opt.testSize)
    const order =
      opt.shuffle === false ? Array.from(X, (_, i) => i) : insideOutOrder(X.length, String(opt.seed))
    const again = (indices: number[]) => insideOutOrder(indices.length, 'again').map((i) => indices[i]!)
    return parts(X, y, again(order.slice(0, -nTest)), again(order.slice(-nTest)))
  },
}

export default alternatives<typeof exemplar>({
  'drawing-cards': drawingCards,
  'random-keys': randomKeys,
  'inside-out': insideOut,
})

/** What the statement leaves open. */
export const accepted = readings<typeof exemplar>({
  'zero-samples-are-EMPTY': {
    shuffleTogether: (X, y, seed) => {
      if (X.length === 0) throw new MLError('EMPTY', 'no samples')
      return drawingCards.shuffleTogether(X, y, seed)
    },
    trainTestSplit: (X, y, opt) => {
      if (X.length === 0) throw new MLError('EMPTY', 'no samples')
      return drawingCards.trainTestSplit(X, y, opt)
    },
  },
  'one-sample-has-no-order': {
    shuffleTogether: (X, y, seed) => {
      if (X.length === 1) throw new MLError('NOT_ENOUGH_SAMPLES', 'one sample')
      return randomKeys.shuffleTogether(X, y, seed)
    },
  },
  'rows-need-columns': {
    shuffleTogether: (X, y, seed) => {
      if (X.some((row) => row.length === 0)) throw new MLError('EMPTY', 'no features')
      return insideOut.shuffleTogether(X, y, seed)
    },
    trainTestSplit: (X, y, opt) => {
      if (X.some((row) => row.length === 0)) throw new MLError('EMPTY', 'no features')
      return insideOut.trainTestSplit(X, y, opt)
    },
  },
  'a-testSize-that-is-no-number-is-NON_FINITE': {
    trainTestSplit: (X, y, opt) => {
      if (opt.testSize !== undefined && !Number.isFinite(opt.testSize))
        throw new MLError('NON_FINITE', 'testSize')
      return randomKeys.trainTestSplit(X, y, opt)
    },
  },
  'options-are-checked-before-the-data': {
    trainTestSplit: (X, y, opt) => {
      testCount(Math.max(X.length, y.length), opt.testSize ?? 0.25)
      return drawingCards.trainTestSplit(X, y, opt)
    },
  },
  'labels-of-mixed-type-are-refused': {
    trainTestSplit: (X, y, opt) => {
      if (new Set(y.map((label) => typeof label)).size > 1) throw new MLError('PARAM', 'mixed labels')
      return insideOut.trainTestSplit(X, y, opt)
    },
  },
})

function parts(X: Mat, y: Label[], trainIdx: number[], testIdx: number[]) {
  const rows = (indices: number[]) => indices.map((i) => X[i]!.slice())
  const labels = (indices: number[]) => indices.map((i) => y[i]!)
  return {
    XTrain: rows(trainIdx),
    yTrain: labels(trainIdx),
    XTest: rows(testIdx),
    yTest: labels(testIdx),
    trainIdx,
    testIdx,
  }
}

function* indicesOf(flags: boolean[], wanted: boolean): Generator<number> {
  for (const [i, flag] of flags.entries()) if (flag === wanted) yield i
}

function insideOutOrder(n: number, seed: number | string): number[] {
  const rng = createRng(seed)
  const order: number[] = []
  for (let i = 0; i < n; i++) {
    const place = Math.floor(rng.next() * (i + 1))
    if (place < i) order[i] = order[place]!
    order[place] = i
  }
  return order
}

function testCount(n: number, testSize: number): number {
  if (!(testSize > 0) || (testSize > 1 && testSize % 1 !== 0)) throw new MLError('PARAM', 'testSize')
  if (n <= 1) throw new MLError('NOT_ENOUGH_SAMPLES', 'too few')
  const nTest = testSize >= 1 ? testSize : Math.ceil(n * testSize)
  if (n - nTest < 1) throw new MLError('PARAM', 'nothing left for training')
  return nTest
}

function check(X: Mat, y: Label[]): void {
  if (X.length !== y.length || new Set(X.map((row) => row.length)).size > 1)
    throw new MLError('SHAPE', 'lengths differ')
}
