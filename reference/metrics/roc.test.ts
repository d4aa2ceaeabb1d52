import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyNumber, anyVector, dyadic, ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { rocAuc, rocCurve } from './roc.ts'

const runs = { seed: 1, numRuns: 300 }
type Sample = [0 | 1, number]
const label = fc.constantFrom<0 | 1>(0, 1)
/** Few scores, so that ties are common. */
const score = fc.oneof(dyadic, fc.constantFrom(-1, 0, 0.5))
const samples = fc
  .tuple(fc.array(fc.tuple(label, score), { maxLength: 10 }), score, score)
  .map(([rest, a, b]): Sample[] => [...rest, [0, a], [1, b]])
const columns = (rows: Sample[]): [(0 | 1)[], number[]] => [rows.map(([y]) => y), rows.map(([, s]) => s)]

/** The chance that a random 1 scores higher, pair by pair. */
function byPairs(rows: Sample[]): number {
  const of = (y: 0 | 1) => rows.filter(([label]) => label === y).map(([, s]) => s)
  const wins = of(1).flatMap((high) => of(0).map((low) => (high > low ? 1 : high === low ? 0.5 : 0)))
  return wins.reduce((a: number, b) => a + b, 0) / wins.length
}

test('the example of the exercise', () => {
  const y: (0 | 1)[] = [0, 0, 1, 1]
  const s = [0.1, 0.4, 0.35, 0.8]
  expect(rocAuc(y, s)).toBe(0.75)
  expect(rocCurve(y, s)).toEqual({
    fpr: [0, 0, 0.5, 0.5, 1],
    tpr: [0, 0.5, 0.5, 1, 1],
    thresholds: [Number.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1],
  })
})

describe('the curve', () => {
  test('has, for each distinct score from the highest, the shares that score as high', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const [y, s] = columns(rows)
        const distinct = [...new Set(s)].sort((a, b) => b - a)
        const share = (of: 0 | 1, t: number) =>
          rows.filter(([c, v]) => c === of && v >= t).length / y.filter((c) => c === of).length
        const thresholds = [Number.POSITIVE_INFINITY, ...distinct]
        expect(rocCurve(y, s)).toEqual({
          fpr: thresholds.map((t) => share(0, t)),
          tpr: thresholds.map((t) => share(1, t)),
          thresholds,
        })
      }),
      runs,
    )
  })

  test('rises from (0, 0) to (1, 1), at falling thresholds, and its trapezoids are the area', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const { fpr, tpr, thresholds } = rocCurve(...columns(rows))
        expect([fpr[0], tpr[0], fpr.at(-1), tpr.at(-1)]).toEqual([0, 0, 1, 1])
        let area = 0
        for (let i = 1; i < fpr.length; i++) {
          expect(fpr[i]! >= fpr[i - 1]! && tpr[i]! >= tpr[i - 1]!).toBe(true)
          expect(thresholds[i]).toBeLessThan(thresholds[i - 1]!)
          area += ((fpr[i]! - fpr[i - 1]!) * (tpr[i]! + tpr[i - 1]!)) / 2
        }
        expect(area).toBeCloseTo(rocAuc(...columns(rows)), 12)
      }),
      runs,
    )
  })

  test('keeps points on a straight line, and 0 and −0 are one score', () => {
    expect(rocCurve([1, 1, 0], [3, 2, 1]).tpr).toEqual([0, 0.5, 1, 1])
    expect(rocCurve([1, 0], [0, -0])).toMatchObject({ fpr: [0, 1], tpr: [0, 1] })
  })
})

describe('the area', () => {
  test('is the chance that a 1 scores above a 0, ties counting half', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        expect(rocAuc(...columns(rows))).toBe(byPairs(rows))
      }),
      runs,
    )
  })

  test('is 1 for scores that part the classes, 0 the wrong way round, 0.5 for equal ones', () => {
    expect(rocAuc([0, 1, 1], [1, 2, 3])).toBe(1)
    expect(rocAuc([1, 0, 0], [1, 2, 3])).toBe(0)
    expect(rocAuc([1, 0, 0], [2, 2, 2])).toBe(0.5)
  })

  test('depends on the ranks alone', () => {
    fc.assert(
      fc.property(ordered(samples), ([rows, order]) => {
        const area = rocAuc(...columns(rows))
        const rank = new Map([...new Set(rows.map(([, s]) => s))].sort((a, b) => a - b).map((s, i) => [s, i]))
        const changed = order.map((i): Sample => [rows[i]![0], rank.get(rows[i]![1])!])
        expect(rocAuc(...columns(changed))).toBe(area)
        expect(rocAuc(...columns(rows.map(([y, s]): Sample => [y, Math.exp(2 * s + 1)])))).toBe(area)
      }),
      runs,
    )
  })

  test('of swapped classes or of negated scores is what is missing to 1', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const rest = 1 - rocAuc(...columns(rows))
        expect(rocAuc(...columns(rows.map(([y, s]): Sample => [y, -s])))).toBeCloseTo(rest, 12)
        expect(rocAuc(...columns(rows.map(([y, s]): Sample => [y === 0 ? 1 : 0, s])))).toBeCloseTo(rest, 12)
      }),
      runs,
    )
  })

  test('and the curve are the same when every sample comes twice', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const twice = columns([...rows, ...rows])
        expect(rocAuc(...twice)).toBe(rocAuc(...columns(rows)))
        expect(rocCurve(...twice)).toEqual(rocCurve(...columns(rows)))
      }),
      runs,
    )
  })
})

describe.each<[string, (y: (0 | 1)[], score: number[]) => unknown]>([
  ['rocCurve', rocCurve],
  ['rocAuc', rocAuc],
])('%s', (_, fn) => {
  test.each<[string, number[], number[]]>([
    ['EMPTY', [], []],
    ['SHAPE', [0, 1], [1]],
    ['SHAPE', [1], [1, 2]],
    ['NON_FINITE', [0, 1], [1, Number.NaN]],
    ['NON_FINITE', [0, 1], [Number.POSITIVE_INFINITY, 1]],
    ['PARAM', [0, 2], [1, 2]],
    ['SINGLE_CLASS', [1, 1], [1, 2]],
    ['SINGLE_CLASS', [0], [1]],
  ])('%s: labels %j, scores %j', (code, y, s) => {
    expect(() => fn(y as (0 | 1)[], s)).toThrow(expect.objectContaining({ code }))
  })
})

test('curve and area of any scores have no NaN, or are refused', () => {
  const types = fc.oneof({ weight: 9, arbitrary: label }, { weight: 1, arbitrary: fc.constant(2 as 0) })
  const given = fc.oneof(
    fc.array(fc.tuple(types, anyNumber), { maxLength: 6 }).map(columns),
    fc.tuple(fc.array(types, { maxLength: 6 }), anyVector),
  )
  fuzz(rocCurve, given)
  fuzz(rocAuc, given)
})
