import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Label } from '#kit'
import { anyLabels, anyPaired, labels, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { accuracy, balancedAccuracy, confusionMatrix } from './classification.ts'
import { averagedF1, type Prf, precisionRecallF1 } from './precision-recall.ts'

const runs = { seed: 1, numRuns: 300 }
const label = fc.constantFrom<Label>(-3, 7, 10)
const pairs = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 12 })
const columns = (rows: [Label, Label][]): [Label[], Label[]] => [rows.map(([t]) => t), rows.map(([, p]) => p)]
const zeroDivision = fc.constantFrom<0 | 1>(0, 1)
const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length

const yTrue = [0, 0, 1, 1, 1]
const yPred = [0, 1, 1, 1, 0]

test('the example of the exercise', () => {
  expect(precisionRecallF1(yTrue, yPred)).toEqual({
    labels: [0, 1],
    precision: [0.5, 2 / 3],
    recall: [0.5, 2 / 3],
    f1: [0.5, 2 / 3],
    support: [2, 3],
  })
  expect(averagedF1(yTrue, yPred, 'macro').f1).toBeCloseTo(7 / 12, 12)
})

test('a case of scikit-learn 1.2.1', () => {
  const t = [0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1]
  const p = [0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]
  const { precision, recall, f1, support } = precisionRecallF1(t, p)
  for (const [got, expected] of [
    [precision, [0.5555555555555556, 0.3333333333333333]],
    [recall, [0.7142857142857143, 0.2]],
    [f1, [0.6250000000000001, 0.25]],
    [Object.values(averagedF1(t, p, 'macro')), [0.4444444444444444, 0.4571428571428572, 0.43750000000000006]],
  ] as const)
    for (const [k, value] of expected.entries()) expect(got[k]).toBeCloseTo(value, 12)
  expect(support).toEqual([7, 5])
})

test('the values come from the confusion matrix: diagonal, column sums, row sums', () => {
  fc.assert(
    fc.property(pairs, zeroDivision, (rows, zero) => {
      const [t, p] = columns(rows)
      const M = confusionMatrix(t, p)
      const { precision, recall, f1, support } = precisionRecallF1(t, p, { zeroDivision: zero })
      for (const k of M.keys()) {
        const hits = M[k]![k]!
        const called = M.reduce((sum, row) => sum + row[k]!, 0)
        const occurs = M[k]!.reduce((a, b) => a + b)
        expect(support[k]).toBe(occurs)
        expect(precision[k]).toBe(called === 0 ? zero : hits / called)
        expect(recall[k]).toBe(occurs === 0 ? zero : hits / occurs)
        // Every class of the union occurs or is called, so that F1 has the form without P and R.
        expect(f1[k]).toBeCloseTo((2 * hits) / (called + occurs), 12)
      }
    }),
    runs,
  )
})

describe('0 / 0', () => {
  const values = (prf: Prf) => [prf.precision[0], prf.recall[0], prf.f1[0], prf.support[0]]
  test.each<[string, Label[], Label[], number[], number[]]>([
    ['of a class never called', ['b', 'a'], ['a', 'a'], [0, 0, 0, 1], [1, 0, 0, 1]],
    ['of a class that does not occur', ['a', 'a'], ['b', 'a'], [0, 0, 0, 0], [0, 1, 0, 0]],
    ['of a class that is neither', ['a', 'a'], ['a', 'a'], [0, 0, 0, 0], [1, 1, 1, 0]],
  ])('%s is zeroDivision', (_, t, p, withZero, withOne) => {
    expect(values(precisionRecallF1(t, p, { labels: ['b'] }))).toEqual(withZero)
    expect(values(precisionRecallF1(t, p, { labels: ['b'], zeroDivision: 0 }))).toEqual(withZero)
    expect(values(precisionRecallF1(t, p, { labels: ['b'], zeroDivision: 1 }))).toEqual(withOne)
  })

  test('in the averages is zeroDivision, too', () => {
    expect(averagedF1(['a', 'b'], ['a', 'a'], 'macro').precision).toBe(0.25)
    expect(averagedF1(['a', 'b'], ['a', 'a'], 'macro', { zeroDivision: 1 }).precision).toBe(0.75)
  })
})

describe('labels', () => {
  test('say which classes, in which order', () => {
    const both = precisionRecallF1(['a', 'b', 'b'], ['b', 'b', 'a'])
    const turned = precisionRecallF1(['a', 'b', 'b'], ['b', 'b', 'a'], { labels: ['b', 'a'] })
    expect(turned).toEqual({
      labels: ['b', 'a'],
      precision: both.precision.toReversed(),
      recall: both.recall.toReversed(),
      f1: both.f1.toReversed(),
      support: both.support.toReversed(),
    })
  })

  test('leave the values of a class as they are: no pair is dropped', () => {
    fc.assert(
      fc.property(pairs, fc.subarray([-3, 7, 10], { minLength: 1 }), (rows, some) => {
        const all = precisionRecallF1(...columns(rows), { labels: [-3, 7, 10] })
        const listed = precisionRecallF1(...columns(rows), { labels: some })
        for (const [k, c] of some.entries()) {
          const place = [-3, 7, 10].indexOf(c)
          expect(listed.precision[k]).toBe(all.precision[place])
          expect([listed.recall[k], listed.support[k]]).toEqual([all.recall[place], all.support[place]])
        }
      }),
      runs,
    )
  })

  test('need not occur in yTrue', () => {
    expect(precisionRecallF1([0, 0], [0, 1], { labels: [1] })).toMatchObject({ precision: [0], support: [0] })
  })
})

test('true and predicted labels swapped swap precision and recall, and keep F1', () => {
  fc.assert(
    fc.property(pairs, zeroDivision, (rows, zero) => {
      const [t, p] = columns(rows)
      const straight = precisionRecallF1(t, p, { zeroDivision: zero })
      const swapped = precisionRecallF1(p, t, { zeroDivision: zero })
      expect([swapped.precision, swapped.recall]).toEqual([straight.recall, straight.precision])
      for (const [k, f] of swapped.f1.entries()) expect(f).toBeCloseTo(straight.f1[k]!, 12)
    }),
    runs,
  )
})

test('F1 lies between precision and recall, and is 1 only if both are', () => {
  fc.assert(
    fc.property(pairs, zeroDivision, (rows, zero) => {
      const { precision, recall, f1 } = precisionRecallF1(...columns(rows), { zeroDivision: zero })
      for (const [k, f] of f1.entries()) {
        expect(f).toBeGreaterThanOrEqual(Math.min(precision[k]!, recall[k]!) - 1e-12)
        expect(f).toBeLessThanOrEqual(Math.max(precision[k]!, recall[k]!) + 1e-12)
        expect(f === 1).toBe(precision[k] === 1 && recall[k] === 1)
      }
    }),
    runs,
  )
})

test('the order of the samples does not matter, new names in the same order carry over', () => {
  fc.assert(
    fc.property(ordered(pairs), ([rows, order]) => {
      const { labels: classes, ...values } = precisionRecallF1(...columns(rows))
      const renamed = order.map((i) => rows[i]!.map((l) => `class ${classes.indexOf(l)}`) as [Label, Label])
      const { labels: names, ...same } = precisionRecallF1(...columns(renamed))
      expect(same).toEqual(values)
      expect(names).toEqual(classes.map((_, k) => `class ${k}`))
    }),
    runs,
  )
})

describe('averaged', () => {
  test('micro values are all the accuracy', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const share = accuracy(...columns(rows))
        expect(averagedF1(...columns(rows), 'micro')).toEqual({ precision: share, recall: share, f1: share })
      }),
      runs,
    )
  })

  test('macro values are means over the classes, weighted values over the samples', () => {
    fc.assert(
      fc.property(pairs, zeroDivision, (rows, zero) => {
        const [t, p] = columns(rows)
        const prf = precisionRecallF1(t, p, { zeroDivision: zero })
        const macro = averagedF1(t, p, 'macro', { zeroDivision: zero })
        const weighted = averagedF1(t, p, 'weighted', { zeroDivision: zero })
        for (const key of ['precision', 'recall', 'f1'] as const) {
          expect(macro[key]).toBeCloseTo(mean(prf[key]), 12)
          expect(weighted[key]).toBeCloseTo(mean(t.map((c) => prf[key][prf.labels.indexOf(c)]!)), 12)
        }
        expect(weighted.recall).toBeCloseTo(accuracy(t, p), 12)
      }),
      runs,
    )
  })

  test('the macro recall is the balanced accuracy when all classes occur', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [t, p] = columns([...rows, [-3, 7], [7, 7], [10, 10]])
        expect(averagedF1(t, p, 'macro').recall).toBeCloseTo(balancedAccuracy(t, p), 12)
      }),
      runs,
    )
  })

  test('the macro F1 is not the F1 of the macro precision and recall', () => {
    const { precision, recall, f1 } = averagedF1([0, 0, 0, 0, 1], [0, 0, 0, 1, 1], 'macro')
    expect([precision, recall]).toEqual([0.75, 0.875])
    expect(f1).toBeCloseTo((6 / 7 + 2 / 3) / 2, 12)
    expect(f1).not.toBeCloseTo((2 * 0.75 * 0.875) / 1.625, 2)
  })
})

test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no samples', () => precisionRecallF1([], [])],
  ['SHAPE', 'two lengths', () => precisionRecallF1([0, 1], [0])],
  ['NON_FINITE', 'a label that is NaN', () => precisionRecallF1([0, Number.NaN], [0, 1])],
  ['PARAM', 'predictions of two types', () => averagedF1([0, 1], [0, 'a'], 'micro')],
  ['PARAM', 'no labels', () => precisionRecallF1([0], [0], { labels: [] })],
  ['NON_FINITE', 'NaN among the labels', () => precisionRecallF1([0], [0], { labels: [0, Number.NaN] })],
  ['PARAM', 'a label twice', () => precisionRecallF1([0], [0], { labels: [0, 0] })],
  ['PARAM', 'zeroDivision 2', () => precisionRecallF1([0], [0], { zeroDivision: 2 as 1 })],
  ['EMPTY', 'the average of nothing', () => averagedF1([], [], 'macro')],
  ['SHAPE', 'the average of two lengths', () => averagedF1([0, 1], [0], 'micro')],
  ['PARAM', 'another average', () => averagedF1([0], [0], 'binary' as 'micro')],
  ['PARAM', 'zeroDivision 2 in an average', () => averagedF1([0], [0], 'micro', { zeroDivision: 2 as 1 })],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any labels are measured or refused', () => {
  const paired = fc.oneof(anyPaired, fc.tuple(anyLabels, anyLabels))
  const zero = fc.constantFrom(0, 1, 1, 0, 2) as fc.Arbitrary<0 | 1>
  const options = fc.record({ labels: labels(0, 3), zeroDivision: zero }, { requiredKeys: [] })
  const average = fc.constantFrom<'macro' | 'micro' | 'weighted'>(
    'macro',
    'micro',
    'weighted',
    'all' as 'micro',
  )
  fuzz(
    precisionRecallF1,
    fc.tuple(paired, options).map(([[t, p], opt]): Parameters<typeof precisionRecallF1> => [t, p, opt]),
  )
  fuzz(
    averagedF1,
    fc
      .tuple(paired, average, zero)
      .map(([[t, p], over, zeroDivision]): Parameters<typeof averagedF1> => [t, p, over, { zeroDivision }]),
    { isLegal: (result) => Object.values(result).every((value) => value >= 0 && value <= 1 + 1e-12) },
  )
})
