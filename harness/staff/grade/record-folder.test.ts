import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CourseError } from '#engine/course/course.ts'
import { recordFolder, refuseOthersRecord } from './record-folder.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const other = commit.replace('0', 'f')

describe('the folder of a record', () => {
  test.each([
    ['/work/ada', {}, '/work/out/ada'],
    ['/work/class/ada/submission', {}, '/work/out/class+ada+submission'],
    ['/work/class/bob/submission', {}, '/work/out/class+bob+submission'],
    ['/elsewhere/ada', {}, '/work/out/elsewhere+ada'],
    ['/work', {}, '/work/out/work'],
    ['/work/s', { repository: 'ml/ada' }, '/work/out/ml+ada'],
    ['/work/s', { repository: 'ml/ada', commit }, '/work/out/ml+ada@0123456789ab'],
    ['/work/s', { commit }, '/work/out/s@0123456789ab'],
    ['/work/.hidden/a b:c', {}, '/work/out/_hidden+a_b_c'],
  ])('of %s, %j is %s', (submission, about, folder) => {
    expect(recordFolder(submission, { id: 'x', ...about }, '/work')).toBe(folder)
  })
})

describe('a folder that holds a record', () => {
  let folder: string
  const put = (text: string) => writeFileSync(join(folder, 'grade.json'), text)
  const record = (submission: object) => put(JSON.stringify({ submission }))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'neurograde-record-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('of the same submission takes its new one', () => {
    record({ id: 'ada', commit })
    expect(() => refuseOthersRecord(folder, { id: 'ada', commit })).not.toThrow()
  })

  test.each([
    ['of another student', { id: 'bob', commit }],
    ['of another commit', { id: 'ada', commit: other }],
    ['of no commit', { id: 'ada' }],
  ])('%s is refused, with whose it is and what to do', (_, submission) => {
    record(submission)
    const refuse = () => refuseOthersRecord(folder, { id: 'ada', commit })
    expect(refuse).toThrow(CourseError)
    expect(refuse).toThrow(
      /grade\.json holds the record of (ada|bob).*, not of ada at 0123456789ab\. Give each submission a folder of its own with --out\.$/,
    )
  })

  test.each(['', '[]', '{ "submission": 3 }', 'not JSON'])('that is none, %j, is refused', (text) => {
    put(text)
    expect(() => refuseOthersRecord(folder, { id: 'ada' })).toThrow(/holds something that is no record/)
  })

  test('or none at all is fine', () => {
    expect(() => refuseOthersRecord(folder, { id: 'ada' })).not.toThrow()
    expect(() => refuseOthersRecord(join(folder, 'new'), { id: 'ada' })).not.toThrow()
  })
})
