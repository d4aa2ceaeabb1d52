import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../course/make-folder.ts'
import type { Grade } from '../grading/record.ts'
import { taken } from './steps.ts'

/** The names of a record and its report. What could not be graded goes beside the last good grade, never over it. */
export function reportNames({ status }: Grade): { record: string; report: string } {
  return status === 'ungraded'
    ? { record: 'grade.ungraded.json', report: 'report.ungraded.md' }
    : { record: 'grade.json', report: 'report.md' }
}

/**
 * Writes the record and the report into a folder; a reader never sees half a file. A good record ends the trouble
 * that an ungraded one told of, and replaces it.
 *
 * @returns whether the record is there. What could not be written is named on stderr
 */
export async function writeReports(folder: string, grade: Grade): Promise<boolean> {
  const { record, report } = reportNames(grade)
  const write = (name: string, what: string, text: () => string | Promise<string>) =>
    taken({
      what,
      where: join(folder, name),
      remedy: 'Give another folder with --out.',
      run: async () => {
        makeFolder(folder)
        replace(join(folder, name), await text())
      },
    })
  const isKept = await write(record, 'The record', () => `${JSON.stringify(grade, null, 2)}\n`)
  // Templates take their time to load, and a check without files has no use for them.
  await write(report, 'The report', async () => (await import('./markdown.ts')).markdownReport(grade))
  if (isKept && grade.status === 'graded')
    await taken({
      what: 'The end of an earlier trouble',
      where: folder,
      remedy: 'Delete grade.ungraded.json and report.ungraded.md there.',
      run: () => {
        for (const name of Object.values(reportNames({ ...grade, status: 'ungraded' })))
          rmSync(join(folder, name), { force: true })
      },
    })
  return isKept
}

/** Puts a whole file in the place of another. A link or a folder of that name is somebody's, and stays. */
function replace(path: string, text: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there && !there.isFile())
    throw new Error(`${there.isSymbolicLink() ? 'a link' : 'a folder or device'} of that name is there`)
  const part = `${path}.${process.pid}.part`
  try {
    writeFileSync(part, text, { flag: 'wx' })
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
