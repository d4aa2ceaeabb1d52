import type { Grade } from '../grading/record.ts'
import { showPoints } from './words.ts'

/** An environment string holds less than 128 KiB, and base64 makes three bytes into four. */
const MAX_JSON_BYTES = 90 * 1024

/** One test as GitHub Classroom's grading actions write it. */
interface ClassroomTest {
  name: string
  status: 'pass' | 'fail' | 'error'
  score: number
  message?: string
  test_code?: string
  filename?: string
  line_no?: number
  duration?: number
}

/** The result of a grading step in GitHub Classroom's format, version 1. */
export interface ClassroomResult {
  version: 1
  status: 'pass' | 'fail' | 'error'
  max_score: number
  tests: ClassroomTest[]
}

/**
 * A grade in Classroom's format. Every test has a numeric score (without one the reporter's total is NaN).
 * When it would be too long, messages go first, then all that a total does not need (37 exercises have nearly 900
 * properties); tests never.
 */
export function classroomResult(grade: Grade): ClassroomResult {
  const tests = grade.exercises.flatMap(({ slug, file, properties }) =>
    properties.map(
      ({ id, status, points, message = '', line = 0 }): ClassroomTest => ({
        name: `${slug} · ${id}`,
        status: status === 'pass' ? 'pass' : status === 'fail' ? 'fail' : 'error',
        score: points,
        message,
        test_code: '',
        filename: line ? file : '',
        line_no: line,
        duration: 0,
      }),
    ),
  )
  settleRounding(tests, grade.points)
  const result: ClassroomResult = {
    version: 1,
    status:
      grade.status === 'ungraded'
        ? 'error'
        : tests.every(({ status }) => status === 'pass')
          ? 'pass'
          : 'fail',
    max_score: grade.maxPoints,
    tests,
  }
  const silent = { ...result, tests: tests.map((test) => ({ ...test, message: '' })) }
  const bare = {
    ...result,
    tests: tests.map(({ name, status, score }) => ({ name: short(name), status, score })),
  }
  return [result, silent].find((candidate) => jsonBytes(candidate) <= MAX_JSON_BYTES) ?? bare
}

/** The `result` output: base64 of the JSON. */
export function encodedResult(grade: Grade): string {
  return Buffer.from(JSON.stringify(classroomResult(grade))).toString('base64')
}

/** The two notices that GitHub Classroom read from a run. */
export function classroomNotices({ points, maxPoints }: Grade): { title: string; message: string }[] {
  return [
    { title: 'Autograding complete', message: `Points ${showPoints(points)}/${showPoints(maxPoints)}` },
    { title: 'Autograding report', message: JSON.stringify({ totalPoints: points, maxPoints }) },
  ]
}

/**
 * The reporter adds the scores up as binary fractions, and 0.1 + 0.2 is not 0.3 there. The last score takes up
 * what rounding leaves over (some 1e-14), so that the total that is printed is ours to the last digit.
 */
function settleRounding(tests: ClassroomTest[], points: number): void {
  const last = tests.findLast(({ score }) => score > 0)
  const sum = () => tests.reduce((total, { score }) => total + score, 0)
  for (let tries = 0; last && sum() !== points && tries < 10; tries++) last.score += points - sum()
}

/** `05 · mse-matches-definition`, without the words of the folder. */
function short(name: string): string {
  return name.replace(/^(\d\d)-\S+/, '$1')
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
