import fc from 'fast-check'
import {
  all,
  type BadInput,
  closedForm,
  contract,
  expectedFrom,
  gridNumber,
  gridVec,
  linearAlgebra,
  matches,
  must,
  properties,
  property,
  same,
  scaleOf,
} from '#engine/spec/index.ts'
import type { LinearModel, Mat, Vec } from '#kit'
import * as reference from '#reference/linear-model/linear.ts'

type Data = { X: Mat; y: Vec }
type Penalised = Data & { opt: { alpha: number } }

/** Where the rows of a case begin: the corners 0, 4·e₁, 4·e₂ … keep its columns from depending on each other. */
const corners = (nCols: number): Mat =>
  Array.from({ length: nCols + 1 }, (_, i) => Array.from({ length: nCols }, (_, j) => (i === j + 1 ? 4 : 0)))
const near = gridNumber({ min: -4, max: 4 })
const targets = gridVec({ minLength: 9, maxLength: 9 })

/** Independent columns of moderate condition (below about 50), away from the origin; n > d. */
function wellSpread({ minCols = 1, maxMore = 5 } = {}): fc.Arbitrary<Data> {
  return fc
    .record({
      nCols: fc.integer({ min: minCols, max: 3 }),
      more: fc.array(gridVec({ minLength: 3, maxLength: 3, min: -4, max: 4 }), { maxLength: maxMore }),
      shift: gridVec({ minLength: 3, maxLength: 3 }),
      targets,
    })
    .map(({ nCols, more, shift, targets }) => {
      const rows = [...corners(nCols), ...more]
      const X = rows.map((row) => shift.slice(0, nCols).map((by, j) => row[j]! + by))
      return { X, y: targets.slice(0, X.length) }
    })
}

/**
 * Columns of which some repeat others: copies, multiples, sums. Four rows of grid numbers, so that even their
 * means are exact and the dependence survives centring to the last bit.
 */
const dependentColumns: fc.Arbitrary<Data> = fc
  .record({
    nCols: fc.integer({ min: 1, max: 2 }),
    more: fc.tuple(fc.tuple(near, near), fc.tuple(near, near)),
    repeats: fc.array(fc.tuple(fc.constantFrom(1, 2, 0.5, -1), fc.constantFrom(0, 1, -1)), {
      minLength: 1,
      maxLength: 2,
    }),
    targets,
  })
  .map(({ nCols, more, repeats, targets }) => {
    const rows = [...corners(nCols), ...more.map((row) => row.slice(0, nCols))].slice(0, 4)
    const X = rows.map((row) => [...row, ...repeats.map(([a, b]) => a * row[0]! + b * (row[1] ?? 0))])
    return { X, y: targets.slice(0, X.length) }
  })

/** Fewer samples than it takes: 2 or 4 rows (exact means) and at least as many columns. */
const moreFeaturesThanSamples: fc.Arbitrary<Data> = fc
  .record({
    nCols: fc.constantFrom(1, 3),
    further: fc.array(gridVec({ minLength: 4, maxLength: 4, min: -4, max: 4 }), {
      minLength: 1,
      maxLength: 2,
    }),
    targets,
  })
  .map(({ nCols, further, targets }) => {
    const X = corners(nCols).map((row, i) => [...row, ...further.map((column) => column[i]!)])
    return { X, y: targets.slice(0, X.length) }
  })

function penalised(data: fc.Arbitrary<Data>, alphas = [0.5, 2, 8]): fc.Arbitrary<Penalised> {
  return fc
    .record({ data, alpha: fc.constantFrom(...alphas) })
    .map(({ data, alpha }) => ({ ...data, opt: { alpha } }))
}

export default properties<typeof import('#exercises/18-linear-regression/linear-regression.ts')>({
  'least-squares-matches-reference': property({
    given: penalised(wellSpread(), [0]),
    covers: { 'several features': [0.25, ({ X }) => X[0]!.length > 1] },
    holds: async ({ fitLinear }, { X, y, opt }) =>
      isModel(await fitLinear(X, y, opt), bestModel(X, y, 0), [X, y]),
  }),

  'ridge-matches-reference': property({
    given: penalised(fc.oneof(wellSpread(), wellSpread(), dependentColumns)),
    covers: { 'several features': [0.25, ({ X }) => X[0]!.length > 1] },
    holds: async ({ fitLinear }, { X, y, opt }) =>
      isModel(await fitLinear(X, y, opt), bestModel(X, y, opt.alpha), [X, y]),
  }),

  'alpha-is-zero-by-default': property({
    given: wellSpread(),
    runs: 40,
    holds: async ({ fitLinear }, { X, y }) =>
      all(
        isModel(await fitLinear(X, y), bestModel(X, y, 0), [X, y]),
        isModel(await fitLinear(X, y, {}), bestModel(X, y, 0), [X, y]),
      ),
  }),

  'recovers-a-planted-model': property({
    given: fc
      .record({ data: wellSpread(), w: gridVec({ minLength: 3, maxLength: 3 }), b: gridNumber() })
      .map(({ data: { X }, w, b }) => {
        const coef = w.slice(0, X[0]!.length)
        return { X, coef, intercept: b }
      }),
    holds: async ({ fitLinear }, { X, coef, intercept }) => {
      const y = X.map((row) => row.reduce((sum, value, j) => sum + value * coef[j]!, intercept))
      return isModel(
        await fitLinear(X, y),
        { coef, intercept },
        [X, y],
        'The targets lie exactly on a plane, so that plane has the smallest loss: 0.',
      )
    },
  }),

  'targets-move-the-model': property({
    given: fc
      .record({
        data: penalised(wellSpread(), [0, 2]),
        shift: gridNumber(),
        scale: fc.constantFrom(-2, 0.5, 4),
      })
      .map(({ data, shift, scale }) => ({ ...data, shift, scale })),
    runs: 60,
    holds: async ({ fitLinear }, { X, y, opt, shift, scale }) => {
      const { coef, intercept } = await fitLinear(X, y, opt)
      const shifted = await fitLinear(
        X,
        y.map((target) => target + shift),
        opt,
      )
      const scaled = await fitLinear(
        X,
        y.map((target) => target * scale),
        opt,
      )
      return all(
        isModel(
          shifted,
          { coef, intercept: intercept + shift },
          [X, y, shift],
          `With ${shift} added to every target, only the intercept changes, by ${shift}.`,
        ),
        isModel(
          scaled,
          { coef: coef.map((w) => w * scale), intercept: intercept * scale },
          [X, y, intercept],
          `With every target times ${scale}, coefficients and intercept are ${scale} times what they were.`,
        ),
      )
    },
  }),

  'moved-features-change-only-the-intercept': property({
    given: fc
      .record({ data: penalised(wellSpread(), [0, 2]), by: gridVec({ minLength: 3, maxLength: 3 }) })
      .map(({ data, by }) => ({ ...data, by: by.slice(0, data.X[0]!.length) })),
    runs: 60,
    holds: async ({ fitLinear }, { X, y, opt, by }) => {
      const { coef, intercept } = await fitLinear(X, y, opt)
      const moved = X.map((row) => row.map((value, j) => value + by[j]!))
      return isModel(
        await fitLinear(moved, y, opt),
        { coef, intercept: by.reduce((rest, shift, j) => rest - shift * coef[j]!, intercept) },
        [X, y, by],
        'Adding a constant to each column moves the line sideways: the coefficients stay.',
      )
    },
  }),

  'other-units-other-coefficients': property({
    given: fc
      .record({ data: wellSpread(), factor: fc.constantFrom(2 ** -10, 2 ** 10) })
      .map(({ data, factor }) => ({ ...data, factor })),
    runs: 60,
    holds: async ({ fitLinear }, { X, y, factor }) => {
      const { coef, intercept } = await fitLinear(X, y)
      return isModel(
        await fitLinear(
          X.map((row) => row.map((value) => value * factor)),
          y,
        ),
        { coef: coef.map((w) => w / factor), intercept },
        [X, y],
        `With every feature times ${factor}, the coefficients must be divided by that.`,
      )
    },
  }),

  'order-does-not-matter': property({
    given: penalised(fc.oneof(wellSpread({ minCols: 2 }), dependentColumns), [0, 2]),
    runs: 60,
    holds: async ({ fitLinear }, { X, y, opt }) => {
      const { coef, intercept } = await fitLinear(X, y, opt)
      const turned = X.map((row) => row.toReversed())
      return all(
        isModel(
          await fitLinear(turned, y, opt),
          { coef: coef.toReversed(), intercept },
          [X, y],
          'With the columns in reverse order, the coefficients come in reverse order.',
        ),
        isModel(
          await fitLinear(X.toReversed(), y.toReversed(), opt),
          { coef, intercept },
          [X, y],
          'With the samples in reverse order, the model stays the same.',
        ),
      )
    },
  }),

  'the-loss-is-a-sum': property({
    given: penalised(wellSpread({ maxMore: 3 })),
    runs: 60,
    holds: async ({ fitLinear }, { X, y, opt: { alpha } }) => {
      const { coef, intercept } = await fitLinear(X, y, { alpha })
      return isModel(
        await fitLinear([...X, ...X], [...y, ...y], { alpha: 2 * alpha }),
        { coef, intercept },
        [X, y],
        'Every sample twice and alpha twice as large is twice the loss, so the minimum is where it was.',
      )
    },
  }),

  'more-penalty-gives-smaller-weights': property({
    given: wellSpread({ maxMore: 3 }),
    runs: 60,
    holds: async ({ fitLinear }, { X, y }) => {
      const models = await fitLinear.many([0, 1, 4, 64].map((alpha) => [X, y, { alpha }]))
      const lengths = models.map(({ coef }) => squares(coef))
      const losses = models.map((model) =>
        squares(reference.predictLinear(model, X).map((p, i) => p - y[i]!)),
      )
      return all(
        must(
          neverFalls(lengths.toReversed(), squares(y)),
          'A larger alpha must not give larger weights: here is ‖w‖² for alpha = 0, 1, 4, 64.',
          { got: lengths },
        ),
        must(
          neverFalls(losses, squares(y)),
          'A larger alpha must not fit the training data better: here is Σ residual² for alpha = 0, 1, 4, 64.',
          { got: losses },
        ),
      )
    },
  }),

  'a-huge-penalty-leaves-the-mean': property({
    given: wellSpread({ maxMore: 3 }),
    runs: 40,
    holds: async ({ fitLinear }, { X, y }) => {
      const got = await fitLinear(X, y, { alpha: 1e12 })
      const expected = { coef: X[0]!.map(() => 0), intercept: y.reduce((sum, t) => sum + t, 0) / y.length }
      return isModel(
        got,
        expected,
        [],
        'At alpha = 1e12 the weights are all but 0, and the free intercept is the mean of y.',
        { rel: 0, abs: 1e-6 },
      )
    },
  }),

  'picks-the-smallest-weights': property({
    given: fc.oneof(dependentColumns, moreFeaturesThanSamples),
    examples: [
      {
        X: [
          [0, 0],
          [1, 1],
        ],
        y: [0, 1],
      },
    ],
    covers: {
      'as many features as samples or more': [0.2, ({ X }) => X[0]!.length >= X.length],
      'columns that repeat each other': [0.13, ({ X }) => X[0]!.length < X.length],
    },
    holds: async ({ fitLinear }, { X, y }) =>
      isModel(
        await fitLinear(X, y),
        bestModel(X, y, 0),
        [X, y],
        'Many weight vectors fit equally well here. Expected is the one with the smallest ‖w‖.',
      ),
  }),

  'columns-without-spread-get-zero': property({
    given: fc
      .record({
        data: wellSpread(),
        value: fc.constantFrom(0, 1, -2.5, 1024),
        at: fc.nat(3),
      })
      .map(({ data: { X, y }, value, at }) => ({
        X: X.map((row) => row.toSpliced(Math.min(at, row.length), 0, value)),
        y,
        at: Math.min(at, X[0]!.length),
      })),
    holds: async ({ fitLinear }, { X, y, at }) => {
      const { coef, intercept } = bestModel(
        X.map((row) => row.toSpliced(at, 1)),
        y,
        0,
      )
      return isModel(
        await fitLinear(X, y),
        { coef: coef.toSpliced(at, 0, 0), intercept },
        [X, y],
        'A column that never varies explains nothing: its coefficient is 0, and the others are as without it.',
      )
    },
  }),

  'one-sample-fits-itself': property({
    given: [
      { X: [[2]], y: [5] },
      { X: [[2, -1, 0]], y: [-3.5] },
      { X: [[1, 8]], y: [0.25], opt: { alpha: 2 } },
    ],
    holds: async ({ fitLinear }, { X, y, opt }) =>
      isModel(
        await fitLinear(X, y, opt),
        { coef: X[0]!.map(() => 0), intercept: y[0]! },
        [X, y],
        'One sample has no spread: coefficients 0, and its own target as intercept.',
      ),
  }),

  'handles-nearly-equal-columns': property({
    // The second column is the first plus 0, 1/16 or 1/8: the condition is about 100, so the coefficients are
    // large, but every exact method predicts the same.
    given: fc
      .record({
        more: fc.array(fc.tuple(near, fc.constantFrom(0, 1 / 16, 1 / 8)), { maxLength: 4 }),
        targets,
      })
      .map(({ more, targets }) => {
        const first = [
          [0, 0],
          [4, 0],
          [0, 1 / 8],
          [4, 1 / 8],
        ]
        const X = [...first, ...more].map(([t, extra]) => [t!, t! + extra!])
        return { X, y: targets.slice(0, X.length) }
      }),
    runs: 60,
    holds: async ({ fitLinear }, { X, y }) => {
      const model = await fitLinear(X, y, { alpha: 0 })
      const expected = expectedFrom(() => reference.predictLinear(bestModel(X, y, 0), X))
      return same(reference.predictLinear(model, X), expected, linearAlgebra, {
        scale: scaleOf([X, y]),
        because: 'These are X · coef + intercept with your model and with the best one.',
      })
    },
  }),

  'is-never-worse-than-the-mean': property({
    given: fc.oneof(wellSpread(), dependentColumns, moreFeaturesThanSamples),
    runs: 60,
    holds: async ({ fitLinear }, { X, y }) => {
      const model = await fitLinear(X, y)
      const mean = y.reduce((sum, target) => sum + target, 0) / y.length
      const residual = squares(reference.predictLinear(model, X).map((p, i) => p - y[i]!))
      const spread = squares(y.map((target) => target - mean))
      return must(
        residual <= spread + 1e-12 * (1 + squares(y)),
        'On its training data least squares is never worse than always answering the mean of y.',
        { got: residual, expected: spread },
      )
    },
  }),

  'predicts-the-weighted-sum': property({
    given: fc
      .record({
        nCols: fc.integer({ min: 1, max: 3 }),
        w: gridVec({ minLength: 3, maxLength: 3 }),
        intercept: gridNumber(),
        rows: fc.array(gridVec({ minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      })
      .map(({ nCols, w, intercept, rows }) => ({
        model: { coef: w.slice(0, nCols), intercept },
        X: rows.map((row) => row.slice(0, nCols)),
      })),
    holds: matches('predictLinear', reference.predictLinear, closedForm),
  }),

  'no-rows-no-predictions': property({
    given: [{ model: { coef: [2], intercept: 1 } }, { model: { coef: [1, -1], intercept: 0 } }],
    holds: async ({ predictLinear }, { model }) => same(await predictLinear(model, []), []),
  }),

  'fit-and-predict-work-together': property({
    given: fc
      .record({
        data: wellSpread(),
        rows: fc.array(gridVec({ minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      })
      .map(({ data, rows }) => ({ ...data, unseen: rows.map((row) => row.slice(0, data.X[0]!.length)) })),
    runs: 60,
    holds: async ({ fitLinear, predictLinear }, { X, y, unseen }) => {
      const expected = reference.predictLinear(bestModel(X, y, 0), unseen)
      return same(await predictLinear(await fitLinear(X, y), unseen), expected, linearAlgebra, {
        scale: scaleOf([X, y, expected]),
        because: 'These are the predictions of the fitted model for rows that it has not seen.',
      })
    },
  }),

  ...contract({ given: wellSpread(), calls: legalCalls, badInput: badInput() }),
})

function bestModel(X: Mat, y: Vec, alpha: number): LinearModel {
  return expectedFrom(() => reference.fitLinear(X, y, { alpha }))
}

/** Only what the README promises of a model is compared: it may hold more. */
function isModel(
  { coef, intercept }: LinearModel,
  expected: LinearModel,
  inputs: unknown,
  because?: string,
  tolerance = linearAlgebra,
) {
  return same({ coef, intercept }, expected, tolerance, {
    scale: scaleOf([inputs, expected]),
    ...(because ? { because } : {}),
  })
}

function squares(values: Vec): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}

/** Each value is at least the one before, but for rounding. */
function neverFalls(values: Vec, scale: number): boolean {
  return values.every((value, i) => i === 0 || value >= values[i - 1]! - 1e-12 * (1 + scale + value))
}

function legalCalls({ X, y }: Data) {
  const coef = X[0]!.map((_, j) => j + 1)
  return { fitLinear: [X, y, { alpha: 1 }], predictLinear: [{ coef, intercept: 2 }, X] }
}

function badInput(): BadInput[] {
  const X = [
    [1, 0],
    [2, 4],
    [4, 1],
  ]
  const y = [1, 3, 2]
  const model = { coef: [1, 2], intercept: 3 }
  const fit = { fn: 'fitLinear', good: [X, y] }
  const predict = { fn: 'predictLinear', good: [model, X] }
  const withEntry = (value: number) => [
    [1, 0],
    [2, value],
    [4, 1],
  ]
  return [
    { ...fit, what: 'there are no samples', bad: [[], []], code: 'EMPTY' },
    { ...fit, what: 'X and y differ in length', bad: [X, [1, 3]], code: 'SHAPE' },
    { ...fit, what: 'X and y differ in length', bad: [X, [1, 3, 2, 5]], code: 'SHAPE' },
    { ...fit, what: 'the rows of X differ in length', bad: [[[1, 0], [2], [4, 1]], y], code: 'SHAPE' },
    {
      ...fit,
      what: 'the rows of X differ in length',
      bad: [
        [
          [1, 0],
          [2, 4],
          [4, 1, 7],
        ],
        y,
      ],
      code: 'SHAPE',
    },
    { ...fit, what: 'X holds NaN', bad: [withEntry(Number.NaN), y], code: 'NON_FINITE' },
    { ...fit, what: 'X holds infinity', bad: [withEntry(Number.NEGATIVE_INFINITY), y], code: 'NON_FINITE' },
    { ...fit, what: 'y holds NaN', bad: [X, [1, Number.NaN, 2]], code: 'NON_FINITE' },
    { ...fit, what: 'y holds infinity', bad: [X, [1, 3, Number.POSITIVE_INFINITY]], code: 'NON_FINITE' },
    {
      fn: 'fitLinear',
      what: 'alpha is negative',
      bad: [X, y, { alpha: -1 }],
      good: [X, y, { alpha: 1 }],
      code: 'PARAM',
    },
    {
      fn: 'fitLinear',
      what: 'alpha is negative',
      bad: [X, y, { alpha: -0.0625 }],
      good: [X, y, { alpha: 0 }],
      code: 'PARAM',
    },
    { ...predict, what: 'a row has too many columns', bad: [model, [[1, 0, 2]]], code: 'SHAPE' },
    { ...predict, what: 'a row has too few columns', bad: [model, [[1, 0], [2]]], code: 'SHAPE' },
    { ...predict, what: 'X holds NaN', bad: [model, withEntry(Number.NaN)], code: 'NON_FINITE' },
    {
      ...predict,
      what: 'X holds infinity',
      bad: [model, withEntry(Number.POSITIVE_INFINITY)],
      code: 'NON_FINITE',
    },
  ]
}
