import { expect, test } from 'vitest'
import { stream } from '#data'
import { randomOrder } from './order.ts'

test('it is 0 … n − 1 in some order, the same for the same draws', () => {
  for (const n of [0, 1, 2, 30]) {
    const order = randomOrder(n, stream(1, 'order'))
    expect(order.toSorted((a, b) => a - b)).toEqual([...Array(n).keys()])
    expect(randomOrder(n, stream(1, 'order'))).toEqual(order)
  }
  expect(randomOrder(30, stream(2, 'order'))).not.toEqual(randomOrder(30, stream(1, 'order')))
})

test('all 120 orders of five are as frequent', () => {
  const counts = new Map<string, number>()
  const random = stream(1, 'order')
  for (let draw = 0; draw < 4000; draw++) {
    const order = randomOrder(5, random).join()
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  const expected = 4000 / 120
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(counts.size).toBe(120)
  // measured 124.3; 119 degrees of freedom exceed 207.2 once in a million
  expect(chiSquare).toBeLessThan(207.2)
})
