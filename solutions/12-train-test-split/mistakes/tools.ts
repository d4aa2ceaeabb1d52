// No mistakes: what they are made of, and what of a result can be compared.

import { exact, firstDifference, observations } from '#engine/spec/index.ts'
import { createRng, type Label, type Mat, type Rng, type Seed } from '#kit'
import * as exemplar from '../train-test-split.ts'

type Split = exemplar.Split
type Options = exemplar.SplitOptions
type Pick<T> = (result: T, X: Mat, y: Label[]) => unknown

/**
 * Each of these is the same for every correct program, whatever it draws: only what is wrong shows.
 * Mistakes that are all about the draw bring their own `observe`.
 */
export const shuffledFacts: Pick<exemplar.Shuffled> = ({ X, y, order }, X0, y0) => ({
  size: order.length,
  holdsEachRowOnce: isWhole(order, X0.length),
  rows: relation(X, order, X0),
  labels: relation(y, order, y0),
})
export const splitFacts = (split: Split, X0: Mat, y0: Label[], { shuffle = true }: Options) => {
  const { XTrain, XTest, yTrain, yTest, trainIdx, testIdx } = split
  return {
    sizes: [trainIdx.length, testIdx.length, XTrain.length, XTest.length],
    holdsEachRowOnce: isWhole([...trainIdx, ...testIdx], X0.length),
    shared: trainIdx.filter((i) => testIdx.includes(i)).length,
    trainRows: relation(XTrain, trainIdx, X0),
    testRows: relation(XTest, testIdx, X0),
    trainLabels: relation(yTrain, trainIdx, y0),
    testLabels: relation(yTest, testIdx, y0),
    // Labels of the other part are no labels of a draw of their own.
    swapped: yTrain.length > 0 && yTrain.every((label, i) => label === y0[testIdx[i % testIdx.length]!]),
    tested: shuffle ? 'drawn' : whichEnd(testIdx, X0.length),
  }
}

/** The draw itself: only a program that draws in the very same way is recognised. */
export const theDraw = observations<typeof exemplar>({
  shuffleTogether: (result) => result,
  trainTestSplit: ({ trainIdx, testIdx }) => [ascending(trainIdx), ascending(testIdx)],
})

/** A split whose test part has another size where testSize is a share. */
export function resized(size: (n: number, testSize: number) => number): typeof exemplar.trainTestSplit {
  return recut((order, nTrain, { testSize = 0.25 }) => {
    const cutAt = testSize < 1 ? order.length - size(order.length, testSize) : nTrain
    return [order.slice(0, cutAt), order.slice(cutAt)]
  })
}

/** A split whose order is cut in another way. */
export function recut(
  parts: (order: number[], nTrain: number, opt: Options) => [number[], number[]],
): typeof exemplar.trainTestSplit {
  return (X, y, opt) => {
    const { trainIdx, testIdx } = exemplar.trainTestSplit(X, y, opt)
    return cut(X, y, ...parts([...trainIdx, ...testIdx], trainIdx.length, opt))
  }
}

/** Both functions, with another way to draw an order. */
export function drawing(draw: (n: number, rng: Rng) => number[]): Partial<typeof exemplar> {
  const shuffleTogether = ordered(draw)
  return {
    shuffleTogether,
    trainTestSplit: (X, y, opt) => {
      const split = exemplar.trainTestSplit(X, y, opt)
      if (opt.shuffle === false) return split
      const { order } = shuffleTogether(X, y, opt.seed)
      const nTrain = split.trainIdx.length
      return cut(X, y, order.slice(0, nTrain), order.slice(nTrain))
    },
  }
}

export function ordered(draw: (n: number, rng: Rng) => number[]): typeof exemplar.shuffleTogether {
  return (X, y, seed: Seed) => {
    exemplar.shuffleTogether(X, y, seed)
    return reordered(X, y, draw(X.length, createRng(seed)))
  }
}

/** Both functions, with labels that come out changed. */
export function relabelled(change: (label: Label) => Label): Partial<typeof exemplar> {
  return {
    shuffleTogether: (X, y, seed) => {
      const shuffled = exemplar.shuffleTogether(X, y, seed)
      return { ...shuffled, y: shuffled.y.map(change) }
    },
    trainTestSplit: (X, y, opt) => {
      const split = exemplar.trainTestSplit(X, y, opt)
      return { ...split, yTrain: split.yTrain.map(change), yTest: split.yTest.map(change) }
    },
  }
}

export function fisherYates(n: number, rng: Rng, draw: (rng: Rng, i: number) => number): number[] {
  const order = [...Array(n).keys()]
  for (let i = n - 1; i > 0; i--) swap(order, i, draw(rng, i))
  return order
}

export function swap(order: number[], i: number, j: number): void {
  const moved = order[i]!
  order[i] = order[j]!
  order[j] = moved
}

export function cut(X: Mat, y: Label[], trainIdx: number[], testIdx: number[]): Split {
  const [train, test] = [reordered(X, y, trainIdx), reordered(X, y, testIdx)]
  return { XTrain: train.X, XTest: test.X, yTrain: train.y, yTest: test.y, trainIdx, testIdx }
}

export function reordered(X: Mat, y: Label[], order: number[]): exemplar.Shuffled {
  return { X: order.map((i) => X[i]!), y: order.map((i) => y[i]!), order }
}

export function inverse(order: number[]): number[] {
  return order.map((_, i) => order.indexOf(i))
}

export function firstLike(X: Mat, i: number): number {
  return X.findIndex((row) => isEqual(row, X[i]!))
}

/** How values that came out are related to the source and to the row numbers given for them. */
export function relation(values: unknown[], indices: number[], source: unknown[]): string {
  const looked = indices.map((i) => source[i])
  if (isEqual(values, looked)) return 'belong'
  if (isEqual(values, looked.map(String))) return 'belong as text'
  if (isEqual(values.map(String), looked.map(String))) return 'belong but for their type'
  if (isEqual(values, source)) return 'in place'
  if (
    values.length === source.length &&
    isEqual(
      indices.map((i) => values[i]),
      source,
    )
  )
    return 'backwards'
  if (indices.every((row, i) => row === i)) return 'shuffled behind unshuffled numbers'
  return 'mixed'
}

export function isEqual(a: unknown[], b: unknown[]): boolean {
  return firstDifference(a, b, exact) === undefined
}

export function isWhole(indices: number[], n: number): boolean {
  return isEqual(ascending(indices), [...Array(n).keys()])
}

/** Whether rows are the last ones in their order, the first ones, or neither. */
export function whichEnd(indices: number[], n: number): string {
  const rows = [...Array(n).keys()]
  if (isEqual(ascending(indices), rows.slice(n - indices.length))) return 'the end'
  return isEqual(ascending(indices), rows.slice(0, indices.length)) ? 'the start' : 'elsewhere'
}

/** Whether following the order from row to row passes through all of them before it comes back. */
export function isOneCycle(order: number[]): boolean {
  let steps = 1
  for (let row = order[0]!; row !== 0 && steps <= order.length; row = order[row]!) steps++
  return steps === order.length
}

export function ascending(indices: number[]): number[] {
  return indices.toSorted((a, b) => a - b)
}

/** Both functions, with another seed. */
export function seeded(change: (seed: Seed) => Seed): Partial<typeof exemplar> {
  return {
    shuffleTogether: (X, y, seed) => exemplar.shuffleTogether(X, y, change(seed)),
    trainTestSplit: (X, y, opt) => exemplar.trainTestSplit(X, y, { ...opt, seed: change(opt.seed) }),
  }
}
