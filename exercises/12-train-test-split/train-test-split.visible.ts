import fc from 'fast-check'
import { all, exact, gridVec, properties, property, same, seed } from '#engine/spec/index.ts'

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const X = ten.map((i) => [i])
const y = ten.map((i) => `n${i}`)
const ascending = (indices: number[]) => indices.toSorted((a, b) => a - b)

export default properties<typeof import('./train-test-split.ts')>({
  'worked-example': property({
    given: [{ opt: { testSize: 0.25, seed: 1, shuffle: false } }, { opt: { testSize: 0.25, seed: 1 } }],
    holds: async ({ trainTestSplit }, { opt }) => {
      const { XTrain, yTest, trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      const because = 'Of ten neurons seven are for training and three for testing.'
      const inOrder = { because: 'Without shuffling the first seven rows train and the last three test.' }
      return all(
        same([trainIdx.length, testIdx.length], [7, 3], exact, { because }),
        same([XTrain.length, yTest.length], [7, 3], exact, { because }),
        'shuffle' in opt
          ? all(
              same(ascending(trainIdx), ten.slice(0, 7), exact, inOrder),
              same(ascending(testIdx), ten.slice(7), exact, inOrder),
            )
          : true,
      )
    },
  }),

  'parts-make-the-whole': property({
    given: fc
      .record({ values: gridVec({ minLength: 4 }), nTest: fc.integer({ min: 1, max: 3 }), seed: seed() })
      .map(({ values, nTest, seed }) => ({
        X: values.map((value, i) => [i, value]),
        y: values.map((_, i) => `n${i}`),
        opt: { testSize: nTest, seed },
      })),
    runs: 30,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      return same(ascending([...trainIdx, ...testIdx]), [...X.keys()], exact, {
        because: 'trainIdx and testIdx together must hold the number of every row exactly once.',
      })
    },
  }),
})
