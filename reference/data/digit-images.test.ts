import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DigitImageOptions, type DigitImages, digitImages, stream } from '#data'
import type { Mat } from '#kit'
import { fitKnn, predictKnn } from '../neighbors/knn.ts'
import { fuzz } from '../testing/fuzz.ts'
import { recognise, trainDigitClassifier } from '../vision/digits.ts'

/** Bands are measured over seeds 0 … 19; the first of them are enough to hold a threshold. */
const SEEDS = [0, 1, 2, 3, 4]
const CLEAN = { noise: 0, dropout: 0 }

test('the same seed gives the same images, another seed others', () => {
  expect(digitImages('a', { n: 5 })).toEqual(digitImages('a', { n: 5 }))
  expect(digitImages('a', { n: 5 })).not.toEqual(digitImages('b', { n: 5 }))
})

test('it draws from a stream of its own name: digit, dx, dy, ink', () => {
  const own = stream(1, 'digit-images')
  const [digit, dx, dy] = [own.int(10), own.int(5), own.int(4)]
  expect(digitImages(1, { n: 1 }).truth).toEqual([{ digit, dx, dy, ink: 10 + 6 * own.next() }])
})

test('the first images are the same for every n', () => {
  const [few, many] = [digitImages(1, { n: 3 }), digitImages(1, { n: 30 })]
  expect(many.images.slice(0, 3)).toEqual(few.images)
  expect(many.y.slice(0, 3)).toEqual(few.y)
})

test('grey levels are whole numbers from 0 to 16, in n images of size × size', () => {
  for (const size of [8, 10, 13]) {
    const { images, y, truth } = digitImages(1, { n: 20, size, noise: 5 })
    expect([images.length, y]).toEqual([20, truth.map(({ digit }) => digit)])
    expect(images.every((image) => image.length === size && image.every((row) => row.length === size))).toBe(
      true,
    )
    const greys = images.flat(2)
    expect(greys.every((grey) => Number.isInteger(grey) && grey >= 0 && grey <= 16)).toBe(true)
    // All of the range is used.
    expect(new Set(greys).size).toBe(17)
  }
})

test('a clean digit is where it was planted, as dark as planted, and nowhere else', () => {
  const { images, truth } = digitImages(1, { n: 300, ...CLEAN })
  const glyphs = new Map<number, Set<string>>()
  for (const [i, image] of images.entries()) {
    const { digit, dx, dy, ink } = truth[i]!
    const cut = image.slice(dy, dy + 7).map((row) => row.slice(dx, dx + 5))
    expect(sum(cut.flat())).toBe(sum(image.flat()))
    expect(new Set(cut.flat())).toEqual(new Set([0, Math.round(ink)]))
    // A digit fills its 7 rows.
    expect(cut.every((row) => sum(row) > 0)).toBe(true)
    const strokes = cut.map((row) => row.map((grey) => (grey > 0 ? '#' : '.')).join('')).join(' ')
    glyphs.set(digit, (glyphs.get(digit) ?? new Set()).add(strokes))
  }
  // Ten digits, each of one shape, no two alike.
  expect([...glyphs.values()].map((shapes) => shapes.size)).toEqual(Array(10).fill(1))
  expect(new Set([...glyphs.values()].flatMap((shapes) => [...shapes])).size).toBe(10)
})

test('digits, places and ink are uniform', () => {
  const { truth } = digitImages(1, { n: 4000, ...CLEAN })
  const chi2 = (values: number[], k: number) =>
    sum(
      Array.from({ length: k }, (_, c) => values.filter((v) => v === c).length).map(
        (count) => (count - 4000 / k) ** 2 / (4000 / k),
      ),
    )
  // measured 5.5, 2.2 and 0.3; a chance of 1e-6 is 44.8, 33.4 and 30.7 with 9, 4 and 3 degrees of freedom
  expect(
    chi2(
      truth.map(({ digit }) => digit),
      10,
    ),
  ).toBeLessThan(44.8)
  expect(
    chi2(
      truth.map(({ dx }) => dx),
      5,
    ),
  ).toBeLessThan(33.4)
  expect(
    chi2(
      truth.map(({ dy }) => dy),
      4,
    ),
  ).toBeLessThan(30.7)
  const inks = truth.map(({ ink }) => ink)
  expect([Math.min(...inks) >= 10, Math.max(...inks) < 16]).toEqual([true, true])
  // measured 13.001; SE 0.027
  expect(Math.abs(mean(inks) - 13)).toBeLessThan(0.15)
})

test('dropout leaves out its share of the strokes', () => {
  const strokes = (dropout: number) =>
    sum(
      digitImages(1, { n: 1000, noise: 0, dropout })
        .images.flat(2)
        .map((grey) => Number(grey > 0)),
    )
  expect(strokes(1)).toBe(0)
  // The draws are the same for every dropout, so the strokes are those of the same digits.
  const left = strokes(0.03) / strokes(0)
  // measured 0.9687; SE 0.0013
  expect(Math.abs(left - 0.97)).toBeLessThan(0.0065)
})

describe('300 images to train, 200 to test', () => {
  const runs = SEEDS.map((seed) => run(digitImages(seed, { n: 500 }), seed))

  test('raw pixels suffer from the shifts, and features do not as much', () => {
    // measured over 20 seeds: features 0.730 … 0.840, mean 0.780; raw 0.505 … 0.600, mean 0.557;
    // gain 0.175 … 0.285, mean 0.223
    expect(Math.min(...runs.map(({ features }) => features))).toBeGreaterThan(0.67)
    expect(Math.max(...runs.map(({ raw }) => raw))).toBeLessThan(0.68)
    expect(Math.min(...runs.map(({ features, raw }) => features - raw))).toBeGreaterThan(0.1)
  })

  test('with the shifts undone raw pixels are enough', () => {
    // measured 1 on each of 20 seeds
    expect(Math.min(...runs.map(({ centred }) => centred))).toBeGreaterThan(0.97)
  })

  test('shuffled digits cannot be learned', () => {
    // measured 0.065 … 0.145 over 20 seeds; five SD are 0.11
    expect(Math.max(...runs.map(({ shuffled }) => shuffled))).toBeLessThan(0.21)
  })
})

test.each<Partial<DigitImageOptions>>([
  { n: 0 },
  { n: 2.5 },
  { size: 7 },
  { size: 8.5 },
  { noise: -1 },
  { noise: Number.POSITIVE_INFINITY },
  { dropout: -0.1 },
  { dropout: 1.1 },
])('%j is refused with PARAM', (options) => {
  expect(() => digitImages(1, { n: 5, ...options })).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any options give images, or one of them is at fault', () => {
  const options = fc.record({
    n: fc.constantFrom(1, 2, 5, 0, 1.5, Number.NaN),
    size: fc.constantFrom(8, 10, 20, 7, 9.5),
    noise: fc.constantFrom(0, 1.5, 1e9, -1, Number.NaN),
    dropout: fc.constantFrom(0, 0.03, 1, -0.1, Number.NaN),
  })
  fuzz(digitImages, fc.tuple(fc.nat(), options), {
    isLegal: ({ images }, _, { n, size }) =>
      images.length === n &&
      images.flat().every((row) => row.length === size && row.every((grey) => grey >= 0 && grey <= 16)),
    numRuns: 200,
  })
})

function run({ images, y, truth }: DigitImages, seed: number) {
  const right = (X: Mat, labels: number[]) =>
    accuracy(predictKnn(fitKnn(X.slice(0, 300), labels.slice(0, 300), { k: 3 }), X.slice(300)), labels)
  const sobel = [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ]
  const turned = sobel[0]!.map((_, j) => sobel.map((row) => row[j]!))
  const kernels = [sobel, negative(sobel), turned, negative(turned)]
  const model = trainDigitClassifier(images.slice(0, 300), y.slice(0, 300), kernels)
  const cut = images.map((image, i) => {
    const { dx, dy } = truth[i]!
    return image.slice(dy, dy + 7).flatMap((row) => row.slice(dx, dx + 5))
  })
  return {
    features: accuracy(recognise(model, images.slice(300), kernels), y),
    raw: right(
      images.map((image) => image.flat()),
      y,
    ),
    centred: right(cut, y),
    shuffled: right(cut, shuffle(y, seed)),
  }
}

function accuracy(predicted: unknown[], y: number[]): number {
  return mean(predicted.map((digit, i) => Number(digit === y[300 + i])))
}

function shuffle(y: number[], seed: number): number[] {
  const random = stream(seed, 'shuffle')
  const keyed = y.map((digit) => ({ digit, key: random.next() })).sort((a, b) => a.key - b.key)
  return keyed.map(({ digit }) => digit)
}

function negative(kernel: Mat): Mat {
  return kernel.map((row) => row.map((weight) => -weight))
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: number[]): number {
  return sum(values) / values.length
}
