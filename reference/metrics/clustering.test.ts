import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyLabels, anyPaired } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { adjustedRandIndex } from './clustering.ts'

test('the values of scikit-learn', () => {
  expect(adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1)
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 14)
  expect(adjustedRandIndex([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2])).toBeCloseTo(0.24242424242424243, 14)
})

test('trivial partitions', () => {
  expect(adjustedRandIndex([], [])).toBe(1)
  expect(adjustedRandIndex(['a'], ['b'])).toBe(1)
  expect(adjustedRandIndex([1, 1, 1], [2, 2, 2])).toBe(1)
  expect(adjustedRandIndex([0, 1, 2], [2, 1, 0])).toBe(1)
  expect(adjustedRandIndex([0, 0, 0], [0, 1, 2])).toBe(0)
})

test('labels are told apart whatever letters they have', () => {
  const names = [
    '',
    '\n',
    'a',
    'a\n',
    '\na',
    'a\na',
    '1',
    '0',
    ',',
    'constructor',
    '__proto__',
    '𝒳',
    '\ud835',
  ]
  // All pairs of names, each once: two partitions that have nothing to do with each other.
  const a = names.flatMap((name) => names.map(() => name))
  const b = names.flatMap(() => names)
  const code = (label: string) => names.indexOf(label)
  expect(adjustedRandIndex(a, b)).toBe(adjustedRandIndex(a.map(code), b.map(code)))
  expect(adjustedRandIndex([1, '1', 1], [0, 0, 1])).toBe(adjustedRandIndex([0, 1, 0], [0, 0, 1]))
})

test('it is Hubert and Arabie, counted pair by pair', () => {
  const label = fc.constantFrom('a', 'b', 'c')
  fc.assert(
    fc.property(fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 8 }), (rows) => {
      const pairs = rows.flatMap((p, i) =>
        rows.slice(i + 1).map((q) => [p[0] === q[0], p[1] === q[1]] as const),
      )
      const count = (isOne: (pair: readonly [boolean, boolean]) => boolean) => pairs.filter(isOne).length
      const [both, inA, inB] = [count(([a, b]) => a && b), count(([a]) => a), count(([, b]) => b)]
      const chance = (inA * inB) / pairs.length
      const expected = (inA + inB) / 2 === chance ? 1 : (both - chance) / ((inA + inB) / 2 - chance)
      const [a, b] = [rows.map(([first]) => first), rows.map(([, second]) => second)]
      expect(adjustedRandIndex(a, b)).toBeCloseTo(expected, 12)
      expect(adjustedRandIndex(b, a)).toBe(adjustedRandIndex(a, b))
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('any labels have an index, or are refused', () => {
  fuzz(adjustedRandIndex, fc.oneof(anyPaired, fc.tuple(anyLabels, anyLabels)))
})
