import { all, must, pairedTargets, properties, property, same } from '#engine/spec/index.ts'

export default properties<typeof import('./regression-loss.ts')>({
  'worked-example': property({
    given: [{ yTrue: [2, 4, 6], yPred: [2, 5, 8] }],
    holds: async ({ mse, mae, huber, r2Score, mseGradient }, { yTrue, yPred }) =>
      all(
        same(await mse(yTrue, yPred), 5 / 3),
        same(await mae(yTrue, yPred), 1),
        same(await huber(yTrue, yPred), 2 / 3),
        same(await r2Score(yTrue, yPred), 3 / 8),
        same(await mseGradient(yTrue, yPred), [0, 2 / 3, 4 / 3]),
      ),
  }),

  'losses-are-symmetric': property({
    given: pairedTargets(),
    runs: 30,
    holds: async ({ mse, mae, rmse, huber }, { yTrue, yPred }) => {
      for (const loss of [mse, mae, rmse, huber]) {
        const there = await loss(yTrue, yPred)
        const verdict = all(
          must(there >= 0, 'A loss is never negative.', { got: there }),
          must(
            (there === 0) === yTrue.every((t, i) => t === yPred[i]),
            'A loss is 0 for a perfect prediction and only then.',
            { got: there },
          ),
          same(await loss(yPred, yTrue), there, undefined, {
            because: 'Swapping the arguments must not change a loss.',
          }),
        )
        if (verdict !== true) return verdict
      }
      return true
    },
  }),
})
