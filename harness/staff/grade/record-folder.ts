import { readFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { CourseError } from '#engine/course/course.ts'
import type { Grade } from '#engine/grading/record.ts'

/**
 * Where the record of a submission goes unless the caller says: a folder of its own, by repository and commit where
 * they are given, else by the path of the submission.
 */
export function recordFolder(
  submission: string,
  { repository, commit }: Grade['submission'],
  workingFolder = process.cwd(),
): string {
  const path = relative(workingFolder, submission)
  const isBelow = path !== '' && !path.startsWith('..') && !isAbsolute(path)
  const name = repository ?? (isBelow ? path : submission).split(sep).filter(Boolean).join('/')
  return resolve(workingFolder, 'out', fileSafe(commit ? `${name}@${commit.slice(0, 12)}` : name))
}

/**
 * Refuses a folder that holds the record of another submission: it would be lost. The same submission may be graded
 * again, and its new record takes the place of the old one.
 *
 * @throws CourseError that says whose record is there
 */
export function refuseOthersRecord(folder: string, about: Grade['submission']): void {
  const path = join(folder, 'grade.json')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return // nothing there to lose, or nothing that could be written over
  }
  const there = submissionIn(text)
  if (there && there.id === about.id && there.commit === about.commit) return
  const whose = there
    ? `the record of ${nameOf(there)}, not of ${nameOf(about)}`
    : 'something that is no record'
  throw new CourseError(`${path} holds ${whose}. Give each submission a folder of its own with --out.`)
}

function submissionIn(text: string): { id: string; commit?: string } | undefined {
  try {
    const { submission } = JSON.parse(text) as Partial<Grade>
    return typeof submission?.id === 'string' ? submission : undefined
  } catch {
    return undefined
  }
}

function nameOf({ id, commit }: { id: string; commit?: string }): string {
  return commit ? `${id} at ${commit.slice(0, 12)}` : id
}

/** A name for a folder: `owner/name` becomes `owner+name`, and what some systems do not allow becomes `_`. */
function fileSafe(name: string): string {
  return name
    .replaceAll('/', '+')
    .replace(/[^\w.+@-]/g, '_')
    .replace(/^\.+/, '_')
}
