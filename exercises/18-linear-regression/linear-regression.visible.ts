import fc from 'fast-check'
import { all, gridNumber, linearAlgebra, must, properties, property, same } from '#engine/spec/index.ts'

export default properties<typeof import('./linear-regression.ts')>({
  'worked-example': property({
    given: [{ X: [[1], [2], [3], [4]], y: [3, 5, 7, 9] }],
    holds: async ({ fitLinear, predictLinear }, { X, y }) => {
      const line = await fitLinear(X, y)
      const flatter = await fitLinear(X, y, { alpha: 5 })
      return all(
        same(line.coef, [2], linearAlgebra, { because: 'Without a penalty the slope is 2.' }),
        same(line.intercept, 1, linearAlgebra, { because: 'Without a penalty the intercept is 1.' }),
        same(flatter.coef, [1], linearAlgebra, { because: 'With alpha = 5 the slope is 1.' }),
        same(flatter.intercept, 3.5, linearAlgebra, { because: 'With alpha = 5 the intercept is 3.5.' }),
        same(await predictLinear({ coef: [2], intercept: 1 }, [[10]]), [21]),
      )
    },
  }),

  'nothing-is-left-to-gain': property({
    // Two columns that do not depend on each other: the first three rows see to that.
    given: fc
      .record({
        more: fc.array(fc.tuple(gridNumber({ min: -4, max: 4 }), gridNumber({ min: -4, max: 4 })), {
          maxLength: 4,
        }),
        targets: fc.array(gridNumber(), { minLength: 7, maxLength: 7 }),
        alpha: fc.constantFrom(0, 0.5, 4),
      })
      .map(({ more, targets, alpha }) => {
        const X = [[0, 0], [4, 0], [0, 4], ...more]
        return { X, y: targets.slice(0, X.length), opt: { alpha } }
      }),
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
})
