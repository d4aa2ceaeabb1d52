/**
 * Renews the table of README.md from a run: node reference/conformance/table.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { measure, readFixture, tierOf } from './measure.ts'
import { rows } from './rows.ts'

const readme = new URL('README.md', import.meta.url)

const lines: string[] = []
for (const fn of Object.keys(rows)) {
  const { largestDifference, disagreements } = await measure(fn)
  if (disagreements.length > 0) throw new Error(`${fn} disagrees: ${disagreements.join('; ')}`)
  const fixture = readFixture(fn)
  const difference = largestDifference === 0 ? '0' : largestDifference.toExponential(0)
  lines.push(
    `| ${fn} | ${fixture.cases.length} | ${difference} | ${tierOf(fixture)} | ${fixture.meta.oracle} |`,
  )
}
const header = ['| function | cases | largest difference | tier | oracle |', '|---|--:|--:|---|---|']
const table = [...header, ...lines].join('\n')
writeFileSync(
  readme,
  readFileSync(readme, 'utf8').replace(
    /(<!-- table -->)[\s\S]*(<!-- end of table -->)/,
    (_, start, end) => `${start}\n\n${table}\n\n${end}`,
  ),
)
