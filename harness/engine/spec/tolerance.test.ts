import { describe, expect, test } from 'vitest'
import {
  approx,
  closedForm,
  convexOptimum,
  exact,
  firstDifference,
  linearAlgebra,
  scaleOf,
} from './tolerance.ts'

const { NaN: nan, POSITIVE_INFINITY: inf } = Number

describe('two numbers', () => {
  test.each([
    [1, 1],
    [0.1 + 0.2, 0.3],
    [nan, nan],
    [0, -0],
    [inf, inf],
    [-inf, -inf],
  ])('%d and %d are equal', (a, b) => {
    expect(approx(a, b, closedForm)).toBe(true)
  })

  test.each([
    [1, 1.000001],
    [nan, 0],
    [0, nan],
    [inf, -inf],
    [inf, Number.MAX_VALUE],
    [1e300, inf],
  ])('%d and %d are not', (a, b) => {
    expect(approx(a, b, closedForm)).toBe(false)
  })

  test('an infinity or NaN equals no number, however wide the tolerance', () => {
    for (const odd of [inf, -inf, nan])
      for (const other of [0, 1e300, odd === inf ? -inf : inf])
        expect(approx(odd, other, { rel: 1, abs: 1e9 })).toBe(false)
  })

  test('exact means exact, but for the sign of zero', () => {
    expect(approx(0.1 + 0.2, 0.3, exact)).toBe(false)
    expect(approx(-0, 0, exact)).toBe(true)
    expect(approx(nan, nan, exact)).toBe(true)
  })

  test('the relative part grows with the numbers, the absolute part with the scale', () => {
    expect(approx(1e6, 1e6 + 1e-7, closedForm)).toBe(true)
    expect(approx(1e-6, 1e-6 + 1e-11, closedForm)).toBe(false)
    expect(approx(1e-6, 1e-6 + 1e-11, closedForm, 100)).toBe(true)
  })

  test('the tiers get wider from closed forms to converged optima', () => {
    expect([closedForm, linearAlgebra, convexOptimum].map((tier) => approx(1, 1 + 1e-9, tier))).toEqual([
      false,
      true,
      true,
    ])
    expect(approx(1, 1.00005, convexOptimum)).toBe(true)
  })
})

describe('the first difference of two values', () => {
  test.each<[unknown, unknown, string | undefined]>([
    [1, 1, undefined],
    ['a', 'a', undefined],
    [[1, [nan, -0]], [1, [nan, 0]], undefined],
    [{ coef: [1], n: 2 }, { n: 2, coef: [1] }, undefined],
    [1, 2, 'value'],
    ['1', 1, 'value'],
    [undefined, null, 'value'],
    [[1, 2], [1, 3], '[1]'],
    [[1, 2], [1], '.length'],
    [[[1], [2, 3]], [[1], [2]], '[1].length'],
    [{ coef: [1, 2] }, { coef: [1, 3] }, '.coef[1]'],
    [[1], { 0: 1 }, 'value'],
    [[], {}, 'value'],
    [true, 1, 'value'],
  ])('of %j and %j', (a, b, where) => {
    expect(firstDifference(a, b, closedForm)).toBe(where)
  })

  test('a field too many is none, a field too few is one', () => {
    expect(firstDifference({ a: 1, b: 2 }, { a: 1 }, exact)).toBeUndefined()
    expect(firstDifference({ a: 1 }, { a: 1, b: 2 }, exact)).toBe('.b')
    expect(firstDifference([{ a: 1 }], [{ a: 1, b: nan }], exact)).toBe('[0].b')
  })
})

describe('the scale of a value', () => {
  test.each<[unknown, number]>([
    [[], 1],
    [[0.5], 1],
    [[-3, 2], 3],
    [[[1], [-20]], 20],
    [{ X: [[7]], y: [9] }, 9],
    [[nan, inf, -4], 4],
    [['text', 2], 2],
    [undefined, 1],
  ])('%j', (value, scale) => {
    expect(scaleOf(value)).toBe(scale)
  })

  test('an option that stands alone does not count', () => {
    expect(scaleOf(1e12)).toBe(1)
    expect(scaleOf({ alpha: 1e12, X: [[2]] })).toBe(2)
  })
})
