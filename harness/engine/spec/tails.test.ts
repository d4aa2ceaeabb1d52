import { expect, test } from 'vitest'
import { binomialTail, chiSquareTail, normalTail, upperShare } from './tails.ts'

const close = (value: number, expected: number, relative = 1e-6) =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(relative)

test.each([
  [0, 0.5],
  [1.959963984540054, 0.025],
  [4.753424308822899, 1e-6],
  [6, 9.865876450376946e-10],
  [-1, 0.8413447460685429],
])('a standard normal is at least %d with the probability in the tables', (z, p) => {
  close(normalTail(z), p)
})

test.each([
  [3.841458820694124, 1, 0.05],
  [18.307038053275146, 10, 0.05],
  [9.341818, 10, 0.5],
  [63.7, 19, 9.9e-7],
  [207.2, 119, 1e-6],
])('χ² is at least %d at %d degrees of freedom with the probability in the tables', (x, df, p) => {
  close(chiSquareTail(x, df), p, 2e-2)
  expect(chiSquareTail(0, df)).toBe(1)
})

test('a binomial is summed exactly', () => {
  const choose = [126, 84, 36, 9, 1]
  const byHand = choose.reduce((sum, c, i) => sum + c * 0.03 ** (5 + i) * 0.97 ** (4 - i), 0)
  close(binomialTail(9, 5, 0.03), byHand, 1e-10)
  close(binomialTail(10, 10, 0.5), 2 ** -10, 1e-10)
  close(binomialTail(3, 1, 0.5), 7 / 8, 1e-10)
  expect([
    binomialTail(3, 0, 0.1),
    binomialTail(3, 4, 0.1),
    binomialTail(3, 1, 0),
    binomialTail(3, 3, 1),
  ]).toEqual([1, 0, 0, 1])
})

test('a share that was never seen can still be there: the rule of three, at 1 %', () => {
  // (1 − p)^n = 0.01
  close(upperShare(0, 60), 1 - 0.01 ** (1 / 60))
  close(upperShare(0, 300, 0.05), 1 - 0.05 ** (1 / 300))
  expect(upperShare(5, 10)).toBeGreaterThan(0.8)
})
