import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { CourseError, type Exercise } from '#engine/course/course.ts'
import type { Survivor } from './mutate-exercise.ts'

/** Why no caller can tell a mutant from the exemplar. */
export interface Reason {
  in: string
  before: string
  after: string
  because: string
}

/**
 * Found by the text of the line, so that a change elsewhere in the file voids nothing. JSON, because the proofs of an
 * exercise rest on all its code: a reason more changes none of them.
 */
const equivalentsSchema = z.array(
  z.strictObject({
    /** The function; empty beside all functions. */
    in: z.string(),
    before: z.string(),
    /** The line as it may be; of several lines alike in effect, each. */
    after: z.union([z.string(), z.array(z.string()).min(1)]),
    because: z.string().min(20),
  }),
)

export function equivalentsPath(root: string, { slug, name }: Pick<Exercise, 'slug' | 'name'>): string {
  return join(root, 'solutions', slug, `${name}.equivalents.json`)
}

/**
 * The equivalents of an exercise; none, where no such file is.
 *
 * @throws CourseError
 */
export function readEquivalents(root: string, exercise: Pick<Exercise, 'slug' | 'name'>): Reason[] {
  const path = equivalentsPath(root, exercise)
  if (!existsSync(path)) return []
  const file = `solutions/${exercise.slug}/${exercise.name}.equivalents.json`
  let read: unknown
  try {
    read = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new CourseError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`)
  }
  const { success, data, error } = equivalentsSchema.safeParse(read)
  if (!success) throw new CourseError(`${file}: ${z.prettifyError(error)}`)
  return data.flatMap(({ after, ...rest }) => [after].flat().map((one) => ({ ...rest, after: one })))
}

/** Survivors, told apart: with a reason or without; and reasons that nothing survives by any more. */
export function judgeSurvivors(survivors: readonly Survivor[], reasons: readonly Reason[]) {
  const reasonOf = (mutant: Survivor) =>
    reasons.find((known) => (['in', 'before', 'after'] as const).every((key) => known[key] === mutant[key]))
  const used = new Set(survivors.map(reasonOf))
  return {
    explained: survivors.flatMap((mutant) => {
      const because = reasonOf(mutant)?.because
      return because === undefined ? [] : [{ mutant, because }]
    }),
    survivors: survivors.filter((mutant) => !reasonOf(mutant)),
    stale: reasons.filter((reason) => !used.has(reason)),
  }
}
