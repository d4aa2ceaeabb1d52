import { describe, expect, test } from 'vitest'
import { fixtureNames, measure, readFixture, tierOf } from './measure.ts'
import { rows } from './rows.ts'

describe('the reference agrees with an independent engine', () => {
  test('every fixture has a row, and every row a fixture', () => {
    expect(fixtureNames().toSorted()).toEqual(Object.keys(rows).toSorted())
  })

  for (const fn of fixtureNames()) {
    const fixture = readFixture(fn)
    test(`${fn}: ${fixture.cases.length} cases, ${tierOf(fixture)}, ${fixture.meta.oracle}`, async ({
      annotate,
    }) => {
      const { largestDifference, disagreements } = await measure(fn)
      expect(disagreements).toEqual([])
      await annotate(`largest relative difference ${largestDifference.toExponential(1)}`)
    })
  }
})
