import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gradeWith } from '../grading/grade.fixture.ts'
import { writeReports } from './files.ts'
import { markdownReport } from './markdown.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-files-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('the record and the report are written to a folder that need not exist', () => {
  const grade = gradeWith()
  const out = join(folder, 'a', 'b')
  writeReports(out, grade)
  expect(JSON.parse(readFileSync(join(out, 'grade.json'), 'utf8'))).toEqual(grade)
  expect(readFileSync(join(out, 'report.md'), 'utf8')).toBe(markdownReport(grade))
  expect(readdirSync(out).sort()).toEqual(['grade.json', 'report.md'])
})

test('files that were there are replaced whole', () => {
  writeReports(folder, gradeWith([], { submission: { id: 'x'.repeat(5000) } }))
  writeReports(folder, gradeWith())
  expect(JSON.parse(readFileSync(join(folder, 'grade.json'), 'utf8'))).toEqual(gradeWith())
})
