import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MLError } from '#kit'
import { anyLabels, anyMatrix, anyNumber, anyPaired, anyVector } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import {
  bceWithLogits,
  binaryCrossEntropy,
  crossEntropy,
  crossEntropyGradient,
  logSumExp,
  softmax,
  zeroOneLoss,
} from './classification.ts'

const runs = { seed: 1, numRuns: 200 }
const logits = fc.array(
  fc.integer({ min: -16_000, max: 16_000 }).map((k) => k / 16),
  {
    minLength: 1,
    maxLength: 8,
  },
)

// The values are those of scikit-learn 1.2.1 and scipy, from curriculum E06.
test('the examples of scikit-learn and scipy', () => {
  expect(zeroOneLoss(['PC', 'IN', 'IN', 'PC'], ['PC', 'IN', 'PC', 'PC'])).toBe(1 / 4)
  expect(binaryCrossEntropy([1, 0], [0.9, 0.2])).toBeCloseTo(0.164252033486018, 14)
  expect(binaryCrossEntropy([1], [0])).toBeCloseTo(36.0437, 4)
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000.6931471805599, 10)
  expect(softmax([1, 2, 3])[2]).toBeCloseTo(0.66524096, 8)
  expect(bceWithLogits([1], [-1000])).toBe(1000)
})

describe('for logits of any size up to ±1000', () => {
  test('softmax adds up to 1 and logSumExp lies between max and max + log K', () => {
    fc.assert(
      fc.property(logits, (z) => {
        expect(softmax(z).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
        const excess = logSumExp(z) - Math.max(...z)
        expect(excess).toBeGreaterThanOrEqual(-1e-12)
        expect(excess).toBeLessThanOrEqual(Math.log(z.length) + 1e-12)
      }),
      runs,
    )
  })

  test('two classes with the logits 0 and z are the binary case', () => {
    fc.assert(
      fc.property(logits, fc.constantFrom<0 | 1>(0, 1), (z, label) => {
        const y = z.map(() => label)
        const rows = z.map((logit) => [0, logit])
        expect(crossEntropy(y, rows)).toBeCloseTo(bceWithLogits(y, z), 9)
      }),
      runs,
    )
  })
})

test('the gradient is softmax minus one-hot over n, and its rows sum to 0', () => {
  const gradient = crossEntropyGradient(
    [0, 1],
    [
      [0, 0],
      [Math.log(3), 0],
    ],
  )
  expect(gradient.flat().map((value) => Math.round(value * 1e12) / 1e12)).toEqual([
    -0.25, 0.25, 0.375, -0.375,
  ])
})

test('the gradient is the slope of the loss', () => {
  const number = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
  const samples = fc.array(fc.tuple(fc.nat(2), fc.tuple(number, number, number)), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(samples, (rows) => {
      const [codes, logits] = [rows.map(([code]) => code), rows.map(([, row]) => [...row])]
      const nudged = (i: number, k: number, by: number) =>
        logits.with(i, logits[i]!.with(k, logits[i]![k]! + by))
      const h = 1e-5
      for (const [i, row] of crossEntropyGradient(codes, logits).entries())
        for (const [k, slope] of row.entries()) {
          const rise = crossEntropy(codes, nudged(i, k, h)) - crossEntropy(codes, nudged(i, k, -h))
          expect(Math.abs(rise / (2 * h) - slope)).toBeLessThan(1e-8)
        }
    }),
    runs,
  )
})

test.each([
  ['no samples', 'EMPTY', () => binaryCrossEntropy([], [])],
  ['no logits', 'EMPTY', () => softmax([])],
  ['more labels than logits', 'SHAPE', () => bceWithLogits([1, 0], [1])],
  ['rows of two lengths', 'SHAPE', () => crossEntropy([0, 0], [[1, 2], [1]])],
  ['a NaN logit', 'NON_FINITE', () => logSumExp([Number.NaN])],
  ['a probability of 2', 'PARAM', () => binaryCrossEntropy([1], [2])],
  ['an eps of one half', 'PARAM', () => binaryCrossEntropy([1], [0.5], 0.5)],
  ['a code without a column', 'PARAM', () => crossEntropy([2], [[1, 2]])],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(MLError)
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any labels and logits have a loss, or are refused', () => {
  const label = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom<0 | 1>(0, 1) },
    { weight: 1, arbitrary: fc.constant(2 as 0) },
  )
  const labelled = (value: fc.Arbitrary<number>) =>
    fc.oneof(
      fc
        .array(fc.tuple(label, value), { maxLength: 5 })
        .map((rows): [(0 | 1)[], number[]] => [rows.map(([y]) => y), rows.map(([, v]) => v)]),
      fc.tuple(fc.array(label, { maxLength: 5 }), anyVector),
    )
  const share = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(0, 0.25, 0.5, 1) },
    { weight: 1, arbitrary: anyNumber },
  )
  const eps = fc.constantFrom(1e-15, 0.25, 0, 0.5, -1)
  fuzz(zeroOneLoss, fc.oneof(anyPaired, fc.tuple(anyLabels, anyLabels)))
  fuzz(
    binaryCrossEntropy,
    fc.tuple(labelled(share), eps).map(([[y, p], e]): Parameters<typeof binaryCrossEntropy> => [y, p, e]),
  )
  fuzz(bceWithLogits, labelled(anyNumber))
  fuzz(logSumExp, fc.tuple(anyVector))
  fuzz(softmax, fc.tuple(anyVector))
  const coded = fc.tuple(fc.array(fc.constantFrom(0, 1, 1, 5), { maxLength: 4 }), anyMatrix)
  const fitting = fc
    .array(fc.tuple(fc.nat(1), fc.tuple(anyNumber, anyNumber)), { maxLength: 4 })
    .map((rows): [number[], number[][]] => [rows.map(([code]) => code), rows.map(([, row]) => [...row])])
  fuzz(crossEntropy, fc.oneof(coded, fitting))
  fuzz(crossEntropyGradient, fc.oneof(coded, fitting))
})
