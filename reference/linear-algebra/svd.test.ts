import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Mat } from '#kit'
import { matrix } from '../testing/arbitraries.ts'
import { jacobiEigen } from '../testing/jacobi.ts'
import { svdOf } from './svd.ts'
import { dot, sum } from './vector.ts'

const runs = { seed: 1, numRuns: 300 }
const unit = (n: number, i: number) => Array.from({ length: n }, (_, k) => Number(k === i))

/** Σ s · u · vᵀ; uᵀ of a unit vector is an entry of u. */
function rebuilt(X: Mat): Mat {
  const { s, v, along } = svdOf(X)
  return X.map((row, i) => {
    const u = along(unit(X.length, i))
    return row.map((_, j) => sum(s.map((size, k) => size * u[k]! * v[k]![j]!)))
  })
}

test('adds up to the matrix, in directions at right angles, the strongest first', () => {
  fc.assert(
    fc.property(matrix(), (X) => {
      const { s, v } = svdOf(X)
      for (const [i, row] of rebuilt(X).entries())
        for (const [j, value] of row.entries()) expect(value).toBeCloseTo(X[i]![j]!, 10)
      expect(s.toSorted((a, b) => b - a)).toEqual(s)
      for (const [k, one] of v.entries())
        for (const [l, other] of v.entries()) expect(dot(one, other)).toBeCloseTo(Number(k === l), 7)
    }),
    runs,
  )
})

test('the squares of the singular values are the eigenvalues of XᵀX', () => {
  fc.assert(
    fc.property(matrix(), (X) => {
      const gram = X[0]!.map((_, j) => X[0]!.map((_, k) => sum(X.map((row) => row[j]! * row[k]!))))
      const { values } = jacobiEigen(gram)
      for (const [k, size] of svdOf(X).s.entries()) expect(size ** 2).toBeCloseTo(values[k]!, 8)
    }),
    runs,
  )
})

test('columns of very different units keep their digits', () => {
  // Columns at right angles: the singular values are their lengths.
  const X = [
    [1e6, 3e-9, 0],
    [1e6, -3e-9, 0],
    [0, 0, 4e-1],
  ]
  const { s } = svdOf(X)
  expect(s[0]! / (Math.SQRT2 * 1e6)).toBeCloseTo(1, 14)
  expect(s[1]! / 4e-1).toBeCloseTo(1, 14)
  expect(s[2]! / (Math.SQRT2 * 3e-9)).toBeCloseTo(1, 14)
})

test('of zeros there are no directions', () => {
  expect(svdOf([[0, 0]])).toMatchObject({ s: [], v: [] })
})
