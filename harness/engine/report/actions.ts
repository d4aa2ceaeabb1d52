import type { Grade } from '../grading/record.ts'
import { classroomNotices, encodedResult } from './classroom.ts'
import { type Step, taken } from './steps.ts'
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
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = process.env
  // Slow to load, and needed nowhere else.
  const core = await import('@actions/core')
  const tell = (step: Omit<Step, 'remedy'>) =>
    taken({ ...step, remedy: 'The grade is not touched by that. Run the job again.' })
  if (summary)
    await tell({
      what: 'The job summary',
      where: summary,
      run: async () => core.summary.addRaw((await import('./markdown.ts')).markdownReport(grade)).write(),
    })
  await tell({
    what: 'The annotations',
    where: 'the log',
    run: () => {
      for (const { exercise, property } of failuresOf(grade).slice(0, MAX_ANNOTATIONS))
        core.error((property.message ?? '').slice(0, MAX_ANNOTATION), {
          title: `${exercise.slug} / ${property.id}`,
          file: exercise.file,
          startLine: property.line ?? 1,
        })
    },
  })
  if (output)
    await tell({
      what: 'The outputs',
      where: output,
      run: () => {
        for (const [name, value] of Object.entries(outputsOf(grade))) core.setOutput(name, value)
      },
    })
  await tell({
    what: 'The notices',
    where: 'the log',
    run: () => {
      // Trouble of ours is not a grade: without notices the last good one stays.
      if (grade.status === 'ungraded')
        return core.error('Something could not be graded: see the summary.', { title: 'Ungraded' })
      for (const { title, message } of classroomNotices(grade)) core.notice(message, { title })
    },
  })
}

/**
 * The outputs of the step. What could not be graded has neither points nor a `result`. Classroom's official reporter
 * (classroom-resources/autograding-grading-reporter, src/main.js) adds up whatever scores a result holds, also of a
 * result whose status is "error", and prints them as the grade: any result of ours would be read as a zero. Without
 * one it has an empty string to parse, fails its step and prints no notice.
 */
function outputsOf(grade: Grade): Record<string, string | number> {
  const { points, maxPoints, status } = grade
  if (status === 'ungraded') return { status }
  return { result: encodedResult(grade), points, 'max-points': maxPoints, status }
}
