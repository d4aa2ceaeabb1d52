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
  const path = join(root, '.neurograde', 'course.key')
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    putOnce(path, `${randomBytes(32).toString('hex')}\n`)
  }
  return checked(readFileSync(path, 'utf8').trim(), '.neurograde/course.key')
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

function checked(key: string, where: string): string {
  if (key.length < 16)
    throw new CourseError(`${where} holds a key of ${key.length} characters; it needs 16 or more.`)
  return key
}
