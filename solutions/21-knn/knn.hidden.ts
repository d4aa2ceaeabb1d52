import fc from 'fast-check'
import {
  all,
  type BadInput,
  closedForm,
  contract,
  expectedFrom,
  gridNumber,
  gridVec,
  must,
  properties,
  property,
  same,
} from '#engine/spec/index.ts'
import type { KnnModel, Label, Mat, Vec } from '#kit'
import { neuronTable } from '#reference/data/neuron-table.ts'
import { sortedClasses } from '#reference/metrics/classification.ts'
import * as reference from '#reference/neighbors/knn.ts'
import { fitStandardScaler, transform } from '#reference/preprocessing/scaler.ts'

type Asked = { model: KnnModel; q: Vec }
type AskedMany = { model: KnnModel; Q: Mat }

/** Sets of labels: one of numbers that sorts differently as text, one of strings, one that a dictionary would ruin. */
const alphabets: readonly Label[][] = [
  [7, 10, -3],
  ['interneuron', 'pyramidal', 'Purkinje'],
  [0, 1, 2],
]
const alphabet = fc.constantFrom(...alphabets)
const whichLabels = fc.array(fc.nat(2), { minLength: 8, maxLength: 8 })
const recordings = new Map<string, Record<'train' | 'test', { X: Mat; y: Label[] }>>()
const offset = gridNumber({ min: -2, max: 2 })

/**
 * Rows around a query, each in a ring of its own: the row in ring r lies 2(r + 1) away along one feature and at
 * most 2 along each other, so that its distance is below 2(r + 2). No two distances are equal, nor nearly.
 */
function rings({
  weights = ['uniform'],
  nClasses = 3,
  minRows = 2,
  oddK = false,
}: {
  weights?: KnnModel['weights'][]
  nClasses?: number
  minRows?: number
  oddK?: boolean
} = {}): fc.Arbitrary<Asked> {
  const row = fc.record({
    axis: fc.nat(2),
    sign: fc.constantFrom(-1, 1),
    aside: fc.tuple(offset, offset, offset),
  })
  return fc
    .record({
      nCols: fc.integer({ min: 1, max: 3 }),
      n: fc.integer({ min: minRows, max: 7 }),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7, maxLength: 7 }),
      rows: fc.array(row, { minLength: 7, maxLength: 7 }),
      q: gridVec({ minLength: 3, maxLength: 3 }),
      k: fc.nat(6),
      labels: alphabet,
      which: whichLabels,
      weight: fc.constantFrom(...weights),
    })
    .map(({ nCols, n, order, rows, q, k, labels, which, weight }) => {
      const X = order
        .filter((ring) => ring < n)
        .map((ring, i) => {
          const { axis, sign, aside } = rows[i]!
          const away = (j: number) => (j === axis % nCols ? sign * 2 * (ring + 1) : aside[j]!)
          return q.slice(0, nCols).map((value, j) => value + away(j))
        })
      const y = X.map((_, i) => labels[which[i]! % nClasses]!)
      const some = 1 + (k % n)
      return {
        model: { X, y, k: oddK ? some - ((some + 1) % 2) : some, weights: weight },
        q: q.slice(0, nCols),
      }
    })
}

/** Rows on the axes through a query, at whole distances: ties are many and every formula ties exactly. */
const star: fc.Arbitrary<Asked> = fc
  .record({
    nCols: fc.integer({ min: 1, max: 3 }),
    q: gridVec({ minLength: 3, maxLength: 3 }),
    steps: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -3, max: 3 })), { minLength: 2, maxLength: 8 }),
    k: fc.nat(7),
  })
  .map(({ nCols, q, steps, k }) => {
    const from = q.slice(0, nCols)
    const X = steps.map(([axis, by]) => from.map((value, j) => (j === axis % nCols ? value + by : value)))
    return { model: { X, y: X.map((_, i) => i % 2), k: 1 + (k % X.length), weights: 'uniform' }, q: from }
  })

/** One feature, whole and half numbers: ties of distance and of votes, exact hits, several queries. */
const onALine = fc
  .record({
    rows: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 8 }),
    queries: fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 3 }),
    k: fc.nat(7),
    labels: alphabet,
    which: whichLabels,
  })
  .map(({ rows, queries, k, labels, which }): AskedMany => {
    const X = rows.map((value) => [value])
    const y = X.map((_, i) => labels[which[i]!]!)
    return {
      model: { X, y, k: 1 + (k % X.length), weights: 'uniform' },
      Q: queries.map((value) => [value / 2]),
    }
  })

/**
 * One neighbour near and m others `times` as far, all of another class. The near one has `times` votes to their m:
 * never equal, since `times` is not whole. Further rows are out of reach.
 */
const oneAgainstMany: fc.Arbitrary<AskedMany> = fc
  .record({
    q: gridNumber(),
    near: fc.constantFrom(1, 2),
    times: fc.constantFrom(1.5, 2.5, 3.5),
    sides: fc.array(fc.constantFrom(-1, 1), { minLength: 1, maxLength: 5 }),
    labels: alphabet,
    smallestIsNear: fc.boolean(),
    at: fc.nat(5),
  })
  .map(({ q, near, times, sides, labels, smallestIsNear, at }) => {
    const [one, other] = smallestIsNear ? [labels[0]!, labels[1]!] : [labels[1]!, labels[0]!]
    const where = Math.min(at, sides.length)
    const X = sides.map((side) => [q + side * near * times]).toSpliced(where, 0, [q + near])
    const y = sides.map(() => other).toSpliced(where, 0, one)
    return {
      model: {
        X: [...X, [q + 100], [q - 100]],
        y: [...y, labels[2]!, labels[2]!],
        k: X.length,
        weights: 'distance',
      },
      Q: [[q]],
    }
  })

export default properties<typeof import('#exercises/21-knn/knn.ts')>({
  'fit-remembers-the-data': property({
    given: onALine,
    runs: 40,
    holds: async ({ fitKnn }, { model: { X, y, k } }) => {
      const plain = await fitKnn(X, y, { k })
      const weighted = await fitKnn(X, y, { k, weights: 'distance' })
      return all(
        isModel(plain, { X, y, k, weights: 'uniform' }),
        isModel(weighted, { X, y, k, weights: 'distance' }),
      )
    },
  }),

  'nearest-matches-reference': property({
    given: rings(),
    covers: {
      'several features': [0.25, ({ q }) => q.length > 1],
      'fewer neighbours than rows': [0.25, ({ model }) => model.k < model.X.length],
    },
    holds: async ({ nearest }, { model, q }) =>
      same(neighboursOnly(await nearest(model, q)), neighboursOf(model, q), closedForm),
  }),

  'equal-distances-go-to-the-lower-index': property({
    given: star,
    covers: {
      'a tie for the last place': [
        0.13,
        ({ model, q }) => {
          const all = reference.nearest({ ...model, k: model.X.length }, q)
          return all[model.k - 1]?.distance === all[model.k]?.distance
        },
      ],
    },
    holds: async ({ nearest }, { model, q }) =>
      same(neighboursOnly(await nearest(model, q)), neighboursOf(model, q), closedForm, {
        because: 'Of rows at equal distance, the one with the lower index comes first.',
      }),
  }),

  'no-row-is-nearer': property({
    given: fc
      .record({
        rows: fc.array(gridVec({ minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 7 }),
        q: gridVec({ minLength: 2, maxLength: 2 }),
        k: fc.nat(6),
      })
      .map(({ rows, q, k }): Asked => {
        const y = rows.map((_, i) => i)
        return { model: { X: rows, y, k: 1 + (k % rows.length), weights: 'uniform' }, q }
      }),
    holds: async ({ nearest }, { model: { X, y, k, weights }, q }) => {
      const neighbours = neighboursOnly(await nearest({ X, y, k, weights }, q))
      const indices = new Set(neighbours.map(({ index }) => index))
      const slack = (distance: number) => distance * (1 + 1e-12) + 1e-12
      const far = slack(neighbours.at(-1)?.distance ?? 0)
      const outside = X.filter(
        (row, i) => !indices.has(i) && slack(Math.hypot(row[0]! - q[0]!, row[1]! - q[1]!)) < far,
      )
      return all(
        must(neighbours.length === k, `There are k = ${k} neighbours.`, { got: neighbours }),
        must(
          indices.size === k && neighbours.every(({ index }) => index in X),
          'Each neighbour is another row of X.',
          {
            got: neighbours,
          },
        ),
        must(
          neighbours.every(({ distance }, i) => i === 0 || slack(distance) >= neighbours[i - 1]!.distance),
          'The distances ascend.',
          { got: neighbours },
        ),
        must(outside.length === 0, 'A row that was left out is nearer than one that was taken.', {
          got: neighbours,
        }),
      )
    },
  }),

  'features-count-as-they-are': property({
    // The first feature separates the classes; the second is in so small a unit that it decides all distances.
    given: fc
      .record({
        values: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 4, maxLength: 6 }),
        like: fc.nat(5),
        relevant: fc.integer({ min: 0, max: 1 }),
      })
      .map(({ values, like, relevant }): AskedMany => {
        const X = values.map((value, i) => [(i % 2) * 4, value * 1024])
        // Every row has a label of its own, so that the answer names it.
        const y = X.map((_, i) => `cell ${i}`)
        return {
          model: { X, y, k: 1, weights: 'uniform' },
          Q: [[relevant * 4, X[like % X.length]![1]! + 64]],
        }
      }),
    runs: 40,
    holds: async ({ predictKnn }, { model, Q }) =>
      same(await predictKnn(model, Q), predictedBy(model, Q), undefined, {
        because:
          'The nearest row counts as the features stand, however different their units: nothing is rescaled.',
      }),
  }),

  'the-majority-wins': property({
    given: rings({ nClasses: 2, minRows: 4, oddK: true }),
    // One near neighbour against four, who win by heads and by distance.
    examples: [
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
    ].map((y): AskedMany => ({ model: { X: [[-1], [1]], y, k: 2, weights: 'uniform' }, Q: [[0]] })),
    covers: { 'equal votes': [0.11, ({ model, Q }) => Q.some((q) => isVoteTie(model, q))] },
    holds: async ({ predictKnn }, { model, Q }) =>
      same(await predictKnn(model, Q), predictedBy(model, Q), undefined, {
        because: 'The most votes win; of equal votes, the smallest class.',
      }),
  }),

  'shares-match-reference': property({
    given: onALine,
    covers: {
      'a query on a training row': [
        0.13,
        ({ model, Q }) => Q.some((q) => reference.nearest(model, q)[0]!.distance === 0),
      ],
    },
    holds: async ({ predictKnnProba }, { model, Q }) => isProba(await predictKnnProba(model, Q), model, Q),
  }),

  'classes-are-sorted-and-shares-add-up': property({
    given: fc
      .record({ asked: rings({ weights: ['uniform', 'distance'] }), again: fc.nat(2) })
      .map(({ asked: { model, q }, again }) => ({ model, Q: Array<Vec>(1 + again).fill(q) })),
    runs: 60,
    holds: async ({ predictKnnProba }, { model, Q }) => {
      const { classes, proba } = await predictKnnProba(model, Q)
      const expected = sortedClasses(model.y)
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

  'closer-neighbours-have-larger-shares': property({
    given: rings({ weights: ['distance'] }).map(({ model, q }) => ({ model, Q: [q] })),
    holds: async ({ predictKnnProba }, { model, Q }) => isProba(await predictKnnProba(model, Q), model, Q),
  }),

  'closer-neighbours-can-outvote-many': property({
    given: oneAgainstMany,
    covers: {
      'the near one wins against several': [
        0.06,
        ({ model, Q }) =>
          model.k > 2 && predictedBy(model, Q)[0] !== predictedBy({ ...model, weights: 'uniform' }, Q)[0],
      ],
      'the many win': [
        0.2,
        ({ model, Q }) => reference.nearest(model, Q[0]!).length > 2 && manyWin(model, Q),
      ],
    },
    holds: async ({ predictKnn }, { model, Q }) => same(await predictKnn(model, Q), predictedBy(model, Q)),
  }),

  'exact-hits-decide': property({
    given: onALine.map(({ model }) => ({
      model: { ...model, weights: 'distance' as const },
      Q: model.X.slice(0, 3),
    })),
    covers: {
      'neighbours that hit and others': [
        0.25,
        ({ model, Q }) => Q.some((q) => reference.nearest(model, q).some(({ distance }) => distance > 0)),
      ],
      'several hits': [
        0.15,
        ({ model, Q }) => Q.some((q) => (reference.nearest(model, q)[1]?.distance ?? 1) === 0),
      ],
    },
    holds: async ({ predictKnn, predictKnnProba }, { model, Q }) =>
      all(
        isProba(
          await predictKnnProba(model, Q),
          model,
          Q,
          'Where neighbours are at distance 0, only those vote, one vote each.',
        ),
        same(await predictKnn(model, Q), predictedBy(model, Q)),
      ),
  }),

  'moving-and-turning-changes-nothing': property({
    given: fc.record({
      asked: rings({ weights: ['uniform', 'distance'] }),
      by: gridVec({ minLength: 3, maxLength: 3 }),
      factor: fc.constantFrom(0.5, 2, 8),
    }),
    runs: 60,
    holds: async ({ predictKnnProba }, { asked: { model, q }, by, factor }) => {
      const before = await predictKnnProba(model, [q])
      const ways: [string, (row: Vec) => Vec][] = [
        [
          'Adding the same constants to every row and to the query',
          (row) => row.map((value, j) => value + by[j]!),
        ],
        [
          `Measuring every feature in a unit ${factor} times as fine`,
          (row) => row.map((value) => value * factor),
        ],
        ['Turning everything by 90°', ([a, b, ...rest]) => (b === undefined ? [-a!] : [-b, a!, ...rest])],
      ]
      for (const [what, move] of ways) {
        const after = await predictKnnProba({ ...model, X: model.X.map(move) }, [move(q)])
        const verdict = same(after.proba, before.proba, closedForm, {
          because: `${what} must not change the shares.`,
        })
        if (verdict !== true) return verdict
      }
      return true
    },
  }),

  'order-of-recording-does-not-matter': property({
    given: rings({ nClasses: 2, oddK: true }),
    runs: 60,
    holds: async ({ nearest, predictKnn }, { model, q }) => {
      const turned = { ...model, X: model.X.toReversed(), y: model.y.toReversed() }
      const distances = async (of: KnnModel) => (await nearest(of, q)).map(({ distance }) => distance)
      return all(
        same(await distances(turned), await distances(model), closedForm, {
          because: 'With the training rows in reverse order, the same distances must come out.',
        }),
        same(await predictKnn(turned, [q]), await predictKnn(model, [q]), undefined, {
          because: 'With the training rows in reverse order, the answer must be the same.',
        }),
      )
    },
  }),

  'twice-the-data-twice-k': property({
    given: rings(),
    runs: 60,
    holds: async ({ predictKnn }, { model, q }) => {
      const { X, y, k } = model
      const doubled: KnnModel = { X: [...X, ...X], y: [...y, ...y], k: 2 * k, weights: 'uniform' }
      return same(await predictKnn(doubled, [q]), await predictKnn(model, [q]), undefined, {
        because: 'With every row twice and k doubled, all votes double and the answer stays.',
      })
    },
  }),

  'all-neighbours-are-the-majority': property({
    given: fc
      .record({
        rows: fc.array(gridVec({ minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
        labels: alphabet,
        which: whichLabels,
        q: gridVec({ minLength: 2, maxLength: 2 }),
      })
      .map(({ rows, labels, which, q }) => {
        const y = rows.map((_, i) => labels[which[i]!]!)
        return { model: { X: rows, y, k: rows.length, weights: 'uniform' as const }, Q: [q] }
      }),
    runs: 60,
    holds: async ({ predictKnn }, { model, Q }) =>
      same(await predictKnn(model, Q), [mostFrequent(model.y)], undefined, {
        because:
          'With k = n everybody votes, so the answer is the most frequent label (of equals the smallest).',
      }),
  }),

  'one-class-is-enough': property({
    given: [
      { X: [[1], [3]], y: ['interneuron', 'interneuron'], q: [8] },
      { X: [[1, 2]], y: [4], q: [0, 0] },
    ],
    holds: async ({ fitKnn, predictKnn, predictKnnProba }, { X, y, q }) => {
      const k = X.length
      const model: KnnModel = { X, y, k, weights: 'uniform' }
      return all(
        isModel(await fitKnn(X, y, { k }), model),
        same(await predictKnn(model, [q]), [y[0]]),
        isProba(await predictKnnProba(model, [q]), model, [q]),
      )
    },
  }),

  'no-rows-no-answers': property({
    given: [{ model: { X: [[0], [1]], y: ['b', 'a'], k: 1, weights: 'uniform' as const } }],
    holds: async ({ predictKnn, predictKnnProba }, { model }) =>
      all(same(await predictKnn(model, []), []), isProba(await predictKnnProba(model, []), model, [])),
  }),

  'fit-and-predict-work-together': property({
    given: onALine,
    runs: 60,
    holds: async ({ fitKnn, predictKnn }, { model, Q }) =>
      same(
        await predictKnn(await fitKnn(model.X, model.y, { k: model.k }), Q),
        predictedBy(model, Q),
        undefined,
        {
          because: 'These are the answers of the fitted model.',
        },
      ),
  }),

  'tells-neurons-apart': property({
    // measured, 60 seeds: the reference 0.960–1.000; labels shuffled 0.61–0.84; always the majority 0.74–0.85.
    // The seeds are fixed and the method has no chance in it, so a correct solution can't fail by bad luck.
    given: [{ seed: 'recording 1' }, { seed: 'recording 2' }, { seed: 'recording 3' }],
    holds: async ({ predictKnn }, { seed }) => {
      const { train, test } = recording(seed)
      const answers = await predictKnn({ ...train, k: 5, weights: 'uniform' }, test.X)
      const accuracy = test.y.filter((label, i) => label === answers[i]).length / test.y.length
      return must(
        accuracy >= 0.94,
        'Trained on 150 simulated neurons, the model must be right for at least 94 % of 150 others.',
        { got: accuracy },
      )
    },
  }),

  ...contract({ given: onALine, calls: legalCalls, badInput: badInput() }),
})

/** Standardised simulated neurons, half to train and half to test with; made once, since making them takes time. */
function recording(seed: string): Record<'train' | 'test', { X: Mat; y: Label[] }> {
  const known = recordings.get(seed)
  if (known) return known
  const { X, y } = neuronTable(seed, { n: 300 })
  const scaled = transform(fitStandardScaler(X.slice(0, 150)), X)
  const made = {
    train: { X: scaled.slice(0, 150), y: y.slice(0, 150) },
    test: { X: scaled.slice(150), y: y.slice(150) },
  }
  recordings.set(seed, made)
  return made
}

function neighboursOf(model: KnnModel, q: Vec) {
  return expectedFrom(() => reference.nearest(model, q))
}

function predictedBy(model: KnnModel, Q: Mat): Label[] {
  return expectedFrom(() => reference.predictKnn(model, Q))
}

/** Only what the README promises is compared: entries and records may hold more. */
function neighboursOnly(entries: { index: number; distance: number }[]) {
  return entries.map(({ index, distance }) => ({ index, distance }))
}

function isModel({ X, y, k, weights }: KnnModel, expected: KnnModel) {
  return same({ X, y, k, weights }, expected)
}

function isProba(
  { classes, proba }: { classes: Label[]; proba: Mat },
  model: KnnModel,
  Q: Mat,
  because?: string,
) {
  const expected = expectedFrom(() => reference.predictKnnProba(model, Q))
  return same({ classes, proba }, expected, closedForm, because ? { because } : {})
}

function isVoteTie(model: KnnModel, q: Vec): boolean {
  const shares = reference.predictKnnProba(model, [q]).proba[0]!
  return shares.filter((share) => share === Math.max(...shares)).length > 1
}

/** Whether the class with more neighbours wins although another has the nearest one. */
function manyWin(model: KnnModel, Q: Mat): boolean {
  return predictedBy(model, Q)[0] !== predictedBy({ ...model, k: 1 }, Q)[0]
}

function mostFrequent(y: Label[]): Label {
  const count = (label: Label) => y.filter((other) => other === label).length
  return [...y].sort((a, b) => count(b) - count(a) || (a < b ? -1 : a > b ? 1 : 0))[0]!
}

function legalCalls({ model: { X }, Q }: AskedMany) {
  const y = X.map((_, i) => (i % 2 ? 'pyramidal' : 'interneuron'))
  const model: KnnModel = { X, y, k: 1, weights: 'uniform' }
  return {
    fitKnn: [X, y, { k: 1 }],
    nearest: [model, Q[0]!],
    predictKnn: [model, Q],
    predictKnnProba: [model, Q],
  }
}

function badInput(): BadInput[] {
  const X = [
    [0, 1],
    [2, 4],
    [5, 3],
  ]
  const y = ['a', 'b', 'a']
  const model: KnnModel = { X, y, k: 2, weights: 'uniform' }
  const fit = { fn: 'fitKnn', good: [X, y, { k: 2 }] }
  const queries = ['predictKnn', 'predictKnnProba'].flatMap((fn): BadInput[] => [
    {
      fn,
      what: 'a query has too few features',
      bad: [model, [[1, 1], [1]]],
      good: [model, [[1, 1]]],
      code: 'SHAPE',
    },
    {
      fn,
      what: 'a query has too many features',
      bad: [model, [[1, 1, 1]]],
      good: [model, [[1, 1]]],
      code: 'SHAPE',
    },
    { fn, what: 'Q holds NaN', bad: [model, [[1, Number.NaN]]], good: [model, [[1, 1]]], code: 'NON_FINITE' },
    {
      fn,
      what: 'Q holds infinity',
      bad: [
        model,
        [
          [1, 1],
          [Number.POSITIVE_INFINITY, 1],
        ],
      ],
      good: [model, [[1, 1]]],
      code: 'NON_FINITE',
    },
  ])
  return [
    { ...fit, what: 'there are no samples', bad: [[], [], { k: 1 }], code: 'EMPTY' },
    { ...fit, what: 'X and y differ in length', bad: [X, ['a', 'b'], { k: 2 }], code: 'SHAPE' },
    { ...fit, what: 'X and y differ in length', bad: [X, [...y, 'a'], { k: 2 }], code: 'SHAPE' },
    {
      ...fit,
      what: 'the rows of X differ in length',
      bad: [[[0, 1], [2], [5, 3]], y, { k: 2 }],
      code: 'SHAPE',
    },
    {
      ...fit,
      what: 'X holds NaN',
      bad: [
        [
          [0, 1],
          [2, Number.NaN],
          [5, 3],
        ],
        y,
        { k: 2 },
      ],
      code: 'NON_FINITE',
    },
    {
      ...fit,
      what: 'X holds infinity',
      bad: [
        [
          [0, 1],
          [2, 4],
          [Number.NEGATIVE_INFINITY, 3],
        ],
        y,
        { k: 2 },
      ],
      code: 'NON_FINITE',
    },
    { ...fit, what: 'k is 0', bad: [X, y, { k: 0 }], code: 'PARAM' },
    { ...fit, what: 'k is negative', bad: [X, y, { k: -1 }], code: 'PARAM' },
    { ...fit, what: 'k is not whole', bad: [X, y, { k: 1.5 }], code: 'PARAM' },
    { ...fit, what: 'k is above the number of rows', bad: [X, y, { k: 4 }], code: 'PARAM' },
    {
      fn: 'nearest',
      what: 'q has too few features',
      bad: [model, [1]],
      good: [model, [1, 1]],
      code: 'SHAPE',
    },
    {
      fn: 'nearest',
      what: 'q has too many features',
      bad: [model, [1, 1, 1]],
      good: [model, [1, 1]],
      code: 'SHAPE',
    },
    {
      fn: 'nearest',
      what: 'q holds NaN',
      bad: [model, [Number.NaN, 1]],
      good: [model, [1, 1]],
      code: 'NON_FINITE',
    },
    {
      fn: 'nearest',
      what: 'q holds infinity',
      bad: [model, [1, Number.POSITIVE_INFINITY]],
      good: [model, [1, 1]],
      code: 'NON_FINITE',
    },
    ...queries,
  ]
}
