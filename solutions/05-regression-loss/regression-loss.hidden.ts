import fc from 'fast-check'
import {
  all,
  type BadInput,
  closedForm,
  contract,
  finiteDifference,
  gridNumber,
  matches,
  must,
  pairedTargets,
  properties,
  property,
  same,
} from '#engine/spec/index.ts'
import * as reference from '#reference/losses/regression.ts'

const delta = gridNumber({ min: 1 / 16, max: 4 })
const targetsAndDelta = fc
  .record({ pair: pairedTargets({ maxLength: 8 }), delta })
  .map(({ pair, delta }) => ({ ...pair, delta }))
const isSmall = ({ yTrue, yPred, delta }: { yTrue: number[]; yPred: number[]; delta: number }, i: number) =>
  Math.abs(yTrue[i]! - yPred[i]!) <= delta

/** Both branches of the Huber loss occur in these. */
const bothBranches: readonly [
  number,
  (example: { yTrue: number[]; yPred: number[]; delta: number }) => boolean,
] = [
  0.3,
  (example) => {
    const small = example.yTrue.map((_, i) => isSmall(example, i))
    return small.includes(true) && small.includes(false)
  },
]

export default properties<typeof import('#exercises/05-regression-loss/regression-loss.ts')>({
  'mse-matches-definition': property({
    // From two samples on: for one, whoever divides by n − 1 would be shown NaN and learn less from it.
    given: pairedTargets({ minLength: 2 }),
    holds: matches('mse', reference.mse, closedForm),
  }),

  'mae-and-rmse-match-definition': property({
    given: pairedTargets({ minLength: 1 }),
    holds: async (student, { yTrue, yPred }) => {
      const [mae, rmse] = [await student.mae(yTrue, yPred), await student.rmse(yTrue, yPred)]
      const root = Math.sqrt(await student.mse(yTrue, yPred))
      return all(
        same(mae, reference.mae(yTrue, yPred)),
        same(rmse, reference.rmse(yTrue, yPred)),
        // Here the mse of a single sample is asked for, too.
        same(root, rmse, closedForm, { because: 'rmse must be the square root of your mse.' }),
        must(
          rmse >= mae * (1 - 1e-12),
          'The root mean squared error is never below the mean absolute error.',
        ),
      )
    },
  }),

  'losses-are-means': property({
    given: pairedTargets({ maxLength: 6 }),
    holds: async ({ mse, mae, huber, r2Score }, { yTrue, yPred }) => {
      const because = 'Repeating every sample once must not change a mean over samples.'
      for (const loss of [mse, mae, huber, r2Score]) {
        const once = await loss(yTrue, yPred)
        const twice = await loss([...yTrue, ...yTrue], [...yPred, ...yPred])
        const verdict = same(twice, once, closedForm, { because })
        if (verdict !== true) return verdict
      }
      return true
    },
  }),

  'losses-scale-with-the-unit': property({
    given: fc
      .record({ pair: pairedTargets({ maxLength: 6 }), by: fc.constantFrom(-4, -2, -0.5, 0.25, 2, 8) })
      .map(({ pair, by }) => ({ ...pair, by })),
    holds: async ({ mse, mae, rmse }, { yTrue, yPred, by }) => {
      const scaled = [yTrue.map((t) => by * t), yPred.map((p) => by * p)] as const
      return all(
        same(await mse(...scaled), by * by * (await mse(yTrue, yPred)), closedForm, {
          because: `In a unit ${by} times as fine the mse must be ${by * by} times as large.`,
        }),
        same(await mae(...scaled), Math.abs(by) * (await mae(yTrue, yPred)), closedForm, {
          because: `In a unit ${by} times as fine the mae must be ${Math.abs(by)} times as large.`,
        }),
        same(await rmse(...scaled), Math.abs(by) * (await rmse(yTrue, yPred)), closedForm, {
          because: `In a unit ${by} times as fine the rmse must be ${Math.abs(by)} times as large.`,
        }),
      )
    },
  }),

  'huber-matches-definition': property({
    given: targetsAndDelta,
    examples: [{ yTrue: [0, 0], yPred: [1, 3], delta: 1 }],
    covers: { 'small and large residuals': bothBranches },
    holds: matches('huber', reference.huber, closedForm),
  }),

  'huber-is-one-by-default': property({
    given: pairedTargets({ maxLength: 6 }),
    covers: {
      'a residual above 1': [0.5, ({ yTrue, yPred }) => yTrue.some((t, i) => Math.abs(t - yPred[i]!) > 1)],
    },
    holds: async ({ huber, huberGradient }, { yTrue, yPred }) =>
      all(
        same(await huber(yTrue, yPred), reference.huber(yTrue, yPred, 1)),
        same(await huberGradient(yTrue, yPred), reference.huberGradient(yTrue, yPred, 1)),
      ),
  }),

  'huber-lies-between': property({
    given: targetsAndDelta,
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

  'mse-gradient-matches-definition': property({
    given: pairedTargets({ minLength: 1, maxLength: 8 }),
    holds: matches('mseGradient', reference.mseGradient, closedForm),
  }),

  'huber-gradient-matches-definition': property({
    given: targetsAndDelta,
    covers: { 'small and large residuals': bothBranches },
    holds: matches('huberGradient', reference.huberGradient, closedForm),
  }),

  'gradients-are-slopes': property({
    // Residuals stay away from the kink at ±delta = ±1: 0, ±½, ±2 and ±3 are at least ½ from it.
    given: fc
      .array(fc.tuple(gridNumber({ min: -2, max: 2 }), fc.constantFrom(-3, -2, -0.5, 0, 0.5, 2, 3)), {
        minLength: 1,
        maxLength: 5,
      })
      .map((pairs) => ({ yTrue: pairs.map(([t]) => t), yPred: pairs.map(([t, e]) => t + e) })),
    runs: 40,
    holds: async ({ mse, mseGradient, huber, huberGradient }, { yTrue, yPred }) => {
      const because = 'The gradient must be the slope of the loss as one prediction is nudged up and down.'
      for (const [loss, gradient] of [
        [mse, mseGradient],
        [huber, huberGradient],
      ] as const) {
        const slopes: number[] = []
        for (const [i, p] of yPred.entries()) {
          const h = 1e-5 * Math.max(1, Math.abs(p))
          const nudged = (by: number) => yPred.map((value, j) => (j === i ? value + by : value))
          slopes.push(((await loss(yTrue, nudged(h))) - (await loss(yTrue, nudged(-h)))) / (2 * h))
        }
        const verdict = same(await gradient(yTrue, yPred), slopes, finiteDifference, { because })
        if (verdict !== true) return verdict
      }
      return true
    },
  }),

  'r2-matches-definition': property({
    given: pairedTargets(),
    holds: matches('r2Score', reference.r2Score, closedForm),
  }),

  'r2-compares-with-the-mean': property({
    given: fc
      .record({ pair: pairedTargets({ minLength: 3 }), a: fc.constantFrom(-2, 0.5, 4), b: gridNumber() })
      .map(({ pair, a, b }) => ({ ...pair, a, b })),
    holds: async ({ r2Score }, { yTrue, yPred, a, b }) => {
      const spread = new Set(yTrue).size > 1
      const mean = yTrue.reduce((sum, t) => sum + t, 0) / yTrue.length
      const move = (values: number[]) => values.map((v) => a * v + b)
      return all(
        same(await r2Score(yTrue, yTrue), 1, closedForm, { because: 'A perfect prediction has R² = 1.' }),
        spread
          ? same(
              await r2Score(
                yTrue,
                yTrue.map(() => mean),
              ),
              0,
              closedForm,
              {
                because: 'Predicting the mean for every sample has R² = 0.',
              },
            )
          : true,
        same(await r2Score(move(yTrue), move(yPred)), await r2Score(yTrue, yPred), closedForm, {
          because: `R² must not change when both lists are multiplied by ${a} and shifted by ${b}.`,
        }),
      )
    },
  }),

  'r2-edge-cases': property({
    given: [
      { yTrue: [3], yPred: [3], r2: Number.NaN },
      { yTrue: [3], yPred: [5], r2: Number.NaN },
      { yTrue: [2, 2, 2], yPred: [2, 2, 2], r2: 1 },
      { yTrue: [2, 2, 2], yPred: [2, 2, 3], r2: 0 },
      { yTrue: [0, 0], yPred: [1, -1], r2: 0 },
    ],
    holds: async ({ r2Score }, { yTrue, yPred, r2 }) => same(await r2Score(yTrue, yPred), r2),
  }),

  ...contract({
    given: pairedTargets(),
    calls: ({ yTrue, yPred }) => legalCalls(yTrue, yPred),
    badInput: badInput(),
  }),
})

function legalCalls(yTrue: number[], yPred: number[]) {
  const plain = [yTrue, yPred]
  return {
    mse: plain,
    mae: plain,
    rmse: plain,
    huber: [...plain, 2],
    mseGradient: plain,
    huberGradient: [...plain, 2],
    r2Score: plain,
  }
}

function badInput(): BadInput[] {
  const good = [
    [1, 2, 4],
    [1, 3, 3],
  ]
  const [yTrue, yPred] = good as [number[], number[]]
  const everywhere = Object.keys(legalCalls(yTrue, yPred)).flatMap((fn): BadInput[] => [
    { fn, what: 'there are no samples', bad: [[], []], good, code: 'EMPTY' },
    { fn, what: 'yTrue and yPred differ in length', bad: [yTrue, [1, 3]], good, code: 'SHAPE' },
    { fn, what: 'yTrue and yPred differ in length', bad: [[1, 2], yPred], good, code: 'SHAPE' },
    { fn, what: 'yPred holds NaN', bad: [yTrue, [1, Number.NaN, 3]], good, code: 'NON_FINITE' },
    {
      fn,
      what: 'yTrue holds infinity',
      bad: [[1, Number.POSITIVE_INFINITY, 4], yPred],
      good,
      code: 'NON_FINITE',
    },
  ])
  const deltas = ['huber', 'huberGradient'].flatMap((fn): BadInput[] => [
    { fn, what: 'delta is 0', bad: [...good, 0], good: [...good, 1], code: 'PARAM' },
    { fn, what: 'delta is negative', bad: [...good, -1], good: [...good, 1], code: 'PARAM' },
  ])
  return [...everywhere, ...deltas]
}
