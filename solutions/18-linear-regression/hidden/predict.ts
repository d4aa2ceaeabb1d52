import fc from 'fast-check'
import {
  by,
  closedForm,
  gridNumber,
  gridVec,
  largest,
  matches,
  properties,
  property,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/18-linear-regression/linear-regression.takes.ts'
import * as reference from '#reference/linear-model/linear.ts'

type Module = typeof import('#exercises/18-linear-regression/linear-regression.ts')

export default properties<Module>({
  'predicts-the-weighted-sum': property({
    given: fc
      .tuple(
        fc.integer({ min: 1, max: 3 }),
        gridVec({ minLength: 3, maxLength: 3 }),
        gridNumber(),
        fc.array(gridVec({ minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      )
      .map(([d, w, intercept, rows]) => ({
        model: { coef: w.slice(0, d), intercept },
        X: rows.map((row) => row.slice(0, d)),
      })),
    runs: 40,
    holds: matches('predictLinear', reference.predictLinear, closedForm),
  }),

  ...stress<Module>(takes, {
    // Relative to the largest term: sums in another order differ by its rounding.
    predictLinear: by(reference.predictLinear, {
      scale: (_, [{ coef, intercept }, X]) =>
        largest([intercept, X.map((row: number[]) => row.map((value, j) => value * coef[j]!))]),
    }),
  }),
})
