import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import type { Course, Exercise } from '#engine/course/course.ts'
import { inWorker } from '../source/in-worker.ts'
import { proofOf } from '../source/proofs.ts'
import type { Verification } from './verify-exercise.ts'

const WORKER = 'harness/staff/verify/worker.ts'

/** Verifies exercises side by side, in the order of the course. */
export async function verifyExercises(
  { root }: Course,
  exercises: readonly Exercise[],
  { seeds, done }: { seeds: number; done: (verification: Verification) => void },
): Promise<Verification[]> {
  const limit = pLimit(availableParallelism())
  return Promise.all(
    exercises.map(({ slug }) =>
      limit(async () => {
        const proof = proofOf<Verification>(root, `verify-${seeds}`, slug, [WORKER])
        const verification =
          proof.known ??
          (await inWorker<Verification>(
            new URL('./worker.ts', import.meta.url),
            { root, slug, seeds },
            `the verification of ${slug}`,
          ))
        if (verification.problems.length === 0) proof.keep(verification)
        done(verification)
        return verification
      }),
    ),
  )
}

/** What is wrong with the course as a whole: points and sections. Until it is complete these are remarks. */
export function courseRemarks({ exercises, points, sections, complete }: Course): {
  remarks: string[]
  problems: string[]
} {
  const sum = exercises.reduce((total, { manifest }) => total + manifest.points, 0)
  const covered = new Set(exercises.flatMap(({ manifest }) => manifest.covers))
  const missing = sections.filter((section) => !covered.has(section))
  const unknown = [...covered].filter((section) => !sections.includes(section))
  const state = [
    ...(sum !== points ? [`the exercises are worth ${sum} of ${points} points`] : []),
    ...(missing.length ? [`no exercise covers ${missing.join(', ')}`] : []),
  ]
  const problems = [
    ...(sum > points
      ? [`the exercises are worth ${sum} points, more than the ${points} of course.json`]
      : []),
    ...unknown.map((section) => `an exercise covers ${section}, which is not a section in course.json`),
    ...(complete ? state : []),
  ]
  return { remarks: complete ? [] : state, problems }
}
