import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, type Mat, type Vec } from '#kit'
import { jointProbabilities } from './affinities.ts'
import { trustworthiness } from './trustworthiness.ts'
import { klDivergence, klGradient, lowDimAffinities, tsne } from './tsne.ts'

const runs = { seed: 1, numRuns: 60 }
const total = (values: Vec) => values.reduce((sum, value) => sum + value, 0)
const cloud = (name: string, n: number, d = 2): Mat => {
  const random = createRng(name)
  return Array.from({ length: n }, () => Array.from({ length: d }, () => random.normal()))
}
/** P of a random cloud, and a random place for each of its samples. */
const problem = fc.record({ seed: fc.nat(1000), n: fc.integer({ min: 3, max: 9 }) }).map(({ seed, n }) => ({
  P: jointProbabilities(cloud(`${seed}/X`, n, 3), 2),
  Y: cloud(`${seed}/Y`, n),
}))

/** Three round clusters in 8 dimensions; the SD of their centres, along every axis, is four times that within. */
function clusters(seed: number, n: number): { X: Mat; labels: number[] } {
  const random = createRng(`${seed}/clusters`)
  const centres = [0, 1, 2].map(() => Array.from({ length: 8 }, () => 4 * random.normal()))
  const labels = Array.from({ length: n }, (_, i) => i % 3)
  return { labels, X: labels.map((label) => centres[label]!.map((at) => at + random.normal())) }
}

/** The share of positions whose nearest neighbour is of the same class. */
function agreement(Y: Mat, labels: number[]): number {
  const nearest = Y.map((y, i) => {
    const distances = Y.map((other, j) =>
      i === j ? Infinity : Math.hypot(y[0]! - other[0]!, y[1]! - other[1]!),
    )
    return labels[distances.indexOf(Math.min(...distances))]
  })
  return nearest.filter((label, i) => label === labels[i]).length / Y.length
}

describe('lowDimAffinities', () => {
  test('of three points on a line', () => {
    // 1/(1+1), 1/(1+9) and 1/(1+4), twice each: 1.6 together
    const Q = lowDimAffinities([[0], [1], [3]])
    expect(Q.map((row) => row.map((q) => q * 1.6).map((q) => Math.round(q * 1e12) / 1e12))).toEqual([
      [0, 0.5, 0.1],
      [0.5, 0, 0.2],
      [0.1, 0.2, 0],
    ])
  })

  test('are symmetric, sum to 1 and are 0 for oneself', () => {
    fc.assert(
      fc.property(problem, ({ Y }) => {
        const Q = lowDimAffinities(Y)
        expect(total(Q.flat())).toBeCloseTo(1, 12)
        for (const [i, row] of Q.entries())
          for (const [j, q] of row.entries()) {
            expect(q).toBe(Q[j]![i])
            expect(q > 0).toBe(i !== j)
          }
      }),
      runs,
    )
  })

  test('of one point are nothing', () => {
    expect(lowDimAffinities([[1, 2]])).toEqual([[0]])
  })
})

describe('klDivergence', () => {
  test('is the sum of p · log(p / q)', () => {
    fc.assert(
      fc.property(problem, ({ P, Y }) => {
        const Q = lowDimAffinities(Y)
        const terms = P.flatMap((row, i) =>
          row.map((p, j) => (p === 0 ? 0 : p * (Math.log(p) - Math.log(Q[i]![j]!)))),
        )
        expect(klDivergence(P, Y)).toBeCloseTo(total(terms), 10)
      }),
      runs,
    )
  })

  test('is 0 if P is what the plane shows, and above 0 otherwise', () => {
    fc.assert(
      fc.property(problem, ({ P, Y }) => {
        expect(Math.abs(klDivergence(lowDimAffinities(Y), Y))).toBeLessThan(1e-12)
        expect(klDivergence(P, Y)).toBeGreaterThan(0)
      }),
      runs,
    )
  })

  test('does not see place, rotation or reflection, but scale', () => {
    fc.assert(
      fc.property(problem, ({ P, Y }) => {
        const kl = klDivergence(P, Y)
        const changed = (f: (y: Vec) => Vec) => klDivergence(P, Y.map(f))
        expect(changed(([a, b]) => [a! + 5, b! - 3])).toBeCloseTo(kl, 9)
        expect(changed(([a, b]) => [0.6 * a! - 0.8 * b!, 0.8 * a! + 0.6 * b!])).toBeCloseTo(kl, 9)
        expect(changed(([a, b]) => [-a!, b!])).toBe(kl)
        expect(changed(([a, b]) => [3 * a!, 3 * b!])).not.toBeCloseTo(kl, 3)
      }),
      runs,
    )
  })

  test('stays finite for neighbours that are far apart in the plane: q is at least 2⁻⁵²', () => {
    const P = [
      [0, 0.5, 0],
      [0.5, 0, 0],
      [0, 0, 0],
    ]
    expect(klDivergence(P, [[0], [1e12], [1]])).toBeCloseTo(Math.log(0.5) + 52 * Math.LN2, 9)
  })
})

describe('klGradient', () => {
  test('is the slope of the divergence', () => {
    fc.assert(
      fc.property(problem, ({ P, Y }) => {
        const gradient = klGradient(P, Y)
        for (const [i, row] of Y.entries())
          for (const axis of row.keys()) {
            const moved = (by: number) => Y.with(i, row.with(axis, row[axis]! + by))
            const slope = (klDivergence(P, moved(1e-5)) - klDivergence(P, moved(-1e-5))) / 2e-5
            expect(Math.abs(gradient[i]![axis]! - slope)).toBeLessThan(1e-7 + 1e-5 * Math.abs(slope))
          }
      }),
      runs,
    )
  })

  test('moves no centre of mass', () => {
    fc.assert(
      fc.property(problem, ({ P, Y }) => {
        const gradient = klGradient(P, Y)
        for (const axis of [0, 1])
          expect(Math.abs(total(gradient.map((row) => row[axis]!)))).toBeLessThan(1e-12)
      }),
      runs,
    )
  })

  test('is 0 where P is what the plane shows', () => {
    const Y = cloud('Y', 6)
    for (const slope of klGradient(lowDimAffinities(Y), Y).flat()) expect(Math.abs(slope)).toBeLessThan(1e-15)
  })

  test('goes downhill: a small step lowers the divergence', () => {
    fc.assert(
      fc.property(problem, ({ P, Y }) => {
        const gradient = klGradient(P, Y)
        const stepped = Y.map((row, i) => row.map((at, axis) => at - 1e-3 * Y.length * gradient[i]![axis]!))
        expect(klDivergence(P, stepped)).toBeLessThan(klDivergence(P, Y))
      }),
      runs,
    )
  })
})

describe('tsne', () => {
  const { X } = clusters(1, 12)

  test('gives two finite coordinates a sample, and the divergence every 20 steps and last', () => {
    const { Y, klHistory } = tsne(X, { perplexity: 4, iterations: 50, seed: 1 })
    expect(Y.map((row) => row.length)).toEqual(Array(12).fill(2))
    expect(Y.flat().every(Number.isFinite)).toBe(true)
    expect(klHistory.map(({ iter }) => iter)).toEqual([0, 20, 40, 50])
    expect(klHistory.at(-1)!.kl).toBe(klDivergence(jointProbabilities(X, 4), Y))
    expect(tsne(X, { perplexity: 4, iterations: 40, seed: 1 }).klHistory.map(({ iter }) => iter)).toEqual([
      0, 20, 40,
    ])
  })

  test('depends on its seed, or on its start alone', () => {
    const options = { perplexity: 4, iterations: 30 }
    expect(tsne(X, { ...options, seed: 1 })).toEqual(tsne(X, { ...options, seed: 1 }))
    expect(tsne(X, { ...options, seed: 1 })).not.toEqual(tsne(X, { ...options, seed: 2 }))
    const init = cloud('init', 12)
    expect(tsne(X, { ...options, seed: 1, init })).toEqual(tsne(X, { ...options, seed: 2, init }))
    expect(tsne(X, { ...options, seed: 1, init }).klHistory[0]!.kl).toBe(
      klDivergence(jointProbabilities(X, 4), init),
    )
  })

  test('starts in a narrow cloud', () => {
    const { Y } = tsne(X, { perplexity: 4, iterations: 1, learningRate: 1e-12, seed: 3 })
    expect(Math.max(...Y.flat().map(Math.abs))).toBeLessThan(5e-4)
    expect(Math.max(...Y.flat().map(Math.abs))).toBeGreaterThan(5e-5)
  })

  test('takes first the step that the exaggerated gradient says', () => {
    const init = cloud('init', 12)
    const P = jointProbabilities(X, 4)
    const { Y } = tsne(X, { perplexity: 4, iterations: 1, learningRate: 7, exaggeration: 2, seed: 1, init })
    const gradient = klGradient(
      P.map((row) => row.map((p) => 2 * p)),
      init,
    )
    // The gain of a first step is 0.8: the velocity is 0, which is no way downhill.
    for (const [i, row] of Y.entries())
      for (const [axis, at] of row.entries())
        expect(at).toBeCloseTo(init[i]![axis]! - 7 * 0.8 * gradient[i]![axis]!, 12)
    const plain = tsne(X, {
      perplexity: 4,
      iterations: 1,
      learningRate: 7,
      exaggerationIters: 0,
      seed: 1,
      init,
    }).Y
    const slope = klGradient(P, init)
    expect(plain[0]![0]).toBeCloseTo(init[0]![0]! - 7 * 0.8 * slope[0]![0]!, 12)
  })

  test('follows the samples if their start does', () => {
    const init = cloud('init', 12)
    const options = { perplexity: 4, iterations: 20, seed: 1 }
    const backwards = tsne(X.toReversed(), { ...options, init: init.toReversed() }).Y.toReversed()
    for (const [i, row] of tsne(X, { ...options, init }).Y.entries())
      for (const [axis, at] of row.entries()) expect(Math.abs(backwards[i]![axis]! - at)).toBeLessThan(1e-6)
  })

  /**
   * Measured over 20 seeds at n = 40, 60, 90 (perplexity 10, 15, 20):
   *
   *   n    first KL        last KL         last/first      trustworthiness(5)  of random places  neighbours agree
   *   40   1.307 … 1.330   0.039 … 0.077   0.030 … 0.058   0.978 … 0.988       0.464 … 0.576     1
   *   60   1.313 … 1.337   0.062 … 0.100   0.047 … 0.075   0.969 … 0.984       0.471 … 0.563     1
   *   90   1.417 … 1.445   0.127 … 0.163   0.089 … 0.113   0.964 … 0.976       0.478 … 0.548     1
   *
   * With centres only 4 SD from each other a third of the nearest neighbours may be of another cluster.
   */
  test.each([
    { seed: 0, n: 40, perplexity: 10 },
    { seed: 2, n: 60, perplexity: 15 },
    { seed: 3, n: 90, perplexity: 20 },
  ])('shows three clusters: $n samples, seed $seed', ({ seed, n, perplexity }) => {
    const { X, labels } = clusters(seed, n)
    const { Y, klHistory } = tsne(X, { perplexity, seed })
    expect(klHistory.at(-1)!.kl).toBeLessThan(0.2 * klHistory[0]!.kl)
    expect(agreement(Y, labels)).toBeGreaterThanOrEqual(0.98)
    expect(trustworthiness(X, Y, 5)).toBeGreaterThan(0.95)
    expect(trustworthiness(X, cloud(`${seed}/places`, n), 5)).toBeLessThan(0.7)
  })
})
