import {
  by,
  closedForm,
  exact,
  expectedFrom,
  judgedBy,
  properties,
  property,
  same,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/21-knn/knn.takes.ts'
import type { KnnModel, Vec } from '#kit'
import * as reference from '#reference/neighbors/knn.ts'
import { onALine, rings, star } from './cases.ts'
import { areNearest } from './rounding.ts'

type Knn = typeof import('#exercises/21-knn/knn.ts')

export default properties<Knn>({
  'fit-remembers-the-data': property({
    given: onALine,
    runs: 30,
    holds: async ({ fitKnn }, { model }) => {
      const { X, y, k } = model
      const plain = await fitKnn(X, y, { k })
      if (same(plain, model) !== true) return same(plain, model)
      return same(await fitKnn(X, y, { k, weights: 'distance' }), { ...model, weights: 'distance' })
    },
  }),

  'nearest-matches-reference': property({
    given: rings(),
    // Far from 0, where squares have no digits left for what tells the rows apart.
    examples: [
      {
        model: {
          X: [[1e8 + 2.3], [1e8 + 0.8], [1e8 - 0.4]],
          y: ['a', 'b', 'b'],
          k: 3,
          weights: 'uniform',
        },
        q: [1e8 + 1 / 3],
      },
    ],
    runs: 60,
    covers: {
      'several features': [0.25, ({ q }) => q.length > 1],
      'fewer neighbours than rows': [0.25, ({ model }) => model.k < model.X.length],
    },
    holds: async ({ nearest }, { model, q }) =>
      same(await nearest(model, q), neighboursOf(model, q), closedForm),
  }),

  'equal-distances-go-to-the-lower-index': property({
    given: star,
    runs: 60,
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
      same(await nearest(model, q), neighboursOf(model, q), closedForm, {
        because: 'Of rows at equal distance, the one with the lower index comes first.',
      }),
  }),

  ...stress<Knn>(takes, {
    fitKnn: by(reference.fitKnn, { tolerance: exact }),
    nearest: judgedBy<Knn['nearest']>((got, args) => areNearest(got, args)),
  }),
})

function neighboursOf(model: KnnModel, q: Vec) {
  return expectedFrom(() => reference.nearest(model, q))
}
