import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, type Mat, type Vec } from '#kit'
import { findBeta, jointProbabilities, pairwiseSquaredDistances, rowAffinities } from './affinities.ts'

const runs = { seed: 1, numRuns: 60 }
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
const beta = fc.constantFrom(2 ** -8, 0.1, 1, 7, 1024)
const total = (values: Vec) => values.reduce((sum, value) => sum + value, 0)
/** Samples on a grid: repeated ones and equal distances come up. */
const grid = fc
  .integer({ min: 1, max: 3 })
  .chain((d) => fc.array(fc.array(dyadic, { minLength: d, maxLength: d }), { minLength: 3, maxLength: 8 }))
const row = fc
  .array(
    fc.nat(80).map((k) => k / 16),
    { minLength: 3, maxLength: 8 },
  )
  .chain((d2) => fc.record({ d2: fc.constant(d2), self: fc.nat(d2.length - 1) }))
/** Samples without a tie, from a seed. */
const cloud = (seed: number, n: number, d = 3, scale = 1): Mat => {
  const random = createRng(`cloud/${seed}`)
  return Array.from({ length: n }, () => Array.from({ length: d }, () => scale * random.normal()))
}
const clouds = fc.record({ seed: fc.nat(1000), n: fc.integer({ min: 6, max: 12 }) })
const entropyOf = (p: Vec) => -total(p.map((share) => (share > 0 ? share * Math.log(share) : 0)))

function expectClose(actual: Mat, expected: Mat, slack: number): void {
  for (const [i, values] of actual.entries())
    for (const [j, value] of values.entries())
      expect(Math.abs(value - expected[i]![j]!)).toBeLessThanOrEqual(slack)
}

test('the example of the exercise', () => {
  const P = jointProbabilities(
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    2,
  )
  expectClose(
    P,
    [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 0 : 1 / 6))),
    1e-12,
  )
})

describe('pairwiseSquaredDistances', () => {
  test('are exact on a grid, symmetric and 0 to oneself', () => {
    fc.assert(
      fc.property(grid, (X) => {
        const D = pairwiseSquaredDistances(X)
        for (const [i, a] of X.entries())
          for (const [j, b] of X.entries()) {
            const inSixteenths = a.map((value, axis) => (value - b[axis]!) * 16)
            expect(D[i]![j]).toBe(total(inSixteenths.map((k) => k ** 2)) / 256)
            expect(D[i]![j]).toBe(D[j]![i])
          }
      }),
      runs,
    )
  })

  test('of near samples far from the origin do not cancel', () => {
    expect(pairwiseSquaredDistances([[2 ** 27], [2 ** 27 + 1]])).toEqual([
      [0, 1],
      [1, 0],
    ])
  })
})

describe('rowAffinities', () => {
  test('are the normalised Gaussian, with its entropy in nats', () => {
    fc.assert(
      fc.property(row, fc.constantFrom(0.25, 1, 3), ({ d2, self }, b) => {
        const { p, entropy } = rowAffinities(d2, self, b)
        const weights = d2.map((distance, j) => (j === self ? 0 : Math.exp(-b * distance)))
        expectClose([p], [weights.map((weight) => weight / total(weights))], 1e-12)
        expect(entropy).toBeCloseTo(entropyOf(p), 12)
      }),
      runs,
    )
  })

  test('sum to 1 without the sample itself, whose distance is not looked at', () => {
    fc.assert(
      fc.property(row, beta, ({ d2, self }, b) => {
        const { p, entropy } = rowAffinities(d2, self, b)
        expect(total(p)).toBeCloseTo(1, 12)
        expect(p[self]).toBe(0)
        expect(entropy).toBeGreaterThanOrEqual(0)
        expect(entropy).toBeLessThanOrEqual(Math.log(d2.length - 1) + 1e-12)
        expect(rowAffinities(d2.with(self, 77), self, b)).toEqual({ p, entropy })
      }),
      runs,
    )
  })

  test('have less entropy for a larger beta', () => {
    fc.assert(
      fc.property(row, beta, ({ d2, self }, b) => {
        const wide = rowAffinities(d2, self, b).entropy
        const narrow = rowAffinities(d2, self, 2 * b).entropy
        expect(narrow).toBeLessThanOrEqual(wide + 1e-12)
        const others = d2.filter((_, j) => j !== self)
        const level = others.every((distance) => distance === others[0])
        if (!level && wide > 1e-9 && b < 1) expect(narrow).toBeLessThan(wide)
      }),
      runs,
    )
  })

  test('stand samples that are all far away, and any beta', () => {
    expect(rowAffinities([0, 1e12, 1e12 + 1], 0, 1).p[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
    expect(rowAffinities([0, 1, 2, 4], 0, Number.MAX_VALUE)).toEqual({ p: [0, 1, 0, 0], entropy: 0 })
    expect(rowAffinities([0, 4, 4, 9], 0, Number.MAX_VALUE).p).toEqual([0, 0.5, 0.5, 0])
  })
})

describe('findBeta', () => {
  test('finds the width at which the entropy is that of the perplexity', () => {
    fc.assert(
      fc.property(clouds, fc.double({ min: 1.2, max: 3, noNaN: true }), ({ seed, n }, perplexity) => {
        const d2 = pairwiseSquaredDistances(cloud(seed, n))[0]!
        const { beta: found, p } = findBeta(d2, 0, perplexity)
        expect(Math.abs(entropyOf(p) - Math.log(perplexity))).toBeLessThanOrEqual(1e-5 + 1e-12)
        expect(p).toEqual(rowAffinities(d2, 0, found).p)
      }),
      runs,
    )
  })

  test('comes nearer with a smaller tolerance, and stops after maxIter', () => {
    const d2 = [0, 1, 2, 3, 4]
    const near = findBeta(d2, 0, 2, { tol: 1e-12 })
    expect(entropyOf(near.p)).toBeCloseTo(Math.log(2), 11)
    expect(findBeta(d2, 0, 2, { maxIter: 1 }).beta).toBe(1)
    expect(findBeta(d2, 0, 1.5, { maxIter: 2 }).beta).toBe(2)
    expect(findBeta(d2, 0, 3.9, { maxIter: 3 }).beta).toBe(0.25)
  })

  test('gives the last width tried where no width will do', () => {
    // Two equally near neighbours: never fewer than two count.
    expect(findBeta([0, 1, 1, 9], 0, 1)).toEqual({ beta: 2 ** 99, p: [0, 0.5, 0.5, 0] })
    expect(findBeta([0, 0, 0, 0], 0, 2).p).toEqual([0, 1 / 3, 1 / 3, 1 / 3])
    // Never more than the three others.
    expect(findBeta([0, 1, 2, 3], 0, 3.5)).toMatchObject({ beta: 2 ** -99 })
    expect(findBeta([0, 1, 1, 9], 0, 1, { maxIter: 2000 }).beta).toBe(Number.MAX_VALUE)
    expect(findBeta([0, 1, 2, 3], 0, 3.5, { maxIter: 2000 }).beta).toBe(Number.MIN_VALUE)
  })
})

describe('jointProbabilities', () => {
  test('are symmetric, at least 0, 0 for oneself, and sum to 1, with 1/(2n) in every row', () => {
    fc.assert(
      fc.property(grid, fc.constantFrom(1, 1.5, 2, 2.9), (X, perplexity) => {
        const P = jointProbabilities(X, perplexity)
        expect(total(P.flat())).toBeCloseTo(1, 12)
        for (const [i, values] of P.entries()) {
          expect(values[i]).toBe(0)
          expect(total(values)).toBeGreaterThanOrEqual((1 - 1e-12) / (2 * X.length))
          for (const [j, p] of values.entries()) {
            expect(p).toBeGreaterThanOrEqual(0)
            expect(p).toBe(P[j]![i])
          }
        }
      }),
      runs,
    )
  })

  test('do not see where the samples are, how they are turned, or which unit they have', () => {
    fc.assert(
      fc.property(clouds, fc.constantFrom(2 ** -10, 4, 2 ** 20), ({ seed, n }, unit) => {
        const X = cloud(seed, n)
        const P = jointProbabilities(X, 3)
        const moved = (f: (sample: Vec) => Vec) => jointProbabilities(X.map(f), 3)
        expectClose(
          moved((x) => x.map((value) => value + 3)),
          P,
          1e-6,
        )
        expectClose(
          moved(([x, y, z]) => [-y!, z!, x!]),
          P,
          1e-12,
        )
        // Doubling and bisecting goes the same way in another unit, if the unit is a power of two and the
        // perplexity is not the largest possible one, which any width near infinity reaches.
        expect(moved((x) => x.map((value) => unit * value))).toEqual(P)
        // Other factors stop at another width within the tolerance.
        expectClose(
          moved((x) => x.map((value) => 3 * value)),
          P,
          1e-4,
        )
      }),
      runs,
    )
  })

  test('follow the samples', () => {
    fc.assert(
      fc.property(clouds, ({ seed, n }) => {
        const X = cloud(seed, n)
        const backwards = jointProbabilities(X.toReversed(), 2)
        expectClose(
          backwards.toReversed().map((values) => values.toReversed()),
          jointProbabilities(X, 2),
          1e-12,
        )
      }),
      runs,
    )
  })

  test('spread with the perplexity', () => {
    fc.assert(
      fc.property(clouds, ({ seed, n }) => {
        const d2 = pairwiseSquaredDistances(cloud(seed, n))[0]!
        expect(entropyOf(findBeta(d2, 0, 2.5).p)).toBeGreaterThan(entropyOf(findBeta(d2, 0, 1.5).p))
      }),
      runs,
    )
  })

  test('stand huge coordinates', () => {
    const P = jointProbabilities(cloud(1, 10, 3, 1e6), 4)
    expectClose(P, jointProbabilities(cloud(1, 10), 4), 1e-4)
  })
})
