import { all, must, pairedLabels, properties, property, same } from '#engine/spec/index.ts'

export default properties<typeof import('./confusion.ts')>({
  'worked-example': property({
    given: [{ yTrue: [0, 0, 1, 1, 1], yPred: [0, 1, 1, 1, 0] }],
    holds: async ({ accuracy, confusionMatrix, balancedAccuracy }, { yTrue, yPred }) =>
      all(
        same(await accuracy(yTrue, yPred), 0.6),
        same(await balancedAccuracy(yTrue, yPred), 7 / 12),
        same(await confusionMatrix(yTrue, yPred), [
          [1, 1],
          [1, 2],
        ]),
        same(await confusionMatrix(yTrue, yPred, { normalize: 'true' }), [
          [1 / 2, 1 / 2],
          [1 / 3, 2 / 3],
        ]),
      ),
  }),

  'counts-add-up': property({
    // Every class occurs on both sides, so that the rows are the classes 0, 1, 2.
    given: pairedLabels().map(({ yTrue, yPred }) => ({
      yTrue: [0, 1, 2, ...yTrue],
      yPred: [1, 2, 0, ...yPred],
    })),
    runs: 30,
    holds: async ({ confusionMatrix }, { yTrue, yPred }) => {
      const classes = [0, 1, 2]
      const matrix = await confusionMatrix(yTrue, yPred)
      const howMany = (y: typeof yTrue) => classes.map((c) => y.filter((label) => label === c).length)
      const sum = (row: number[]) => row.reduce((total, count) => total + count, 0)
      return all(
        must(
          matrix.length === 3 && matrix.every((row) => row.length === 3),
          'Three classes make three rows and three columns.',
          { got: matrix },
        ),
        same(sum(matrix.map(sum)), yTrue.length, undefined, {
          because: 'All entries together must count every sample once.',
        }),
        same(matrix.map(sum), howMany(yTrue), undefined, {
          because: 'Row i must add up to the number of samples whose true class is i.',
        }),
        same(
          classes.map((j) => sum(matrix.map((row) => row[j]!))),
          howMany(yPred),
          undefined,
          { because: 'Column j must add up to the number of samples that were called j.' },
        ),
      )
    },
  }),
})
