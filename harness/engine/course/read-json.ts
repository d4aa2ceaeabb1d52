import { existsSync, readFileSync } from 'node:fs'
import type * as z from 'zod'
import { CourseError } from './course-error.ts'

/**
 * Reads and checks a JSON file.
 *
 * @param what what the file should be, in words: "an exercise"
 * @throws CourseError that names the file as it is shown to people, and every field that is wrong
 */
export function readChecked<T>(path: string, shown: string, schema: z.ZodType<T>, what: string): T {
  if (!existsSync(path)) throw new CourseError(`${shown} is missing.`)
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const { message, syscall } = error as NodeJS.ErrnoException
    throw new CourseError(`${shown} ${syscall ? 'can not be read' : 'is not valid JSON'}: ${message}.`)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(
    ({ path: where, message }) => `  ${where.length ? where.join('.') : '(top level)'}: ${message}`,
  )
  throw new CourseError(`${shown} is not a valid ${what}:\n${issues.join('\n')}`)
}
