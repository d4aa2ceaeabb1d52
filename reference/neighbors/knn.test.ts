import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KnnModel, Label, Mat } from '#kit'
import { squaredDistance, sum } from '../linear-algebra/vector.ts'
import { dyadic, labels } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { fitKnn, nearest, predictKnn, predictKnnProba } from './knn.ts'

const runs = { seed: 1, numRuns: 300 }
/** Few values, so that distances and votes tie often; a query is at times a training row. */
const coarse = fc.integer({ min: -2, max: 2 })
const asked = fc
  .record({
    rows: fc.array(fc.tuple(coarse, coarse), { minLength: 1, maxLength: 8 }),
    y: labels(8, 8),
    k: fc.nat(7),
    weights: fc.constantFrom<KnnModel['weights']>('uniform', 'distance'),
    q: fc.tuple(coarse, coarse),
  })
  .map(({ rows, y, k, weights, q }) => ({
    model: fitKnn(rows, y.slice(0, rows.length), { k: 1 + (k % rows.length), weights }),
    q: q as number[],
  }))

describe('the neighbours', () => {
  test('are those that a search of all rows finds one by one', () => {
    fc.assert(
      fc.property(asked, ({ model: { X, y, k, weights }, q }) => {
        const left = new Set(X.keys())
        const expected = Array.from({ length: k }, () => {
          let best = -1
          for (const i of left)
            if (best === -1 || squaredDistance(X[i]!, q) < squaredDistance(X[best]!, q)) best = i
          left.delete(best)
          return { index: best, distance: Math.sqrt(squaredDistance(X[best]!, q)) }
        })
        expect(nearest({ X, y, k, weights }, q)).toEqual(expected)
      }),
      runs,
    )
  })
})

describe('the vote', () => {
  test('has shares that sum to 1, and the answer is the first class with the largest', () => {
    fc.assert(
      fc.property(asked, ({ model, q }) => {
        const { classes, proba } = predictKnnProba(model, [q])
        expect(classes).toEqual([...new Set(model.y)].sort((a, b) => (a < b ? -1 : 1)))
        expect(sum(proba[0]!)).toBeCloseTo(1, 12)
        expect(predictKnn(model, [q])).toEqual([classes[proba[0]!.indexOf(Math.max(...proba[0]!))]])
      }),
      runs,
    )
  })

  test('by heads counts them; by distance it is the sum of their inverse distances, of hits alone if there are any', () => {
    fc.assert(
      fc.property(asked, ({ model, q }) => {
        const voters = nearest(model, q)
        const hits = voters.filter(({ distance }) => distance === 0)
        const who = model.weights === 'distance' && hits.length > 0 ? hits : voters
        const vote = (distance: number) => (model.weights === 'uniform' || hits.length > 0 ? 1 : 1 / distance)
        const votesOf = (label: Label) =>
          sum(who.filter(({ index }) => model.y[index] === label).map(({ distance }) => vote(distance)))
        const { classes, proba } = predictKnnProba(model, [q])
        const all = sum(classes.map(votesOf))
        for (const [c, label] of classes.entries()) expect(proba[0]![c]).toBeCloseTo(votesOf(label) / all, 12)
      }),
      runs,
    )
  })

  test('of all rows by heads is the majority, whatever the query', () => {
    const model = fitKnn([[0], [1], [2]], ['b', 'a', 'b'], { k: 3 })
    expect(predictKnn(model, [[-9], [9]])).toEqual(['b', 'b'])
  })
})

test('training keeps a copy of rows and labels', () => {
  const X: Mat = [[1], [2]]
  const model = fitKnn(X, ['a', 'b'], { k: 2 })
  expect(model).toEqual({ X, y: ['a', 'b'], k: 2, weights: 'uniform' })
  expect(model.X[0]).not.toBe(X[0])
})

test('no rows give no labels, and the classes all the same', () => {
  const model = fitKnn([[1], [2]], [10, 9], { k: 1 })
  expect(predictKnn(model, [])).toEqual([])
  expect(predictKnnProba(model, [])).toEqual({ classes: [9, 10], proba: [] })
})

test('moving rows and query alike changes no distance', () => {
  fc.assert(
    fc.property(asked, dyadic, ({ model, q }, by) => {
      const moved = { ...model, X: model.X.map((row) => row.map((value) => value + by)) }
      expect(
        nearest(
          moved,
          q.map((value) => value + by),
        ),
      ).toEqual(nearest(model, q))
    }),
    runs,
  )
})

test.each<[string, string, () => unknown]>([
  ['NON_FINITE', 'NaN for a class', () => fitKnn([[1], [2]], [0, Number.NaN], { k: 1 })],
  ['PARAM', 'classes of two kinds', () => fitKnn([[1], [2]], [0, 'a'], { k: 1 })],
  ['PARAM', 'weights that there are not', () => fitKnn([[1]], [0], { k: 1, weights: 'rank' as 'uniform' })],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any rows and queries have neighbours, or are refused', () => {
  const rows = fc.array(fc.tuple(coarse, coarse), { maxLength: 5 })
  const training = fc
    .tuple(
      rows,
      labels(5, 5),
      fc.constantFrom(1, 2, 3),
      fc.constantFrom<KnnModel['weights']>('uniform', 'distance'),
    )
    .map(([X, y, k, weights]): Parameters<typeof fitKnn> => [X, y.slice(0, X.length), { k, weights }])
  fuzz(fitKnn, training)
  const model = fc.constant(
    fitKnn(
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      ['b', 'a', 'b'],
      { k: 2, weights: 'distance' },
    ),
  )
  fuzz(nearest, fc.tuple(model, fc.tuple(dyadic, dyadic)), { spared: [0] })
  fuzz(predictKnn, fc.tuple(model, rows), { spared: [0] })
  fuzz(predictKnnProba, fc.tuple(model, rows), { spared: [0] })
})
