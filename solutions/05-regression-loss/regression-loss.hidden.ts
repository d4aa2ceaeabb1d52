import fc from 'fast-check'
import {
  all,
  by,
  closedForm,
  gridNumber,
  matches,
  must,
  pairedTargets,
  properties,
  property,
  same,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/05-regression-loss/regression-loss.takes.ts'
import * as reference from '#reference/losses/regression.ts'

type Losses = typeof import('#exercises/05-regression-loss/regression-loss.ts')
type Pair = { yTrue: number[]; yPred: number[] }
type PairAndDelta = Pair & { delta: number }

// From two samples on: for one, whoever divides by n − 1 would be shown NaN and learn less from it.
const pairs = pairedTargets({ minLength: 2, maxLength: 8 })
const pairsAndDelta = fc
  .record({ pair: pairedTargets({ maxLength: 8 }), delta: gridNumber({ min: 1 / 16, max: 4 }) })
  .map(({ pair, delta }): PairAndDelta => ({ ...pair, delta }))

const bothBranches = {
  'small and large residuals': [
    0.3,
    ({ yTrue, yPred, delta }: PairAndDelta) => {
      const small = yTrue.map((t, i) => Math.abs(t - yPred[i]!) <= delta)
      return small.includes(true) && small.includes(false)
    },
  ],
} as const

export default properties<Losses>({
  'mse-matches-definition': property({ given: pairs, holds: matches('mse', reference.mse, closedForm) }),
  'mae-matches-definition': property({ given: pairs, holds: matches('mae', reference.mae, closedForm) }),
  'rmse-matches-definition': property({ given: pairs, holds: matches('rmse', reference.rmse, closedForm) }),
  'huber-matches-definition': property({
    given: pairsAndDelta,
    examples: [{ yTrue: [0, 0], yPred: [1, 3], delta: 1 }],
    covers: bothBranches,
    holds: matches('huber', reference.huber, closedForm),
  }),
  'mse-gradient-matches-definition': property({
    given: pairs,
    holds: matches('mseGradient', reference.mseGradient, closedForm),
  }),
  'huber-gradient-matches-definition': property({
    given: pairsAndDelta,
    covers: bothBranches,
    holds: matches('huberGradient', reference.huberGradient, closedForm),
  }),
  'r2-matches-definition': property({
    given: pairs,
    holds: matches('r2Score', reference.r2Score, closedForm),
  }),

  ...Object.fromEntries(
    (['mse', 'mae', 'rmse', 'huber', 'r2Score'] as const).map((fn) => [`${fn}/is-a-mean`, isAMean(fn)]),
  ),

  'huber-lies-between': property({
    given: pairsAndDelta,
    runs: 40,
    holds: async ({ huber, mse, mae }, { yTrue, yPred, delta }) => {
      const value = await huber(yTrue, yPred, delta)
      const slack = 1e-12 * Math.max(1, value)
      const largest = Math.max(...yTrue.map((t, i) => Math.abs(t - yPred[i]!)))
      return all(
        must(value <= (await mse(yTrue, yPred)) / 2 + slack, 'The Huber loss is at most half the mse.'),
        must(
          value <= delta * (await mae(yTrue, yPred)) + slack,
          'The Huber loss is at most delta times the mae.',
        ),
        same(await huber(yTrue, yPred, largest + 1), (await mse(yTrue, yPred)) / 2, closedForm, {
          because: 'With delta above every residual the Huber loss is half the mse.',
        }),
      )
    },
  }),

  ...stress<Losses>(takes, {
    mse: by(reference.mse),
    mae: by(reference.mae),
    rmse: by(reference.rmse),
    huber: by(reference.huber),
    mseGradient: by(reference.mseGradient),
    huberGradient: by(reference.huberGradient),
    // What is subtracted from 1 decides how exact the difference can be. Far from 0 the mean is rounded.
    r2Score: by(reference.r2Score, {
      tolerance: { rel: 1e-9, abs: 1e-9 },
      scale: (r2: number) => 1 + Math.abs(r2),
    }),
  }),
})

function isAMean(fn: 'mse' | 'mae' | 'rmse' | 'huber' | 'r2Score') {
  return property<Losses, Pair>({
    given: pairedTargets({ maxLength: 6 }),
    runs: 40,
    holds: async ({ [fn]: loss }, { yTrue, yPred }) =>
      same(await loss([...yTrue, ...yTrue], [...yPred, ...yPred]), await loss(yTrue, yPred), closedForm, {
        because: `Repeating every sample once must not change ${fn}: it is about means over samples.`,
      }),
  })
}
