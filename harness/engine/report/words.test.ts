import { describe, expect, test } from 'vitest'
import { exerciseWith, gradeWith, propertyWith } from '../grading/grade.fixture.ts'
import { terminalReport } from './terminal.ts'
import { failuresOf, nextStep, outcomeInWords, showPoints } from './words.ts'

const fail = (id: string, changes: Parameters<typeof propertyWith>[0] = {}) =>
  propertyWith({ id, status: 'fail', message: `FAIL ${id}`, ...changes })

describe('what became of an exercise', () => {
  test.each([
    [exerciseWith(), 'complete'],
    [exerciseWith({ unchecked: { properties: 3, points: 5 } }), 'all 1 that are checked here hold'],
    [exerciseWith({ properties: [propertyWith(), fail('is-odd')] }), '1 of 2 properties hold'],
    [exerciseWith({ untouched: true, properties: [propertyWith({ status: 'error' })] }), 'not started'],
    [exerciseWith({ properties: [propertyWith({ status: 'error' })] }), 'does not run yet'],
    [exerciseWith({ properties: [propertyWith({ status: 'timeout' })] }), '0 of 1 properties hold'],
    [exerciseWith({ status: 'blocked', blockedBy: '01-mean' }), 'waits for 01-mean'],
    [exerciseWith({ status: 'ungraded' }), 'could not be graded (not your fault)'],
  ])('case %#: %s', (exercise, words) => {
    expect(outcomeInWords(exercise)).toBe(words)
  })
})

describe('what to look at', () => {
  test('is every property that does not hold, in order', () => {
    const grade = gradeWith([
      exerciseWith({ properties: [propertyWith(), fail('a'), fail('b')] }),
      exerciseWith({ slug: '02-half', properties: [fail('c')] }),
    ])
    expect(failuresOf(grade).map(({ property }) => property.id)).toEqual(['a', 'b', 'c'])
    expect(nextStep(grade)).toBe('Next: a in 01-double.')
  })

  test('is one thing of a file that does not load', () => {
    const error = (id: string) => propertyWith({ id, status: 'error', runs: 0 })
    expect(failuresOf(gradeWith([exerciseWith({ properties: [error('a'), error('b')] })]))).toHaveLength(1)
  })

  test('is nothing of what is blocked or was not started', () => {
    const grade = gradeWith([
      exerciseWith({ untouched: true, properties: [fail('a')] }),
      exerciseWith({ slug: '02-half', status: 'blocked', properties: [fail('b', { status: 'blocked' })] }),
    ])
    expect(failuresOf(grade)).toEqual([])
    expect(nextStep(grade)).toBe('Next: start 01-double.')
  })

  test('is a matter for the teacher where something is ungraded', () => {
    const grade = gradeWith([exerciseWith({ properties: [propertyWith({ status: 'ungraded' })] })])
    expect(nextStep(grade)).toBe('1 could not be graded: your teacher has to look, nothing is lost.')
  })

  test('is nothing where everything holds', () => {
    expect(nextStep(gradeWith())).toBe('Everything holds.')
  })
})

test.each([
  [0, '0'],
  [2.5, '2.5'],
  [10, '10'],
  [0.1 + 0.2, '0.3'],
  [99.999, '100'],
])('%d points are written %s', (points, text) => {
  expect(showPoints(points)).toBe(text)
})

describe('in a terminal', () => {
  test('a grade is a line for each exercise, the first failure in full and the total', () => {
    const grade = gradeWith([
      exerciseWith(),
      exerciseWith({ slug: '02-halving', properties: [fail('a'), fail('b'), fail('c')] }),
    ])
    expect(terminalReport(grade)).toBe(`01-double        2.5 / 2.5  complete
02-halving         0 / 7.5  0 of 3 properties hold

FAIL a

2 more do not hold.

2.5 of 10 points (official, sandbox: isolated). Next: a in 02-halving.`)
  })

  test('a grade without exercises is a total', () => {
    expect(terminalReport(gradeWith([]))).toBe(
      '\n0 of 0 points (official, sandbox: isolated). Everything holds.',
    )
  })
})
