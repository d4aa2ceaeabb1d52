import { describe, expect, test } from 'vitest'
import { distance } from './compare.ts'

const tolerance = { rel: 1e-12, abs: 1e-12 }
const isEqual = (got: unknown, expected: unknown) => distance(got, expected, tolerance).wrong.length === 0

describe('how far an answer is from the expected one', () => {
  test('equal answers are 0 apart', () => {
    const answer = { coef: [1, 2], labels: ['a', 'b'], deep: [{ p: 0.5 }], none: null }
    expect(distance(answer, answer, tolerance)).toEqual({ largest: 0, wrong: [] })
  })

  test('a difference is relative to the largest number of its field', () => {
    expect(distance([1, 1000.5], [1, 1000], { rel: 1, abs: 0 }).largest).toBeCloseTo(0.0005, 12)
    expect(distance({ a: 1.5, b: 1000 }, { a: 1, b: 1000 }, { rel: 1, abs: 0 }).largest).toBe(0.5)
  })

  test('one digit too far apart is named', () => {
    expect(distance({ coef: [1, 2.1] }, { coef: [1, 2] }, tolerance).wrong).toEqual([
      '.coef[1]: 2.1 is not 2',
    ])
  })

  test('exactly means exactly', () => {
    expect(distance(1 + 2 ** -52, 1, { rel: 0, abs: 0 }).wrong).toHaveLength(1)
    expect(isEqual(1 + 2 ** -52, 1)).toBe(true)
  })

  test('NaN equals only NaN, an infinity only itself, and −0 equals 0', () => {
    expect(isEqual(Number.NaN, Number.NaN)).toBe(true)
    expect(isEqual(Number.NaN, 0)).toBe(false)
    expect(isEqual(0, Number.NaN)).toBe(false)
    expect(isEqual([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY])).toBe(true)
    expect(isEqual(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(false)
    expect(isEqual(-0, 0)).toBe(true)
  })

  test('another form is wrong, but a field more is not', () => {
    expect(isEqual([1, 2, 3], [1, 2])).toBe(false)
    expect(isEqual([[1], [2]], [1, 2])).toBe(false)
    expect(isEqual(['1'], [1])).toBe(false)
    expect(isEqual(undefined, { a: 1 })).toBe(false)
    expect(isEqual({ a: undefined }, { a: 1 })).toBe(false)
    expect(isEqual({ a: 1, more: 2 }, { a: 1 })).toBe(true)
    expect(isEqual(['b', 'a'], ['a', 'b'])).toBe(false)
    expect(isEqual([true], [false])).toBe(false)
  })
})
