import { all, exact, judgedBy, must, properties, property, same, stress } from '#engine/spec/index.ts'
import takes from '#exercises/20-logistic-regression/logistic-regression.takes.ts'
import { logisticLossAndGradient } from '#reference/linear-model/logistic.ts'
import { endsWithItsModel, isHonest, ofModel, steepnessAt, tellsTheTruth } from './honest.ts'
import { lowestPoint, ordinary, special, training, trainings } from './trainings.ts'

type Module = typeof import('#exercises/20-logistic-regression/logistic-regression.ts')

export default properties<Module>({
  'loss-history-ends-with-the-model': property({
    given: trainings([1, 0.25, 4, 100], [1e-6], [50, 5, 1]),
    runs: 50,
    holds: async ({ fitLogistic }, { X, y, opt }) =>
      endsWithItsModel(await fitLogistic(X, y, opt), X, y, opt),
  }),

  'converged-tells-the-truth': property({
    given: trainings([1, 0.25, 16], [1e-6, 1e-3, 0.5, 1e-9], [1000, 5, 1]),
    // After one iteration, also where all that is left to train is the intercept.
    examples: [special[1]!, special[2]!].map(({ X, y }) => ({ X, y, opt: { C: 1, tol: 1e-9, maxIter: 1 } })),
    runs: 50,
    holds: async ({ fitLogistic }, { X, y, opt }) => tellsTheTruth(await fitLogistic(X, y, opt), X, y, opt),
  }),

  'finds-the-lowest-point': property({
    given: [...ordinary, ...special],
    holds: async ({ fitLogistic }, example) => {
      const { X, y, opt } = example
      const { model } = await fitLogistic(X, y, opt)
      const best = lowestPoint(example)
      const values = { got: model, expected: best.model }
      const steepness = ofModel(model, X, () => steepnessAt(model, X, y, opt.C))
      if (typeof steepness !== 'number') return steepness
      const slope = steepness.toPrecision(3)
      return all(
        must(
          steepness <= 3e-4 * Math.min(1, 10 * opt.C!),
          `At the returned model the gradient of J is not 0 but ${slope}.`,
          values,
        ),
        must(
          logisticLossAndGradient(model, X, y, opt.C).loss <= best.lossHistory.at(-1)! * (1 + 1e-8),
          'There is a model with a lower J.',
          values,
        ),
      )
    },
  }),

  'large-c-stays-finite': property({
    given: [2, 4, 30, 80].map((n) => {
      const { X, y } = training(`separable ${n}`, n, n > 3 ? 2 : 1, {})
      const apart = X.map(([first, ...others], i) => [
        y[i] ? Math.abs(first!) + 0.5 : -Math.abs(first!) - 0.5,
        ...others,
      ])
      return { X: apart, y, opt: { C: 100, maxIter: 200 } }
    }),
    holds: async ({ fitLogistic }, { X, y, opt }) => {
      const fit = await fitLogistic(X, y, opt)
      return all(
        isHonest(fit, X, y, opt),
        must(
          fit.model.coef[0]! > 0,
          'Class 1 lies higher in the first feature: its coefficient is positive.',
          {
            got: fit.model,
          },
        ),
      )
    },
  }),

  // The same call with the defaults written out is the same training, so every number must be the same. With a tol that
  // is hardly ever reached the limit of iterations shows; with another C or tol, the rest of the options.
  'fitLogistic/defaults': property({
    given: ordinary.slice(0, 7).flatMap(({ X, y }, i) => [
      { X, y, opt: {} },
      ...(i < 3
        ? [
            { X, y, opt: { tol: 1e-300 } },
            { X, y, opt: { maxIter: 300 } },
            { X, y, opt: { C: 0.5 } },
          ]
        : []),
    ]),
    holds: async ({ fitLogistic }, { X, y, opt }) => {
      const whole = { C: 1, tol: 1e-6, maxIter: 1000, ...opt }
      const fit = await (Object.keys(opt).length ? fitLogistic(X, y, opt) : fitLogistic(X, y))
      return all(
        isHonest(fit, X, y, whole),
        same(fit, await fitLogistic(X, y, whole), exact, {
          because: `Options left out are C = 1, tol = 1e-6, maxIter = 1000: given or not, training must be the same.`,
          sides: ['left out', 'written out'],
        }),
      )
    },
  }),

  'fitLogistic/iteration-limits': property({
    given: ordinary.slice(0, 6).map(({ X, y, opt }) => ({ X, y, opt: { ...opt, tol: 1e-3 } })),
    holds: async ({ fitLogistic }, { X, y, opt }) => {
      const needed = (await fitLogistic(X, y, opt)).nIter
      for (const maxIter of new Set([needed, needed - 1, needed + 1, 1])) {
        if (maxIter < 1) continue
        const fit = await fitLogistic(X, y, { ...opt, maxIter })
        const verdict = all(
          isHonest(fit, X, y, { ...opt, maxIter }),
          must(
            fit.converged || fit.nIter === maxIter,
            `Training ended before tol was reached, with iterations left.`,
            {
              got: { nIter: fit.nIter, converged: fit.converged },
            },
          ),
        )
        if (verdict !== true) return verdict
      }
      return true
    },
  }),

  ...stress<Module>(
    takes,
    {
      fitLogistic: judgedBy<Module['fitLogistic']>((fit, [X, y, opt = {}]) => isHonest(fit, X, y, opt)),
    },
    { except: ['fitLogistic/defaults', 'fitLogistic/iteration-limits'] },
  ),
})
