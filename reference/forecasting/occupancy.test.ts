import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzz } from '../testing/fuzz.ts'
import { occupancy, type Stay } from './occupancy.ts'

const runs = { seed: 1, numRuns: 200 }
const stays: fc.Arbitrary<Stay[]> = fc.array(
  fc.record({ admit: fc.integer({ min: -9, max: 12 }), los: fc.integer({ min: 1, max: 15 }) }),
  { maxLength: 8 },
)
const days = fc.nat(10)

test('two patients on two days: the example of the exercise', () => {
  const two = [
    { admit: 0, los: 2 },
    { admit: 1, los: 1 },
  ]
  expect(occupancy(two, 3)).toEqual([1, 2, 0])
})

test('a bed is taken by whoever was admitted and has not left, day by day', () => {
  fc.assert(
    fc.property(stays, days, (patients, n) => {
      const expected = Array.from(
        { length: n },
        (_, day) => patients.filter(({ admit, los }) => admit <= day && day < admit + los).length,
      )
      expect(occupancy(patients, n)).toEqual(expected)
    }),
    runs,
  )
})

test('no patient is lost: the beds sum to the days of all stays that lie in range', () => {
  fc.assert(
    fc.property(stays, days, (patients, n) => {
      const inRange = patients.map(({ admit, los }) =>
        Math.max(0, Math.min(n, admit + los) - Math.max(0, Math.min(n, admit))),
      )
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
      expect(sum(occupancy(patients, n))).toBe(sum(inRange))
    }),
    runs,
  )
})

test('the order of patients is irrelevant', () => {
  fc.assert(
    fc.property(stays, days, (patients, n) => {
      expect(occupancy(patients.toReversed(), n)).toEqual(occupancy(patients, n))
    }),
    runs,
  )
})

test('a patient who was there before counts from the first day, and one who stays on to the last', () => {
  expect(occupancy([{ admit: -2, los: 4 }], 4)).toEqual([1, 1, 0, 0])
  expect(occupancy([{ admit: 2, los: 1_000_000_000 }], 4)).toEqual([0, 0, 1, 1])
  expect(occupancy([{ admit: -2, los: 2 }], 2)).toEqual([0, 0])
})

test('without patients all beds are free, and no days have no beds', () => {
  expect(occupancy([], 3)).toEqual([0, 0, 0])
  expect(occupancy([{ admit: 0, los: 1 }], 0)).toEqual([])
})

test.each<[string, string, Stay[], number]>([
  ['NON_FINITE', 'an admission on no day', [{ admit: Number.NaN, los: 1 }], 2],
  ['NON_FINITE', 'an endless stay', [{ admit: 0, los: Number.POSITIVE_INFINITY }], 2],
  ['PARAM', 'a stay of 0 days', [{ admit: 0, los: 0 }], 2],
  ['PARAM', 'half a day', [{ admit: 0, los: 1.5 }], 2],
  ['PARAM', 'an admission at noon', [{ admit: 0.5, los: 1 }], 2],
  ['PARAM', 'fewer than no days', [], -1],
  ['PARAM', 'half a day to count', [], 1.5],
])('%s for %s', (code, _, patients, n) => {
  expect(() => occupancy(patients, n)).toThrow(expect.objectContaining({ code }))
})

test('any stays take beds or are refused', () => {
  fuzz(occupancy, fc.tuple(stays, days))
})
