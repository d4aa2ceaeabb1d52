import type { Exercise, LoadedCourse } from '#engine/course/course.ts'
import { changedFiles, problemText, restoreFromHandedOut } from '#engine/course/problems.ts'

/** How many paths are shown. */
const SHOWN = 12

/**
 * Says on stderr what in this tree is not as it was handed out, and how to get it back. None of it reaches a grade:
 * the grader has its own.
 *
 * @param chosen only what these exercises rest on; the whole course unless given
 */
export function sayChanges(course: LoadedCourse, chosen?: readonly Exercise[]): void {
  const { root, problems, handedOut } = course
  const isExercise = (name: string) => /^\d\d/.test(name)
  for (const problem of problems)
    if (!chosen || !isExercise(problem.name)) console.error(`neurograde: ${problemText(problem)}`)
  if (!handedOut) return
  const slugs = chosen?.map(({ slug }) => slug) ?? course.exercises.map(({ slug }) => slug)
  const within = [...slugs.map((slug) => `exercises/${slug}/`), ...shared]
  const changed = changedFiles(root, handedOut, within)
  if (changed.length === 0) return
  const shown = changed.slice(0, SHOWN)
  const more = changed.length > shown.length ? ` and ${changed.length - shown.length} more` : ''
  console.error(
    `neurograde: Not as handed out, and not used for your grade: ${shown.join(', ')}${more}. ${restoreFromHandedOut(root, changed, handedOut)}`,
  )
}

/** What every exercise rests on. */
const shared = ['exercises/course.json', 'exercises/kit/', 'harness/', 'templates/', '.github/']
