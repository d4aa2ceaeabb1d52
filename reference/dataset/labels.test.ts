import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Label } from '#kit'
import { anyLabels, anyNumber, labels, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { decodeLabels, encodeLabels, oneHot } from './labels.ts'

const runs = { seed: 1, numRuns: 200 }
const codesBelow = (K: number) => fc.array(fc.nat(K - 1), { maxLength: 10 })
const coded = fc.integer({ min: 1, max: 5 }).chain((K) => fc.tuple(codesBelow(K), fc.constant(K)))

test('the example of the exercise', () => {
  expect(encodeLabels(['pyr', 'int', 'pyr'])).toEqual({ classes: ['int', 'pyr'], codes: [1, 0, 1] })
})

test('numbers ascend by size, strings by code unit', () => {
  expect(encodeLabels([10, 9, 1]).classes).toEqual([1, 9, 10])
  expect(encodeLabels(['a', 'B', '10', '9', 'é', 'z']).classes).toEqual(['10', '9', 'B', 'a', 'z', 'é'])
})

test('decoding gives back the labels', () => {
  fc.assert(
    fc.property(labels(1), (y) => {
      const { classes, codes } = encodeLabels(y)
      expect(decodeLabels(codes, classes)).toEqual(y)
    }),
    runs,
  )
  expect(decodeLabels([], ['a'])).toEqual([])
})

test('classes ascend strictly, and every one has its code', () => {
  fc.assert(
    fc.property(labels(1), (y) => {
      const { classes, codes } = encodeLabels(y)
      expect(classes.slice(1).every((label, i) => classes[i]! < label)).toBe(true)
      expect([...new Set(codes)].sort()).toEqual([...classes.keys()])
    }),
    runs,
  )
})

test('a code counts the classes below: new names in the same order leave it as it is', () => {
  fc.assert(
    fc.property(ordered(labels(1)), ([y, order]) => {
      const { codes } = encodeLabels(y)
      expect(codes).toEqual(y.map((label) => new Set(y.filter((other) => other < label)).size))
      expect(encodeLabels(codes.map((code) => `class ${code}`)).codes).toEqual(codes)
      expect(encodeLabels(order.map((i) => y[i]!)).codes).toEqual(order.map((i) => codes[i]))
    }),
    runs,
  )
})

test('a one-hot row is 1 in the column of its code and 0 elsewhere', () => {
  expect(oneHot([2, 0], 3)).toEqual([
    [0, 0, 1],
    [1, 0, 0],
  ])
  expect(oneHot([], 2)).toEqual([])
})

test('one-hot rows sum to 1, columns to the size of the class, and the largest is at the code', () => {
  fc.assert(
    fc.property(coded, ([codes, K]) => {
      const H = oneHot(codes, K)
      expect(H.map((row) => row.indexOf(Math.max(...row)))).toEqual(codes)
      expect(H.every((row) => row.length === K && row.reduce((a, b) => a + b) === 1)).toBe(true)
      for (let k = 0; k < K; k++)
        expect(H.reduce((sum, row) => sum + row[k]!, 0)).toBe(codes.filter((code) => code === k).length)
    }),
    runs,
  )
})

test.each<[string, () => unknown]>([
  ['EMPTY', () => encodeLabels([])],
  ['NON_FINITE', () => encodeLabels([1, Number.NaN])],
  ['PARAM', () => encodeLabels([1, 'a'])],
  ['UNSEEN_LABEL', () => decodeLabels([0, 2], ['a', 'b'])],
  ['UNSEEN_LABEL', () => decodeLabels([-1], ['a', 'b'])],
  ['UNSEEN_LABEL', () => decodeLabels([0.5], ['a', 'b'])],
  ['PARAM', () => oneHot([0, 3], 3)],
  ['PARAM', () => oneHot([-1], 3)],
  ['PARAM', () => oneHot([0.5], 3)],
  ['PARAM', () => oneHot([], 0)],
  ['PARAM', () => oneHot([0], 1.5)],
  ['PARAM', () => oneHot([0], Number.NaN)],
])('%s: %s', (code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any labels are coded or refused', () => {
  fuzz(encodeLabels, fc.tuple(anyLabels))
})

test('any codes are decoded and spread, or refused', () => {
  const codes = fc.oneof(codesBelow(2), fc.array(anyNumber, { maxLength: 4 }))
  const classes = fc.constantFrom<Label[]>([0, 1], ['a', 'b', 'c'], [])
  fuzz(decodeLabels, fc.tuple(codes, classes), {
    isLegal: (y, _, names) => y.every((label) => names.includes(label)),
  })
  const nClasses = fc.oneof(fc.integer({ min: -1, max: 3 }), fc.constantFrom(0.5, Number.NaN, Infinity))
  fuzz(oneHot, fc.tuple(codes, nClasses))
})
