import { closedForm, expectedFrom, judgedBy, properties, property, same, stress } from '#engine/spec/index.ts'
import takes from '#exercises/21-knn/knn.takes.ts'
import type { KnnModel, Label, Mat, Vec } from '#kit'
import * as reference from '#reference/neighbors/knn.ts'
import { type AskedMany, everybody, onALine, oneAgainstMany, rings } from './cases.ts'
import { areShares, areWinners } from './rounding.ts'

type Knn = typeof import('#exercises/21-knn/knn.ts')

const hits = {
  given: onALine.map(
    ({ model }): AskedMany => ({
      model: { ...model, weights: 'distance' },
      Q: model.X.slice(0, 3),
    }),
  ),
  runs: 60,
  covers: {
    'neighbours that hit and others': [
      0.25,
      ({ model, Q }: AskedMany) =>
        Q.some((q) => reference.nearest(model, q).some(({ distance }) => distance > 0)),
    ],
    'several hits': [
      0.15,
      ({ model, Q }: AskedMany) => Q.some((q) => reference.nearest(model, q)[1]?.distance === 0),
    ],
  },
} as const

/** 300 neighbours: a class of 256 is outvoted where counts have room for 255 only, and 151 are more than 149. */
const crowds = [44, 149].map(
  (nFast): AskedMany => ({
    model: {
      X: Array.from({ length: 300 }, (_, i) => [i]),
      y: Array.from({ length: 300 }, (_, i) => (i < nFast ? 'fast' : 'regular')),
      k: 300,
      weights: 'uniform',
    },
    Q: [[-1]],
  }),
)

/** The nearer of two neighbours is hardly nearer, and has a little more of the votes. */
const hardlyNearer = [2 ** -20, 2 ** -30].map(
  (by): AskedMany => ({
    model: { X: [[1 + by], [-1]], y: ['a', 'b'], k: 2, weights: 'distance' },
    Q: [[0]],
  }),
)

export default properties<Knn>({
  'the-majority-wins': property({
    given: rings({ isTwo: true }),
    // One near neighbour against four, who win by heads and by distance; then by a name that every object has a field of.
    examples: [
      {
        model: { X: [[2], [-4], [6]], y: ['cell', 'constructor', 'constructor'], k: 3, weights: 'uniform' },
        q: [0],
      },
      {
        model: {
          X: [[2], [-4], [6], [-8], [10]],
          y: ['slow', 'fast', 'fast', 'fast', 'fast'],
          k: 5,
          weights: 'uniform',
        },
        q: [0],
      },
    ],
    runs: 60,
    covers: { 'three voters or more': [0.17, ({ model }) => model.k > 2] },
    holds: async ({ predictKnn }, { model, q }) =>
      same(await predictKnn(model, [q]), predictedBy(model, [q])),
  }),

  'equal-votes-go-to-the-smallest-class': property({
    given: onALine,
    // Two ties: the smallest class by number is the smallest by text in the first only.
    examples: [
      [10, -3],
      [7, 10],
      ['a', 'B'],
    ].flatMap((y) =>
      (['uniform', 'distance'] as const).map(
        (weights): AskedMany => ({
          model: { X: [[-1], [1]], y, k: 2, weights },
          Q: [[0]],
        }),
      ),
    ),
    runs: 60,
    covers: { 'equal votes': [0.11, ({ model, Q }) => Q.some((q) => isVoteTie(model, q))] },
    holds: async ({ predictKnn }, { model, Q }) =>
      same(await predictKnn(model, Q), predictedBy(model, Q), undefined, {
        because: 'The most votes win; of equal votes, the smallest class.',
      }),
  }),

  'all-neighbours-are-the-majority': property({
    given: everybody,
    examples: crowds,
    runs: 40,
    holds: async ({ predictKnn }, { model, Q }) =>
      same(await predictKnn(model, Q), [mostFrequent(model.y)], undefined, {
        because:
          'With k = n everybody votes, so the answer is the most frequent label (of equals the smallest).',
      }),
  }),

  'closer-neighbours-can-outvote-many': property({
    given: oneAgainstMany,
    examples: hardlyNearer,
    covers: {
      'the near one wins against several': [
        0.06,
        ({ model, Q }) =>
          model.k > 2 && predictedBy(model, Q)[0] !== predictedBy({ ...model, weights: 'uniform' }, Q)[0],
      ],
      // Another class than that of the nearest wins.
      'the many win': [
        0.2,
        ({ model, Q }) => model.k > 2 && predictedBy(model, Q)[0] !== predictedBy({ ...model, k: 1 }, Q)[0],
      ],
    },
    holds: async ({ predictKnn }, { model, Q }) => same(await predictKnn(model, Q), predictedBy(model, Q)),
  }),

  'shares-match-reference': property({
    given: onALine,
    runs: 60,
    covers: {
      'a query on a training row': [
        0.13,
        ({ model, Q }) => Q.some((q) => reference.nearest(model, q)[0]!.distance === 0),
      ],
    },
    holds: async ({ predictKnnProba }, { model, Q }) =>
      same(await predictKnnProba(model, Q), sharesOf(model, Q), closedForm),
  }),

  'closer-neighbours-have-larger-shares': property({
    given: rings({ weights: 'distance' }),
    runs: 60,
    holds: async ({ predictKnnProba }, { model, q }) =>
      same(await predictKnnProba(model, [q]), sharesOf(model, [q]), closedForm),
  }),

  'predictKnn/exact-hits-decide': property({
    ...hits,
    holds: async ({ predictKnn }, { model, Q }) => same(await predictKnn(model, Q), predictedBy(model, Q)),
  }),

  'predictKnnProba/exact-hits-decide': property({
    ...hits,
    holds: async ({ predictKnnProba }, { model, Q }) =>
      same(await predictKnnProba(model, Q), sharesOf(model, Q), closedForm, {
        because: 'Where neighbours are at distance 0, only those vote, one vote each.',
      }),
  }),

  ...stress<Knn>(takes, {
    predictKnn: judgedBy<Knn['predictKnn']>((got, args) => areWinners(got, args)),
    predictKnnProba: judgedBy<Knn['predictKnnProba']>((got, args) => areShares(got, args)),
  }),
})

function predictedBy(model: KnnModel, Q: Mat): Label[] {
  return expectedFrom(() => reference.predictKnn(model, Q))
}

function sharesOf(model: KnnModel, Q: Mat) {
  return expectedFrom(() => reference.predictKnnProba(model, Q))
}

function isVoteTie(model: KnnModel, q: Vec): boolean {
  const shares = sharesOf(model, [q]).proba[0]!
  return shares.filter((share) => share === Math.max(...shares)).length > 1
}

function mostFrequent(y: Label[]): Label {
  const count = (label: Label) => y.filter((other) => other === label).length
  return [...new Set(y)].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0]!
}
