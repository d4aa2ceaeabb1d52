import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyNumber, anyVector } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { huber, huberGradient, mae, mse, mseGradient, r2Score, rmse } from './regression.ts'

const runs = { seed: 1, numRuns: 200 }
const dyadic = fc.integer({ min: -128, max: 128 }).map((k) => k / 16)
/** Targets and predictions of the same length, as columns of pairs. */
const pairsFrom = (minLength: number) =>
  fc
    .array(fc.tuple(dyadic, dyadic), { minLength, maxLength: 12 })
    .map((rows) => ({ yTrue: rows.map(([t]) => t), yPred: rows.map(([, p]) => p) }))
const pairs = pairsFrom(1)
const delta = fc.integer({ min: 1, max: 64 }).map((k) => k / 16)

const losses = { mse, mae, rmse, huber }
const gradients = { mseGradient, huberGradient }
const all = { ...losses, ...gradients, r2Score }

test('the example of the exercise', () => {
  const [yTrue, yPred] = [
    [2, 4, 6],
    [2, 5, 8],
  ]
  expect(mse(yTrue, yPred)).toBeCloseTo(5 / 3, 12)
  expect(mae(yTrue, yPred)).toBe(1)
  expect(rmse(yTrue, yPred)).toBeCloseTo(Math.sqrt(5 / 3), 12)
  expect(huber(yTrue, yPred)).toBeCloseTo(2 / 3, 12)
  expect(r2Score(yTrue, yPred)).toBeCloseTo(3 / 8, 12)
  expect(mseGradient(yTrue, yPred)).toEqual([0, 2 / 3, 4 / 3])
  expect(huberGradient(yTrue, yPred)).toEqual([0, 1 / 3, 1 / 3])
})

describe('a loss', () => {
  test.each(Object.entries(losses))('%s is 0 for perfect predictions and above 0 for others', (_, loss) => {
    fc.assert(
      fc.property(pairs, ({ yTrue, yPred }) => {
        expect(loss(yTrue, yTrue)).toBe(0)
        const perfect = yTrue.every((t, i) => t === yPred[i])
        expect(loss(yTrue, yPred) > 0).toBe(!perfect)
      }),
      runs,
    )
  })

  test.each(Object.entries(losses))('%s of a constant error e depends on e alone', (name, loss) => {
    const ofError: Record<string, (e: number) => number> = {
      mse: (e) => e ** 2,
      mae: Math.abs,
      rmse: Math.abs,
      huber: (e) => (Math.abs(e) <= 1 ? e ** 2 / 2 : Math.abs(e) - 0.5),
    }
    fc.assert(
      fc.property(fc.array(dyadic, { minLength: 1, maxLength: 8 }), dyadic, (yTrue, e) => {
        const shifted = yTrue.map((t) => t + e)
        expect(loss(yTrue, shifted)).toBeCloseTo(ofError[name]!(e), 12)
        expect(loss(shifted, yTrue)).toBe(loss(yTrue, shifted))
      }),
      runs,
    )
  })

  test('mae is at most rmse', () => {
    fc.assert(
      fc.property(pairs, ({ yTrue, yPred }) => {
        expect(mae(yTrue, yPred)).toBeLessThanOrEqual(rmse(yTrue, yPred) * (1 + 1e-12))
      }),
      runs,
    )
  })
})

describe('huber', () => {
  test('is half the squared error as long as delta is not exceeded', () => {
    fc.assert(
      fc.property(pairs, ({ yTrue, yPred }) => {
        expect(huber(yTrue, yPred, 16)).toBeCloseTo(mse(yTrue, yPred) / 2, 12)
      }),
      runs,
    )
  })

  test('is below delta times the absolute error by half of delta squared beyond it', () => {
    expect(huber([0, 0], [3, -5], 2)).toBe((2 * (3 - 1) + 2 * (5 - 1)) / 2)
  })

  test('has the two branches meet at delta', () => {
    fc.assert(
      fc.property(delta, (d) => {
        expect(huber([0], [d], d)).toBe(d ** 2 / 2)
        expect(huberGradient([0], [d], d)).toEqual([d])
      }),
      runs,
    )
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('with delta %d is refused with PARAM', (d) => {
    expect(() => huber([1], [2], d)).toThrow(expect.objectContaining({ code: 'PARAM' }))
    expect(() => huberGradient([1], [2], d)).toThrow(expect.objectContaining({ code: 'PARAM' }))
  })
})

describe('a gradient', () => {
  /** Quotients of differences, one coordinate at a time. */
  function numerically(loss: (yPred: number[]) => number, yPred: number[], step: number): number[] {
    return yPred.map((_, i) => {
      const moved = (by: number) => yPred.map((p, k) => (k === i ? p + by : p))
      return (loss(moved(step)) - loss(moved(-step))) / (2 * step)
    })
  }

  test('of mse is the slope of mse: exact, as mse is a parabola', () => {
    fc.assert(
      fc.property(pairs, ({ yTrue, yPred }) => {
        const slope = numerically((p) => mse(yTrue, p), yPred, 0.25)
        for (const [i, g] of mseGradient(yTrue, yPred).entries()) expect(g).toBeCloseTo(slope[i]!, 10)
      }),
      runs,
    )
  })

  test('of huber is the slope of huber away from the kink', () => {
    fc.assert(
      // Errors are multiples of 1/16 and delta lies between two of them: at least 1/32 from the kink.
      fc.property(pairs, delta, ({ yTrue, yPred }, d) => {
        const between = d + 1 / 32
        const slope = numerically((p) => huber(yTrue, p, between), yPred, 1 / 64)
        for (const [i, g] of huberGradient(yTrue, yPred, between).entries())
          expect(g).toBeCloseTo(slope[i]!, 10)
      }),
      runs,
    )
  })

  test('of huber never exceeds delta / n', () => {
    expect(huberGradient([0, 0, 0, 0], [9, -9, 1, 0], 2)).toEqual([0.5, -0.5, 0.25, 0])
  })
})

describe('r2Score', () => {
  test('is 1 for perfect predictions and 0 for the mean', () => {
    expect(r2Score([1, 2, 6], [1, 2, 6])).toBe(1)
    expect(r2Score([1, 2, 6], [3, 3, 3])).toBe(0)
  })

  test('is at most 1, and below 0 for predictions worse than the mean', () => {
    fc.assert(
      fc.property(pairs, ({ yTrue, yPred }) => {
        const score = r2Score(yTrue, yPred)
        expect(Number.isNaN(score) || score <= 1).toBe(true)
        expect(Number.isNaN(score)).toBe(yTrue.length === 1)
      }),
      runs,
    )
    expect(r2Score([0, 2], [2, 0])).toBe(-3)
  })

  test('is the same in another unit', () => {
    fc.assert(
      fc.property(pairsFrom(2), fc.constantFrom(-4, 0.5, 2), dyadic, ({ yTrue, yPred }, scale, shift) => {
        const changed = (values: number[]) => values.map((value) => scale * value + shift)
        const score = r2Score(yTrue, yPred)
        const difference = Math.abs(r2Score(changed(yTrue), changed(yPred)) - score)
        expect(difference).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(score)))
      }),
      runs,
    )
  })

  test('of equal targets is 1 for a perfect prediction and 0 otherwise', () => {
    expect(r2Score([0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toBe(1)
    expect(r2Score([0.1, 0.1, 0.1], [0.1, 0.1, 0.2])).toBe(0)
  })

  test('of a single sample is NaN', () => {
    expect(r2Score([1], [1])).toBeNaN()
  })
})

test.each(Object.entries(all))('%s keeps its arguments as they were', (_, fn) => {
  const yTrue = Object.freeze([1, 2, 4]) as number[]
  const yPred = Object.freeze([1, 3, 9]) as number[]
  expect(() => fn(yTrue, yPred)).not.toThrow()
})

describe.each(Object.entries(all))('%s', (_, fn) => {
  test.each([
    ['EMPTY', [], []],
    ['SHAPE', [1, 2], [1]],
    ['SHAPE', [1], [1, 2]],
    ['NON_FINITE', [Number.NaN, 1], [1, 2]],
    ['NON_FINITE', [1, 2], [1, Number.POSITIVE_INFINITY]],
  ])('refuses with %s: %j and %j', (code, yTrue, yPred) => {
    expect(() => fn(yTrue, yPred)).toThrow(expect.objectContaining({ code }))
  })
})

test('any targets have a loss, or are refused', () => {
  const pair = fc.oneof(
    fc
      .array(fc.tuple(anyNumber, anyNumber), { maxLength: 5 })
      .map((rows): [number[], number[]] => [rows.map(([t]) => t), rows.map(([, p]) => p)]),
    fc.tuple(anyVector, anyVector),
  )
  const withDelta = fc
    .tuple(pair, anyNumber)
    .map(([[t, p], delta]): [number[], number[], number] => [t, p, delta])
  fuzz(mse, pair)
  fuzz(mae, pair)
  fuzz(rmse, pair)
  fuzz(huber, withDelta)
  fuzz(mseGradient, pair)
  fuzz(huberGradient, withDelta)
  fuzz(r2Score, pair, { isLegal: (r2, t) => (t.length < 2 ? Number.isNaN(r2) : r2 <= 1) })
})
