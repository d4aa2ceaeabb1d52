import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CourseError } from '#engine/course/course.ts'

/**
 * The secret that the grading seeds are made of: the environment variable NEUROGRADE_COURSE_KEY, or
 * `.neurograde/course.key`, which is made when it is first needed. Whoever loses it can't replay old grades.
 */
export function courseKey(root: string): string {
  const given = process.env.NEUROGRADE_COURSE_KEY?.trim()
  if (given) return checked(given, 'NEUROGRADE_COURSE_KEY')
  const path = keyFile(root)
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    putOnce(path, `${randomBytes(32).toString('hex')}\n`)
  }
  return checked(readFileSync(path, 'utf8').trim(), '.neurograde/course.key')
}

/**
 * The key of an official grade: one that is kept somewhere. One made here and now would end with the machine, and with
 * it the replay of every grade that it made.
 *
 * @throws CourseError when there is none
 */
export function lastingCourseKey(root: string): string {
  if (!process.env.NEUROGRADE_COURSE_KEY?.trim() && !existsSync(keyFile(root)))
    throw new CourseError(
      'An official grade needs the course key: NEUROGRADE_COURSE_KEY is not set or empty, and there is no ' +
        '.neurograde/course.key. Set it to the key that the other grades of this course were made with (in GitHub ' +
        'Actions: the secret NEUROGRADE_COURSE_KEY); for a new course, to the output of: openssl rand -hex 32',
    )
  return courseKey(root)
}

/** Creates a file with its content in one step: of several processes, one wins and none sees half a file. */
function putOnce(path: string, content: string): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}

function keyFile(root: string): string {
  return join(root, '.neurograde', 'course.key')
}

function checked(key: string, where: string): string {
  if (key.length < 16)
    throw new CourseError(`${where} holds a key of ${key.length} characters; it needs 16 or more.`)
  return key
}
