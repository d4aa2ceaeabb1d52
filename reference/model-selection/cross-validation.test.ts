import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, type Label, type Mat, type PipelineSpec } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { crossValidate, selectSpec } from './cross-validation.ts'
import { fitPipeline, predictPipeline } from './pipeline.ts'

const runs = { seed: 1, numRuns: 40 }
const specs: PipelineSpec[] = [
  { scaler: 'standard', model: 'logistic', C: 0.5 },
  { scaler: 'minmax', model: 'knn', k: 3 },
  { scaler: 'none', model: 'knn', k: 1 },
]
const anySpec = fc.constantFrom(...specs)
/** Two clouds, and folds that deal out the rows: every training part holds both classes. */
const problem = fc
  .record({ seed: fc.nat(10_000), n: fc.integer({ min: 9, max: 15 }), k: fc.integer({ min: 2, max: 4 }) })
  .map(({ seed, n, k }) => {
    const random = createRng(`problem/${seed}`)
    const y = Array.from({ length: n }, (_, i) => (Math.floor(i / k) % 2 === 0 ? 'int' : 'pyr'))
    const X = y.map((label) => [(label === 'int' ? 1 : 0) + random.normal(), 20 * random.normal()])
    const folds = Array.from({ length: k }, (_, fold) => [...X.keys()].filter((i) => i % k === fold))
    return { X, y, folds }
  })

describe('crossValidate', () => {
  test('fits to the rows outside a fold and scores on those inside', () => {
    fc.assert(
      fc.property(problem, anySpec, ({ X, y, folds }, spec) => {
        const { scores, pipelines } = crossValidate(X, y, spec, folds)
        for (const [f, fold] of folds.entries()) {
          const train = [...X.keys()].filter((i) => !fold.includes(i))
          const pipeline = fitPipeline(
            train.map((i) => X[i]!),
            train.map((i) => y[i]!),
            spec,
          )
          expect(pipelines[f]).toEqual(pipeline)
          const { label } = predictPipeline(
            pipeline,
            fold.map((i) => X[i]!),
          )
          expect(scores[f]).toBe(label.filter((one, j) => one === y[fold[j]!]).length / fold.length)
        }
        expect(scores).toHaveLength(folds.length)
      }),
      runs,
    )
  })

  test('does not leak: garbage in the rows of a fold leaves its pipeline as it was', () => {
    fc.assert(
      fc.property(problem, anySpec, ({ X, y, folds }, spec) => {
        const { pipelines } = crossValidate(X, y, spec, folds)
        for (const [f, fold] of folds.entries()) {
          const inside = (i: number) => fold.includes(i)
          const garbage = X.map((row, i) => (inside(i) ? [1e6, -1e6] : row))
          const flipped = y.map((label, i) => (inside(i) ? (label === 'int' ? 'pyr' : 'int') : label))
          expect(crossValidate(garbage, flipped, spec, folds).pipelines[f]).toEqual(pipelines[f])
        }
      }),
      runs,
    )
  })
})

describe('selectSpec', () => {
  test('is the spec of the highest mean score, the first of equal ones', () => {
    fc.assert(
      fc.property(problem, ({ X, y, folds }) => {
        const { best, meanScores } = selectSpec(X, y, [...specs, ...specs], folds)
        const expected = specs.map((spec) => {
          const { scores } = crossValidate(X, y, spec, folds)
          return scores.reduce((sum, score) => sum + score, 0) / scores.length
        })
        for (const [s, score] of meanScores.entries()) expect(score).toBeCloseTo(expected[s % 3]!, 12)
        expect(best).toBe(meanScores.findIndex((score) => meanScores.every((other) => other <= score)))
        expect(best).toBeLessThan(3)
      }),
      runs,
    )
  })
})

const X = [[0], [1], [2], [3]]
const y = ['a', 'b', 'a', 'b']
const folds = [
  [0, 1],
  [2, 3],
]
const spec: PipelineSpec = { scaler: 'standard', model: 'knn', k: 1 }
type Args = [Mat, Label[], number[][]]
test.each<[string, string, Args]>([
  ['nothing', 'EMPTY', [[], [], folds]],
  ['no folds', 'EMPTY', [X, y, []]],
  ['a fold without rows', 'EMPTY', [X, y, [[], [0, 1, 2, 3]]]],
  ['fewer labels', 'SHAPE', [X, y.slice(1), folds]],
  ['ragged rows', 'SHAPE', [[[0, 1], [1], [2], [3]], y, folds]],
  ['NaN', 'NON_FINITE', [X.with(0, [Number.NaN]), y, folds]],
  ['three classes', 'PARAM', [X, ['a', 'b', 'c', 'a'], folds]],
  ['one class', 'PARAM', [X, ['a', 'a', 'a', 'a'], folds]],
  [
    'a row that there is not',
    'PARAM',
    [
      X,
      y,
      [
        [0, 1],
        [2, 4],
      ],
    ],
  ],
  ['half a row', 'PARAM', [X, y, [[0, 1.5]]]],
  [
    'one class outside a fold',
    'SINGLE_CLASS',
    [
      X,
      y,
      [
        [0, 2],
        [1, 3],
      ],
    ],
  ],
  ['no rows outside a fold', 'SINGLE_CLASS', [X, y, [[0, 1, 2, 3]]]],
])('%s is refused with %s', (_, code, [X, y, folds]) => {
  expect(() => crossValidate(X, y, spec, folds)).toThrow(expect.objectContaining({ code }))
  expect(() => selectSpec(X, y, [spec], folds)).toThrow(expect.objectContaining({ code }))
})

test('no specs, and specs that do not fit, are refused', () => {
  expect(() => selectSpec(X, y, [], folds)).toThrow(expect.objectContaining({ code: 'EMPTY' }))
  const wrong: PipelineSpec[] = [
    { ...spec, k: 3 },
    { ...spec, model: 'tree' as 'knn' },
  ]
  for (const one of wrong) {
    expect(() => selectSpec(X, y, [spec, one], folds)).toThrow(expect.objectContaining({ code: 'PARAM' }))
    expect(() => crossValidate(X, y, one, folds)).toThrow(expect.objectContaining({ code: 'PARAM' }))
  }
})

test('spoilt arguments', () => {
  // Of some dozens of numbers it is rare that anything else is spoilt.
  const args = fc
    .tuple(problem, anySpec, fc.constantFrom('', '', '', 'no folds', 'one class', 'no samples'))
    .map(
      ([{ X, y, folds }, spec, fault]): Parameters<typeof crossValidate> => [
        fault === 'no samples' ? [] : X,
        fault === 'no samples' ? [] : y,
        spec,
        fault === 'no folds'
          ? []
          : fault === 'one class'
            ? [[...y.keys()].filter((i) => y[i] === y[0])]
            : folds,
      ],
    )
  fuzz(crossValidate, args)
  fuzz(
    selectSpec,
    args.map(([X, y, spec, folds]): Parameters<typeof selectSpec> => [X, y, [spec], folds]),
  )
})
