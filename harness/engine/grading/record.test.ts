import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../course/root.ts'
import { exerciseWith, gradeWith, propertyWith } from './grade.fixture.ts'
import { anyGradeSchema, type Grade, gradeJsonSchema, gradeSchema, isIntact, sealed } from './record.ts'

const grade = gradeWith([
  exerciseWith({
    properties: [
      propertyWith({
        status: 'error',
        counterexample: { case: 1, shrinks: 0, inputs: [], calls: [], threw: { message: 'no', line: 3 } },
        message: 'ERROR',
        line: 3,
      }),
      propertyWith({ mistake: { id: 'a', says: 'b', explains: 'c', asks: 'd' } }),
    ],
  }),
])

describe('a record', () => {
  test('is of the schema', () => {
    expect(gradeSchema.parse(JSON.parse(JSON.stringify(grade)))).toEqual(grade)
  })

  test.each<[string, object]>([
    ['a status that is none', { status: 'passed' }],
    ['points below zero', { points: -1 }],
    ['points that are no number', { points: '10' }],
    ['another schema', { schema: 'neurograde/grade/v3' }],
    ['a digest that is none', { digest: 'abc' }],
    ['an unknown key', { extra: 1 }],
    ['exercises that are none', { exercises: [{}] }],
  ])('with %s is not', (_, changes) => {
    expect(gradeSchema.safeParse({ ...grade, ...changes }).success).toBe(false)
    expect(isPublished({ ...grade, ...changes })).toBe(false)
  })
})

test('a record of version 1, which knew no functions, is still read, and intact', () => {
  const old = {
    ...grade,
    schema: 'neurograde/grade/v1',
    exercises: grade.exercises.map(({ functions: _, properties, ...exercise }) => ({
      ...exercise,
      properties: properties.map(({ functions: __, ...property }) => property),
    })),
  }
  const written = sealed({ ...old, digest: undefined } as unknown as Grade)
  const read = anyGradeSchema.parse(JSON.parse(JSON.stringify(written)))
  expect(read).toEqual(written)
  expect(isIntact(read)).toBe(true)
  expect(gradeSchema.safeParse(written).success).toBe(false)
})

test('points with three decimals are refused, though a JSON schema can not say so', () => {
  expect(gradeSchema.safeParse({ ...grade, points: 0.125 }).success).toBe(false)
})

describe('the digest of a record', () => {
  test('is the same for the same content, whatever the order of keys and the times', () => {
    const other = gradeWith(grade.exercises, { timing: { ms: 99, exercises: { '01-double': 5 } } })
    expect(other.digest).toBe(grade.digest)
    const turned = Object.fromEntries(Object.entries(grade).reverse()) as Grade
    expect(isIntact(turned)).toBe(true)
  })

  test('is the same after a trip through a file', () => {
    expect(isIntact(JSON.parse(JSON.stringify(grade, null, 2)))).toBe(true)
  })

  test('gives away a change anywhere', () => {
    const copy = () => structuredClone(grade)
    const changed: ((grade: Grade) => void)[] = [
      (it) => (it.points += 1),
      (it) => (it.tier = 'provisional'),
      (it) => (it.submission.id = 'eve'),
      (it) => (it.exercises[0]!.properties[0]!.status = 'pass'),
      (it) => (it.exercises[0]!.properties[0]!.counterexample!.threw!.line = 4),
      (it) => it.exercises.pop(),
      (it) => (it.digest = `b${it.digest.slice(1)}`),
    ]
    for (const change of changed) {
      const it = copy()
      change(it)
      expect(isIntact(it), String(change)).toBe(false)
    }
  })

  test('does not cover the times', () => {
    expect(isIntact({ ...grade, timing: { ms: 1, exercises: {} } })).toBe(true)
  })
})

const published = JSON.parse(
  readFileSync(join(projectRoot, 'harness', 'engine', 'grading', 'grade.schema.json'), 'utf8'),
)
/** A validator as a stranger would make it: no options. */
const isPublished = new Ajv2020().compile(published)

describe('the published JSON schema', () => {
  test('is up to date: if not, write what is expected here to grade.schema.json', () => {
    expect(published).toEqual(gradeJsonSchema())
  })

  test('says what it is', () => {
    expect(published).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:neurograde:grade:v2',
      title: expect.stringContaining('grade'),
    })
  })

  test('accepts a record', () => {
    isPublished(grade)
    expect(isPublished.errors ?? []).toEqual([])
  })

  test('accepts every number of hundredths as points', () => {
    const refused = Array.from({ length: 10_001 }, (_, i) => i / 100).filter(
      (points) => !isPublished({ ...grade, points }) || !gradeSchema.safeParse({ ...grade, points }).success,
    )
    expect(refused).toEqual([])
  })
})
