import { basename } from 'node:path'
import * as z from 'zod'
import { CourseError } from '#engine/course/course.ts'
import type { Grade } from '#engine/grading/record.ts'

/** What the caller says of a submission. */
export interface Given {
  repository?: string
  commit?: string
  submittedAt?: string
}

const repositoryPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/
const commitPattern = /^([0-9a-f]{40}|[0-9a-f]{64})$/i
const timestamp = z.iso.datetime({ offset: true })

/**
 * What the record says of where a submission comes from. It can't be mended later, so that it is checked before.
 *
 * @throws CourseError for what is not what it is called
 */
export function aboutSubmission(submission: string, given: Given): Grade['submission'] {
  const { repository, commit, submittedAt } = given
  if (repository !== undefined && !repositoryPattern.test(repository))
    throw new CourseError(`--repository must be owner/name, such as ada/exercises, not ${shown(repository)}.`)
  if (commit !== undefined && !commitPattern.test(commit))
    throw new CourseError(
      `--commit must be a whole hash of 40 or 64 hexadecimal digits (git rev-parse HEAD), not ${shown(commit)}.`,
    )
  if (submittedAt !== undefined && !timestamp.safeParse(submittedAt).success)
    throw new CourseError(
      `--submitted-at must be a time with its offset, such as 2026-11-22T14:32:05Z or 2026-11-22T15:32:05+01:00, not ${shown(submittedAt)}.`,
    )
  return {
    id: repository ?? basename(submission),
    ...(repository ? { repository } : {}),
    ...(commit ? { commit: commit.toLowerCase() } : {}),
    ...(submittedAt ? { submittedAt } : {}),
  }
}

/** As the shell gave it, with nothing that a terminal would act on. */
function shown(value: string): string {
  return JSON.stringify(value.slice(0, 80))
}
