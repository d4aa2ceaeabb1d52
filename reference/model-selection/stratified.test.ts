import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spikeWaveforms } from '#data'
import type { Label } from '#kit'
import { mean, populationSd } from '../statistics/descriptive.ts'
import { anyLabels } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { testCount, trainTestSplit } from './split.ts'
import { stratifiedSplit, stratumCounts } from './stratified.ts'

const runs = { seed: 1, numRuns: 300 }
const apportionment = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 })
  .map((counts) => [...counts, 1])
  .chain((counts) => fc.tuple(fc.constant(counts), fc.nat(counts.reduce((a, b) => a + b))))
/** Two to nine members of each class, mixed, and a testSize that has room for every class. */
const splittable = fc
  .tuple(fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 4 }), fc.nat(1000), fc.nat())
  .map(([counts, mix, seed]) => {
    const K = counts.length
    const y = counts.flatMap((count, k) => Array<number>(count).fill(10 * k - 5))
    const turn = mix % y.length
    const testSize = K + (mix % (y.length - 2 * K + 1))
    return { y: [...y.slice(turn), ...y.slice(0, turn)], testSize, seed }
  })

const count = (values: Label[], label: Label) => values.filter((value) => value === label).length
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)

describe('the counts of the classes', () => {
  test('of 8 and 3 are 3 and 1 when four are held back', () => {
    expect(stratumCounts([8, 3], 4)).toEqual([3, 1])
  })

  test('with equal remainders favour the lower class', () => {
    expect(stratumCounts([5, 5, 5], 4)).toEqual([2, 1, 1])
    expect(stratumCounts([1, 1, 1, 1], 2)).toEqual([1, 1, 0, 0])
    // Quotas 4/3 and 1/3: in binary64 the fraction of 1/3 is larger than that of 4/3.
    expect(stratumCounts([4, 1, 1], 2)).toEqual([2, 0, 0])
  })

  test('are all or nothing when all or nothing is held back', () => {
    expect([stratumCounts([2, 0, 3], 5), stratumCounts([2, 0, 3], 0)]).toEqual([
      [2, 0, 3],
      [0, 0, 0],
    ])
  })

  test('sum to nTest and are less than one from their quotas', () => {
    fc.assert(
      fc.property(apportionment, ([classCounts, nTest]) => {
        const seats = stratumCounts(classCounts, nTest)
        const n = sum(classCounts)
        expect(sum(seats)).toBe(nTest)
        for (const [k, seat] of seats.entries()) {
          expect(Math.abs(seat * n - nTest * classCounts[k]!)).toBeLessThan(n)
          expect(seat).toBeLessThanOrEqual(classCounts[k]!)
        }
      }),
      runs,
    )
  })

  test('are the closest to the quotas of all counts with that sum, and of those the first in order', () => {
    const small = fc
      .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 })
      .map((counts) => [...counts, 1])
      .chain((counts) => fc.tuple(fc.constant(counts), fc.nat(sum(counts))))
    fc.assert(
      fc.property(small, ([classCounts, nTest]) => {
        const n = sum(classCounts)
        const tables = classCounts
          .reduce<number[][]>(
            (rows, most) =>
              rows.flatMap((row) => Array.from({ length: most + 1 }, (_, seat) => [...row, seat])),
            [[]],
          )
          .filter((row) => sum(row) === nTest)
        const distance = (row: number[]) =>
          sum(row.map((seat, k) => (seat * n - nTest * classCounts[k]!) ** 2))
        const best = Math.min(...tables.map(distance))
        // Later in the list means more seats for lower classes.
        expect(stratumCounts(classCounts, nTest)).toEqual(tables.findLast((row) => distance(row) === best))
      }),
      runs,
    )
  })
})

describe('a stratified split', () => {
  test('divides all indices in two, with testCount in the test part', () => {
    fc.assert(
      fc.property(splittable, ({ y, testSize, seed }) => {
        const { trainIdx, testIdx } = stratifiedSplit(y, { testSize, seed })
        expect([...trainIdx, ...testIdx].sort((a, b) => a - b)).toEqual([...y.keys()])
        expect(testIdx).toHaveLength(testCount(y.length, testSize))
        expect([trainIdx, testIdx]).toEqual([trainIdx, testIdx].map((part) => part.toSorted((a, b) => a - b)))
      }),
      runs,
    )
  })

  test('holds back stratumCounts of the classes in ascending order', () => {
    fc.assert(
      fc.property(splittable, ({ y, testSize, seed }) => {
        const { testIdx } = stratifiedSplit(y, { testSize, seed })
        const classes = [...new Set(y)].sort((a, b) => a - b)
        const held = testIdx.map((i) => y[i]!)
        expect(classes.map((label) => count(held, label))).toEqual(
          stratumCounts(
            classes.map((label) => count(y, label)),
            testSize,
          ),
        )
      }),
      runs,
    )
  })

  test('is the same for the same seed, and for new names in the same order', () => {
    fc.assert(
      fc.property(splittable, ({ y, testSize, seed }) => {
        const split = stratifiedSplit(y, { testSize, seed })
        expect(stratifiedSplit(y, { testSize, seed })).toEqual(split)
        const renamed = y.map((label) => `class ${String.fromCharCode(100 + label)}`)
        expect(stratifiedSplit(renamed, { testSize, seed })).toEqual(split)
      }),
      runs,
    )
  })

  test('holds back a quarter unless told, rounded up', () => {
    expect(stratifiedSplit([0, 0, 0, 1, 1, 1], { seed: 1 }).testIdx).toHaveLength(2)
  })

  test('gives every member of a class the same chance', () => {
    const y = ['a', ...Array(7).fill('b'), 'a', 'a', 'a', 'a', 'b']
    const times = y.map(() => 0)
    for (let seed = 0; seed < 3000; seed++)
      for (const i of stratifiedSplit(y, { testSize: 5, seed }).testIdx) times[i]!++
    const chiSquare = ['a', 'b'].map((label) => {
      const seen = times.filter((_, i) => y[i] === label)
      const share = mean(seen) / 3000
      // Drawn without replacement: counts have the variance of a binomial, and one degree of freedom less.
      const size = seen.length
      return (
        (sum(seen.map((t) => (t - 3000 * share) ** 2)) / (3000 * share * (1 - share))) * ((size - 1) / size)
      )
    })
    // measured 1.7 and 7.2; 4 and 7 degrees of freedom exceed 33.4 and 40.5 once in a million
    expect(chiSquare[0]).toBeLessThan(33.4)
    expect(chiSquare[1]).toBeLessThan(40.5)
  })

  test('of 60 neurons with 12 interneurons has 3 of them in a test part of 15, where a plain split varies', () => {
    const y: Label[] = [...Array(48).fill(0), ...Array(12).fill(1)]
    const held = (split: (seed: number) => number[]) =>
      Array.from({ length: 200 }, (_, seed) =>
        count(
          split(seed).map((i) => y[i]!),
          1,
        ),
      )
    const X = y.map(() => [])
    const plain = held((seed) => trainTestSplit(X, y, { testSize: 15, seed }).testIdx)
    expect(new Set(held((seed) => stratifiedSplit(y, { testSize: 15, seed }).testIdx))).toEqual(new Set([3]))
    // measured 0 … 8 with an SD of 1.34; hypergeometric 1.35, five SE of it are 0.34
    expect(Math.abs(populationSd(plain) - 1.35)).toBeLessThan(0.34)
  })

  test('keeps the share of interneurons of every recording within one', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { y } = spikeWaveforms(seed, { n: 60 })
      const { testIdx } = stratifiedSplit(y, { seed })
      expect(
        Math.abs(
          count(
            testIdx.map((i) => y[i]!),
            1,
          ) -
            count(y, 1) / 4,
        ),
      ).toBeLessThan(1)
    }
  })
})

const pairs = [0, 0, 1, 1]
test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no labels', () => stratifiedSplit([], { seed: 1 })],
  ['NON_FINITE', 'a label that is NaN', () => stratifiedSplit([0, Number.NaN], { seed: 1 })],
  ['PARAM', 'labels of two types', () => stratifiedSplit([0, 'a'], { seed: 1 })],
  ['PARAM', 'testSize 0', () => stratifiedSplit(pairs, { testSize: 0, seed: 1 })],
  ['PARAM', 'testSize 1.5', () => stratifiedSplit(pairs, { testSize: 1.5, seed: 1 })],
  ['PARAM', 'all held back', () => stratifiedSplit(pairs, { testSize: 4, seed: 1 })],
  ['PARAM', 'fewer test samples than classes', () => stratifiedSplit(pairs, { testSize: 1, seed: 1 })],
  ['PARAM', 'fewer training samples than classes', () => stratifiedSplit(pairs, { testSize: 3, seed: 1 })],
  ['NOT_ENOUGH_SAMPLES', 'one sample', () => stratifiedSplit([0], { seed: 1 })],
  [
    'NOT_ENOUGH_SAMPLES',
    'one sample of a class',
    () => stratifiedSplit([...pairs, 2], { testSize: 3, seed: 1 }),
  ],
  ['EMPTY', 'no classes', () => stratumCounts([], 0)],
  ['PARAM', 'classes without samples', () => stratumCounts([0, 0], 0)],
  ['PARAM', 'half a sample', () => stratumCounts([1.5, 2], 1)],
  ['PARAM', 'a negative count', () => stratumCounts([3, -1], 1)],
  ['PARAM', 'more held back than there are', () => stratumCounts([1, 2], 4)],
  ['PARAM', 'less than nothing held back', () => stratumCounts([1, 2], -1)],
  ['PARAM', 'half a sample held back', () => stratumCounts([1, 2], 0.5)],
])('%s: %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any labels are split or refused', () => {
  const testSize = fc.constantFrom(0.5, 0.3, 2, 3, 4, 0, -1, 1.5, Number.NaN)
  const seed = fc.oneof(fc.nat(), fc.string())
  const y = fc.oneof(
    anyLabels,
    splittable.map((given) => given.y),
  )
  fuzz(stratifiedSplit, fc.tuple(y, fc.record({ testSize, seed }, { requiredKeys: ['seed'] })))
  const counts = fc.array(fc.constantFrom(0, 1, 2, 5, 5, 7, -1, 0.5, Number.NaN), { maxLength: 4 })
  fuzz(stratumCounts, fc.tuple(counts, fc.constantFrom(0, 1, 3, -1, 0.5, Number.NaN)))
})
