import { all, must, oncePerCase, same, type Verdict } from '#engine/spec/index.ts'
import type { KnnModel, Label, Mat, Vec } from '#kit'
import * as reference from '#reference/neighbors/knn.ts'

// Correct programs add squares up in different orders, so two distances that are equal on paper may come out in either
// order. What is judged here leaves room for that, and for nothing else.

/** How far apart two correct computations of a distance may be, relative to it. */
const rounding = 1e-9

type Neighbour = { index: number; distance: number }

/** The entries are the nearest rows, in order; where rounding decides, in either order. */
export function areNearest(got: Neighbour[], [model, q]: [KnnModel, Vec]): Verdict {
  const { X, k } = model
  const distances = distancesTo(X, q)
  const taken = got.map(({ index }) => index)
  const isBefore = (a: number, b: number) =>
    isTied(X[a]!, X[b]!, q) ? a < b : distances[a]! <= distances[b]! * (1 + rounding)
  if (got.length !== k || new Set(taken).size !== k || !taken.every((index) => index in X))
    return must(false, `there must be k = ${k} entries, each for another row.`, { got })
  return all(
    same(
      got.map(({ distance }) => distance),
      taken.map((index) => distances[index]!),
      { rel: rounding, abs: 0 },
      { because: 'these are the distances to the rows that were taken.' },
    ),
    must(
      taken.every((index, i) => i === 0 || isBefore(taken[i - 1]!, index)),
      'the nearest must come first, and of rows at equal distance the one with the lower index.',
      { got },
    ),
    must(
      X.every((_, j) => taken.includes(j) || taken.every((index) => isBefore(index, j))),
      'a row that was left out comes before one that was taken.',
      { got, expected: reference.nearest(model, q) },
    ),
  )
}

/** Each answer is the class with the most votes; where rounding decides, any of those that it decides between. */
export function areWinners(got: Label[], args: [KnnModel, Mat]): Verdict {
  const { winners, answers } = expectedOf(args)
  const isRight = got.length === answers.length && got.every((label, i) => winners[i]!.includes(label))
  return isRight || { got, expected: answers }
}

/** The classes are right, and their shares are, but for queries of which rounding decides who votes. */
export function areShares(got: { classes: Label[]; proba: Mat }, args: [KnnModel, Mat]): Verdict {
  const { shares, isClear } = expectedOf(args)
  const proba = got.proba.map((row, i) => (isClear[i] ? row : shares.proba[i]))
  return same({ classes: got.classes, proba }, shares, { rel: rounding, abs: rounding })
}

const expectedOf = oncePerCase(([model, Q]: [KnnModel, Mat]) => {
  const shares = reference.predictKnnProba(model, Q)
  const isClear = Q.map((q) => areVotersClear(model, q))
  const winners = shares.proba.map((row, i) => {
    // Counts tie exactly; sums of 1/distance do so only on paper.
    const isExact = model.weights === 'uniform' || distancesTo(model.X, Q[i]!).includes(0)
    const least = Math.max(...row) * (isExact ? 1 : 1 - rounding)
    const best = shares.classes.filter((_, c) => row[c]! >= least)
    return !isClear[i] ? shares.classes : isExact ? best.slice(0, 1) : best
  })
  return { shares, isClear, winners, answers: reference.predictKnn(model, Q) }
})

/** Whether every correct program finds the same k rows: none left out is as far as the last one but for rounding. */
function areVotersClear({ X, k }: KnnModel, q: Vec): boolean {
  const distances = distancesTo(X, q)
  const order = [...distances.keys()].sort((a, b) => distances[a]! - distances[b]! || a - b)
  const last = distances[order[k - 1]!]!
  const near = order.filter((i) => Math.abs(distances[i]! - last) <= rounding * last)
  return order.indexOf(near.at(-1)!) < k || near.every((i) => isTied(X[i]!, X[near[0]!]!, q))
}

/** Whether two rows are equally far by every formula: each feature differs as much, or one alone does. */
function isTied(a: Vec, b: Vec, q: Vec): boolean {
  const [one, other] = [a, b].map((row) => row.map((x, j) => Math.abs(x - q[j]!)))
  const alone = (by: Vec | undefined) => by!.filter((x) => x > 0)
  return (
    one!.every((x, j) => x === other![j]) ||
    (alone(one).length === 1 && alone(other).length === 1 && alone(one)[0] === alone(other)[0])
  )
}

function distancesTo(X: Mat, q: Vec): Vec {
  return X.map((row) => Math.sqrt(row.reduce((sum, x, j) => sum + (x - q[j]!) ** 2, 0)))
}
