/**
 * Renews the table of README.md from a run: node reference/conformance/table.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { isWired, measure, readFixture, tierOf } from './measure.ts'
import { rows } from './rows.ts'

const readme = new URL('README.md', import.meta.url)

const lines: string[] = []
for (const [fn, row] of Object.entries(rows)) {
  const fixture = readFixture(fn)
  const { oracle } = fixture.meta
  lines.push(
    `| ${fn} | ${fixture.cases.length} | ${await result(fn, isWired(row))} | ${tierOf(fixture)} | ${oracle} |`,
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

async function result(fn: string, wired: boolean): Promise<string> {
  if (!wired) return 'not wired'
  try {
    const { largestDifference, disagreements } = await measure(fn)
    if (disagreements.length > 0) return `${disagreements.length} disagree`
    return largestDifference === 0 ? '0' : largestDifference.toExponential(0)
  } catch (error) {
    return `not wired: ${(error as Error).message}`
  }
}
