import * as core from '@actions/core'
import type { Grade } from '../grading/record.ts'
import { classroomNotices, encodedResult } from './classroom.ts'
import { markdownReport } from './markdown.ts'
import { failuresOf } from './words.ts'

/** GitHub shows ten errors a step. */
const MAX_ANNOTATIONS = 10
const MAX_ANNOTATION = 4000

/** Whether this runs as a step of GitHub Actions. */
export function isInActions(): boolean {
  return process.env.GITHUB_ACTIONS === 'true'
}

/** Tells GitHub Actions of a grade: summary, annotations, outputs and, last, the two Classroom notices. */
export async function reportToActions(grade: Grade): Promise<void> {
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(markdownReport(grade)).write()
  for (const { exercise, property } of failuresOf(grade).slice(0, MAX_ANNOTATIONS))
    core.error((property.message ?? '').slice(0, MAX_ANNOTATION), {
      title: `${exercise.slug} / ${property.id}`,
      file: exercise.file,
      startLine: property.line ?? 1,
    })
  if (process.env.GITHUB_OUTPUT) {
    core.setOutput('result', encodedResult(grade))
    core.setOutput('points', grade.points)
    core.setOutput('max-points', grade.maxPoints)
    core.setOutput('status', grade.status)
  }
  // Trouble of ours is not a grade: without notices the last good one stays.
  if (grade.status === 'ungraded')
    return core.error('Something could not be graded: see the summary.', { title: 'Ungraded' })
  for (const { title, message } of classroomNotices(grade)) core.notice(message, { title })
}
