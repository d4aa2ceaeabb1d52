import type { KnnModel, Label, Mat, Vec } from '#kit'
import * as exemplar from '../knn.ts'

type Neighbour = { index: number; distance: number }
type Search = (model: KnnModel, q: Vec) => Neighbour[]
/** How many votes a neighbour has. */
type Votes = (neighbour: Neighbour, all: Neighbour[], weights: KnnModel['weights']) => number
/** Which class wins, given all classes in ascending order and their votes. */
type Winner = (classes: Label[], votes: Vec, neighbours: Neighbour[], y: Label[]) => Label

export const byDistance = (a: Neighbour, b: Neighbour) => a.distance - b.distance || a.index - b.index

/** k nearest neighbours with one part replaced. */
export function knn({
  search = exemplar.nearest,
  votes = oneOver,
  winner = (classes, counts) => classes[Math.max(0, counts.indexOf(Math.max(...counts)))]!,
  shares = (counts) => counts.map((count) => count / counts.reduce((sum, vote) => sum + vote, 0)),
}: {
  search?: Search
  votes?: Votes
  winner?: Winner
  shares?: (votes: Vec, k: number) => Vec
}): Pick<typeof exemplar, 'nearest' | 'predictKnn' | 'predictKnnProba'> {
  const checked: Search = (model, q) => {
    exemplar.nearest(model, q)
    return search(model, q)
  }
  const count = (model: KnnModel, q: Vec) => {
    const neighbours = checked(model, q)
    const cast = neighbours.map((one) => votes(one, neighbours, model.weights))
    const { classes } = exemplar.predictKnnProba(model, [])
    const column = new Map(classes.map((label, c) => [label, c]))
    const counts = classes.map(() => 0)
    for (const [i, { index }] of neighbours.entries()) counts[column.get(model.y[index]!)!]! += cast[i]!
    return { classes, counts, neighbours }
  }
  return {
    nearest: checked,
    predictKnn: (model, Q) =>
      Q.map((q) => {
        const { classes, counts, neighbours } = count(model, q)
        return winner(classes, counts, neighbours, model.y)
      }),
    predictKnnProba: (model, Q) => ({
      classes: exemplar.predictKnnProba(model, []).classes,
      proba: Q.map((q) => shares(count(model, q).counts, model.k)),
    }),
  }
}

/** predictKnn with another way to find the winner. */
export function voting(winner: Winner) {
  return { predictKnn: knn({ winner }).predictKnn }
}

/** predictKnnProba with other columns. */
export function columns(choose: (classes: Label[], model: KnnModel, Q: Mat) => Label[]) {
  return {
    predictKnnProba: (model: KnnModel, Q: Mat) => {
      const { classes, proba } = exemplar.predictKnnProba(model, Q)
      const chosen = choose(classes, model, Q)
      return {
        classes: chosen,
        proba: proba.map((row) => chosen.map((label) => row[classes.indexOf(label)]!)),
      }
    },
  }
}

/** A search with another distance, a function of the differences between two rows. */
export function measuring(length: (differences: Vec) => number): Search {
  return ({ X, k }, q) =>
    X.map((row, index) => ({ index, distance: length(row.map((value, j) => value - q[j]!)) }))
      .sort(byDistance)
      .slice(0, k)
}

/** The votes as the README has them. */
export function oneOver({ distance }: Neighbour, all: Neighbour[], weights: KnnModel['weights']): number {
  if (weights === 'uniform') return 1
  if (all.some((one) => one.distance === 0)) return Number(distance === 0)
  return 1 / distance
}

export function asText(a: Label, b: Label): number {
  return String(a) < String(b) ? -1 : 1
}
