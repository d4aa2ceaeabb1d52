import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SBM_PRESETS, sbmConnectome } from '#data'
import { createRng, type Mat } from '#kit'
import { adjustedRandIndex } from '../metrics/clustering.ts'
import { fuzz } from '../testing/fuzz.ts'
import { jacobiEigen } from '../testing/jacobi.ts'
import { normalizedAdjacency } from './adjacency.ts'
import { detectCommunities, spectralEmbedding } from './spectral.ts'

const runs = { seed: 1, numRuns: 60 }
const randomGraph = (seed: number, n: number, density = 0.5): Mat => sbmConnectome(seed, [n], [[density]]).A
const graph = fc
  .record({ seed: fc.nat(10_000), n: fc.integer({ min: 2, max: 12 }) })
  .map(({ seed, n }) => randomGraph(seed, n))
const dot = (a: number[], b: number[]) => a.reduce((sum, value, j) => sum + value * b[j]!, 0)

/** Cliques of given sizes, with nothing between them. */
function cliques(sizes: number[]): { A: Mat; truth: number[] } {
  return sbmConnectome(
    1,
    sizes,
    sizes.map((_, a) => sizes.map((_, b) => Number(a === b))),
  )
}

describe('spectralEmbedding', () => {
  test('has rows of length 1 along the eigenvectors of largest absolute eigenvalue', () => {
    fc.assert(
      fc.property(graph, fc.nat(100), (A, choice) => {
        const { values, vectors } = jacobiEigen(normalizedAdjacency(A))
        const order = [...values.keys()].sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!))
        const gapAfter = (k: number) =>
          Math.abs(values[order[k - 1]!]!) - Math.abs(values[order[k] ?? -1] ?? -1)
        // The subspace is a matter of chance where the eigenvalues on both sides of k are equal.
        const clear = order.map((_, c) => c + 1).filter((k) => k === A.length || gapAfter(k) > 1e-4)
        const k = clear[choice % clear.length]!
        const embedding = spectralEmbedding(A, k)
        const expected = A.map((_, i) => {
          const row = order.slice(0, k).map((c) => vectors[c]![i]!)
          const length = Math.sqrt(dot(row, row))
          return length < 1e-8 ? row.map(() => 0) : row.map((value) => value / length)
        })
        // Inner products do not see signs and rotations.
        for (const i of A.keys())
          for (const j of A.keys())
            expect(
              Math.abs(dot(embedding[i]!, embedding[j]!) - dot(expected[i]!, expected[j]!)),
            ).toBeLessThan(1e-7)
      }),
      runs,
    )
  })

  test('has rows of length 1 or 0, 0 for a node far from all leading directions', () => {
    const { A } = cliques([3, 1])
    const embedding = spectralEmbedding(A, 1)
    expect(embedding[3]).toEqual([0])
    for (const row of embedding.slice(0, 3)) expect(Math.abs(row[0]!)).toBeCloseTo(1, 12)
  })

  test('turns two cliques into two orthogonal directions', () => {
    const { A, truth } = cliques([3, 4])
    const embedding = spectralEmbedding(A, 2)
    for (const i of A.keys())
      for (const j of A.keys())
        expect(dot(embedding[i]!, embedding[j]!)).toBeCloseTo(truth[i] === truth[j] ? 1 : 0, 10)
  })
})

describe('detectCommunities', () => {
  test('finds two triangles', () => {
    const { A, truth } = cliques([3, 3])
    const found = detectCommunities(A, 2, 1)
    expect(adjustedRandIndex(found, truth)).toBe(1)
    expect([...new Set(found)].sort()).toEqual([0, 1])
  })

  test('finds disjoint cliques of at least three nodes exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 3, max: 6 }), { minLength: 2, maxLength: 4 }),
        fc.nat(),
        (sizes, seed) => {
          const { A, truth } = cliques(sizes)
          expect(adjustedRandIndex(detectCommunities(A, sizes.length, seed), truth)).toBe(1)
        },
      ),
      runs,
    )
  })

  test('depends on its seed alone', () => {
    const A = randomGraph(1, 30, 0.2)
    expect(detectCommunities(A, 4, 'a')).toEqual(detectCommunities(A, 4, 'a'))
  })

  test('does not see the order of the nodes', () => {
    const { sizes, P } = SBM_PRESETS.assortative90
    const { A, truth } = sbmConnectome(1, sizes, P)
    const random = createRng(1)
    const order = [...A.keys()]
      .map((i) => ({ i, key: random.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ i }) => i)
    const shuffled = order.map((i) => order.map((j) => A[i]![j]!))
    const found = detectCommunities(shuffled, 3, 1)
    expect(
      adjustedRandIndex(
        found,
        order.map((i) => truth[i]!),
      ),
    ).toBe(adjustedRandIndex(detectCommunities(A, 3, 1), truth))
  })

  /**
   * ARI with the planted classes, and the number of clusters used, measured over 40 seeds:
   *
   *   assortative90   0.966 … 1       assortative120  0.949 … 1      disassortative  0.901 … 1
   *   coreAndModules  0.912 … 1       unstructured   −0.014 … 0.019 (the negative control)
   *
   * Every cluster was used on every seed.
   */
  test.each([
    { name: 'assortative90', from: 0.85, to: 1 },
    { name: 'assortative120', from: 0.85, to: 1 },
    { name: 'disassortative', from: 0.8, to: 1 },
    { name: 'coreAndModules', from: 0.8, to: 1 },
    { name: 'unstructured', from: -0.1, to: 0.1 },
  ] as const)('in the preset $name has an ARI in $from … $to', ({ name, from, to }) => {
    const { sizes, P } = SBM_PRESETS[name]
    for (let seed = 0; seed < 3; seed++) {
      const { A, truth } = sbmConnectome(seed, sizes, P)
      const found = detectCommunities(A, sizes.length, seed)
      const ari = adjustedRandIndex(found, truth)
      expect(ari).toBeGreaterThanOrEqual(from)
      expect(ari).toBeLessThanOrEqual(to)
      expect(new Set(found).size).toBe(sizes.length)
    }
  })

  test('needs absolute eigenvalues for classes that avoid themselves', () => {
    const { A } = sbmConnectome(
      1,
      [15, 15, 15],
      [
        [0.1, 0.6, 0.6],
        [0.6, 0.1, 0.6],
        [0.6, 0.6, 0.1],
      ],
    )
    const { values } = jacobiEigen(normalizedAdjacency(A))
    // After the trivial one the two largest are negative.
    expect(-values.at(-2)!).toBeGreaterThan(values[1]! * 1.2)
  })
})

const edge = [
  [0, 1],
  [1, 0],
]
const nan = [[Number.NaN]]
const loop = [[1]]
describe.each<[string, (A: Mat, k: number) => unknown]>([
  ['spectralEmbedding', spectralEmbedding],
  ['detectCommunities', (A, k) => detectCommunities(A, k, 1)],
])('%s', (_, fn) => {
  test.each<[string, Mat, number]>([
    ['EMPTY', [], 1],
    ['SHAPE', [[0, 1]], 1],
    ['NON_FINITE', nan, 1],
    ['PARAM', loop, 1],
    ['PARAM', edge, 0],
    ['PARAM', edge, 3],
    ['PARAM', edge, 1.5],
  ])('refuses with %s: %j, k = %d', (code, A, k) => {
    expect(() => fn(A, k)).toThrow(expect.objectContaining({ code }))
  })
})

test('any graph is embedded and parted, or refused', () => {
  const faulty = fc.constantFrom<Mat>([], [[0, 1], [1]])
  const any = fc.oneof({ weight: 20, arbitrary: graph }, { weight: 1, arbitrary: faulty })
  const k = fc.constantFrom(1, 2)
  fuzz(spectralEmbedding, fc.tuple(any, k))
  fuzz(detectCommunities, fc.tuple(any, k, fc.nat()))
})
