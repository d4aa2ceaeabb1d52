import fc from 'fast-check'
import {
  all,
  convexOptimum,
  crossPlay,
  exact,
  oncePerCase,
  properties,
  property,
  same,
  seed,
} from '#engine/spec/index.ts'
import { createRng, type Label, type Mat, type PipelineSpec } from '#kit'
import * as reference from '#reference/model-selection/pipeline.ts'
import { contract } from '../contract.ts'

interface Data {
  X: Mat
  y: Label[]
  spec: PipelineSpec
}

const specs: PipelineSpec[] = [
  { scaler: 'standard', model: 'logistic', C: 1 },
  { scaler: 'minmax', model: 'logistic', C: 0.5 },
  { scaler: 'standard', model: 'knn', k: 3 },
  { scaler: 'none', model: 'knn', k: 1 },
]

/** Two clouds that overlap, their features in different units. */
const neurons: fc.Arbitrary<Data> = fc
  .record({ seed: seed(), spec: fc.constantFrom(...specs) })
  .map(({ seed, spec }) => {
    const random = createRng(`neurons ${seed}`)
    const y = Array.from({ length: 24 }, (_, i): Label => (i % 3 ? 'PYR' : 'FS'))
    const X = y.map((label) => [(label === 'FS' ? 1.5 : 0) + random.normal(), 100 + 20 * random.normal()])
    return { X, y, spec }
  })

const fitted = oncePerCase(({ X, y, spec }: Data) => reference.fitPipeline(X, y, spec))
const folds = [0, 1, 2, 3].map((fold) => Array.from({ length: 6 }, (_, i) => fold * 6 + i))

export default properties<typeof import('./exemplar.ts')>({
  'pipeline-predicts-as-the-best': property({
    given: neurons,
    runs: 30,
    holds: async ({ fitPipeline, predictPipeline }, example) => {
      const { X, y, spec } = example
      const pipeline = await fitPipeline(X, y, spec)
      const own = crossPlay('fitPipeline', () => reference.predictPipeline(pipeline, X))
      const best = reference.predictPipeline(fitted(example), X)
      return all(
        same(own.proba, best.proba, convexOptimum, {
          because: 'These are the probabilities with your pipeline and with the best one.',
          sides: ['your fitPipeline', 'the best'],
        }),
        same((await predictPipeline(pipeline, X)).proba, own.proba, convexOptimum, {
          because: 'Your two functions do not go together.',
          sides: ['your predictPipeline says', 'your fitPipeline says'],
        }),
      )
    },
  }),

  'unsure-rows-are-null': property({
    given: neurons,
    runs: 30,
    holds: async ({ predictWithReject }, example) => {
      const pipeline = fitted(example)
      const expected = reference.predictWithReject(pipeline, example.X, 0.75)
      return same(await predictWithReject(pipeline, example.X, 0.75), expected, exact)
    },
  }),

  'rows-are-predicted-one-by-one': property({
    given: neurons,
    runs: 30,
    holds: async ({ predictPipeline }, example) => {
      const pipeline = fitted(example)
      const [together, ...alone] = await predictPipeline.many([
        [pipeline, example.X],
        ...example.X.map((row): [typeof pipeline, Mat] => [pipeline, [row]]),
      ])
      return same(
        alone.flatMap(({ label }) => label),
        together!.label,
        exact,
        { because: 'A row must get the same label alone as among others.', sides: ['alone', 'among others'] },
      )
    },
  }),

  'the-test-rows-teach-nothing': property({
    given: neurons,
    runs: 20,
    holds: async ({ crossValidate }, { X, y, spec }) => {
      // The rows of the first fold become garbage, and so do their labels.
      const garbage = X.map((row, i) => (i < 6 ? row.map((v, j) => 1e6 * (j + 1) - v) : row))
      const flipped = y.map((label, i) => (i < 6 ? (label === 'FS' ? 'PYR' : 'FS') : label))
      const [before, after] = await Promise.all([
        crossValidate(X, y, spec, folds),
        crossValidate(garbage, flipped, spec, folds),
      ])
      return same(after.pipelines[0], before.pipelines[0], exact, {
        because: 'What is fitted must not depend on the rows of its own fold.',
        sides: ['test rows spoilt', 'as they were'],
      })
    },
  }),

  ...contract({
    given: neurons,
    calls: (example) => ({
      fitPipeline: [example.X, example.y, example.spec],
      predictWithReject: [fitted(example), example.X, 0.75],
    }),
    badInput: [
      {
        fn: 'fitPipeline',
        what: 'there are no samples',
        bad: [[], [], specs[0]],
        good: [[[0], [1]], ['a', 'b'], specs[0]],
        code: 'EMPTY',
      },
    ],
  }),
})
