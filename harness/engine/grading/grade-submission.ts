import { existsSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { type Course, CourseError } from '../course/course.ts'
import { plain } from '../feedback/show.ts'
import { ProcessorBudget } from '../sandbox/budget.ts'
import { MAX_FILE_BYTES } from '../sandbox/limits.ts'
import { readOwnFile } from '../sandbox/own-file.ts'
import type { Level } from '../sandbox/policy.ts'
import { SandboxPool } from '../sandbox/pool.ts'
import { GraderFault } from '../spec/student.ts'
import type { MistakeBank } from './diagnose.ts'
import { courseDigest, digestOfTexts, textDigest } from './digests.ts'
import { type GradedExercise, gradeExercise } from './grade-exercise.ts'
import { type ExerciseRecord, type Grade, sealed } from './record.ts'
import { earnedPoints, functionRecords, propertyPoints, sumOfPoints } from './score.ts'
import { commitmentTo } from './seeds.ts'
import type { Suite } from './suite.ts'

/** A suite with its digest and, on the staff side, the known mistakes. */
export interface PreparedExercise {
  suite: Suite
  suiteDigest: string
  bank?: MistakeBank
}

export interface SubmissionOptions {
  course: Course
  exercises: readonly PreparedExercise[]
  /** The folder that holds the student's `exercises/`. */
  submission: string
  about: Grade['submission']
  tier: Grade['tier']
  level: Level
  key: string
  /** Digests of the stubs as handed out, by exercise. */
  stubs: Record<string, string>
  /** Exercises that can't be graded from this tree: see lost-exercise.ts. */
  lost?: readonly ExerciseRecord[]
  /** Hears of every exercise that is done. */
  onExercise?: (record: ExerciseRecord) => void
}

/** Grades a submission: two exercises at a time, each in a process of its own. */
export async function gradeSubmission(options: SubmissionOptions): Promise<Grade> {
  const { course, exercises, submission, level, key, stubs, lost = [], onExercise } = options
  if (!existsSync(submission) || !statSync(submission).isDirectory())
    throw new CourseError(
      `${submission} is not a folder. Give the folder that holds the student's exercises/.`,
    )
  const began = performance.now()
  const limit = pLimit(availableParallelism())
  const pool = new SandboxPool(level)
  const budget = new ProcessorBudget(
    1000 * course.budgetS,
    exercises.map(({ suite }) => suite.exercise.slug),
  )
  const times: Record<string, number> = {}
  const graded = await Promise.all(
    exercises.map(({ suite, suiteDigest, bank }) =>
      limit(async (): Promise<GradedExercise> => {
        const start = performance.now()
        const { slug, file } = suite.exercise
        const grade = async () => {
          const isUntouched = stubs[slug] !== undefined && stubs[slug] === digestOfFile(submission, file)
          const task = {
            suite,
            suiteDigest,
            submission,
            projectRoot: course.root,
            key,
            pool,
            budget,
            isUntouched,
          }
          return gradeExercise({ ...task, ...(bank ? { bank } : {}) })
        }
        const result = await grade().catch((error: unknown) => ungraded(suite, error))
        times[slug] = Math.round(performance.now() - start)
        onExercise?.(result.record)
        return result
      }),
    ),
  ).finally(() => pool.close())
  const records = [...withBlocks(graded), ...lost].sort((a, b) => (a.slug < b.slug ? -1 : 1))
  return sealed({
    schema: 'neurograde/grade/v2',
    tier: options.tier,
    sandbox: level,
    status: records.some(({ status }) => status === 'ungraded') ? 'ungraded' : 'graded',
    submission: options.about,
    engine: {
      version: engineVersion(course.root),
      courseDigest: courseDigest(course),
      suiteDigest: digestOfTexts(exercises.map(({ suiteDigest }) => suiteDigest)),
      seedCommitment: commitmentTo(key),
      node: process.version,
    },
    points: sumOfPoints(records.map(({ points }) => points)),
    maxPoints: sumOfPoints(records.map(({ maxPoints }) => maxPoints)),
    exercises: records,
    timing: {
      ms: Math.round(performance.now() - began),
      exercises: Object.fromEntries(
        exercises.map(({ suite: { exercise } }) => [exercise.slug, times[exercise.slug] ?? 0]),
      ),
    },
  })
}

/** What rests on an earlier exercise that does not pass is blocked by it: one red list, not two. */
function withBlocks(graded: readonly GradedExercise[]): ExerciseRecord[] {
  const done = new Map<string, ExerciseRecord>()
  for (const { record, imports } of graded) {
    const culprit = imports.find((slug) => done.has(slug) && done.get(slug)?.status !== 'pass')
    const blocks = culprit !== undefined && record.status !== 'pass' && record.status !== 'ungraded'
    done.set(record.slug, blocks ? blocked(record, culprit) : record)
  }
  return [...done.values()]
}

function blocked(record: ExerciseRecord, blockedBy: string): ExerciseRecord {
  return {
    ...record,
    status: 'blocked',
    blockedBy,
    properties: record.properties.map((property) =>
      property.status === 'pass' ? property : { ...property, status: 'blocked' },
    ),
  }
}

/** The grader failed, not the student: no points are lost, a person has to look. */
function ungraded(suite: Suite, error: unknown): GradedExercise {
  const reason = plain(error instanceof GraderFault ? error.message : `internal error: ${String(error)}`)
  const { slug, file, manifest } = suite.exercise
  const worth = propertyPoints(manifest)
  const properties = suite.entries.map(({ words, visible }) => ({
    id: words.id,
    kind: words.kind,
    functions: words.judges,
    visible,
    status: 'ungraded' as const,
    points: 0,
    maxPoints: worth[manifest.properties.indexOf(words)]! / 100,
    runs: 0,
    message: `This could not be graded: ${reason}`,
  }))
  const { title, unit } = manifest
  const maxPoints = sumOfPoints(properties.map((property) => property.maxPoints))
  const judged = new Set(properties.map(({ id }) => id))
  const nothing = earnedPoints(
    manifest,
    manifest.properties.map(({ id }) => (judged.has(id) ? false : undefined)),
  )
  const functions = functionRecords(nothing)
  return {
    record: { slug, title, unit, file, points: 0, maxPoints, status: 'ungraded', functions, properties },
    imports: [],
  }
}

/** Of a file that could be a stub: what can't be graded is not read. */
function digestOfFile(submission: string, file: string): string | undefined {
  const read = readOwnFile(submission, file, MAX_FILE_BYTES)
  return 'text' in read ? textDigest(read.text) : undefined
}

function engineVersion(root: string): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}
