import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dyadic } from '../testing/arbitraries.ts'
import { silhouette } from './silhouette.ts'

/** Samples of one feature, as scipy and a pencil would do it. */
function byHand(x: number[], labels: number[]): number {
  let total = 0
  for (const [i, own] of labels.entries()) {
    const meanTo = (label: number) => {
      const others = x.filter((_, j) => j !== i && labels[j] === label)
      return others.reduce((sum, value) => sum + Math.abs(value - x[i]!), 0) / others.length
    }
    const a = meanTo(own)
    const b = Math.min(...[...new Set(labels)].filter((label) => label !== own).map(meanTo))
    if (!Number.isNaN(a) && Math.max(a, b) > 0) total += (b - a) / Math.max(a, b)
  }
  return total / x.length
}

const labelled = fc
  .array(fc.tuple(dyadic, fc.constantFrom(-1, 0, 7)), { minLength: 1, maxLength: 7 })
  .map((rows) => ({
    x: [0, 1, 5, ...rows.map(([value]) => value)],
    labels: [-1, 0, 0, ...rows.map(([, label]) => label)],
  }))

test('it is the mean of the widths, computed sample by sample', () => {
  fc.assert(
    fc.property(labelled, ({ x, labels }) => {
      const found = silhouette(
        x.map((value) => [value]),
        labels,
      )
      expect(found).toBeCloseTo(byHand(x, labels), 12)
      expect(Math.abs(found)).toBeLessThanOrEqual(1)
    }),
    { seed: 1, numRuns: 200 },
  )
})

test('it does not change when clusters are renamed, or the data moved and scaled', () => {
  const X = [[0], [1], [9], [10]]
  const expected = silhouette(X, [0, 0, 1, 1])
  expect(silhouette(X, [5, 5, -2, -2])).toBe(expected)
  expect(
    silhouette(
      X.map(([value]) => [4 * value! + 16]),
      [0, 0, 1, 1],
    ),
  ).toBe(expected)
})

test('equal samples in two clusters, and a sample alone, count 0', () => {
  expect(silhouette([[3], [3], [3], [3]], [0, 0, 1, 1])).toBe(0)
  expect(silhouette([[0], [0], [8]], [0, 0, 1])).toBeCloseTo(2 / 3, 12)
})
