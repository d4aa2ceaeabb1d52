import type { ExerciseRecord } from './record.ts'

/** The one property of an exercise that lost the files which say what to check. */
export const LOST = 'files-as-handed-out'

/** What there is to know of an exercise without its folder. */
export interface LostExercise {
  slug: string
  title: string
  unit: number
  points: number
  /** What is wrong, and how to mend it: sentences. */
  message: string
}

/**
 * The record of an exercise in a student's tree whose manifest or visible properties are gone. It earns nothing and
 * counts in full, so that the total of the course does not depend on what was deleted.
 */
export function lostExercise({ slug, title, unit, points, message }: LostExercise): ExerciseRecord {
  return {
    slug,
    title,
    unit,
    file: `exercises/${slug}/${slug.slice(3)}.ts`,
    points: 0,
    maxPoints: points,
    status: 'error',
    functions: [],
    properties: [
      {
        id: LOST,
        kind: 'contract',
        functions: [],
        visible: true,
        status: 'error',
        points: 0,
        maxPoints: points,
        runs: 0,
        message: `ERROR  ${slug}\n\n${message
          .split('\n')
          .map((line) => `  ${line}`)
          .join('\n')}`,
      },
    ],
  }
}
