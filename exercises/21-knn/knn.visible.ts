import fc from 'fast-check'
import {
  all,
  closedForm,
  gridNumber,
  gridVec,
  hygiene,
  must,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import type { KnnModel, Label, Vec } from '#kit'
import takes from './knn.takes.ts'

type Knn = typeof import('./knn.ts')

const cells: Pick<KnnModel, 'X' | 'y'> = { X: [[0], [1], [10]], y: ['a', 'a', 'b'] }
const two: KnnModel = { ...cells, k: 2, weights: 'uniform' }
const three: KnnModel = { ...cells, k: 3, weights: 'uniform' }
const onPaper: KnnModel = {
  X: [
    [3, 4],
    [0, 1],
  ],
  y: ['a', 'b'],
  k: 2,
  weights: 'uniform',
}
const draw: KnnModel = { X: [[0], [1]], y: ['b', 'a'], k: 2, weights: 'uniform' }

const someRows = fc.array(gridVec({ minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 7 })
const someLabels = fc.constantFrom<Label[]>(['pyramidal', 'interneuron'], [7, 10, -3], ['b', 'B', 'a'])

export default properties<Knn>({
  ...workedExamples<Knn>({
    fitKnn: [{ args: [cells.X, cells.y, { k: 2 }], result: two }],
    nearest: [
      {
        args: [two, [0.25]],
        result: [
          { index: 0, distance: 0.25 },
          { index: 1, distance: 0.75 },
        ],
      },
      {
        args: [onPaper, [0, 0]],
        result: [
          { index: 1, distance: 1 },
          { index: 0, distance: 5 },
        ],
      },
    ],
    predictKnn: [
      { args: [two, [[0.25]]], result: ['a'] },
      { args: [draw, [[0.25]]], result: ['a'] },
    ],
    predictKnnProba: [
      { args: [two, [[0.25]]], result: { classes: ['a', 'b'], proba: [[1, 0]] } },
      { args: [three, [[0.25]]], result: { classes: ['a', 'b'], proba: [[2 / 3, 1 / 3]] } },
      {
        args: [{ ...three, weights: 'distance' }, [[0.25]]],
        result: { classes: ['a', 'b'], proba: [[52 / 53, 1 / 53]] },
      },
    ],
  }),

  'rows-keep-their-labels': property({
    given: fc
      .record({ rows: someRows, labels: someLabels })
      .map(({ rows, labels }) => ({ X: rows, y: rows.map((_, i) => labels[i % labels.length]!) })),
    runs: 20,
    holds: async ({ fitKnn }, { X, y }) => {
      const model = await fitKnn(X, y, { k: 1 })
      return same({ X: model.X, y: model.y }, { X, y }, undefined, {
        because: 'Row i of model.X and label i of model.y are those that were given, in that order.',
      })
    },
  }),

  'no-row-is-nearer': property({
    given: fc.record({ X: someRows, q: gridVec({ minLength: 2, maxLength: 2 }), k: fc.nat(6) }),
    runs: 60,
    holds: async ({ nearest }, { X, q, k }) => {
      const some = 1 + (k % X.length)
      const got = await nearest({ X, y: X.map((_, i) => i), k: some, weights: 'uniform' }, q)
      const taken = new Set(got.map(({ index }) => index))
      const slack = (distance: number) => distance * (1 + 1e-12) + 1e-12
      const far = slack(got.at(-1)?.distance ?? 0)
      const isLeftOut = (row: Vec) => slack(Math.hypot(row[0]! - q[0]!, row[1]! - q[1]!)) < far
      return all(
        must(got.length === some, `There are k = ${some} neighbours.`, { got }),
        must(
          taken.size === some && got.every(({ index }) => index in X),
          'Each neighbour is another row of X.',
          { got },
        ),
        must(
          got.every(({ distance }, i) => i === 0 || slack(distance) >= got[i - 1]!.distance),
          'The distances ascend.',
          { got },
        ),
        must(
          !X.some((row, i) => !taken.has(i) && isLeftOut(row)),
          'A row that was left out is nearer than one that was taken.',
          { got },
        ),
      )
    },
  }),

  'every-neuron-is-its-own-nearest': property({
    // The first feature tells all rows apart.
    given: fc
      .array(fc.tuple(gridNumber(), fc.constantFrom('pyramidal', 'interneuron')), {
        minLength: 1,
        maxLength: 6,
      })
      .map((rows) => ({
        X: rows.map(([value], i) => [i % 2 ? i : -i, value]),
        y: rows.map(([, label]) => label),
      })),
    runs: 30,
    holds: async ({ predictKnn }, { X, y }) =>
      same(await predictKnn({ X, y, k: 1, weights: 'uniform' }, X), y, undefined, {
        because: 'With k = 1 and no two equal rows, every training row is answered with its own label.',
      }),
  }),

  'features-count-as-they-are': property({
    // The first feature separates the classes; the second is in so small a unit that it decides all distances.
    given: fc.record({
      values: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 4, maxLength: 6 }),
      like: fc.nat(3),
      first: fc.constantFrom(0, 4),
    }),
    runs: 30,
    holds: async ({ predictKnn }, { values, like, first }) => {
      const X = values.map((value, i) => [(i % 2) * 4, value * 1024])
      const y = X.map((_, i) => `cell ${i}`)
      return same(
        await predictKnn({ X, y, k: 1, weights: 'uniform' }, [[first, X[like]![1]! + 64]]),
        [y[like]],
        undefined,
        { because: 'The nearest row counts as the features stand, however different their units.' },
      )
    },
  }),

  'classes-are-sorted-and-shares-add-up': property({
    given: fc.record({
      X: someRows,
      Q: fc.array(gridVec({ minLength: 2, maxLength: 2 }), { maxLength: 3 }),
      labels: someLabels,
      weights: fc.constantFrom('uniform' as const, 'distance' as const),
    }),
    runs: 40,
    holds: async ({ predictKnnProba }, { X, Q, labels, weights }) => {
      const y = X.map((_, i) => labels[i % labels.length]!)
      const { classes, proba } = await predictKnnProba({ X, y, k: X.length, weights }, Q)
      const expected = [...new Set(y)].sort((a, b) => (a < b ? -1 : 1))
      return all(
        same(classes, expected, undefined, {
          because: 'classes holds every training label once, ascending.',
        }),
        must(
          proba.length === Q.length && proba.every((row) => row.length === expected.length),
          'proba has one row a query and one column a class.',
          { got: proba },
        ),
        must(
          proba.every((row) => row.every((share) => share >= 0)),
          'A share is never negative.',
          { got: proba },
        ),
        must(
          proba.every((row) => Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) <= 1e-12),
          'The shares of one query add up to 1.',
          { got: proba },
        ),
      )
    },
  }),

  'moving-and-turning-changes-nothing': property({
    // One feature of each row is far from those of the others, so that no two distances are nearly equal.
    given: fc.record({
      rows: fc.array(fc.tuple(gridNumber({ min: -1, max: 1 }), gridNumber({ min: -1, max: 1 })), {
        minLength: 2,
        maxLength: 6,
      }),
      k: fc.nat(5),
      weights: fc.constantFrom('uniform' as const, 'distance' as const),
      by: gridVec({ minLength: 2, maxLength: 2 }),
      factor: fc.constantFrom(0.5, 2, 8),
    }),
    runs: 40,
    holds: async ({ predictKnnProba }, { rows, k, weights, by, factor }) => {
      const X = rows.map(([a, b], i) => [a + 2 ** (i + 2), b])
      const model: KnnModel = { X, y: X.map((_, i) => i % 3), k: 1 + (k % X.length), weights }
      const { proba } = await predictKnnProba(model, [[0, 0]])
      const ways: [string, (row: Vec) => Vec][] = [
        ['Adding the same constants to every row and to the query', (row) => row.map((x, j) => x + by[j]!)],
        [`Measuring every feature in a unit ${factor} times as fine`, (row) => row.map((x) => x * factor)],
        ['Turning everything by 90°', ([a, b]) => [-b!, a!]],
      ]
      for (const [what, move] of ways) {
        const after = await predictKnnProba({ ...model, X: X.map(move) }, [move([0, 0])])
        const verdict = same(after.proba, proba, closedForm, {
          because: `${what} must not change the shares.`,
        })
        if (verdict !== true) return verdict
      }
      return true
    },
  }),

  ...hygiene<Knn>(takes),
})
