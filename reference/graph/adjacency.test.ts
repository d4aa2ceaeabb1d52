import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mat } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { jacobiEigen } from '../testing/jacobi.ts'
import { blockDensities, normalizedAdjacency } from './adjacency.ts'

const runs = { seed: 1, numRuns: 100 }
/** Undirected graphs of up to 9 nodes, sparse enough that isolated nodes come up. */
const graphFrom = (fewest: number) =>
  fc
    .record({
      n: fc.integer({ min: fewest, max: 9 }),
      edges: fc.array(fc.boolean(), { minLength: 36, maxLength: 36 }),
    })
    .map(({ n, edges }): Mat => {
      const A = Array.from({ length: n }, () => Array<number>(n).fill(0))
      let pair = 0
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) A[i]![j] = A[j]![i] = Number(edges[pair++])
      return A
    })
const graph = graphFrom(1)
const withLabels = (A: Mat) =>
  fc.tuple(fc.constant(A), fc.array(fc.nat(3), { minLength: A.length, maxLength: A.length }))
const labelled = graph.chain(withLabels)
const path = [
  [0, 1, 0],
  [1, 0, 1],
  [0, 1, 0],
]

describe('normalizedAdjacency', () => {
  test('of a path of three nodes', () => {
    const half = 1 / Math.sqrt(2)
    expect(normalizedAdjacency(path)).toEqual([
      [0, half, 0],
      [half, 0, half],
      [0, half, 0],
    ])
  })

  test('is an edge over the root of both degrees', () => {
    fc.assert(
      fc.property(graph, (A) => {
        const degree = (i: number) => A[i]!.filter((edge) => edge === 1).length
        const expected = A.map((row, i) =>
          row.map((edge, j) => (edge === 0 ? 0 : degree(i) ** -0.5 * degree(j) ** -0.5)),
        )
        for (const [i, row] of normalizedAdjacency(A).entries())
          for (const [j, value] of row.entries()) expect(value).toBeCloseTo(expected[i]![j]!, 12)
      }),
      runs,
    )
  })

  test('is symmetric, with eigenvalues in −1 … 1, the largest 1 unless there is no edge', () => {
    fc.assert(
      fc.property(graph, (A) => {
        const N = normalizedAdjacency(A)
        for (const [i, row] of N.entries())
          for (const [j, value] of row.entries()) expect(value).toBe(N[j]![i])
        const { values } = jacobiEigen(N)
        expect(Math.min(...values)).toBeGreaterThan(-1 - 1e-12)
        expect(values[0]).toBeCloseTo(A.flat().includes(1) ? 1 : 0, 12)
      }),
      runs,
    )
  })

  test('leaves an isolated node a row of zeros', () => {
    expect(normalizedAdjacency([[0]])).toEqual([[0]])
  })

  test('follows the nodes', () => {
    fc.assert(
      fc.property(graph, (A) => {
        const backwards = (M: Mat) => M.toReversed().map((row) => row.toReversed())
        expect(normalizedAdjacency(backwards(A))).toEqual(backwards(normalizedAdjacency(A)))
      }),
      runs,
    )
  })
})

describe('blockDensities', () => {
  test('of a path, with the ends in one class', () => {
    expect(blockDensities(path, ['end', 'middle', 'end'])).toEqual([
      [0, 1],
      [1, 0],
    ])
    expect(blockDensities(path, [7, 7, 7])).toEqual([[2 / 3]])
    expect(blockDensities(path, [2, 2, 10])).toEqual([
      [1, 0.5],
      [0.5, 0],
    ])
  })

  test('count edges over pairs', () => {
    fc.assert(
      fc.property(labelled, ([A, labels]) => {
        const classes = [...new Set(labels)].sort((a, b) => a - b)
        const count = (a: number, b: number, edge?: number) =>
          A.flatMap((row, i) =>
            row.filter((e, j) => i !== j && labels[i] === a && labels[j] === b && (edge ?? e) === e),
          ).length
        const expected = classes.map((a) =>
          classes.map((b) => (count(a, b) === 0 ? 0 : count(a, b, 1) / count(a, b))),
        )
        expect(blockDensities(A, labels)).toEqual(expected)
      }),
      runs,
    )
  })
})

const loop = [[1]]
const oneWay = [
  [0, 1],
  [0, 0],
]
const weighted = [
  [0, 2],
  [2, 0],
]
const refused: [string, string, Mat][] = [
  ['no nodes', 'EMPTY', []],
  ['a matrix that is not square', 'SHAPE', [[0, 1]]],
  ['a ragged matrix', 'SHAPE', [[0, 1], [1]]],
  ['NaN', 'NON_FINITE', [[Number.NaN]]],
  ['a loop', 'PARAM', loop],
  ['an edge one way', 'PARAM', oneWay],
  ['an edge of weight 2', 'PARAM', weighted],
]
test.each(refused)('%s is refused with %s', (_, code, A) => {
  expect(() => normalizedAdjacency(A)).toThrow(expect.objectContaining({ code }))
  const labels = A.map(() => 0)
  expect(() => blockDensities(A, labels)).toThrow(expect.objectContaining({ code }))
})

test('fewer labels than nodes are refused with SHAPE', () => {
  expect(() => blockDensities(path, [1, 2])).toThrow(expect.objectContaining({ code: 'SHAPE' }))
})

test('any graph is normalised and counted, or refused', () => {
  fuzz(normalizedAdjacency, fc.tuple(graphFrom(0)))
  fuzz(blockDensities, graphFrom(0).chain(withLabels))
})
