import fc from 'fast-check'
import {
  all,
  closedForm,
  finiteDifference,
  gridNumber,
  hygiene,
  must,
  pairedTargets,
  properties,
  property,
  same,
  type Verdict,
  workedExamples,
} from '#engine/spec/index.ts'
import takes from './regression-loss.takes.ts'

type Losses = typeof import('./regression-loss.ts')

const losses = ['mse', 'mae', 'rmse', 'huber'] as const

export default properties<Losses>({
  ...workedExamples<Losses>({
    mse: [
      {
        args: [
          [2, 4, 6],
          [2, 5, 8],
        ],
        result: 5 / 3,
      },
    ],
    mae: [
      {
        args: [
          [2, 4, 6],
          [2, 5, 8],
        ],
        result: 1,
      },
    ],
    rmse: [
      {
        args: [
          [2, 4, 6],
          [2, 5, 8],
        ],
        result: Math.sqrt(5 / 3),
      },
    ],
    huber: [{ args: [[2, 4, 6], [2, 5, 8], 1], result: 2 / 3 }],
    mseGradient: [
      {
        args: [
          [2, 4, 6],
          [2, 5, 8],
        ],
        result: [0, 2 / 3, 4 / 3],
      },
    ],
    huberGradient: [{ args: [[2, 4, 6], [2, 5, 8], 1], result: [0, 1 / 3, 1 / 3] }],
    r2Score: [
      {
        args: [
          [2, 4, 6],
          [2, 5, 8],
        ],
        result: 3 / 8,
      },
    ],
  }),

  ...Object.fromEntries(losses.map((fn) => [`${fn}/is-symmetric`, isSymmetric(fn)])),

  'mse-gradient-is-the-slope': property({
    given: awayFromTheKink(),
    runs: 30,
    holds: ({ mse, mseGradient }, { yTrue, yPred }) => isSlope(mse, mseGradient, yTrue, yPred),
  }),

  'huber-gradient-is-the-slope': property({
    given: awayFromTheKink(),
    runs: 30,
    holds: ({ huber, huberGradient }, { yTrue, yPred }) =>
      isSlope(
        (t, p) => huber(t, p, 1),
        (t, p) => huberGradient(t, p, 1),
        yTrue,
        yPred,
      ),
  }),

  'r2-compares-with-the-mean': property({
    given: fc
      .record({
        pair: pairedTargets({ minLength: 2, maxLength: 8 }),
        a: fc.constantFrom(-2, 0.5, 4),
        b: gridNumber(),
      })
      .map(({ pair, a, b }) => ({ ...pair, a, b })),
    runs: 30,
    holds: async ({ r2Score }, { yTrue, yPred, a, b }) => {
      const isSpread = new Set(yTrue).size > 1
      const mean = yTrue.reduce((sum, t) => sum + t, 0) / yTrue.length
      const move = (values: number[]) => values.map((v) => a * v + b)
      const means = yTrue.map(() => mean)
      return all(
        same(await r2Score(yTrue, yTrue), 1, closedForm, { because: 'A perfect prediction has R² = 1.' }),
        isSpread
          ? same(await r2Score(yTrue, means), 0, closedForm, {
              because: 'Predicting the mean for every sample has R² = 0.',
            })
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

  ...hygiene<Losses>(takes),
})

function isSymmetric(fn: (typeof losses)[number]) {
  return property<Losses, { yTrue: number[]; yPred: number[] }>({
    given: pairedTargets(),
    runs: 30,
    holds: async ({ [fn]: loss }, { yTrue, yPred }) => {
      const there = await loss(yTrue, yPred)
      return all(
        must(there >= 0, 'A loss is never negative.', { got: there }),
        must(
          (there === 0) === yTrue.every((t, i) => t === yPred[i]),
          'A loss is 0 for a perfect prediction and only then.',
          { got: there },
        ),
        same(await loss(yPred, yTrue), there, closedForm, {
          because: `Swapping the arguments must not change ${fn}.`,
        }),
      )
    },
  })
}

/** Residuals stay away from the kink of the Huber loss at ±delta = ±1: 0, ±½, ±2 and ±3 are at least ½ from it. */
function awayFromTheKink() {
  return fc
    .array(fc.tuple(gridNumber({ min: -2, max: 2 }), fc.constantFrom(-3, -2, -0.5, 0, 0.5, 2, 3)), {
      minLength: 1,
      maxLength: 5,
    })
    .map((pairs) => ({ yTrue: pairs.map(([t]) => t), yPred: pairs.map(([t, e]) => t + e) }))
}

type Remote<R> = (yTrue: number[], yPred: number[]) => Promise<R>

async function isSlope(
  loss: Remote<number>,
  gradient: Remote<number[]>,
  yTrue: number[],
  yPred: number[],
): Promise<Verdict> {
  const step = 2 ** -10
  const nudged = (i: number, by: number) => yPred.with(i, yPred[i]! + by)
  const slopes = await Promise.all(
    yPred.map(
      async (_, i) =>
        ((await loss(yTrue, nudged(i, step))) - (await loss(yTrue, nudged(i, -step)))) / (2 * step),
    ),
  )
  return same(await gradient(yTrue, yPred), slopes, finiteDifference, {
    because: 'Nudging a prediction must change your loss by your gradient times the nudge.',
    sides: ['your gradient', 'slope of your loss'],
  })
}
