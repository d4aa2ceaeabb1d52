import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Label } from '#kit'
import { anyLabels, anyPaired, labels, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import {
  accuracy,
  balancedAccuracy,
  type ConfusionOptions,
  confusionMatrix,
  sortedClasses,
} from './classification.ts'

const runs = { seed: 1, numRuns: 300 }
const label = fc.constantFrom<Label>(-3, 7, 10)
const pairs = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 12 })
const columns = (rows: [Label, Label][]): [Label[], Label[]] => [rows.map(([t]) => t), rows.map(([, p]) => p)]
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const columnSums = (M: number[][]) => M.map((_, j) => sum(M.map((row) => row[j]!)))
const transposed = (M: number[][]) => M.map((_, j) => M.map((row) => row[j]!))
const count = (values: Label[], c: Label) => values.filter((value) => value === c).length

const yTrue = [0, 0, 1, 1, 1]
const yPred = [0, 1, 1, 1, 0]

test('the example of the exercise', () => {
  expect(confusionMatrix(yTrue, yPred)).toEqual([
    [1, 1],
    [1, 2],
  ])
  expect(accuracy(yTrue, yPred)).toBe(0.6)
  expect(balancedAccuracy(yTrue, yPred)).toBeCloseTo(7 / 12, 12)
})

describe('the confusion matrix', () => {
  test('counts pair by pair, in ascending order of the classes of both lists', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const classes = [...new Set(rows.flat())].sort((a, b) => Number(a) - Number(b))
        const tally = classes.map(() => classes.map(() => 0))
        for (const [t, p] of rows) tally[classes.indexOf(t)]![classes.indexOf(p)]!++
        expect(confusionMatrix(...columns(rows))).toEqual(tally)
      }),
      runs,
    )
  })

  test('has the true counts as row sums, the predicted as column sums, the right ones on the diagonal', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [t, p] = columns(rows)
        const M = confusionMatrix(t, p)
        const classes = sortedClasses(t, p)
        expect(M.map(sum)).toEqual(classes.map((c) => count(t, c)))
        expect(columnSums(M)).toEqual(classes.map((c) => count(p, c)))
        expect(sum(M.map((row, i) => row[i]!)) / rows.length).toBe(accuracy(t, p))
      }),
      runs,
    )
  })

  test('is transposed when the arguments are swapped, and does not depend on the order of the samples', () => {
    fc.assert(
      fc.property(ordered(pairs), ([rows, order]) => {
        const [t, p] = columns(rows)
        expect(confusionMatrix(p, t)).toEqual(transposed(confusionMatrix(t, p)))
        expect(confusionMatrix(...columns(order.map((i) => rows[i]!)))).toEqual(confusionMatrix(t, p))
      }),
      runs,
    )
  })

  test('has a row and a column for a class that occurs on one side alone', () => {
    expect(confusionMatrix(['a', 'a'], ['b', 'a'])).toEqual([
      [1, 1],
      [0, 0],
    ])
    expect(confusionMatrix(['9', '10'], ['10', '10'])).toEqual([
      [1, 0],
      [1, 0],
    ])
  })

  test('of given labels has their order, and drops pairs with another', () => {
    expect(confusionMatrix(['a', 'b', 'c'], ['b', 'b', 'a'], { labels: ['b', 'a'] })).toEqual([
      [1, 0],
      [1, 0],
    ])
    expect(confusionMatrix(['a'], ['a'], { labels: ['z', 'a'] })).toEqual([
      [0, 0],
      [0, 1],
    ])
  })

  test('of no samples is zero when the labels are given', () => {
    expect(confusionMatrix([], [], { labels: [0, 1] })).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  test('normalised has rows, columns or a whole that sum to 1, or to 0 where there is nothing', () => {
    const ones = (sums: number[], counts: number[]) => {
      for (const [k, total] of sums.entries()) expect(total).toBeCloseTo(counts[k] === 0 ? 0 : 1, 12)
    }
    fc.assert(
      fc.property(pairs, (rows) => {
        const [t, p] = columns(rows)
        const counts = confusionMatrix(t, p)
        ones(confusionMatrix(t, p, { normalize: 'true' }).map(sum), counts.map(sum))
        ones(columnSums(confusionMatrix(t, p, { normalize: 'pred' })), columnSums(counts))
        const whole = confusionMatrix(t, p, { normalize: 'all' })
        expect(sum(whole.flat())).toBeCloseTo(1, 12)
        expect(whole).toEqual(counts.map((row) => row.map((n) => n / rows.length)))
      }),
      runs,
    )
  })

  test('normalised by all divides by the pairs that are kept', () => {
    const options: ConfusionOptions = { labels: ['a', 'b'], normalize: 'all' }
    expect(confusionMatrix(['a', 'b', 'c'], ['a', 'a', 'a'], options)).toEqual([
      [0.5, 0],
      [0.5, 0],
    ])
    expect(confusionMatrix([], [], options)).toEqual([
      [0, 0],
      [0, 0],
    ])
  })
})

describe('accuracy', () => {
  test('is 1 for perfect predictions, and counts a string and a number as two classes', () => {
    expect([accuracy(['a', 'b'], ['a', 'b']), accuracy([1], ['1'])]).toEqual([1, 0])
  })
})

describe('balanced accuracy', () => {
  test('is the mean of the normalised diagonal over the classes that occur', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [t, p] = columns(rows)
        const M = confusionMatrix(t, p, { normalize: 'true' })
        const occurring = sortedClasses(t, p).flatMap((c, k) => (t.includes(c) ? [M[k]![k]!] : []))
        expect(balancedAccuracy(t, p)).toBeCloseTo(sum(occurring) / occurring.length, 12)
      }),
      runs,
    )
  })

  test('of a constant prediction is one over the number of classes', () => {
    expect(balancedAccuracy(['a', 'a', 'a', 'b'], Array(4).fill('a'))).toBe(0.5)
    expect(balancedAccuracy([0, 0, 1, 2, 2, 3], Array(6).fill(9))).toBe(0)
    expect(balancedAccuracy([0, 0, 1, 2, 2, 3], Array(6).fill(2))).toBe(0.25)
  })
})

test('classes ascend by size or by code unit, without repeats', () => {
  expect(sortedClasses([10, 9], [-1, 10])).toEqual([-1, 9, 10])
  expect(sortedClasses(['b', '10', 'B', '9', 'é', 'z'])).toEqual(['10', '9', 'B', 'b', 'z', 'é'])
  expect(sortedClasses([], [])).toEqual([])
})

describe.each<[string, (t: Label[], p: Label[]) => unknown]>([
  ['accuracy', accuracy],
  ['balancedAccuracy', balancedAccuracy],
  ['confusionMatrix', (t, p) => confusionMatrix(t, p)],
])('%s', (_, metric) => {
  test.each<[string, Label[], Label[]]>([
    ['EMPTY', [], []],
    ['SHAPE', [0, 1], [0]],
    ['SHAPE', ['a'], ['a', 'b']],
    ['NON_FINITE', [0, Number.NaN], [0, 1]],
    ['NON_FINITE', [0], [Number.POSITIVE_INFINITY]],
    ['PARAM', [0, 'a'], [0, 0]],
  ])('%s: %j and %j', (code, t, p) => {
    expect(() => metric(t, p)).toThrow(expect.objectContaining({ code }))
  })
})

test.each<[string, ConfusionOptions]>([
  ['PARAM', { labels: [] }],
  ['PARAM', { labels: [0, 0] }],
  ['PARAM', { labels: [5] }],
  ['PARAM', { labels: [0, 'a'] }],
  ['NON_FINITE', { labels: [0, Number.NaN] }],
  ['PARAM', { normalize: 'rows' as 'true' }],
])('%s: a confusion matrix with %j', (code, options) => {
  expect(() => confusionMatrix(yTrue, yPred, options)).toThrow(expect.objectContaining({ code }))
})

test('SHAPE: a confusion matrix of one list, even with labels', () => {
  expect(() => confusionMatrix([0], [], { labels: [0] })).toThrow(expect.objectContaining({ code: 'SHAPE' }))
})

test('with any options a confusion matrix is finite, or is refused', () => {
  const normalize = fc.constantFrom('true', 'pred', 'all', 'rows' as 'all')
  const options = fc.record({ labels: labels(0, 3), normalize }, { requiredKeys: [] })
  const given = fc.oneof(anyPaired, fc.tuple(anyLabels, anyLabels))
  fuzz(
    confusionMatrix,
    fc.tuple(given, options).map(([[t, p], opt]): Parameters<typeof confusionMatrix> => [t, p, opt]),
  )
})

test('of any labels accuracies are numbers, or are refused', () => {
  const given = fc.oneof(anyPaired, fc.tuple(anyLabels, anyLabels))
  fuzz(accuracy, given)
  fuzz(balancedAccuracy, given)
})
