import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fixtureNames, measure, readFixture, tierOf } from './measure.ts'
import { rows } from './rows.ts'

describe('the reference agrees with an independent engine', () => {
  test('every fixture has a row, and every row a fixture', () => {
    expect(fixtureNames().toSorted()).toEqual(Object.keys(rows).toSorted())
  })

  test('the table of the README counts their cases (node reference/conformance/table.ts renews it)', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    for (const fn of fixtureNames()) expect(readme).toContain(`| ${fn} | ${readFixture(fn).cases.length} |`)
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
