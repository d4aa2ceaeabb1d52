import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Vec } from '#kit'
import { tuningCurve } from '../data/tuning-curve.ts'
import { evaluateDegrees, learningCurve, polyFeatures, selectDegree } from './polynomial.ts'

const runs = { seed: 1, numRuns: 60 }
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
/** Distinct stimuli in −1 … 1, and any responses. */
const samplesFrom = (minLength: number) =>
  fc.uniqueArray(fc.integer({ min: -16, max: 16 }), { minLength, maxLength: 12 }).chain((k) =>
    fc.record({
      x: fc.constant(k.map((value) => value / 16)),
      y: fc.array(dyadic, { minLength: k.length, maxLength: k.length }),
    }),
  )
const samples = samplesFrom(1)
const dot = (a: Vec, b: Vec) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
const variance = (y: Vec) =>
  y.reduce(
    (sum, value) =>
      sum +
      (value -
        dot(
          y,
          y.map(() => 1),
        ) /
          y.length) **
        2,
    0,
  ) / y.length

/**
 * The least-squares polynomial by polynomials that are orthogonal on the training stimuli, each x times the one
 * before minus what the others explain, instead of powers: predictions for other stimuli.
 *
 * @see Brubeck, Nakatsukasa and Trefethen 2021, "Vandermonde with Arnoldi", SIAM Review 63(2)
 */
function fitByOrthogonal(x: Vec, y: Vec, at: Vec, degree: number): Vec {
  const basis = [{ here: x.map(() => 1), there: at.map(() => 1) }]
  while (basis.length <= degree) {
    const last = basis.at(-1)!
    let here = last.here.map((value, i) => value * x[i]!)
    let there = last.there.map((value, i) => value * at[i]!)
    // Twice is enough (Kahan and Parlett).
    for (const { here: h, there: t } of [...basis, ...basis]) {
      const share = dot(here, h) / dot(h, h)
      here = here.map((value, i) => value - share * h[i]!)
      there = there.map((value, i) => value - share * t[i]!)
    }
    basis.push({ here, there })
  }
  return basis.reduce(
    (sum, { here, there }) => {
      const coefficient = dot(here, y) / dot(here, here)
      return sum.map((value, i) => value + coefficient * there[i]!)
    },
    at.map(() => 0),
  )
}

const meanSquare = (a: Vec, b: Vec) => a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length

describe('polyFeatures', () => {
  test('are the powers from 1 on', () => {
    expect(polyFeatures([2, -1], 3)).toEqual([
      [2, 4, 8],
      [-1, 1, -1],
    ])
    expect(polyFeatures([5, 7], 0)).toEqual([[], []])
    expect(polyFeatures([], 3)).toEqual([])
  })

  test('are each x times the one before', () => {
    fc.assert(
      fc.property(fc.array(dyadic), fc.nat(6), (x, degree) => {
        for (const [i, row] of polyFeatures(x, degree).entries())
          for (const [power, value] of row.entries())
            expect(value).toBe((power === 0 ? 1 : row[power - 1]!) * x[i]!)
      }),
      runs,
    )
  })
})

describe('evaluateDegrees', () => {
  test('of points on a line: degree 1 fits, the mean does not', () => {
    const line = { x: [0, 0.5, 1], y: [1, 2, 3] }
    const [mean, first] = evaluateDegrees(line, { x: [-1, 0], y: [-1, 1] }, [0, 1])
    expect(mean!.trainMse).toBeCloseTo(2 / 3, 12)
    // The mean is 2; off by 3 and by 1.
    expect(mean!.valMse).toBeCloseTo(5, 12)
    expect(first!.trainMse).toBeCloseTo(0, 20)
    expect(first!.valMse).toBeCloseTo(0, 20)
  })

  test('has the errors of a fit by orthogonal polynomials', () => {
    fc.assert(
      fc.property(samples, samples, fc.nat(8), (train, val, wanted) => {
        const degree = Math.min(wanted, train.x.length - 1)
        const [result] = evaluateDegrees(train, val, [degree])
        const predicted = (at: Vec) => fitByOrthogonal(train.x, train.y, at, degree)
        const expected = {
          train: meanSquare(predicted(train.x), train.y),
          val: meanSquare(predicted(val.x), val.y),
        }
        expect(Math.abs(result!.trainMse - expected.train)).toBeLessThan(1e-8 * (1 + variance(train.y)))
        expect(Math.abs(result!.valMse - expected.val)).toBeLessThan(1e-6 * (1 + expected.val))
      }),
      runs,
    )
  })

  test('agrees with them up to degree 12 on a tuning curve', () => {
    const [train, val] = [tuningCurve(1, { n: 25 }), tuningCurve(2, { n: 100 })]
    for (const { degree, trainMse, valMse } of evaluateDegrees(train, val, [0, 3, 8, 12])) {
      const predicted = (at: Vec) => fitByOrthogonal(train.x, train.y, at, degree)
      expect(trainMse / meanSquare(predicted(train.x), train.y)).toBeCloseTo(1, 9)
      expect(valMse / meanSquare(predicted(val.x), val.y)).toBeCloseTo(1, 8)
    }
  })

  test('never fits worse with a higher degree', () => {
    fc.assert(
      fc.property(samples, ({ x, y }) => {
        const errors = evaluateDegrees({ x, y }, { x, y }, [0, 1, 2, 3, 4, 5, 6, 7, 8]).map(
          ({ trainMse }) => trainMse,
        )
        for (const [d, error] of errors.slice(1).entries())
          expect(error).toBeLessThanOrEqual(errors[d]! + 1e-9 * (1 + variance(y)))
      }),
      runs,
    )
  })

  test('goes through every point with degree n − 1', () => {
    fc.assert(
      fc.property(samples, ({ x, y }) => {
        fc.pre(x.length <= 9)
        const [result] = evaluateDegrees({ x, y }, { x, y }, [x.length - 1])
        expect(result!.trainMse).toBeLessThanOrEqual(1e-9 * (1 + variance(y)))
      }),
      runs,
    )
  })

  test('fits the training part alone', () => {
    fc.assert(
      fc.property(samplesFrom(3), samples, (train, val) => {
        const [result] = evaluateDegrees(train, val, [1])
        const other = { ...val, y: val.y.map((value) => value + 1) }
        expect(evaluateDegrees(train, other, [1])[0]!.trainMse).toBe(result!.trainMse)
        expect(evaluateDegrees(train, train, [1])[0]!.valMse).toBe(result!.trainMse)
      }),
      runs,
    )
  })

  test('keeps the order of the degrees, and gap is the difference', () => {
    fc.assert(
      fc.property(samples, samples, fc.array(fc.nat(4)), (train, val, degrees) => {
        const results = evaluateDegrees(train, val, degrees)
        expect(results.map(({ degree }) => degree)).toEqual(degrees)
        for (const { trainMse, valMse, gap } of results) expect(gap).toBe(valMse - trainMse)
      }),
      runs,
    )
  })

  test('does not see a constant added to all responses', () => {
    fc.assert(
      fc.property(samplesFrom(4), samples, (train, val) => {
        const [result] = evaluateDegrees(train, val, [2])
        const up = ({ x, y }: typeof train) => ({ x, y: y.map((value) => value + 8) })
        const [shifted] = evaluateDegrees(up(train), up(val), [2])
        expect(shifted!.trainMse).toBeCloseTo(result!.trainMse, 9)
        expect(Math.abs(shifted!.valMse - result!.valMse)).toBeLessThan(1e-7 * (1 + result!.valMse))
      }),
      runs,
    )
  })
})

describe('selectDegree', () => {
  const result = (degree: number, valMse: number, trainMse = 0) => ({
    degree,
    trainMse,
    valMse,
    gap: valMse - trainMse,
  })

  test('is the one with the smallest validation error, whatever the training error', () => {
    expect(selectDegree([result(1, 4, 4), result(3, 2, 1), result(9, 7, 0)])).toBe(3)
  })

  test('is the smallest of equal ones, in whatever order they come', () => {
    expect(selectDegree([result(5, 2), result(2, 2), result(3, 2), result(1, 2.5)])).toBe(2)
  })
})

describe('learningCurve', () => {
  test('uses the first samples only', () => {
    fc.assert(
      fc.property(samples, samples, fc.nat(3), fc.array(fc.nat(100)), (train, val, degree, numbers) => {
        const sizes = numbers.map((value) => 1 + (value % train.x.length))
        const curve = learningCurve(train, val, degree, sizes)
        expect(curve.map(({ n }) => n)).toEqual(sizes)
        for (const { n, trainMse, valMse } of curve) {
          const first = { x: train.x.slice(0, n), y: train.y.slice(0, n) }
          expect(evaluateDegrees(first, val, [degree])[0]).toMatchObject({ trainMse, valMse })
        }
      }),
      runs,
    )
  })

  test('comes down on a tuning curve as samples are added', () => {
    // measured over 20 seeds: the ratio of the errors at 5 and at 25 samples is 1.58 … 56.5 in validation
    const curve = learningCurve(tuningCurve(1, { n: 25 }), tuningCurve(2, { n: 100 }), 3, [5, 25])
    expect(curve[0]!.valMse).toBeGreaterThan(curve[1]!.valMse)
    expect(curve[0]!.trainMse).toBeLessThan(curve[1]!.trainMse)
  })
})
