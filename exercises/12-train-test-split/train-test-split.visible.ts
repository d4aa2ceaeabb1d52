import fc from 'fast-check'
import {
  all,
  exact,
  gridVec,
  hygiene,
  must,
  properties,
  property,
  same,
  seed,
  workedExamples,
} from '#engine/spec/index.ts'
import type { Label, Seed } from '#kit'
import takes from './train-test-split.takes.ts'

type Module = typeof import('./train-test-split.ts')

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const ascending = (indices: number[]) => indices.toSorted((a, b) => a - b)
const at = <T>(values: T[], indices: number[]) => indices.map((i) => values[i]!)

/** Every row carries its number and a value, and has a label of its own: no two can be taken for each other. */
const samples = fc.record({
  values: gridVec({ minLength: 4 }),
  nTest: fc.integer({ min: 1, max: 3 }),
  seed: seed(),
})
const cases = samples.map(({ values, nTest, seed }) => ({
  X: values.map((value, i) => [i, value]),
  y: values.map((_, i): Label => `n${i}`),
  opt: { testSize: nTest, seed },
}))
/** Rows that differ in nothing, and rows with values that are missing or endless. */
const twins = cases.map(({ X, y, opt }) => ({
  X: X.map(([, v]) => [v! > 0 ? 1 : 0]),
  y: y.map((): Label => 'FS'),
  opt,
}))
const holed = cases.map(({ X, y, opt }) => ({
  X: X.map(([id, value], i) => [id!, i === 1 ? Number.NaN : value! > 1 ? Number.POSITIVE_INFINITY : value!]),
  y,
  opt,
}))

export default properties<Module>({
  ...workedExamples<Module>({
    shuffleTogether: [{ args: [[[5, 2]], ['FS'], 1], result: { X: [[5, 2]], y: ['FS'], order: [0] } }],
  }),

  'trainTestSplit/worked-example': property({
    given: [
      { testSize: 0.25, seed: 1, shuffle: false },
      { testSize: 0.25, seed: 1 },
    ],
    holds: async ({ trainTestSplit }, opt) => {
      const X = ten.map((i) => [i])
      const { XTrain, yTest, trainIdx, testIdx } = await trainTestSplit(
        X,
        ten.map((i) => `n${i}`),
        opt,
      )
      const because = 'Of ten neurons seven are for training and three for testing.'
      const inOrder = { because: 'Without shuffling the first seven rows train and the last three test.' }
      return all(
        same([trainIdx.length, testIdx.length], [7, 3], exact, { because }),
        same([XTrain.length, yTest.length], [7, 3], exact, { because }),
        opt.shuffle === false ? same(ascending(testIdx), ten.slice(7), exact, inOrder) : true,
        opt.shuffle === false ? same(ascending(trainIdx), ten.slice(0, 7), exact, inOrder) : true,
      )
    },
  }),

  'order-holds-every-row-once': property({
    given: cases,
    runs: 30,
    holds: async ({ shuffleTogether }, { X, y, opt }) =>
      same(ascending((await shuffleTogether(X, y, opt.seed)).order), [...X.keys()], exact, {
        because: 'order must hold the number of every row exactly once.',
      }),
  }),

  'parts-make-the-whole': property({
    given: cases,
    runs: 30,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      return same(ascending([...trainIdx, ...testIdx]), [...X.keys()], exact, {
        because: 'trainIdx and testIdx together must hold the number of every row exactly once.',
      })
    },
  }),

  'rows-keep-their-labels': property({
    given: cases,
    runs: 40,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { XTrain, XTest, yTrain, yTest, trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      return all(
        same(XTrain, at(X, trainIdx), exact, { because: 'XTrain[i] must be X[trainIdx[i]].' }),
        same(XTest, at(X, testIdx), exact, { because: 'XTest[i] must be X[testIdx[i]].' }),
        same(yTrain, at(y, trainIdx), exact, { because: 'yTrain[i] must be y[trainIdx[i]].' }),
        same(yTest, at(y, testIdx), exact, { because: 'yTest[i] must be y[testIdx[i]].' }),
      )
    },
  }),

  'without-shuffling-the-end-is-tested': property({
    given: cases.map(({ X, y, opt }) => ({ X, y, opt: { ...opt, shuffle: false } })),
    runs: 30,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      const nTrain = X.length - opt.testSize
      return all(
        same(ascending(testIdx), [...X.keys()].slice(nTrain), exact, {
          because: 'The last rows are tested.',
        }),
        same(ascending(trainIdx), [...X.keys()].slice(0, nTrain), exact, {
          because: 'The first rows train.',
        }),
      )
    },
  }),

  'shuffleTogether/equal-rows-stay-separate': property({
    given: twins,
    runs: 30,
    holds: async ({ shuffleTogether }, { X, y, opt }) =>
      same(ascending((await shuffleTogether(X, y, opt.seed)).order), [...X.keys()], exact, {
        because: 'Samples with the same numbers are still different samples, each with its own row number.',
      }),
  }),

  'trainTestSplit/equal-rows-stay-separate': property({
    given: twins,
    runs: 30,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      return same(ascending([...trainIdx, ...testIdx]), [...X.keys()], exact, {
        because: 'Samples with the same numbers are still different samples, each with its own row number.',
      })
    },
  }),

  'shuffleTogether/missing-values-pass-through': property({
    given: holed,
    runs: 30,
    holds: async ({ shuffleTogether }, { X, y, opt }) => {
      const shuffled = await shuffleTogether(X, y, opt.seed)
      return all(
        same(shuffled.X.length, X.length, exact, { because: 'Rows with a missing value stay.' }),
        same(shuffled.X, at(X, shuffled.order), exact, { because: 'A missing value stays in its row.' }),
      )
    },
  }),

  'trainTestSplit/missing-values-pass-through': property({
    given: holed,
    runs: 30,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { XTrain, XTest, trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      return all(
        same(XTrain.length + XTest.length, X.length, exact, { because: 'Rows with a missing value stay.' }),
        same([...XTrain, ...XTest], at(X, [...trainIdx, ...testIdx]), exact, {
          because: 'A missing value stays in its row.',
        }),
      )
    },
  }),

  'shuffleTogether/other-seeds-draw-other-rows': property({
    given: sixty(),
    holds: async ({ shuffleTogether }, { X, y, seeds }) => {
      const shuffles = await shuffleTogether.many(seeds.map((seed) => [X, y, seed]))
      return allDiffer(
        shuffles.map(({ order }) => order),
        seeds,
      )
    },
  }),

  'trainTestSplit/other-seeds-draw-other-rows': property({
    given: sixty(),
    holds: async ({ trainTestSplit }, { X, y, seeds }) => {
      const splits = await trainTestSplit.many(seeds.map((seed) => [X, y, { testSize: 30, seed }]))
      return allDiffer(
        splits.map(({ testIdx }) => ascending(testIdx)),
        seeds,
      )
    },
  }),

  ...hygiene<Module>(takes),
})

/** Sixty rows: that two orders, or two halves, agree by chance does not happen in 10^16 times. */
function sixty() {
  const rows = Array.from({ length: 60 }, (_, i) => i)
  const data = { X: rows.map((i) => [i]), y: rows.map((i): Label => `n${i}`) }
  const seeds: Seed[][] = [
    [1, 2, 3, 4, 100, 200, 300, 1000],
    ['mouse 1', 'mouse 2', 'Mouse 2', 'rat', 'cat', 'a', 'b', 'ab', 'ba'],
  ]
  return seeds.map((seeds) => ({ ...data, seeds }))
}

function allDiffer(draws: number[][], seeds: Seed[]) {
  const texts = draws.map(String)
  const again = texts.findIndex((text, i) => texts.indexOf(text) < i)
  const [one, other] = [seeds[texts.indexOf(texts[again]!)], seeds[again]]
  return must(again === -1, `The seeds ${JSON.stringify(one)} and ${JSON.stringify(other)} draw the same.`)
}
