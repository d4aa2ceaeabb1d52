import { mistakes } from '#engine/spec/index.ts'
import type { Vec } from '#kit'
import * as exemplar from '../knn.ts'
import { byDistance, knn, measuring } from './parts.ts'

export default mistakes<typeof exemplar>({
  'adds-up-the-differences': {
    says: 'adds up the absolute differences',
    explains: 'Your distance is Σ|difference|, the way of a taxi, not the straight line.',
    asks: 'How far is it from [0, 0] to [3, 4] on paper?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({ search: measuring((d) => d.reduce((sum, x) => sum + Math.abs(x), 0)) }),
  },
  'takes-the-largest-difference': {
    says: 'takes the largest difference as the distance',
    explains: 'Your distance looks at one feature only, the one that differs most.',
    asks: 'Do all features add to a Euclidean distance?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({ search: measuring((d) => Math.max(...d.map(Math.abs))) }),
  },
  'leaves-out-the-root': {
    says: 'leaves out the square root',
    explains: 'Your nearest gives squared distances: the order is right, but not the numbers.',
    asks: 'In which unit is a squared distance?',
    caughtBy: 'nearest-matches-reference',
    exports: { nearest: measuring((d) => d.reduce((sum, x) => sum + x * x, 0)) },
  },
  'leaves-out-the-last-feature': {
    says: 'leaves the last feature out of the distance',
    explains: 'Your distance stops one feature too early.',
    asks: 'Where does your loop over the features end?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({ search: measuring((d) => Math.hypot(...(d.length > 1 ? d.slice(0, -1) : d))) }),
  },
  'standardises-silently': {
    says: 'standardises the features first',
    explains: 'Your distance divides each difference by the standard deviation of the training column.',
    asks: 'Who decides on the units of the features: these functions or their caller?',
    caughtBy: 'features-count-as-they-are',
    exports: knn({
      search: (model, q) => {
        const sd = deviations(model.X)
        return measuring((d) => Math.hypot(...d.map((x, j) => x / (sd[j] || 1))))(model, q)
      },
    }),
  },
  'takes-one-more-neighbour': {
    says: 'takes k + 1 neighbours',
    explains: 'Your search returns one neighbour too many.',
    asks: 'How many entries does slice(0, k + 1) keep?',
    caughtBy: 'no-row-is-nearer',
    exports: knn({
      search: (model, q) => exemplar.nearest({ ...model, k: Math.min(model.k + 1, model.X.length) }, q),
    }),
  },
  'skips-exact-hits': {
    says: 'leaves out training rows that equal the query',
    explains: 'Your search skips neighbours at distance 0 as if a neuron were not allowed to find itself.',
    asks: 'Who is nearest to a query that was recorded before?',
    caughtBy: 'every-neuron-is-its-own-nearest',
    exports: knn({
      search: (model, q) => {
        const all = exemplar.nearest({ ...model, k: model.X.length }, q)
        const others = all.filter(({ distance }) => distance > 0)
        return (others.length ? others : all).slice(0, model.k)
      },
    }),
  },
  'takes-the-farthest': {
    says: 'takes the farthest rows instead of the nearest',
    explains: 'Your search sorts by descending distance.',
    asks: 'Which sign makes sort((a, b) => …) ascend?',
    caughtBy: 'no-row-is-nearer',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .toReversed()
          .slice(0, model.k),
    }),
  },
  'takes-the-first-rows': {
    says: 'takes the first k rows without looking for the nearest',
    explains: 'Your neighbours are the training rows 0 to k − 1.',
    asks: 'Is slice called before or after sorting?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({
      search: (model, q) => exemplar.nearest({ ...model, X: model.X.slice(0, model.k) }, q),
    }),
  },
  'sorts-distances-as-text': {
    says: 'sorts distances as text',
    explains: 'Your search takes 10.5 as less than 2, which is what sort() does without a comparison.',
    asks: 'What does [2, 10].sort() give?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .sort((a, b) =>
            `${a.distance}` < `${b.distance}` ? -1 : `${a.distance}` > `${b.distance}` ? 1 : 0,
          )
          .slice(0, model.k),
    }),
  },
  'gives-neighbours-in-row-order': {
    says: 'finds the right neighbours but gives them in the order of the training rows',
    explains: 'Your neighbours are right as a set; their distances do not ascend.',
    asks: 'Which neighbour should come first?',
    caughtBy: 'no-row-is-nearer',
    exports: knn({ search: (model, q) => exemplar.nearest(model, q).sort((a, b) => a.index - b.index) }),
  },
  'gives-ties-to-the-last-row': {
    says: 'prefers the later row when two are equally far',
    explains: 'Your search puts the higher index first at equal distances.',
    asks: 'Is your comparison < where it should be ≤, or the other way round?',
    caughtBy: 'equal-distances-go-to-the-lower-index',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .sort((a, b) => a.distance - b.distance || b.index - a.index)
          .slice(0, model.k),
    }),
  },
  'expands-the-square': {
    says: 'multiplies the square out: ‖a‖² − 2a·q + ‖q‖²',
    explains: 'Your distances are differences of large numbers, of which rounding leaves little.',
    asks: 'How far is a row from itself by your formula, with numbers such as 0.1 in it?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({
      search: ({ X, k }, q) =>
        X.map((row, index) => ({
          index,
          distance: Math.sqrt(Math.max(0, dot(row, row) - 2 * dot(row, q) + dot(q, q))),
        }))
          .sort(byDistance)
          .slice(0, k),
    }),
  },
  'takes-close-distances-for-equal': {
    says: 'takes distances that differ by less than 1e-6 for equal',
    explains: 'Your comparison of distances has a fixed margin, in whatever unit the features are.',
    asks: 'What is 1e-6 if the features are in seconds, or in hours?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .sort((a, b) =>
            Math.abs(a.distance - b.distance) < 1e-6 ? a.index - b.index : a.distance - b.distance,
          )
          .slice(0, model.k),
    }),
  },
  'searches-255-rows': {
    says: 'looks at the first 255 training rows only',
    explains: 'Your search never finds a row with an index above 254.',
    asks: 'How many neurons may a recording have?',
    caughtBy: 'nearest/many-samples',
    exports: knn({
      search: (model, q) => exemplar.nearest({ ...model, X: model.X.slice(0, Math.max(255, model.k)) }, q),
    }),
  },
  'remembers-the-last-query': {
    says: 'remembers the neighbours of a query',
    explains: 'Your nearest gives what it gave for that query before, whatever the model is now.',
    asks: 'What else than the query decides who is nearest?',
    caughtBy: 'nearest/no-memory',
    exports: {
      nearest: (model, q) => {
        const right = exemplar.nearest(model, q)
        const key = JSON.stringify([q, model.X.length])
        if (!known.has(key)) known.set(key, right)
        return structuredClone(known.get(key)!)
      },
    },
  },
})

/** What a program that remembers has seen. */
const known = new Map<string, ReturnType<typeof exemplar.nearest>>()

function deviations(X: Vec[]): Vec {
  const mean = (values: Vec) => values.reduce((sum, value) => sum + value, 0) / values.length
  return X[0]!.map((_, j) => {
    const column = X.map((row) => row[j]!)
    return Math.sqrt(mean(column.map((value) => (value - mean(column)) ** 2)))
  })
}

function dot(a: Vec, b: Vec): number {
  return a.reduce((sum, x, j) => sum + x * b[j]!, 0)
}
