import { CourseError, type Exercise, type LoadedCourse } from '#engine/course/course.ts'
import { problemText, restoreFromHandedOut } from '#engine/course/problems.ts'
import { isStudentTree } from '#engine/course/student-tree.ts'
import { suiteDigest } from '#engine/grading/digests.ts'
import type { PreparedExercise } from '#engine/grading/grade-submission.ts'
import { lostExercise } from '#engine/grading/lost-exercise.ts'
import type { ExerciseRecord } from '#engine/grading/record.ts'
import { assembleSuite, loadVisible, suitePoints } from '#engine/grading/suite.ts'
import { why } from '#engine/report/why.ts'

/** What can be checked, and what can't since files of it are gone. */
export interface VisibleCourse {
  exercises: PreparedExercise[]
  lost: ExerciseRecord[]
}

/**
 * Loads the visible properties of some exercises. All files here are in the student's hands: one that is broken
 * takes its own exercise with it and no other.
 *
 * @param isNamed whether these exercises were asked for by name: then one that is broken is refused
 * @throws CourseError for a broken exercise that was asked for
 */
export async function prepareVisible(
  course: LoadedCourse,
  chosen: readonly Exercise[],
  isNamed: boolean,
): Promise<VisibleCourse> {
  const exercises: PreparedExercise[] = []
  const broken = new Map<string, string>()
  if (!isNamed) for (const problem of course.problems) broken.set(problem.name, problemText(problem))
  for (const exercise of chosen) {
    const { slug } = exercise
    try {
      exercises.push(await prepared(course, exercise))
    } catch (error) {
      const path = `exercises/${slug}/${exercise.name}.visible.ts`
      // On the author's side it is being written, and what is in git is older.
      const remedy = isStudentTree(course.root)
        ? ` ${restoreFromHandedOut(course.root, [path], course.handedOut)}`
        : ''
      const said = error instanceof CourseError ? error.message : `${path} can not be loaded: ${why(error)}.`
      const message = `${said}${remedy}`
      if (isNamed) throw new CourseError(message)
      // With the list of what was handed out, each changed file was named before.
      if (!course.handedOut) console.error(`neurograde: ${message}`)
      broken.set(slug, message)
    }
  }
  const known = Object.entries(course.handedOut?.exercises ?? {})
  const lost = known.flatMap(([slug, { title, unit, visiblePoints: points }]) => {
    const message = broken.get(slug)
    return message ? [lostExercise({ slug, title, unit, points, message })] : []
  })
  return { exercises, lost }
}

async function prepared(course: LoadedCourse, exercise: Exercise): Promise<PreparedExercise> {
  const suite = assembleSuite(exercise, await loadVisible(exercise))
  const whole = course.handedOut?.exercises[exercise.slug]?.visiblePoints
  if (whole !== undefined && suitePoints(suite) !== whole)
    throw new CourseError(
      `exercises/${exercise.slug}/${exercise.name}.visible.ts lacks some of its properties.`,
    )
  return { suite, suiteDigest: suiteDigest(course, exercise, []) }
}
