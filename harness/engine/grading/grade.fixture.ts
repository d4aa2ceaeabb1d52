import { type ExerciseRecord, type Grade, type PropertyRecord, sealed } from './record.ts'

const digest = 'a'.repeat(64)

/** A property of a made-up grade: it holds, unless told otherwise. */
export function propertyWith(changes: Partial<PropertyRecord> = {}): PropertyRecord {
  const points = changes.status === undefined || changes.status === 'pass' ? 2.5 : 0
  return {
    id: 'doubles',
    kind: 'differential',
    functions: ['double'],
    visible: false,
    status: 'pass',
    points,
    maxPoints: 2.5,
    runs: 100,
    ...changes,
  }
}

/** An exercise of a made-up grade with the points and the status that its properties give. */
export function exerciseWith(changes: Partial<ExerciseRecord> = {}): ExerciseRecord {
  const properties = changes.properties ?? [propertyWith()]
  const points = properties.reduce((sum, property) => sum + property.points, 0)
  const maxPoints = properties.reduce((sum, property) => sum + property.maxPoints, 0)
  return {
    slug: '01-double',
    title: 'Doubling',
    unit: 1,
    file: 'exercises/01-double/double.ts',
    points,
    maxPoints,
    functions: [{ name: 'double', points, maxPoints }],
    status: properties.find(({ status }) => status !== 'pass')?.status ?? 'pass',
    ...changes,
    properties,
  }
}

/** A made-up grade of some exercises. */
export function gradeWith(
  exercises: ExerciseRecord[] = [exerciseWith()],
  changes: Partial<Grade> = {},
): Grade {
  return sealed({
    schema: 'neurograde/grade/v2',
    tier: 'official',
    sandbox: 'isolated',
    status: exercises.some(({ status }) => status === 'ungraded') ? 'ungraded' : 'graded',
    submission: { id: 'ada' },
    engine: {
      version: '0.1.0',
      courseDigest: digest,
      suiteDigest: digest,
      seedCommitment: digest,
      node: 'v26.10.0',
    },
    points: exercises.reduce((sum, { points }) => sum + points, 0),
    maxPoints: exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
    exercises,
    timing: { ms: 12, exercises: {} },
    ...changes,
  })
}
