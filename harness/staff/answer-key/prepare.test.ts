import { describe, expect, test } from 'vitest'
import { CourseError, loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { loadAnswerKey } from './answer-key.ts'
import { prepareCourse, stubDigests } from './prepare.ts'

const course = loadCourse(projectRoot)
const [first] = course.exercises

describe('the answer key of an exercise', () => {
  test('that has none is a CourseError that names the missing file', async () => {
    const missing = loadAnswerKey('/nowhere', first!)
    await expect(missing).rejects.toThrow(CourseError)
    await expect(missing).rejects.toThrow(/^solutions\/05-regression-loss\/regression-loss\S* is missing\.$/)
  })

  test('has the hidden properties in the order of the manifest', async () => {
    const { suite, exercise } = await loadAnswerKey(projectRoot, first!)
    expect(suite.entries.map(({ words }) => words.id)).toEqual(
      exercise.manifest.properties.map(({ id }) => id),
    )
  })
})

describe('the course, prepared for grading', () => {
  test('has the exercises that were asked for, with mistakes, digests and stubs', async () => {
    const { exercises, stubs } = await prepareCourse(['05'])
    expect(exercises).toHaveLength(1)
    expect(exercises[0]?.suiteDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(Object.keys(exercises[0]?.bank?.mistakes ?? {})).toContain('divides-by-n-minus-1')
    expect(stubs).toEqual(stubDigests([first!]))
  })
})
