import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digitImages } from '#data'
import type { Mat } from '#kit'
import { roughMat } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { imageFeatures } from './convolution.ts'
import { recognise, trainDigitClassifier } from './digits.ts'

const { NaN: nan } = Number
const KERNELS = [[[1]], [[-1, 1]]]
const { images, y } = digitImages(1, { n: 60 })
const LIGHT = filled(4, 9)
const DARK = filled(4, 1)

test('training remembers the features, pooled over 2 × 2, for 3 nearest neighbours', () => {
  expect(trainDigitClassifier(images, y, KERNELS)).toEqual({
    X: images.map((image) => imageFeatures(image, KERNELS, 2)),
    y,
    k: 3,
    weights: 'uniform',
  })
})

test('an image is what two of its three nearest are', () => {
  const model = trainDigitClassifier([DARK, DARK, LIGHT, LIGHT], [7, 7, 3, 3], KERNELS)
  expect(recognise(model, [filled(4, 2), filled(4, 8)], KERNELS)).toEqual([7, 3])
})

test('of equal votes the smallest digit wins', () => {
  const model = trainDigitClassifier([DARK, DARK, DARK], [9, 2, 10], KERNELS)
  expect(recognise(model, [DARK], KERNELS)).toEqual([2])
})

test('no images have no digits', () => {
  expect(recognise(trainDigitClassifier(images, y, KERNELS), [], KERNELS)).toEqual([])
})

test('an answer does not depend on the images beside it', () => {
  const model = trainDigitClassifier(images.slice(0, 40), y.slice(0, 40), KERNELS)
  const asked = images.slice(40)
  const answers = recognise(model, asked, KERNELS)
  expect(recognise(model, asked.toReversed(), KERNELS)).toEqual(answers.toReversed())
  expect(asked.map((image) => recognise(model, [image], KERNELS)[0])).toEqual(answers)
})

test.each<[string, string, () => unknown]>([
  ['no images', 'EMPTY', () => trainDigitClassifier([], [], KERNELS)],
  ['an empty image', 'EMPTY', () => trainDigitClassifier([DARK, [], DARK], [1, 2, 3], KERNELS)],
  ['no kernels', 'EMPTY', () => trainDigitClassifier([DARK, DARK, DARK], [1, 2, 3], [])],
  ['a label too few', 'SHAPE', () => trainDigitClassifier([DARK, DARK, DARK], [1, 2], KERNELS)],
  ['images of two heights', 'SHAPE', () => trainDigitClassifier([DARK, DARK.slice(1)], [1, 2], KERNELS)],
  [
    'images of two widths',
    'SHAPE',
    () => trainDigitClassifier([DARK, DARK.map(([a]) => [a!])], [1, 2], KERNELS),
  ],
  ['NaN', 'NON_FINITE', () => trainDigitClassifier([DARK, filled(4, nan), DARK], [1, 2, 3], KERNELS)],
  ['fewer than 3 images', 'PARAM', () => trainDigitClassifier([DARK, DARK], [1, 2], KERNELS)],
  [
    'a kernel that is too large',
    'PARAM',
    () => trainDigitClassifier([DARK, DARK, DARK], [1, 2, 3], [filled(5, 1)]),
  ],
  [
    'images too small to pool',
    'PARAM',
    () => trainDigitClassifier([[[1]], [[1]], [[1]]], [1, 2, 3], [[[1]]]),
  ],
  [
    'a smaller image to recognise',
    'SHAPE',
    () => recognise(trainDigitClassifier(images, y, KERNELS), [DARK], KERNELS),
  ],
  [
    'another number of kernels',
    'SHAPE',
    () => recognise(trainDigitClassifier(images, y, KERNELS), images, [[[1]]]),
  ],
  [
    'NaN to recognise',
    'NON_FINITE',
    () => recognise(trainDigitClassifier(images, y, KERNELS), [filled(10, nan)], KERNELS),
  ],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any images give a model and answers, or a documented error', () => {
  const image = fc.oneof({ weight: 15, arbitrary: square }, { weight: 1, arbitrary: roughMat(5, 5) })
  const kernels = fc.constantFrom<Mat[]>(KERNELS, KERNELS, [[[1]], [[nan]]], [filled(6, 1)], [])
  const labels = (n: number) => fc.array(fc.nat(9), { minLength: n, maxLength: n })
  const paired = fc
    .array(image, { minLength: 2, maxLength: 6 })
    .chain((images) => fc.tuple(fc.constant(images), labels(images.length), kernels))
  const unpaired = fc.tuple(fc.array(image, { maxLength: 3 }), fc.array(fc.nat(9), { maxLength: 3 }), kernels)
  fuzz(trainDigitClassifier, fc.oneof({ weight: 9, arbitrary: paired }, { weight: 1, arbitrary: unpaired }), {
    isLegal: ({ X }) => X.every((row) => row.every(Number.isFinite)),
  })
  const model = trainDigitClassifier([DARK, DARK, LIGHT], [1, 1, 2], KERNELS)
  fuzz(recognise, fc.tuple(fc.constant(model), fc.array(image, { maxLength: 3 }), kernels), {
    spared: [0],
    isLegal: (digits, _, asked) =>
      digits.length === asked.length && digits.every((digit) => digit === 1 || digit === 2),
  })
})

const square = fc.nat(9).map((value) => filled(4, value))

function filled(size: number, value: number): Mat {
  return Array.from({ length: size }, () => Array<number>(size).fill(value))
}
