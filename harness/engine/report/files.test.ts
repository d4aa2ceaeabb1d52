import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { exerciseWith, gradeWith, propertyWith } from '../grading/grade.fixture.ts'
import { writeReports } from './files.ts'
import { markdownReport } from './markdown.ts'

let folder: string
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-files-'))
  said = []
  vi.spyOn(console, 'error').mockImplementation((line) => said.push(line))
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const ungraded = gradeWith([exerciseWith({ properties: [propertyWith({ status: 'ungraded' })] })])

test('the record and the report are written to a folder that need not exist', async () => {
  const grade = gradeWith()
  expect(await writeReports(join(folder, 'a', 'b'), grade)).toBe(true)
  expect(JSON.parse(read('a/b/grade.json'))).toEqual(grade)
  expect(read('a/b/report.md')).toBe(markdownReport(grade))
  expect(readdirSync(join(folder, 'a', 'b')).sort()).toEqual(['grade.json', 'report.md'])
})

test('files that were there are replaced whole', async () => {
  await writeReports(folder, gradeWith([], { submission: { id: 'x'.repeat(5000) } }))
  await writeReports(folder, gradeWith())
  expect(JSON.parse(read('grade.json'))).toEqual(gradeWith())
})

describe('what could not be graded', () => {
  test('leaves the last good record byte for byte, and goes beside it', async () => {
    await writeReports(folder, gradeWith())
    const before = [read('grade.json'), read('report.md')]
    expect(await writeReports(folder, ungraded)).toBe(true)
    expect([read('grade.json'), read('report.md')]).toEqual(before)
    expect(JSON.parse(read('grade.ungraded.json'))).toEqual(ungraded)
    expect(read('report.ungraded.md')).toBe(markdownReport(ungraded))
  })

  test('is no grade.json where there was none either', async () => {
    await writeReports(folder, ungraded)
    expect(readdirSync(folder).sort()).toEqual(['grade.ungraded.json', 'report.ungraded.md'])
  })

  test('is forgotten once it is graded', async () => {
    await writeReports(folder, ungraded)
    await writeReports(folder, gradeWith())
    expect(readdirSync(folder).sort()).toEqual(['grade.json', 'report.md'])
  })
})

describe('what can not be written is named in one line, and nothing is left half done', () => {
  const line = (name: string, why: string) =>
    `neurograde: The ${name.includes('grade') ? 'record' : 'report'} could not be written to ${join(folder, name)}: ${why}. Give another folder with --out.`

  test('a folder in the place of the record: the report is written all the same', async () => {
    mkdirSync(join(folder, 'grade.json'))
    expect(await writeReports(folder, gradeWith())).toBe(false)
    expect(said).toEqual([line('grade.json', 'a folder or device of that name is there')])
    expect(readdirSync(folder).sort()).toEqual(['grade.json', 'report.md'])
  })

  test('a folder in the place of the report: the record is kept', async () => {
    mkdirSync(join(folder, 'report.md'))
    expect(await writeReports(folder, gradeWith())).toBe(true)
    expect(said).toEqual([line('report.md', 'a folder or device of that name is there')])
  })

  test.skipIf(process.platform === 'win32')('a link is not followed', async () => {
    writeFileSync(join(folder, 'precious'), 'precious')
    symlinkSync(join(folder, 'precious'), join(folder, 'grade.json'))
    expect(await writeReports(folder, gradeWith())).toBe(false)
    expect(said).toEqual([line('grade.json', 'a link of that name is there')])
    expect(read('precious')).toBe('precious')
  })

  test.skipIf(process.platform !== 'linux')('a place where the system lets nobody write', async () => {
    expect(await writeReports('/proc/a/b', gradeWith())).toBe(false)
    expect(said).toHaveLength(2)
  })

  test('a file in the place of the folder', async () => {
    writeFileSync(join(folder, 'out'), '')
    expect(await writeReports(join(folder, 'out'), gradeWith())).toBe(false)
    expect(said).toEqual([
      line('out/grade.json', 'something else of that name is there'),
      line('out/report.md', 'something else of that name is there'),
    ])
  })
})
