import fc from 'fast-check'
import { all, gridNumber, must, properties, property, same } from '#engine/spec/index.ts'

type Binary = 0 | 1

export default properties<typeof import('./logistic-regression.ts')>({
  'worked-example': property({
    given: [{ X: [[-2], [-1], [1], [2]], y: [0, 0, 1, 1] as Binary[] }],
    holds: async (student, { X, y }) => {
      const zero = { coef: [0], intercept: 0 }
      const { model, lossHistory } = await student.fitLogistic(X, y)
      const near = { rel: 1e-4, abs: 1e-4 }
      return all(
        same(await student.sigmoid(0), 1 / 2),
        same(await student.logisticLossAndGradient(zero, X, y), {
          loss: 4 * Math.LN2,
          gradCoef: [-3],
          gradIntercept: 0,
        }),
        same(lossHistory[0], 4 * Math.LN2, undefined, { because: 'Training starts with all zeros.' }),
        same(model, { coef: [1.0065943], intercept: 0 }, near),
        same(await student.predictProba({ coef: [1], intercept: -1 }, [[1], [2]]), [
          1 / 2,
          1 / (1 + Math.exp(-1)),
        ]),
        same(await student.predictLogistic({ coef: [1], intercept: -1 }, [[0], [1], [2]]), [0, 0, 1]),
      )
    },
  }),

  'loss-never-rises': property({
    given: fc
      .tuple(
        fc.array(fc.tuple(gridNumber({ min: -2, max: 2 }), fc.constantFrom<Binary>(0, 1)), { maxLength: 10 }),
        fc.constantFrom(1, 0.25, 4, 100),
      )
      .map(([samples, C]) => ({
        // The first two make sure that both classes occur.
        X: [[-1], [1], ...samples.map(([x]) => [x])],
        y: [0, 1, ...samples.map(([, label]) => label)] as Binary[],
        opt: { C, maxIter: 50 },
      })),
    runs: 30,
    holds: async ({ fitLogistic }, { X, y, opt }) => {
      const { lossHistory } = await fitLogistic(X, y, opt)
      const rise = lossHistory.findIndex((loss, i) => i > 0 && loss > lossHistory[i - 1]! * (1 + 1e-12))
      return must(rise < 0, `J must not rise from one iteration to the next, but does at entry ${rise}.`, {
        got: lossHistory.slice(Math.max(0, rise - 1), rise + 1),
      })
    },
  }),
})
