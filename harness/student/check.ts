import { basename, resolve } from 'node:path'
import { CourseError, type LoadedCourse, loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import type { Grade } from '#engine/grading/record.ts'
import { PRACTICE_KEY } from '#engine/grading/seeds.ts'
import { tell } from '#engine/report/tell.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { prepareVisible } from './prepare.ts'
import { sayChanges } from './say-changes.ts'

/** Checks the visible properties of this repository, by the engine and in the words of the grader. */
export async function check(
  words: string[],
  { out, all = false }: { out?: string; all?: boolean },
): Promise<void> {
  const grade = await checked(words)
  const isKept = await tell(grade, out === undefined ? undefined : resolve(out), { all })
  const allPass = grade.exercises.every(({ status }) => status === 'pass')
  process.exitCode = grade.status === 'ungraded' || !isKept ? 3 : allPass ? 0 : 1
}

/** What a check of some exercises finds, or of all. */
export async function checked(words: string[]): Promise<Grade> {
  const course = loadCourse(projectRoot, words)
  const chosen = words.length ? selectExercises(course, words) : course.exercises
  sayChanges(course, words.length ? chosen : undefined)
  const { exercises, lost } = await prepareVisible(course, chosen, words.length > 0)
  if (exercises.length + lost.length === 0)
    throw new CourseError('There is no exercise here that could be checked.')
  const { level } = await probeLevel()
  return gradeSubmission({
    course,
    exercises,
    lost,
    submission: course.root,
    about: { id: process.env.GITHUB_REPOSITORY || basename(course.root), ...commit() },
    tier: 'provisional',
    level,
    key: PRACTICE_KEY,
    stubs: stubs(course),
  })
}

function commit(): { commit?: string } {
  return process.env.GITHUB_SHA ? { commit: process.env.GITHUB_SHA } : {}
}

/** Digests of the stubs as they were handed out. */
function stubs({ handedOut }: LoadedCourse): Record<string, string> {
  const exercises = Object.entries(handedOut?.exercises ?? {})
  return Object.fromEntries(exercises.map(([slug, { stub }]) => [slug, stub]))
}
