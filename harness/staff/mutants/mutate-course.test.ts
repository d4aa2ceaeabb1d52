import { expect, test } from 'vitest'
import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { mutateExercises } from './mutate-course.ts'

const course = loadCourse(projectRoot)

test('what was found out once is not found out again', { timeout: 120_000 }, async () => {
  const exercises = selectExercises(course, ['05'])
  const first = await mutateExercises(course, exercises, () => {})
  // The seconds would differ.
  expect(await mutateExercises(course, exercises, () => {})).toEqual(first)
  expect(first[0]?.mutants).toBeGreaterThan(100)
})
