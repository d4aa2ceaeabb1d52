import { createHash } from 'node:crypto'
import * as z from 'zod'
import { propertyKinds } from '../course/manifest.ts'

export const outcomes = ['pass', 'fail', 'error', 'timeout', 'blocked', 'ungraded'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * Points as written in a record: at most two decimals. Not `multipleOf`: validators of the published JSON schema
 * divide in floating point, where 0.07 is no multiple of 0.01.
 */
const points = z
  .number()
  .min(0)
  .refine((value) => Math.round(value * 100) / 100 === value, 'must have at most two decimals')
  .meta({ description: 'at most two decimals' })
const digest = z.string().regex(/^[0-9a-f]{64}$/)

const counterexample = z.strictObject({
  case: z.int().min(0),
  shrinks: z.int().min(0),
  inputs: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  calls: z.array(z.string()),
  because: z.string().optional(),
  yours: z.string().optional(),
  expected: z.string().optional(),
  /** Whose these two values are, where both are the student's. */
  sides: z.tuple([z.string(), z.string()]).optional(),
  threw: z
    .strictObject({
      message: z.string(),
      plainly: z.string().optional(),
      file: z.string().optional(),
      line: z.int().optional(),
    })
    .optional(),
})

const propertyRecord = z.strictObject({
  id: z.string(),
  kind: z.enum(propertyKinds),
  /** The functions that it judges. */
  functions: z.array(z.string()),
  visible: z.boolean(),
  status: z.enum(outcomes),
  points,
  maxPoints: points,
  runs: z.int().min(0),
  counterexample: counterexample.optional(),
  mistake: z
    .strictObject({ id: z.string(), says: z.string(), explains: z.string(), asks: z.string() })
    .optional(),
  /** The message that a student reads. */
  message: z.string().optional(),
  /** The line of the student's file that the message is about. */
  line: z.int().optional(),
})

const exerciseRecord = z.strictObject({
  slug: z.string(),
  title: z.string(),
  unit: z.int(),
  file: z.string(),
  points,
  maxPoints: points,
  status: z.enum(outcomes),
  /** The file is as it was handed out. */
  untouched: z.boolean().optional(),
  /** The earlier exercise that this one imports and that does not pass. */
  blockedBy: z.string().optional(),
  /** What each function is worth and earned; the points of the exercise are theirs. */
  functions: z.array(z.strictObject({ name: z.string(), points, maxPoints: points })),
  properties: z.array(propertyRecord),
  /** What is graded only after handing in, where this is a check of the visible properties. */
  unchecked: z.strictObject({ properties: z.int().min(1), points }).optional(),
  /** What the student's code printed, cleaned and cut. */
  printed: z.string().optional(),
})

/** One graded submission: `grade.json`. Everything that varies from run to run sits under `timing`. */
export const gradeSchema = z.strictObject({
  schema: z.literal('neurograde/grade/v2'),
  tier: z.enum(['official', 'provisional']),
  sandbox: z.enum(['isolated', 'restricted']),
  status: z.enum(['graded', 'ungraded']),
  submission: z.strictObject({
    id: z.string(),
    repository: z.string().optional(),
    commit: z.string().optional(),
    submittedAt: z.string().optional(),
  }),
  engine: z.strictObject({
    version: z.string(),
    courseDigest: digest,
    suiteDigest: digest,
    seedCommitment: digest,
    node: z.string(),
  }),
  points,
  maxPoints: points,
  /** SHA-256 of everything but `digest` and `timing`. */
  digest,
  exercises: z.array(exerciseRecord),
  timing: z.strictObject({ ms: z.number(), exercises: z.record(z.string(), z.number()) }),
})

/** Version 1 knew no functions: points belonged to properties alone. */
const gradeSchemaV1 = gradeSchema.extend({
  schema: z.literal('neurograde/grade/v1'),
  exercises: z.array(
    exerciseRecord
      .omit({ functions: true })
      .extend({ properties: z.array(propertyRecord.omit({ functions: true })) }),
  ),
})

/** A record as it is read back: of this version, or of an earlier one. */
export const anyGradeSchema = z.union([gradeSchema, gradeSchemaV1])

/** The schema for those who read records without this code: `grade.schema.json`. */
export function gradeJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(gradeSchema)
  return {
    $schema,
    $id: 'urn:neurograde:grade:v2',
    title: 'neurograde grade record (grade.json), version 2',
    ...schema,
  }
}

export type Grade = z.infer<typeof gradeSchema>
export type ExerciseRecord = z.infer<typeof exerciseRecord>
export type PropertyRecord = z.infer<typeof propertyRecord>

/** The record with its digest. */
export function sealed(grade: Omit<Grade, 'digest'>): Grade {
  const { timing, ...lasting } = grade
  return { ...lasting, digest: digestOf(lasting), timing }
}

/** Whether a record is what it was when it was written. */
export function isIntact({
  digest: written,
  timing: _,
  ...lasting
}: z.infer<typeof anyGradeSchema>): boolean {
  return written === digestOf(lasting)
}

/** SHA-256 of a value's JSON with sorted keys. */
function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : item,
  )
}
