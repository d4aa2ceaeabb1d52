import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import type { Course, Exercise } from '#engine/course/course.ts'
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
        const outcome = proof.known ?? (await inWorker({ root, slug: exercise.slug }))
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

function inWorker(workerData: { root: string; slug: string }): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // What mutants make a library warn of is nobody's to read.
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      stdout: true,
      stderr: true,
    })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) =>
      reject(new Error(`the mutants of ${workerData.slug} ended with code ${code}`)),
    )
  })
}
