import fc from 'fast-check'
import {
  all,
  gridNumber,
  gridVec,
  hygiene,
  linearAlgebra,
  must,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import takes from './linear-regression.takes.ts'

type Module = typeof import('./linear-regression.ts')

const X = [[1], [2], [3], [4]]
const y = [3, 5, 7, 9]

/** Two columns that do not depend on each other: the first three rows see to that. */
const samples = fc
  .tuple(
    fc.array(gridVec({ minLength: 2, maxLength: 2, min: -4, max: 4 }), { maxLength: 4 }),
    gridVec({ minLength: 7, maxLength: 7 }),
    fc.constantFrom(0, 0.5, 4),
  )
  .map(([more, targets, alpha]) => {
    const rows = [[0, 0], [4, 0], [0, 4], ...more]
    return { X: rows, y: targets.slice(0, rows.length), opt: { alpha } }
  })

export default properties<Module>({
  ...workedExamples<Module>(
    {
      fitLinear: [
        { args: [X, y], result: { coef: [2], intercept: 1 } },
        { args: [X, y, { alpha: 5 }], result: { coef: [1], intercept: 3.5 } },
        { args: [[[1, 1], [2, 2], [3, 3]], [1, 2, 3]], result: { coef: [0.5, 0.5], intercept: 0 } }, // biome-ignore format: a table
      ],
      predictLinear: [{ args: [{ coef: [2], intercept: 1 }, [[10]]], result: [21] }],
    },
    linearAlgebra,
  ),

  'nothing-is-left-to-gain': property({
    given: samples,
    runs: 30,
    holds: async ({ fitLinear }, { X, y, opt }) => {
      const { coef, intercept } = await fitLinear(X, y, opt)
      const residuals = X.map((row, i) => row[0]! * coef[0]! + row[1]! * coef[1]! + intercept - y[i]!)
      const slopes = coef.map(
        (w, j) => residuals.reduce((sum, r, i) => sum + r * X[i]![j]!, 0) + opt.alpha * w,
      )
      const sum = residuals.reduce((total, r) => total + r, 0)
      return all(
        must(coef.length === 2, 'There is one coefficient for each column.', { got: coef }),
        must(Math.abs(sum) <= 1e-6, 'The residuals of the best line add up to 0.', {
          got: sum,
          expected: 0,
        }),
        must(
          slopes.every((slope) => Math.abs(slope) <= 1e-6),
          'Changing a coefficient can still lower the loss: Σ residual · feature + alpha · coefficient is not 0.',
          { got: slopes, expected: [0, 0] },
        ),
      )
    },
  }),

  'targets-move-the-model': property({
    given: fc.tuple(samples, gridNumber(), fc.constantFrom(-2, 0.5, 4)),
    runs: 30,
    holds: async ({ fitLinear }, [{ X, y, opt }, shift, scale]) => {
      const { coef, intercept } = await fitLinear(X, y, opt)
      const shifted = await fitLinear(X, y.map((target) => target + shift), opt) // biome-ignore format: one call
      const scaled = await fitLinear(X, y.map((target) => target * scale), opt) // biome-ignore format: one call
      return all(
        same(pick(shifted), { coef, intercept: intercept + shift }, linearAlgebra, {
          scale: 64,
          because: `With ${shift} added to every target, only the intercept changes, by ${shift}.`,
        }),
        same(
          pick(scaled),
          { coef: coef.map((w) => w * scale), intercept: intercept * scale },
          linearAlgebra,
          {
            scale: 64,
            because: `With every target times ${scale}, so are coefficients and intercept.`,
          },
        ),
      )
    },
  }),

  'moved-features-change-only-the-intercept': property({
    given: fc.tuple(samples, gridVec({ minLength: 2, maxLength: 2 })),
    runs: 30,
    holds: async ({ fitLinear }, [{ X, y, opt }, by]) => {
      const { coef, intercept } = await fitLinear(X, y, opt)
      const moved = X.map((row) => row.map((value, j) => value + by[j]!))
      return same(
        pick(await fitLinear(moved, y, opt)),
        { coef, intercept: by.reduce((rest, shift, j) => rest - shift * coef[j]!, intercept) },
        linearAlgebra,
        {
          scale: 64,
          because: 'Adding a constant to each column moves the line sideways: the coefficients stay.',
        },
      )
    },
  }),

  'the-loss-is-a-sum': property({
    given: samples,
    runs: 30,
    holds: async ({ fitLinear }, { X, y, opt: { alpha } }) =>
      same(
        pick(await fitLinear([...X, ...X], [...y, ...y], { alpha: 2 * alpha })),
        pick(await fitLinear(X, y, { alpha })),
        linearAlgebra,
        {
          scale: 64,
          because: 'Every sample twice and alpha twice as large is twice the loss: the same model.',
        },
      ),
  }),

  'a-huge-penalty-leaves-the-mean': property({
    given: samples,
    runs: 20,
    holds: async ({ fitLinear }, { X, y }) =>
      same(
        pick(await fitLinear(X, y, { alpha: 1e12 })),
        { coef: [0, 0], intercept: y.reduce((sum, target) => sum + target, 0) / y.length },
        { rel: 0, abs: 1e-6 },
        { because: 'At alpha = 1e12 the weights are all but 0, and the free intercept is the mean of y.' },
      ),
  }),

  'one-sample-fits-itself': property({
    given: [
      { X: [[2]], y: [5] },
      { X: [[2, -1, 0]], y: [-3.5] },
      { X: [[1, 8]], y: [0.25], opt: { alpha: 2 } },
    ],
    holds: async ({ fitLinear }, { X, y, opt }) =>
      same(pick(await fitLinear(X, y, opt)), { coef: X[0]!.map(() => 0), intercept: y[0]! }, linearAlgebra, {
        because: 'One sample has no spread: coefficients 0, and its own target as intercept.',
      }),
  }),

  'predictions-go-through-the-data': property({
    given: fc.record({ coef: gridVec({ minLength: 1, maxLength: 3 }), intercept: gridNumber() }),
    runs: 30,
    holds: async ({ predictLinear }, model) => {
      const { coef, intercept } = model
      const rows = [coef.map(() => 0), ...coef.map((_, j) => coef.map((__, k) => (j === k ? 1 : 0)))]
      return same(
        await predictLinear(model, rows),
        [intercept, ...coef.map((w) => w + intercept)],
        undefined,
        {
          because: 'The rows are 0 and one step along each feature.',
        },
      )
    },
  }),

  ...hygiene<Module>(takes),
})

/** Only what the README promises of a model is compared: it may hold more. */
function pick({ coef, intercept }: ReturnType<Module['fitLinear']>) {
  return { coef, intercept }
}
