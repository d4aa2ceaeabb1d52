import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Label, Seed } from '#kit'
import { anyLabels, anyVector, dyadic, labels } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { foldsToSplits, kFold, meanAndStd, stratifiedKFold } from './folds.ts'

const runs = { seed: 1, numRuns: 300 }
const sizes = fc
  .integer({ min: 2, max: 20 })
  .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 2, max: n })))
const numbers = (n: number) => [...Array(n).keys()]
const sorted = (values: number[]) => values.toSorted((a, b) => a - b)
const spread = (values: number[]) => Math.max(...values) - Math.min(...values)

/** Labels of which the first class has at least k. */
const foldable = fc.tuple(labels(1), fc.integer({ min: 2, max: 5 })).map(([y, k]): [Label[], number] => {
  const missing = k - y.filter((label) => label === y[0]).length
  return [[...y, ...Array<Label>(Math.max(0, missing)).fill(y[0]!)], k]
})

describe('k folds', () => {
  test('the example of the exercise', () => {
    expect(kFold(10, 3)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ])
  })

  test('are contiguous, hold every index once, and the first are larger by at most one', () => {
    fc.assert(
      fc.property(sizes, ([n, k]) => {
        const folds = kFold(n, k)
        expect(folds.flat()).toEqual(numbers(n))
        const lengths = folds.map((fold) => fold.length)
        expect(lengths).toEqual(numbers(k).map((fold) => Math.ceil((n - fold) / k)))
      }),
      runs,
    )
  })

  test('as many as samples leave one out each', () => {
    expect(kFold(4, 4)).toEqual([[0], [1], [2], [3]])
  })

  test('shuffled still hold every index once, in the same sizes, by the seed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([n, k], seed) => {
        const folds = kFold(n, k, { shuffle: true, seed })
        expect(sorted(folds.flat())).toEqual(numbers(n))
        expect(folds).toEqual(folds.map(sorted))
        expect(folds.map((fold) => fold.length)).toEqual(kFold(n, k).map((fold) => fold.length))
        expect(kFold(n, k, { shuffle: true, seed })).toEqual(folds)
      }),
      runs,
    )
    const drawn = [1, 2, 'a'].map((seed: Seed) => kFold(30, 3, { shuffle: true, seed }).join(' '))
    expect(new Set([...drawn, kFold(30, 3).join(' ')]).size).toBe(4)
  })

  test('that are not shuffled do not look at the seed', () => {
    expect(kFold(5, 2, { seed: 7 })).toEqual(kFold(5, 2))
  })
})

describe('stratified folds', () => {
  /** The lines of scikit-learn 1.2.1, with its arrays. */
  function scikitLearn(y: Label[], k: number): number[][] {
    const appearance = [...new Set(y)]
    const encoded = y.map((label) => appearance.indexOf(label))
    const order = sorted(encoded)
    const allocation = numbers(k).map((i) =>
      appearance.map((_, c) => order.filter((code, place) => place % k === i && code === c).length),
    )
    const testFolds = y.map(() => -1)
    for (const c of appearance.keys()) {
      const foldsForClass = numbers(k).flatMap((i) => Array<number>(allocation[i]![c]!).fill(i))
      for (const i of y.keys()) if (encoded[i] === c) testFolds[i] = foldsForClass.shift()!
    }
    return numbers(k).map((fold) => numbers(y.length).filter((i) => testFolds[i] === fold))
  }

  test('the example of the exercise', () => {
    expect(stratifiedKFold([0, 0, 0, 0, 0, 1, 1], 3)).toEqual([
      [0, 1, 5],
      [2, 3],
      [4, 6],
    ])
  })

  test('are those of scikit-learn', () => {
    fc.assert(
      fc.property(foldable, ([y, k]) => {
        expect(stratifiedKFold(y, k)).toEqual(scikitLearn(y, k))
      }),
      runs,
    )
  })

  test('hold every index once, and are even in size and in every class', () => {
    fc.assert(
      fc.property(foldable, ([y, k]) => {
        const folds = stratifiedKFold(y, k)
        expect(sorted(folds.flat())).toEqual(numbers(y.length))
        expect(spread(folds.map((fold) => fold.length))).toBeLessThanOrEqual(1)
        for (const label of y)
          expect(spread(folds.map((fold) => fold.filter((i) => y[i] === label).length))).toBeLessThanOrEqual(
            1,
          )
      }),
      runs,
    )
  })

  test('do not depend on the names of the classes', () => {
    fc.assert(
      fc.property(foldable, ([y, k]) => {
        const names = [...new Set(y)]
        const renamed = y.map((label) => -names.indexOf(label))
        expect(stratifiedKFold(renamed, k)).toEqual(stratifiedKFold(y, k))
      }),
      runs,
    )
  })

  test('need one class that reaches every fold, not all of them', () => {
    expect(stratifiedKFold(['a', 'a', 'a', 'b'], 3)).toEqual([[0, 3], [1], [2]])
  })
})

describe('splits', () => {
  test('train on all that is not tested', () => {
    expect(foldsToSplits([[1], [0, 3]], 4)).toEqual([
      { train: [0, 2, 3], test: [1] },
      { train: [1, 2], test: [0, 3] },
    ])
    expect(foldsToSplits([], 3)).toEqual([])
  })

  test('of a partition hold every index, ascending, on one side or the other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([n, k], seed) => {
        const folds = kFold(n, k, { shuffle: true, seed })
        const splits = foldsToSplits(folds, n)
        expect(splits.map(({ test }) => test)).toEqual(folds)
        for (const { train, test } of splits) {
          expect(sorted([...train, ...test])).toEqual(numbers(n))
          expect(train).toEqual(sorted(train))
        }
      }),
      runs,
    )
  })

  test('share nothing with the folds', () => {
    const folds = [[0], [1]]
    foldsToSplits(folds, 2)[0]!.test.push(9)
    expect(folds).toEqual([[0], [1]])
  })
})

describe('mean and SD of scores', () => {
  test('divide by the number of scores', () => {
    expect(meanAndStd([0.5, 1])).toEqual({ mean: 0.75, std: 0.25 })
    expect(meanAndStd([3])).toEqual({ mean: 3, std: 0 })
  })

  test('are those of the definition', () => {
    fc.assert(
      fc.property(fc.array(dyadic, { minLength: 1, maxLength: 10 }), (scores) => {
        const { mean, std } = meanAndStd(scores)
        const squares = scores.reduce((sum, score) => sum + score ** 2, 0) / scores.length
        expect(mean).toBeCloseTo(scores.reduce((a, b) => a + b) / scores.length, 12)
        expect(std ** 2).toBeCloseTo(squares - mean ** 2, 9)
      }),
      runs,
    )
  })
})

test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no samples', () => kFold(0, 2)],
  ['PARAM', 'one fold', () => kFold(5, 1)],
  ['PARAM', 'more folds than samples', () => kFold(5, 6)],
  ['PARAM', 'two folds and a half', () => kFold(5, 2.5)],
  ['PARAM', 'half a sample', () => kFold(4.5, 2)],
  ['PARAM', 'fewer than no samples', () => kFold(-4, 2)],
  ['PARAM', 'a shuffle without a seed', () => kFold(5, 2, { shuffle: true })],
  ['EMPTY', 'no labels', () => stratifiedKFold([], 2)],
  ['NON_FINITE', 'a label that is NaN', () => stratifiedKFold([0, 0, Number.NaN], 2)],
  ['PARAM', 'labels of two types', () => stratifiedKFold([0, 0, 'a'], 2)],
  ['PARAM', 'one stratified fold', () => stratifiedKFold([0, 0, 1], 1)],
  ['PARAM', 'more stratified folds than samples', () => stratifiedKFold([0, 0, 0], 4)],
  ['NOT_ENOUGH_SAMPLES', 'classes that are all too small', () => stratifiedKFold([0, 0, 1, 1], 3)],
  ['PARAM', 'an index after the last', () => foldsToSplits([[4]], 4)],
  ['PARAM', 'an index before the first', () => foldsToSplits([[-1]], 4)],
  ['PARAM', 'half an index', () => foldsToSplits([[0.5]], 4)],
  ['PARAM', 'half a sample to split', () => foldsToSplits([[0]], 4.5)],
  ['EMPTY', 'no scores', () => meanAndStd([])],
  ['NON_FINITE', 'a score of NaN', () => meanAndStd([1, Number.NaN])],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any samples are put into folds, or are refused', () => {
  const k = fc.constantFrom(2, 2, 3, 4, 0, 1, -1, 1.5, Number.NaN)
  const n = fc.constantFrom(0, 2, 3, 9, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY)
  const shuffling = fc.record({ shuffle: fc.boolean(), seed: fc.nat() }, { requiredKeys: [] })
  fuzz(kFold, fc.tuple(n, k, shuffling))
  const y = fc.oneof(
    anyLabels,
    foldable.map(([given]) => given),
  )
  fuzz(stratifiedKFold, fc.tuple(y, k))
  const fold = fc.array(fc.constantFrom(0, 0, 1, 1, 2, -1, 0.5, Number.NaN), { maxLength: 3 })
  const count = fc.constantFrom(0, 2, 3, 4, -1, 0.5)
  fuzz(foldsToSplits, fc.tuple(fc.array(fold, { maxLength: 3 }), count))
  fuzz(meanAndStd, fc.tuple(anyVector))
})
