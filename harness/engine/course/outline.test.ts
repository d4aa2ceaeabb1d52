import { expect, test } from 'vitest'
import { loadCourse } from './course.ts'
import { outline } from './outline.ts'
import { projectRoot } from './root.ts'

test('the outline of this course says what its manifests say', () => {
  const { units, exercises } = loadCourse(projectRoot)
  const shown = outline(projectRoot)
  expect(shown?.units).toEqual(units)
  expect(
    shown?.exercises.map(({ slug, unit, points, difficulty }) => ({ slug, unit, points, difficulty })),
  ).toEqual(
    exercises.map(({ slug, manifest: { unit, points, difficulty } }) => ({ slug, unit, points, difficulty })),
  )
})

test('where there is no course there is no outline', () => {
  expect(outline('/nowhere')).toBeUndefined()
})
