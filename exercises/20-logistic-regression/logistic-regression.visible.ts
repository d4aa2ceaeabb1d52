import fc from 'fast-check'
import {
  all,
  exact,
  finiteDifference,
  gridNumber,
  hygiene,
  must,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import takes from './logistic-regression.takes.ts'

type Binary = 0 | 1
type Module = typeof import('./logistic-regression.ts')

const X = [[-2], [-1], [1], [2]]
const y: Binary[] = [0, 0, 1, 1]

const tenDigits = { rel: 1e-10, abs: 1e-10 }
const quarter = gridNumber({ min: -2, max: 2, den: 4 })

/** Few samples with two features; the first two make sure that both classes occur. */
const samples = fc
  .array(fc.tuple(fc.constantFrom<Binary>(0, 1), quarter, quarter), { minLength: 2, maxLength: 8 })
  .map((list) => ({
    X: list.map(([, ...row]) => row),
    y: list.map(([label], i): Binary => (i === 0 ? 0 : i === 1 ? 1 : label)),
  }))

const models = fc.tuple(quarter, quarter, quarter).map(([a, b, intercept]) => ({ coef: [a, b], intercept }))

const trainings = fc
  .tuple(samples, fc.constantFrom(1, 0.25, 4, 100), fc.constantFrom(50, 5, 2, 1))
  .map(([data, C, maxIter]) => ({ ...data, opt: { C, maxIter } }))

/** A feature whose values overlap between the classes: every way to train ends soon. */
const overlapping = [
  { X: [[-1], [1], [0], [-1], [2], [1]], y: [0, 1, 1, 0, 0, 1] as Binary[] },
  { X: [[-2], [1], [0], [-1], [2], [-2], [1]], y: [0, 1, 0, 1, 1, 0, 0] as Binary[] },
  { X: [[0.5], [-0.5], [1], [-1], [2]], y: [0, 1, 1, 0, 1] as Binary[] },
]

export default properties<Module>({
  ...workedExamples<Module>({
    sigmoid: [
      { args: [0], result: 1 / 2 },
      { args: [1], result: 1 / (1 + Math.exp(-1)) },
    ],
    logisticLossAndGradient: [
      {
        args: [{ coef: [0], intercept: 0 }, X, y, 1],
        result: { loss: 4 * Math.LN2, gradCoef: [-3], gradIntercept: 0 },
      },
    ],
    predictProba: [
      { args: [{ coef: [1], intercept: -1 }, [[1], [2]]], result: [1 / 2, 1 / (1 + Math.exp(-1))] },
    ],
    predictLogistic: [{ args: [{ coef: [1], intercept: -1 }, [[0], [1], [2]]], result: [0, 0, 1] }],
  }),
  // Four digits: how close training comes to the lowest point depends on how it walks.
  ...workedExamples<Module>(
    { fitLogistic: [{ args: [X, y], result: { model: { coef: [1.0065943], intercept: 0 } } }] },
    { rel: 1e-4, abs: 1e-4 },
  ),

  'sigmoid-mirrors': property({
    given: gridNumber({ min: 0, max: 30 }).map((z) => ({ z })),
    runs: 30,
    holds: async ({ sigmoid }, { z }) =>
      same(await sigmoid(-z), 1 - (await sigmoid(z)), tenDigits, {
        because: 'sigmoid(−z) must be 1 − sigmoid(z): one class gets what the other leaves.',
      }),
  }),

  'gradient-is-the-slope': property({
    given: fc.tuple(samples, models, fc.constantFrom(1, 0.25, 4)).map(([data, m, C]) => ({ m, ...data, C })),
    runs: 30,
    holds: async ({ logisticLossAndGradient }, { m, X, y, C }) => {
      const { gradCoef, gradIntercept } = await logisticLossAndGradient(m, X, y, C)
      const theta = [...m.coef, m.intercept]
      const step = 2 ** -12
      const lossAt = async (j: number, by: number) => {
        const nudged = theta.with(j, theta[j]! + by)
        const at = { coef: nudged.slice(0, -1), intercept: nudged.at(-1)! }
        return (await logisticLossAndGradient(at, X, y, C)).loss
      }
      const slopes = await Promise.all(
        theta.map(async (_, j) => ((await lossAt(j, step)) - (await lossAt(j, -step))) / (2 * step)),
      )
      return same([...gradCoef, gradIntercept], slopes, finiteDifference, {
        scale: 64,
        because: 'gradCoef and gradIntercept must be the slopes of your loss as one number is nudged.',
        sides: ['your gradient', 'slope of your loss'],
      })
    },
  }),

  'training-starts-at-zero': property({
    given: trainings,
    runs: 30,
    holds: async ({ fitLogistic }, { X, y, opt }) =>
      same((await fitLogistic(X, y, opt)).lossHistory[0], opt.C * y.length * Math.LN2, undefined, {
        because: 'With all zeros every probability is ½, so lossHistory[0] must be C · n · log 2.',
      }),
  }),

  'loss-never-rises': property({
    given: trainings,
    examples: [{ X, y, opt: { C: 100, maxIter: 50 } }],
    runs: 30,
    holds: async ({ fitLogistic }, { X, y, opt }) => {
      const { lossHistory } = await fitLogistic(X, y, opt)
      // J as students add it up may rise by 1e-12 of itself, and this line rounds.
      const rise = lossHistory.findIndex((loss, i) => i > 0 && !(loss <= lossHistory[i - 1]! * (1 + 2e-12)))
      return must(rise < 0, `J must not rise from one iteration to the next, but does at entry ${rise}.`, {
        got: lossHistory.slice(Math.max(0, rise - 1), rise + 1),
      })
    },
  }),

  'stops-at-max-iter': property({
    given: trainings,
    runs: 30,
    holds: async ({ fitLogistic }, { X, y, opt }) => {
      const { lossHistory, nIter } = await fitLogistic(X, y, opt)
      return all(
        same(nIter, lossHistory.length - 1, exact, {
          because: 'nIter must be lossHistory.length − 1: the start is no iteration.',
        }),
        must(nIter <= opt.maxIter, `There may be at most ${opt.maxIter} iterations.`, { got: nIter }),
      )
    },
  }),

  'intercept-is-free': property({
    given: overlapping,
    holds: async ({ fitLogistic }, { X, y }) => {
      const { coef, intercept } = (await fitLogistic(X, y, { maxIter: 5000 })).model
      const p = X.map(([x]) => 1 / (1 + Math.exp(-(x! * coef[0]! + intercept))))
      const share = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
      return same(
        share(p),
        share(y),
        { rel: 0, abs: 1e-4 },
        {
          because: 'The mean of the fitted probabilities must be the share of label 1.',
        },
      )
    },
  }),

  'twice-the-data-is-twice-the-c': property({
    given: overlapping,
    holds: async ({ fitLogistic }, { X, y }) => {
      const opt = { maxIter: 5000 }
      const once = await fitLogistic(X, y, { C: 1, ...opt })
      const twice = await fitLogistic([...X, ...X], [...y, ...y], { C: 0.5, ...opt })
      return same(
        twice.model,
        once.model,
        { rel: 1e-4, abs: 1e-4 },
        {
          because: 'The log loss is a sum: twice the samples at half the C must give the same model.',
          sides: ['twice the data, C = 0.5', 'the data, C = 1'],
        },
      )
    },
  }),

  'predict-proba-mirrors': property({
    given: fc.tuple(models, samples).map(([m, { X }]) => ({ m, X })),
    runs: 30,
    holds: async ({ predictProba }, { m, X }) => {
      const mirrored = { coef: m.coef.map((w) => -w), intercept: -m.intercept }
      const [p, q] = await Promise.all([predictProba(m, X), predictProba(mirrored, X)])
      return same(
        q,
        p.map((value) => 1 - value),
        tenDigits,
        {
          because: 'With coefficients and intercept negated, every probability p must become 1 − p.',
          sides: ['negated', '1 − as given'],
        },
      )
    },
  }),

  'one-half-gives-label-0': property({
    given: [
      { m: { coef: [1], intercept: 0 }, X: [[0], [0.25], [-0.25]], labels: [0, 1, 0] },
      {
        m: { coef: [1, -2], intercept: 0.5 },
        X: [
          [0.5, 0.5],
          [0.5, 0.25],
        ],
        labels: [0, 1],
      },
      { m: { coef: [0], intercept: 0.25 }, X: [[3]], labels: [1] },
      { m: { coef: [2 ** -40], intercept: 0 }, X: [[1], [0], [-1]], labels: [1, 0, 0] },
    ],
    holds: async ({ predictLogistic }, { m, X, labels }) => same(await predictLogistic(m, X), labels, exact),
  }),

  ...hygiene<Module>(takes),
})
