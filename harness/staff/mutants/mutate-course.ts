import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import type { Course, Exercise } from '#engine/course/course.ts'
import { inWorker } from '../source/in-worker.ts'
import { proofOf } from '../source/proofs.ts'
import { judgeSurvivors, type Reason, readEquivalents } from './equivalents.ts'
import type { Outcome, Survivor } from './mutate-exercise.ts'

const WORKER = 'harness/staff/mutants/worker.ts'

/** What became of the mutants of an exercise, with what its author says of those that survive. */
export interface Judged extends Omit<Outcome, 'survivors'> {
  explained: { mutant: Survivor; because: string }[]
  survivors: Survivor[]
  stale: Reason[]
}

/** Mutates exemplars side by side, in the order of the course. What was found out before is not found out again. */
export async function mutateExercises(
  { root }: Course,
  exercises: readonly Exercise[],
  done: (judged: Judged) => void,
): Promise<Judged[]> {
  const limit = pLimit(availableParallelism())
  return Promise.all(
    exercises.map((exercise) =>
      limit(async () => {
        const proof = proofOf<Outcome>(root, 'mutants', exercise.slug, [WORKER])
        const outcome =
          proof.known ??
          (await inWorker<Outcome>(
            new URL('./worker.ts', import.meta.url),
            { root, slug: exercise.slug },
            `the mutants of ${exercise.slug}`,
            // What mutants make a library warn of is nobody's to read.
            true,
          ))
        if (!proof.known) proof.keep(outcome)
        const judged = withReasons(outcome, readEquivalents(root, exercise))
        done(judged)
        return judged
      }),
    ),
  )
}

export function withReasons({ survivors, ...outcome }: Outcome, reasons: readonly Reason[]): Judged {
  return { ...outcome, ...judgeSurvivors(survivors, reasons) }
}

/** Whether anything is left to do: a survivor without a reason, or a reason without a survivor. */
export function isUnfinished({ survivors, stale }: Judged): boolean {
  return survivors.length > 0 || stale.length > 0
}
