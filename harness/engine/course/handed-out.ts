import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { slugPattern } from './folders.ts'
import { readChecked } from './read-json.ts'
import { restoreCommand } from './restore.ts'
import { HANDED_OUT, isStudentTree } from './student-tree.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.string().min(1)

export const courseSchema = z.strictObject({
  title: text,
  units: z.array(z.strictObject({ number: z.int().min(1), title: text })).min(1),
  /** What all exercises together are worth once the course is complete. */
  points: z.int().min(1),
  /** Every section of the chapter, in order. */
  sections: z.array(z.string()).min(1),
  /** Whether all exercises are in: then `verify` insists on the points and on every section. */
  complete: z.boolean(),
  /** Processor time for one submission, in seconds. */
  budgetS: z.int().min(1).default(300),
})

const handedOutSchema = z.strictObject({
  course: courseSchema,
  exercises: z.record(
    z.string().regex(slugPattern),
    z.strictObject({
      title: text,
      unit: z.int().min(1),
      points: z.int().min(1),
      /** What the visible properties are worth: the most that `check` can show. */
      visiblePoints: z.number().min(0),
      difficulty: z.int().min(1).max(3),
      /** The stub: a file that is still like it has not been started. */
      stub: digest,
    }),
  ),
  /** The digest of every file that a student has no reason to change. */
  files: z.record(z.string(), digest),
})

/** What `release` handed out: the whole course, whatever became of its folders in a student's hands. */
export type HandedOut = z.infer<typeof handedOutSchema>

/**
 * The list that `release` wrote into a student's tree. It can be edited as all else there, so that it is a help and
 * never a proof; without it, what the folders hold is what there is.
 *
 * @throws CourseError where it should be and can not be used
 */
export function readHandedOut(root: string): HandedOut | undefined {
  const path = join(root, HANDED_OUT)
  if (!isStudentTree(root) && !existsSync(path)) return undefined
  return readChecked(path, HANDED_OUT, handedOutSchema, 'list of what was handed out')
}

/** How to get the list itself back: from any commit in which it can be read. */
export function restoreHandedOut(root: string): string {
  return restoreCommand(root, [HANDED_OUT], (_, content) => {
    try {
      return handedOutSchema.safeParse(JSON.parse(content)).success
    } catch {
      return false
    }
  })
}
