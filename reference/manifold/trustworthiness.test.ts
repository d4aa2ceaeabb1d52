import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, type Mat } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { trustworthiness } from './trustworthiness.ts'

const runs = { seed: 1, numRuns: 100 }
const cloud = (name: string, n: number, d = 2): Mat => {
  const random = createRng(name)
  return Array.from({ length: n }, () => Array.from({ length: d }, () => random.normal()))
}
const given = fc
  .record({ seed: fc.nat(1000), n: fc.integer({ min: 5, max: 14 }) })
  .chain(({ seed, n }) =>
    fc.tuple(
      fc.constant(cloud(`${seed}/X`, n, 3)),
      fc.constant(cloud(`${seed}/Y`, n)),
      fc.integer({ min: 1, max: Math.ceil(n / 2) - 1 }),
    ),
  )

/** The definition with ranks counted: how many others are nearer in X. */
function byCounting(X: Mat, Y: Mat, k: number): number {
  const n = X.length
  const distance = (M: Mat, i: number, j: number) =>
    Math.hypot(...M[i]!.map((value, axis) => value - M[j]![axis]!))
  const rank = (M: Mat, i: number, j: number) =>
    1 + [...M.keys()].filter((l) => l !== i && l !== j && distance(M, i, l) < distance(M, i, j)).length
  let penalty = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (i !== j && rank(Y, i, j) <= k) penalty += Math.max(0, rank(X, i, j) - k)
  return 1 - (2 / (n * k * (2 * n - 3 * k - 1))) * penalty
}

describe('trustworthiness', () => {
  test('of five points on a line, of which one moves', () => {
    const X = [[0], [1], [3], [7], [15]]
    expect(trustworthiness(X, X, 1)).toBe(1)
    // The last becomes the neighbour of the first, and its own neighbour: ranks 4 and 4, each 3 too many.
    expect(trustworthiness(X, [[0], [1], [3], [7], [-0.5]], 1)).toBeCloseTo(
      1 - (2 * (3 + 3)) / (5 * 1 * 6),
      12,
    )
  })

  test('is what counting nearer samples says', () => {
    fc.assert(
      fc.property(given, ([X, Y, k]) => {
        expect(trustworthiness(X, Y, k)).toBeCloseTo(byCounting(X, Y, k), 12)
      }),
      runs,
    )
  })

  test('is between 0 and 1, and 1 for the data themselves, also with ties', () => {
    fc.assert(
      fc.property(given, ([X, Y, k]) => {
        const value = trustworthiness(X, Y, k)
        expect(value >= -1e-12 && value <= 1).toBe(true)
        expect(trustworthiness(X, X, k)).toBe(1)
        expect(trustworthiness(X.fill([1, 1, 1]), Y.fill([2, 2]), k)).toBe(1)
      }),
      runs,
    )
  })

  test('is 0 where every neighbour in the map is the farthest in the data', () => {
    expect(trustworthiness([[0], [1], [10], [11]], [[0], [3], [-2], [1]], 1)).toBe(0)
  })

  test('does not see the scale or the order of the samples', () => {
    fc.assert(
      fc.property(given, ([X, Y, k]) => {
        const value = trustworthiness(X, Y, k)
        expect(
          trustworthiness(
            X,
            Y.map((row) => row.map((at) => -4 * at)),
            k,
          ),
        ).toBe(value)
        expect(trustworthiness(X.toReversed(), Y.toReversed(), k)).toBeCloseTo(value, 12)
      }),
      runs,
    )
  })

  test('of equal distances takes the lower index', () => {
    // In the map 1 and 2 are equally near to 0. In the data 1 is the nearest, 2 the farthest.
    const X = [[0], [1], [9], [2], [3]]
    const Y = [[0], [1], [-1], [50], [52]]
    expect(trustworthiness(X, Y, 1)).toBeGreaterThan(
      trustworthiness([X[0]!, X[2]!, X[1]!, X[3]!, X[4]!], Y, 1),
    )
  })
})

const X = [[0], [1], [3], [7], [15]]
test.each<[string, string, () => unknown]>([
  ['no samples', 'EMPTY', () => trustworthiness([], [], 1)],
  ['fewer positions', 'SHAPE', () => trustworthiness(X, X.slice(1), 1)],
  ['ragged samples', 'SHAPE', () => trustworthiness([...X.slice(1), [1, 2]], X, 1)],
  ['ragged positions', 'SHAPE', () => trustworthiness(X, [...X.slice(1), [1, 2]], 1)],
  ['a sample that is NaN', 'NON_FINITE', () => trustworthiness(X.with(0, [Number.NaN]), X, 1)],
  ['an infinite position', 'NON_FINITE', () => trustworthiness(X, X.with(0, [Infinity]), 1)],
  ['k of 0', 'PARAM', () => trustworthiness(X, X, 0)],
  ['k from n/2', 'PARAM', () => trustworthiness(X.slice(1), X.slice(1), 2)],
  ['half a neighbour', 'PARAM', () => trustworthiness(X, X, 1.5)],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('spoilt arguments', () => fuzz(trustworthiness, given))
