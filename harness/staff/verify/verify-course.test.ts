import { describe, expect, test } from 'vitest'
import type { Course } from '#engine/course/course.ts'
import { loadCourse } from '#engine/course/course.ts'
import { projectRoot } from '#engine/course/root.ts'
import { courseRemarks } from './verify-course.ts'

/** A course by the points and sections of its exercises. */
function courseOf(exercises: [points: number, covers: string[]][], complete = false): Course {
  return {
    root: '',
    title: '',
    units: [],
    points: 30,
    sections: ['S1.a', 'S1.b'],
    complete,
    budgetS: 300,
    exercises: exercises.map(([points, covers]) => ({ manifest: { points, covers } })) as Course['exercises'],
  }
}

describe('a course as a whole', () => {
  test('that is complete and adds up has nothing to be said of it', () => {
    expect(
      courseRemarks(
        courseOf(
          [
            [10, ['S1.a']],
            [20, ['S1.b']],
          ],
          true,
        ),
      ),
    ).toEqual({ remarks: [], problems: [] })
  })

  test('that is being written has remarks on what is missing', () => {
    expect(courseRemarks(courseOf([[10, ['S1.a']]]))).toEqual({
      remarks: ['the exercises are worth 10 of 30 points', 'no exercise covers S1.b'],
      problems: [],
    })
  })

  test('that says it is complete has problems instead', () => {
    expect(courseRemarks(courseOf([[10, ['S1.a']]], true)).problems).toEqual([
      'the exercises are worth 10 of 30 points',
      'no exercise covers S1.b',
    ])
  })

  test('has a problem with too many points and with unknown sections, complete or not', () => {
    expect(courseRemarks(courseOf([[31, ['S9.z']]])).problems).toEqual([
      'the exercises are worth 31 points, more than the 30 of course.json',
      'an exercise covers S9.z, which is not a section in course.json',
    ])
  })

  test('is without problems here', () => {
    expect(courseRemarks(loadCourse(projectRoot)).problems).toEqual([])
  })
})
