import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Separating } from '#data'
import { stream } from '#data'
import type { PipelineSpec } from '#kit'
import { kmeans, kmeansPlusPlus } from '../cluster/kmeans.ts'
import { accuracy, balancedAccuracy } from '../metrics/classification.ts'
import { adjustedRandIndex } from '../metrics/clustering.ts'
import { crossValidate } from '../model-selection/cross-validation.ts'
import { stratifiedKFold } from '../model-selection/folds.ts'
import { predictPipeline } from '../model-selection/pipeline.ts'
import { fitStandardScaler, transform } from '../preprocessing/scaler.ts'
import { randomOrder } from '../random/order.ts'
import { mean } from '../statistics/descriptive.ts'
import { fuzz } from '../testing/fuzz.ts'
import { neuronTable } from './neuron-table.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

test('the same seed gives the same table, another seed another', () => {
  expect(neuronTable('a', { n: 20 })).toEqual(neuronTable('a', { n: 20 }))
  expect(neuronTable('a', { n: 20 })).not.toEqual(neuronTable('b', { n: 20 }))
})

test('it draws from a stream of its own name, the types first', () => {
  const own = stream(1, 'neuron-table')
  expect(neuronTable(1, { n: 50 }).y).toEqual(Array.from({ length: 50 }, () => (own.next() < 0.2 ? 1 : 0)))
})

test('it has n rows of five finite features', () => {
  const { X, y, featureNames } = neuronTable(1, { n: 100 })
  expect(featureNames).toEqual(['latencyMs', 'halfWidthMs', 'asymmetry', 'ratio', 'logRate'])
  expect([X.length, y.length]).toEqual([100, 100])
  expect(X.every((row) => row.length === 5 && row.every(Number.isFinite))).toBe(true)
})

test.each([0.001, 0.2, 0.999])('both types occur in the smallest table, with fracFS %d', (fracFS) => {
  for (let seed = 0; seed < 200; seed++)
    expect(neuronTable(seed, { n: 2, fracFS }).y.toSorted()).toEqual([0, 1])
})

test('a type that is missing may come at any place', () => {
  const places = Array.from({ length: 50 }, (_, seed) =>
    neuronTable(seed, { n: 3, fracFS: 0.001 }).y.indexOf(1),
  )
  expect(new Set(places)).toEqual(new Set([0, 1, 2]))
})

test('the columns have the means that were planted, for either type', () => {
  const means = [0, 1].map((type) => {
    const rows = SEEDS.flatMap((seed) => {
      const { X, y } = neuronTable(seed, { n: 200 })
      return X.filter((_, i) => y[i] === type)
    })
    return rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length)
  })
  // measured 0.573, 0.214, 0.459, 0.287, 0.690 and 0.294, 0.157, 0.522, 0.404, 2.098; five SE of the last are 0.13
  const expected = [
    [0.57, 0.215, 0.46, 0.29, Math.log(2)],
    [0.29, 0.154, 0.52, 0.4, Math.log(8)],
  ]
  const slack = [0.02, 0.01, 0.04, 0.03, 0.13]
  for (const type of [0, 1])
    for (const [j, mean] of means[type]!.entries())
      expect(Math.abs(mean - expected[type]![j]!)).toBeLessThan(slack[j]!)
})

describe('over 20 seeds of 400 neurons', () => {
  const sets = SEEDS.map((seed) => {
    const { X, y } = neuronTable(seed, { n: 400 })
    return { seed, X, y, folds: stratifiedKFold(y, 5) }
  })
  const crossValidated = (spec: PipelineSpec) =>
    sets.map(({ X, y, folds }) => mean(crossValidate(X, y, spec, folds).scores))
  const rule = sets.map(({ X, y }) =>
    accuracy(
      y,
      X.map(([latencyMs]) => (latencyMs! <= 0.425 ? 1 : 0)),
    ),
  )

  test('what learns from all features beats the rule of 0.425 ms', () => {
    // measured 0.9825 … 0.9975, mean 0.989; the rule 0.9150 … 0.9525, mean 0.936
    const logistic = crossValidated({ scaler: 'standard', model: 'logistic' })
    expect(Math.min(...logistic)).toBeGreaterThan(0.96)
    expect(mean(logistic)).toBeGreaterThan(mean(rule) + 0.03)
    // measured 0.980 … 0.995, mean 0.989
    expect(Math.min(...crossValidated({ scaler: 'standard', model: 'knn', k: 5 }))).toBeGreaterThan(0.96)
  })

  test('two clusters are the two types, though nobody names them', () => {
    const agreement = sets.map(({ seed, X, y }) => {
      const Z = transform(fitStandardScaler(X), X)
      const random = stream(seed, 'starts')
      const runs = Array.from({ length: 10 }, () =>
        kmeans(Z, kmeansPlusPlus(Z, 2, [random.next(), random.next()])),
      )
      const best = runs.reduce((a, b) => (b.inertia < a.inertia ? b : a))
      return adjustedRandIndex(y, best.labels)
    })
    // measured 0.794 … 0.945, mean 0.888
    expect(Math.min(...agreement)).toBeGreaterThan(0.7)
  })

  test('shuffled types can not be learned', () => {
    const balanced = sets.map(({ seed, X, y, folds }) => {
      const noise = randomOrder(y.length, stream(seed, 'shuffle')).map((i) => y[i]!)
      const { pipelines } = crossValidate(X, noise, { scaler: 'standard', model: 'knn', k: 5 }, folds)
      const called = folds.flatMap(
        (fold, f) =>
          predictPipeline(
            pipelines[f]!,
            fold.map((i) => X[i]!),
          ).label,
      )
      return balancedAccuracy(
        folds.flat().map((i) => noise[i]!),
        called,
      )
    })
    // measured 0.460 … 0.528, mean 0.496; one standard error of the mean is 0.005
    expect(Math.abs(mean(balanced) - 0.5)).toBeLessThan(0.03)
  })
})

test.each([{ n: 1 }, { n: 2.5 }, { n: 5, fracFS: 0 }, { n: 5, fracFS: 1 }])(
  '%j is refused with PARAM',
  (options) => {
    expect(() => neuronTable(1, options)).toThrow(expect.objectContaining({ code: 'PARAM' }))
  },
)

test('any options give a table without gaps, or one of them is at fault', () => {
  const options = fc.record(
    {
      n: fc.integer({ min: 2, max: 5 }),
      fracFS: fc.constantFrom(0.01, 0.5, 0.99),
      only: fc.constantFrom<Separating>('latency', 'asymmetry', 'rate', 'none'),
    },
    { requiredKeys: ['n'] },
  )
  fuzz(neuronTable, fc.tuple(fc.nat(), options), { numRuns: 100 })
})
