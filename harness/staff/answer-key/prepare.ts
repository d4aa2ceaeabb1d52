import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Course, type Exercise, loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { sourceFiles, suiteDigest, textDigest } from '#engine/grading/digests.ts'
import type { PreparedExercise } from '#engine/grading/grade-submission.ts'
import { loadAnswerKey } from './answer-key.ts'

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
      const { suite, bank } = await loadAnswerKey(course.root, exercise)
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

function hiddenFiles({ root }: Course, { slug, name }: Exercise): string[] {
  return [
    join(root, 'solutions', slug, `${name}.hidden.ts`),
    ...['reference', 'exercises/data'].flatMap((room) => sourceFiles(join(root, room))),
  ]
}
