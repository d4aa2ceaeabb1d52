import { describe, expect, test } from 'vitest'
import { binomialTail, chiSquareTail, normalTail } from '../tails.ts'
import { falseFail, summaryOf, within } from './chance.ts'

/** Values of mean 0 and SD 1. */
const standard = Array.from({ length: 400 }, (_, i) => (i % 2 ? 1 : -1))

test('limits hold at their ends, and never for NaN', () => {
  expect(within(1, { atLeast: 1, atMost: 1 })).toBe(true)
  expect(within(0.9, { atLeast: 1 })).toBe(false)
  expect(within(2, { atMost: 1 })).toBe(false)
  expect(within(Number.NaN, {})).toBe(false)
})

test('a summary is the mean, or the middle', () => {
  expect(summaryOf([1, 2, 9], 'mean')).toBe(4)
  expect(summaryOf([9, 1, 2], 'median')).toBe(2)
  expect(summaryOf([9, 1, 2, 4], 'median')).toBe(3)
})

describe('the bound on a false fail', () => {
  test('without chance is 0 or 1', () => {
    const of = { chance: { kind: 'none' }, summary: 'each', seeds: 3 } as const
    expect(falseFail([1, 2], { atLeast: 1 }, of)).toBe(0)
    expect(falseFail([1, 2], { atLeast: 1.5 }, of)).toBe(1)
  })

  test('of a normal value is its tail, a little more since the SD is only measured', () => {
    const at = (summary: 'each' | 'median' | 'mean', seeds: number) =>
      falseFail(standard, { atLeast: -5 }, { chance: { kind: 'normal' }, summary, seeds })
    expect(at('each', 1)).toBeGreaterThan(normalTail(5))
    expect(at('each', 1)).toBeLessThan(normalTail(4.5))
    expect(at('each', 10)).toBeCloseTo(10 * at('each', 1), 15)
    expect(at('mean', 4)).toBeLessThan(normalTail(9))
    expect(at('median', 3)).toBe(binomialTail(3, 2, at('each', 1)))
    const both = { chance: { kind: 'normal' }, summary: 'each', seeds: 1 } as const
    expect(falseFail(standard, { atLeast: -5, atMost: 5 }, both)).toBeCloseTo(2 * at('each', 1), 12)
  })

  test('of a median is the binomial tail of single failures', () => {
    // One seed in 30 fails: a median of 9 does about twice in a million times.
    const values = Array(300).fill(0.999)
    const of = (seeds: number) =>
      falseFail(values, { atLeast: 0.99 }, { chance: { kind: 'share', of: 100 }, summary: 'median', seeds })
    expect(of(9) / binomialTail(9, 5, of(1))).toBeCloseTo(1, 9)
    expect(of(9)).toBeLessThan(1e-4 * of(1))
  })

  test('of a share counts the trials, with the share of misses that can not be excluded', () => {
    const values = Array(20).fill(1)
    const of = { chance: { kind: 'share', of: 300 }, summary: 'each', seeds: 10 } as const
    // None of 6000 trials failed: a share of 0.00077 is possible. More than 30 of 300 then never do.
    expect(falseFail(values, { atLeast: 0.9 }, of)).toBeLessThan(1e-30)
    // More than 2 of 300 do.
    const two = falseFail(values, { atLeast: 298 / 300 }, of)
    expect(two).toBeCloseTo(10 * binomialTail(300, 3, 0.000767232), 6)
    const mean = falseFail(values, { atLeast: 298 / 300 }, { ...of, summary: 'mean' })
    expect(mean).toBeLessThan(two)
    expect(falseFail(Array(20).fill(0), { atMost: 2 / 300 }, of)).toBeCloseTo(two, 12)
  })

  test('of χ² is that of the table', () => {
    const of = { chance: { kind: 'chi-square', df: 119 }, summary: 'each', seeds: 1 } as const
    expect(falseFail([], { atMost: 207.2 }, of)).toBe(chiSquareTail(207.2, 119))
  })

  test('is no bound at all from one normal value', () => {
    const of = { chance: { kind: 'normal' }, summary: 'each', seeds: 1 } as const
    expect(falseFail([3], { atLeast: 0 }, of)).toBeGreaterThan(0.1)
  })
})
