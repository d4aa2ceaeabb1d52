import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CourseError } from '#engine/course/course.ts'
import { courseKey, lastingCourseKey } from './course-key.ts'

let root: string
const file = () => join(root, '.neurograde', 'course.key')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'neurograde-key-'))
  vi.stubEnv('NEUROGRADE_COURSE_KEY', undefined)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

test('a key is made when it is first needed, and is the same ever after', () => {
  const key = courseKey(root)
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(courseKey(root)).toBe(key)
  expect(readFileSync(file(), 'utf8')).toBe(`${key}\n`)
})

test('several processes that need it at the same time get the same key', async () => {
  const script = `import('${new URL('course-key.ts', import.meta.url)}').then(({ courseKey }) => console.log(courseKey(${JSON.stringify(root)})))`
  const runs = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['-e', script]))
  const keys = (await Promise.all(runs)).map(({ stdout }) => stdout.trim())
  expect(new Set(keys)).toEqual(new Set([courseKey(root)]))
})

test('two courses have two keys', () => {
  const key = courseKey(root)
  rmSync(file())
  expect(courseKey(root)).not.toBe(key)
})

test.skipIf(process.platform === 'win32')('only its owner may read the file', () => {
  courseKey(root)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

test('the environment wins over the file, and then none is made', () => {
  vi.stubEnv('NEUROGRADE_COURSE_KEY', '  a key from the environment\n')
  expect(courseKey(root)).toBe('a key from the environment')
  expect(() => statSync(file())).toThrow(/ENOENT/)
})

test('an empty variable is no key', () => {
  vi.stubEnv('NEUROGRADE_COURSE_KEY', ' ')
  expect(courseKey(root)).toHaveLength(64)
})

test('a short key is refused, and the message says where it stands', () => {
  vi.stubEnv('NEUROGRADE_COURSE_KEY', 'guess me')
  expect(() => courseKey(root)).toThrow(CourseError)
  expect(() => courseKey(root)).toThrow(
    'NEUROGRADE_COURSE_KEY holds a key of 8 characters; it needs 16 or more.',
  )
  vi.stubEnv('NEUROGRADE_COURSE_KEY', undefined)
  mkdirSync(join(root, '.neurograde'))
  writeFileSync(file(), 'too short\n')
  expect(() => courseKey(root)).toThrow(/^\.neurograde\/course\.key holds a key of 9 characters/)
})

describe('the key of an official grade', () => {
  test.each([undefined, '', ' \n'])('is never made for it: NEUROGRADE_COURSE_KEY is %j', (value) => {
    vi.stubEnv('NEUROGRADE_COURSE_KEY', value)
    expect(() => lastingCourseKey(root)).toThrow(CourseError)
    expect(() => lastingCourseKey(root)).toThrow(
      /^An official grade needs the course key: .*openssl rand -hex 32$/,
    )
    expect(existsSync(file())).toBe(false)
  })

  test('is the one in the environment, or the one that is kept here', () => {
    const key = courseKey(root)
    expect(lastingCourseKey(root)).toBe(key)
    vi.stubEnv('NEUROGRADE_COURSE_KEY', 'a key from the environment')
    expect(lastingCourseKey(root)).toBe('a key from the environment')
  })
})
