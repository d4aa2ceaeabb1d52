import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SBM_PRESETS, sbmConnectome, stream } from '#data'
import { blockDensities } from '../graph/adjacency.ts'
import { fuzz } from '../testing/fuzz.ts'

const presets = Object.entries(SBM_PRESETS)
const two = [
  [0.4, 0.1],
  [0.1, 0.3],
]

test('the same seed gives the same connectome, another seed another', () => {
  expect(sbmConnectome('a', [5, 6], two)).toEqual(sbmConnectome('a', [5, 6], two))
  expect(sbmConnectome('a', [5, 6], two)).not.toEqual(sbmConnectome('b', [5, 6], two))
})

test('it draws from a stream of its own name, one number a pair, row by row', () => {
  const own = stream(1, 'sbm-connectome')
  const { A } = sbmConnectome(1, [2, 2], two)
  const drawn = [two[0]![0]!, 0.1, 0.1, 0.1, 0.1, two[1]![1]!].map((p) => (own.next() < p ? 1 : 0))
  expect([A[0]![1], A[0]![2], A[0]![3], A[1]![2], A[1]![3], A[2]![3]]).toEqual(drawn)
})

test('it is undirected and without loops, class by class', () => {
  const { A, truth } = sbmConnectome(1, [3, 1, 4], SBM_PRESETS.assortative90.P)
  expect(truth).toEqual([0, 0, 0, 1, 2, 2, 2, 2])
  expect(A).toHaveLength(8)
  for (const [i, row] of A.entries())
    for (const [j, edge] of row.entries()) {
      expect([0, 1]).toContain(edge)
      expect(edge).toBe(A[j]![i])
      if (i === j) expect(edge).toBe(0)
    }
})

test('probabilities of 0 and 1 leave nothing to chance', () => {
  const { A } = sbmConnectome(
    1,
    [2, 1],
    [
      [1, 0],
      [0, 1],
    ],
  )
  expect(A).toEqual([
    [0, 1, 0],
    [1, 0, 0],
    [0, 0, 0],
  ])
})

test('a directed connectome may go one way only', () => {
  const oneWay = [
    [0, 1],
    [0, 0],
  ]
  expect(sbmConnectome(1, [1, 2], oneWay, { directed: true }).A).toEqual([
    [0, 1, 1],
    [0, 0, 0],
    [0, 0, 0],
  ])
  const { A } = sbmConnectome(1, [30], [[0.5]], { directed: true })
  const mutual = A.flatMap((row, i) => row.filter((edge, j) => j !== i && edge === A[j]![i]))
  // Of 870 ordered pairs half agree by chance; five SD of 435 unordered ones are 104.
  expect(Math.abs(mutual.length - 435)).toBeLessThan(104)
})

describe.each(presets)('%s', (_, { sizes, P }) => {
  test('has the planted densities', () => {
    const [edges, pairs] = [P.map((row) => row.map(() => 0)), P.map((row) => row.map(() => 0))]
    for (let seed = 0; seed < 20; seed++) {
      const { A, truth } = sbmConnectome(seed, sizes, P)
      const densities = blockDensities(A, truth)
      for (const [a, row] of densities.entries())
        for (const [b, density] of row.entries()) {
          const count = a === b ? (sizes[a]! * (sizes[a]! - 1)) / 2 : sizes[a]! * sizes[b]!
          edges[a]![b]! += density * count
          pairs[a]![b]! += count
        }
    }
    // measured: at most 1.9 standard errors, over all blocks of all presets
    for (const [a, row] of P.entries())
      for (const [b, p] of row.entries()) {
        const error = Math.abs(edges[a]![b]! / pairs[a]![b]! - p) / Math.sqrt((p * (1 - p)) / pairs[a]![b]!)
        expect(error).toBeLessThan(5)
      }
  })
})

test.each<[string, string, Parameters<typeof sbmConnectome>]>([
  ['no classes', 'EMPTY', [1, [], two]],
  ['no probabilities', 'EMPTY', [1, [2], []]],
  ['probabilities for other classes', 'SHAPE', [1, [2], two]],
  ['probabilities that are not square', 'SHAPE', [1, [2, 2], two.map((row) => [...row, 0])]],
  ['a probability that is NaN', 'NON_FINITE', [1, [2], [[Number.NaN]]]],
  ['a class of no neurons', 'PARAM', [1, [2, 0], two]],
  ['half a neuron', 'PARAM', [1, [2, 0.5], two]],
  ['a billion neurons', 'PARAM', [1, [1e9], [[0]]]],
  ['a probability above 1', 'PARAM', [1, [2], [[1.1]]]],
  ['a probability below 0', 'PARAM', [1, [2], [[-0.1]], { directed: true }]],
  [
    'one way in an undirected connectome',
    'PARAM',
    [
      1,
      [1, 1],
      [
        [0, 1],
        [0, 0],
      ],
    ],
  ],
])('%s is refused with %s', (_, code, args) => {
  expect(() => sbmConnectome(...args)).toThrow(expect.objectContaining({ code }))
})

test('any plan gives a connectome, or is at fault', () => {
  const size = fc.integer({ min: 1, max: 4 })
  const p = fc.constantFrom(0, 0.5, 1)
  const plan = fc.oneof(
    fc.tuple(fc.tuple(size), fc.tuple(fc.tuple(p))),
    fc.tuple(
      fc.tuple(size, size),
      fc.tuple(p, p, p).map(([a, b, c]) => [
        [a, b],
        [b, c],
      ]),
    ),
  )
  const given = fc
    .tuple(fc.nat(), plan, fc.boolean())
    .map(([seed, [sizes, P], directed]): Parameters<typeof sbmConnectome> => [seed, sizes, P, { directed }])
  fuzz(sbmConnectome, given)
})
