import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Vec } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { evaluateDegrees, learningCurve, polyFeatures, selectDegree } from './polynomial.ts'

const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
/** Distinct stimuli in −1 … 1, and any responses. */
const samples = fc
  .uniqueArray(fc.integer({ min: -16, max: 16 }), { minLength: 1, maxLength: 12 })
  .chain((k) =>
    fc.record({
      x: fc.constant(k.map((value) => value / 16)),
      y: fc.array(dyadic, { minLength: k.length, maxLength: k.length }),
    }),
  )

const good = { x: [0, 1], y: [2, 3] }
const none = { x: [], y: [] }
const uneven = { x: [0, 1], y: [2] }
const nanX = { x: [0, Number.NaN], y: [2, 3] }
const nanY = { x: [0, 1], y: [2, Number.POSITIVE_INFINITY] }
const bad: [string, string, typeof good][] = [
  ['nothing', 'EMPTY', none],
  ['uneven samples', 'SHAPE', uneven],
  ['a stimulus that is NaN', 'NON_FINITE', nanX],
  ['an infinite response', 'NON_FINITE', nanY],
]

test.each<[string, string, () => unknown]>([
  ['powers of NaN', 'NON_FINITE', () => polyFeatures([Number.NaN], 1)],
  ['a negative degree', 'PARAM', () => polyFeatures([1], -1)],
  ['half a degree', 'PARAM', () => polyFeatures([1], 0.5)],
  ...bad.flatMap(([what, code, samples]): [string, string, () => unknown][] => [
    [`training on ${what}`, code, () => evaluateDegrees(samples, good, [1])],
    [`validation on ${what}`, code, () => evaluateDegrees(good, samples, [1])],
    [`a curve of ${what}`, code, () => learningCurve(samples, good, 1, [1])],
    [`a curve validated on ${what}`, code, () => learningCurve(good, samples, 1, [1])],
  ]),
  ['a degree of −1', 'PARAM', () => evaluateDegrees(good, good, [1, -1])],
  ['a curve of half a degree', 'PARAM', () => learningCurve(good, good, 0.5, [1])],
  ['a size of 0', 'PARAM', () => learningCurve(good, good, 1, [1, 0])],
  ['more samples than there are', 'PARAM', () => learningCurve(good, good, 1, [3])],
  ['half a sample', 'PARAM', () => learningCurve(good, good, 1, [1.5])],
  ['no results', 'EMPTY', () => selectDegree([])],
  [
    'an error that is NaN',
    'NON_FINITE',
    () => selectDegree([{ degree: 1, trainMse: 0, valMse: Number.NaN, gap: 0 }]),
  ],
  ['a result of degree −1', 'PARAM', () => selectDegree([{ degree: -1, trainMse: 0, valMse: 1, gap: 1 }])],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

describe('spoilt arguments', () => {
  const results = fc.array(fc.record({ degree: fc.nat(6), trainMse: dyadic, valMse: dyadic, gap: dyadic }), {
    minLength: 1,
  })
  // A billion powers are legal, and fill the memory: the degree is left alone.
  const degree = fc.constantFrom(0, 1, 2, 5)
  const faulty = fc.constantFrom(0, 1, 2, 5, 0, 1, 2, 5, -1, 0.5, Number.NaN)
  test('polyFeatures', () => fuzz(polyFeatures, fc.tuple(fc.array(dyadic), degree)))
  test('evaluateDegrees', () =>
    // A billionth power is legal, and out of memory: degrees bring their own faults.
    fuzz(evaluateDegrees, fc.tuple(samples, samples, fc.array(faulty, { maxLength: 3 })), { spared: [2] }))
  test('selectDegree', () => fuzz(selectDegree, fc.tuple(results)))
  test('learningCurve', () =>
    fuzz(learningCurve, fc.tuple(samples, samples, degree, fc.constant<Vec>([1])), { numRuns: 800 }))
})
