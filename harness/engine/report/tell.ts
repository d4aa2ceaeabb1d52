import { join } from 'node:path'
import type { Grade } from '../grading/record.ts'
import { isInActions, reportToActions } from './actions.ts'
import { reportNames, writeReports } from './files.ts'
import { print, taken } from './steps.ts'
import { terminalReport } from './terminal.ts'

/**
 * Tells of a grade, in the terminal first, in a folder where one is given, and on GitHub. No way of telling waits
 * for another to succeed.
 *
 * @param options.all whether every failure is shown in the terminal, not only the first
 * @returns whether the record is where it was asked for
 */
export async function tell(grade: Grade, folder?: string, options: { all?: boolean } = {}): Promise<boolean> {
  await taken({
    what: 'The points',
    where: 'the terminal',
    remedy: 'Let the output of the command go elsewhere.',
    run: () => print(terminalReport(grade, options)),
  })
  const isKept = folder === undefined || (await writeReports(folder, grade))
  if (folder !== undefined && isKept)
    await taken({
      what: 'Where the record is',
      where: 'the terminal',
      remedy: `It is in ${folder}.`,
      run: () => print(`\n${written(grade, folder)}`),
    })
  if (isInActions()) await reportToActions(grade)
  return isKept
}

function written(grade: Grade, folder: string): string {
  const { record, report } = reportNames(grade)
  const remark = grade.status === 'ungraded' ? '. This is no grade: an earlier grade.json there stays' : ''
  return `Written: ${join(folder, record)} and ${report}${remark}`
}
