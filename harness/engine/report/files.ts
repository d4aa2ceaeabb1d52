import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Grade } from '../grading/record.ts'
import { markdownReport } from './markdown.ts'

/** Writes `grade.json` and `report.md`; a reader never sees half a file. */
export function writeReports(folder: string, grade: Grade): void {
  mkdirSync(folder, { recursive: true })
  write(join(folder, 'grade.json'), `${JSON.stringify(grade, null, 2)}\n`)
  write(join(folder, 'report.md'), markdownReport(grade))
}

function write(path: string, text: string): void {
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}
