import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Course,
  CourseError,
  type Exercise,
  loadCourse,
  selectExercises,
} from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { sourceFiles, suiteDigest, textDigest } from '#engine/grading/digests.ts'
import type { PreparedExercise } from '#engine/grading/grade-submission.ts'
import { why } from '#engine/report/why.ts'
import { filesOf, loadAnswerKey } from './answer-key.ts'

/** The course with everything that grading on the staff side needs. */
export interface PreparedCourse {
  course: Course
  exercises: PreparedExercise[]
  stubs: Record<string, string>
}

/** Loads the course, the visible and hidden properties, and the known mistakes. */
export async function prepareCourse(words: readonly string[] = []): Promise<PreparedCourse> {
  const course = loadCourse(projectRoot)
  const chosen = selectExercises(course, words)
  const exercises = await Promise.all(
    chosen.map(async (exercise): Promise<PreparedExercise> => {
      const { suite, bank } = await loadAnswerKey(course.root, exercise).catch((error: unknown) =>
        unreadable(exercise, error),
      )
      return { suite, bank, suiteDigest: suiteDigest(course, exercise, hiddenFiles(course, exercise)) }
    }),
  )
  return { course, exercises, stubs: stubDigests(chosen) }
}

/** Digests of the stubs as they are handed out, by exercise. */
export function stubDigests(exercises: readonly Exercise[]): Record<string, string> {
  return Object.fromEntries(
    exercises.map(({ slug, folder, name }) => [
      slug,
      textDigest(readFileSync(join(folder, `${name}.ts`), 'utf8')),
    ]),
  )
}

/** An answer key that is being written is no bug of the harness. */
function unreadable({ slug }: Exercise, error: unknown): never {
  if (error instanceof CourseError) throw error
  throw new CourseError(
    `solutions/${slug} or the visible properties of ${slug} can not be loaded: ${why(error)}. ` +
      `Mend that, or name the exercises that you want to go on without it (npx vitest run ${slug.slice(0, 2)} shows where).`,
  )
}

function hiddenFiles({ root }: Course, { slug, name }: Exercise): string[] {
  return [
    ...filesOf(join(root, 'solutions', slug), name, 'hidden'),
    ...['reference', 'exercises/data'].flatMap((room) => sourceFiles(join(root, room))),
  ]
}
