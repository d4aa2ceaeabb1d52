import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CourseError } from '#engine/course/course.ts'

/**
 * The secret that the grading seeds are made of: the environment variable NEUROGRADE_COURSE_KEY, or
 * `.neurograde/course.key`, which is made when it is first needed. Whoever loses it can't replay old grades.
 */
export function courseKey(root: string): string {
  const given = process.env.NEUROGRADE_COURSE_KEY?.trim()
  if (given) return checked(given, 'NEUROGRADE_COURSE_KEY')
  const path = join(root, '.neurograde', 'course.key')
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return checked(readFileSync(path, 'utf8').trim(), '.neurograde/course.key')
}

function checked(key: string, where: string): string {
  if (key.length < 16)
    throw new CourseError(`${where} holds a key of ${key.length} characters; it needs 16 or more.`)
  return key
}
