import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Mat } from '#kit'
import { roughMat } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { conv2d, imageFeatures, maxPool2d, relu } from './convolution.ts'

const seeded = { seed: 1, numRuns: 200 }
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const NINE = m('1 2 3 / 4 5 6 / 7 8 9')
const SOBEL = m('-1 0 1 / -2 0 2 / -1 0 1')

/** An image and a kernel that fits. */
const pair = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([h, w]) =>
  fc.record({
    image: whole(h, w),
    other: whole(h, w),
    kernel: fc
      .tuple(fc.integer({ min: 1, max: h }), fc.integer({ min: 1, max: w }))
      .chain(([r, s]) => whole(r, s)),
  }),
)
/** A map and a pool size that fits. */
const pool = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([h, w]) => fc.record({ map: whole(h, w), size: fc.integer({ min: 1, max: Math.min(h, w) }) }))

test.each<[Mat, Mat]>([
  [m('1 0 / 0 0'), m('1 2 / 4 5')],
  [m('0 0 / 0 1'), m('5 6 / 8 9')],
  [m('0 1 / 0 0'), m('2 3 / 5 6')],
  [m('1 2 / 3 4'), m('37 47 / 67 77')],
  [[[1, -1]], m('-1 -1 / -1 -1 / -1 -1')],
  [[[1], [10]], m('41 52 63 / 74 85 96')],
  [NINE, [[285]]],
  [[[1]], NINE],
])('1 … 9 with the kernel %j is %j', (kernel, expected) => {
  expect(conv2d(NINE, kernel)).toEqual(expected)
})

test('an edge filter answers to a step only where the step is', () => {
  const step = Array.from({ length: 4 }, () => [0, 0, 0, 0, 5, 5, 5, 5])
  expect(conv2d(step, SOBEL)).toEqual(m('0 0 20 20 0 0 / 0 0 20 20 0 0'))
})

test('it is a sum of shifted images, one for each entry of the kernel', () => {
  fc.assert(
    fc.property(pair, ({ image, kernel }) => {
      const [h, w] = [image.length - kernel.length + 1, image[0]!.length - kernel[0]!.length + 1]
      let expected = Array.from({ length: h }, () => Array<number>(w).fill(0))
      for (let a = 0; a < kernel.length; a++)
        for (let b = 0; b < kernel[0]!.length; b++) {
          const shifted = image.slice(a, a + h).map((row) => row.slice(b, b + w))
          expected = plus(expected, times(kernel[a]![b]!, shifted))
        }
      expect(positive(conv2d(image, kernel))).toEqual(positive(expected))
    }),
    seeded,
  )
})

test('it is linear in the image and in the kernel', () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: -3, max: 3 }), ({ image, other, kernel }, c) => {
      const out = conv2d(image, kernel)
      expect(conv2d(plus(image, other), kernel)).toEqual(plus(out, conv2d(other, kernel)))
      expect(positive(conv2d(times(c, image), kernel))).toEqual(positive(times(c, out)))
      expect(positive(conv2d(image, times(c, kernel)))).toEqual(positive(times(c, out)))
    }),
    seeded,
  )
})

test('a cropped image has the cropped output', () => {
  fc.assert(
    fc.property(pair, ({ image, kernel }) => {
      const out = conv2d(image, kernel)
      if (out.length > 1) expect(conv2d(image.slice(1), kernel)).toEqual(out.slice(1))
      if (out[0]!.length > 1)
        expect(
          conv2d(
            image.map((row) => row.slice(1)),
            kernel,
          ),
        ).toEqual(out.map((row) => row.slice(1)))
    }),
    seeded,
  )
})

test('a transposed image and kernel have the transposed output', () => {
  fc.assert(
    fc.property(pair, ({ image, kernel }) => {
      expect(conv2d(transposed(image), transposed(kernel))).toEqual(transposed(conv2d(image, kernel)))
    }),
    seeded,
  )
})

test('relu keeps what is above 0', () => {
  expect(relu(m('-1 2 / 0 -0'))).toEqual(m('0 2 / 0 0'))
  expect([relu([]), relu([[]])]).toEqual([[], [[]]])
})

test('relu twice is relu', () => {
  fc.assert(
    fc.property(whole(2, 3), (map) => {
      expect(relu(relu(map))).toEqual(relu(map))
    }),
    seeded,
  )
})

test('a pooled map has the largest value of every square, and drops the rest', () => {
  expect(maxPool2d(m('1 2 9 / 3 4 9 / 9 9 9'), 2)).toEqual([[4]])
  expect(maxPool2d(m('1 2 3 4 / 5 6 7 8'), 2)).toEqual([[6, 8]])
  expect(maxPool2d(m('-5 -3 / -4 -6'), 2)).toEqual([[-3]])
  expect(maxPool2d(NINE, 1)).toEqual(NINE)
  expect(maxPool2d(NINE, 3)).toEqual([[9]])
})

test('a pooled value is one of those that it covers, and none is larger', () => {
  fc.assert(
    fc.property(pool, ({ map, size }) => {
      const pooled = maxPool2d(map, size)
      expect(pooled).toHaveLength(Math.floor(map.length / size))
      for (const [i, row] of pooled.entries()) {
        expect(row).toHaveLength(Math.floor(map[0]!.length / size))
        for (const [j, value] of row.entries()) {
          const covered: number[] = []
          for (let a = 0; a < size; a++)
            for (let b = 0; b < size; b++) covered.push(map[i * size + a]![j * size + b]!)
          expect(covered).toContain(value)
          expect(covered.every((other) => other <= value)).toBe(true)
        }
      }
    }),
    seeded,
  )
})

test('pooling commutes with increasing maps, and does not see the order within a square', () => {
  fc.assert(
    fc.property(pool, ({ map, size }) => {
      const increased = (M: Mat) => M.map((row) => row.map((value) => value ** 3 + 2 * value + 1))
      expect(maxPool2d(increased(map), size)).toEqual(increased(maxPool2d(map, size)))
      const [rows, columns] = [map.length, map[0]!.length].map((n) => n - (n % size))
      const whole = map.slice(0, rows).map((row) => row.slice(0, columns))
      // Turned by half a circle, a square keeps its values and the squares swap places.
      const turned = whole.toReversed().map((row) => row.toReversed())
      const expected = maxPool2d(map, size).reverse()
      expect(maxPool2d(turned, size)).toEqual(expected.map((row) => row.reverse()))
    }),
    seeded,
  )
})

test('features are convolved, rectified, pooled: kernel by kernel, row by row', () => {
  const image = m('1 2 3 4 / 5 6 7 8 / 9 1 2 3 / 4 5 6 7')
  expect(imageFeatures(image, [[[1]], [[-1]]], 2)).toEqual([6, 8, 9, 7, 0, 0, 0, 0])
  // 4 × 4 less 2 columns of the kernel is 4 × 3; the third column is dropped.
  expect(imageFeatures(image, [[[-1, 1]]], 2)).toEqual([1, 1])
})

test.each<[string, string, () => unknown]>([
  ['an empty image', 'EMPTY', () => conv2d([], [[1]])],
  ['an empty image to pool', 'EMPTY', () => maxPool2d([], 1)],
  ['no kernels', 'EMPTY', () => imageFeatures(NINE, [], 1)],
  ['a ragged image', 'SHAPE', () => conv2d([[1], [1, 2]], [[1]])],
  ['a ragged kernel', 'SHAPE', () => conv2d(NINE, [[1], [1, 2]])],
  ['a ragged map', 'SHAPE', () => relu([[1], [1, 2]])],
  ['a ragged map to pool', 'SHAPE', () => maxPool2d([[1], [1, 2]], 1)],
  ['NaN in an image', 'NON_FINITE', () => conv2d([[nan]], [[1]])],
  ['an infinity in a kernel', 'NON_FINITE', () => conv2d(NINE, [[infinity]])],
  ['NaN in a map', 'NON_FINITE', () => relu([[nan]])],
  ['NaN in a map to pool', 'NON_FINITE', () => maxPool2d([[nan]], 1)],
  ['an empty kernel', 'PARAM', () => conv2d(NINE, [])],
  ['a kernel without columns', 'PARAM', () => conv2d(NINE, [[]])],
  ['a kernel that is too high', 'PARAM', () => conv2d([[1, 2, 3]], [[1], [1]])],
  ['a kernel that is too wide', 'PARAM', () => conv2d([[1], [2]], [[1, 1]])],
  ['a pool size of 0', 'PARAM', () => maxPool2d(NINE, 0)],
  ['half a pool size', 'PARAM', () => maxPool2d(NINE, 1.5)],
  ['a pool larger than the map is high', 'PARAM', () => maxPool2d([[1, 2]], 2)],
  ['a pool larger than the map is wide', 'PARAM', () => maxPool2d([[1], [2]], 2)],
  ['a pool larger than a convolved map', 'PARAM', () => imageFeatures(NINE, [[[1]], [[1, 1]]], 3)],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('a fault of shape in the second kernel comes before a parameter of the first', () => {
  const kernels = [[], [[1], [1, 2]]]
  expect(() => imageFeatures(NINE, kernels, 0)).toThrow(expect.objectContaining({ code: 'SHAPE' }))
})

test('any matrices give finite maps or a documented error', () => {
  const finite = (out: Mat) => out.every((row) => row.every(Number.isFinite))
  const size = fc.constantFrom(1, 2, 3, 0, 1.5, nan)
  const image = roughMat(6, 6)
  fuzz(conv2d, fc.tuple(image, roughMat(3, 3)), { isLegal: finite })
  fuzz(relu, fc.tuple(image), { isLegal: (out) => finite(out) && out.flat().every((v) => v >= 0) })
  fuzz(maxPool2d, fc.tuple(image, size), { isLegal: finite })
  fuzz(imageFeatures, fc.tuple(image, fc.array(roughMat(2, 2), { maxLength: 3 }), size), {
    isLegal: (features) => features.every((value) => value >= 0 && Number.isFinite(value)),
  })
})

/** m('1 2 / 3 4') is [[1, 2], [3, 4]]. */
function m(rows: string): Mat {
  return rows.split(' / ').map((row) => row.split(' ').map(Number))
}

function whole(rows: number, columns: number): fc.Arbitrary<Mat> {
  const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns })
  return fc.array(row, { minLength: rows, maxLength: rows })
}

function plus(A: Mat, B: Mat): Mat {
  return A.map((row, i) => row.map((value, j) => value + B[i]![j]!))
}

function times(c: number, A: Mat): Mat {
  return A.map((row) => row.map((value) => c * value))
}

function transposed(A: Mat): Mat {
  return A[0]!.map((_, j) => A.map((row) => row[j]!))
}

/** 0 for -0. */
function positive(A: Mat): Mat {
  return A.map((row) => row.map((value) => value + 0))
}
