import { describe, expect, test } from 'vitest'
import { exerciseWith, gradeWith, propertyWith } from '../grading/grade.fixture.ts'
import { classroomNotices, classroomResult, encodedResult } from './classroom.ts'

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

/** A grade of a whole course: 37 exercises of 24 properties. */
function courseGrade(message: string) {
  return gradeWith(
    Array.from({ length: 37 }, (_, i) =>
      exerciseWith({
        slug: `${String(i + 1).padStart(2, '0')}-an-exercise-of-the-course`,
        properties: Array.from({ length: 24 }, (_, j) =>
          propertyWith({
            id: `a-property-with-a-usual-name-${j}`,
            status: j % 2 ? 'pass' : 'fail',
            message,
            line: 12,
          }),
        ),
      }),
    ),
  )
}

describe('the result for Classroom', () => {
  test('has a test for each property, with its points as a number', () => {
    const result = classroomResult(
      gradeWith([
        exerciseWith({
          properties: [
            propertyWith(),
            propertyWith({ id: 'is-odd', status: 'fail', message: 'FAIL', line: 4 }),
            propertyWith({ id: 'hangs', status: 'timeout' }),
          ],
        }),
      ]),
    )
    expect(result).toMatchObject({ version: 1, status: 'fail', max_score: 7.5 })
    expect(result.tests[0]).toEqual({
      name: '01-double · doubles',
      status: 'pass',
      score: 2.5,
      message: '',
      test_code: '',
      filename: '',
      line_no: 0,
      duration: 0,
    })
    expect(result.tests[1]).toMatchObject({
      status: 'fail',
      score: 0,
      message: 'FAIL',
      filename: 'exercises/01-double/double.ts',
      line_no: 4,
    })
    expect(result.tests[2]?.status).toBe('error')
  })

  test.each([
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['error', 'fail'],
    ['timeout', 'fail'],
    ['blocked', 'fail'],
    ['ungraded', 'error'],
  ] as const)('of a grade with a property that is "%s" is "%s"', (status, whole) => {
    const result = classroomResult(gradeWith([exerciseWith({ properties: [propertyWith({ status })] })]))
    expect(result.status).toBe(whole)
    expect(result.tests.every(({ score }) => Number.isFinite(score))).toBe(true)
  })

  test('sums to the points of the grade', () => {
    const grade = courseGrade('')
    const sum = classroomResult(grade).tests.reduce((total, { score }) => total + score, 0)
    expect(sum).toBeCloseTo(grade.points, 9)
  })

  test('drops its messages where it would be too long', () => {
    const grade = gradeWith([
      exerciseWith({
        properties: Array.from({ length: 60 }, () => propertyWith({ message: 'x'.repeat(1900) })),
      }),
    ])
    const { tests } = classroomResult(grade)
    expect(tests).toHaveLength(60)
    expect(tests.every(({ message }) => message === '')).toBe(true)
    const short = gradeWith([
      exerciseWith({ properties: Array.from({ length: 60 }, () => propertyWith({ message: 'short' })) }),
    ])
    expect(classroomResult(short).tests.every(({ message }) => message === 'short')).toBe(true)
  })

  test('never drops a test, and stays under 90 KiB for a whole course', () => {
    const result = classroomResult(courseGrade('x'.repeat(1900)))
    expect(result.tests).toHaveLength(37 * 24)
    expect(result.tests.every(({ score }) => typeof score === 'number')).toBe(true)
    expect(bytes(result)).toBeLessThanOrEqual(90 * 1024)
    expect(encodedResult(courseGrade('x')).length).toBeLessThan(128 * 1024)
  })

  test('is encoded as base64 of its JSON', () => {
    const grade = gradeWith()
    const encoded = encodedResult(grade)
    expect(encoded).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))).toEqual(classroomResult(grade))
  })
})

test('the two notices are as Classroom read them', () => {
  expect(classroomNotices(gradeWith([], { points: 10.75, maxPoints: 15 }))).toEqual([
    { title: 'Autograding complete', message: 'Points 10.75/15' },
    { title: 'Autograding report', message: '{"totalPoints":10.75,"maxPoints":15}' },
  ])
})
