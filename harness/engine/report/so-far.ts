import { appendFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../course/make-folder.ts'
import type { ExerciseRecord } from '../grading/record.ts'
import { why } from './why.ts'

/** Exercises that are done, a line of JSON each, while the others are still being graded. */
const SO_FAR = 'grade.so-far.jsonl'

/**
 * Keeps each exercise as it is done, so that a run that is ended from outside does not take along what it had graded.
 * The file is gone when the whole record has been written.
 */
export function keepSoFar(folder: string): { exercise(record: ExerciseRecord): void; whole(): void } {
  const path = join(folder, SO_FAR)
  let isBroken = false
  const tried = (run: () => unknown) => {
    if (isBroken) return
    try {
      run()
    } catch (error) {
      isBroken = true
      console.error(
        `neurograde: What is graded so far is not kept in ${path}: ${why(error)}. The grading goes on.`,
      )
    }
  }
  tried(() => existsSync(path) && rmSync(path))
  return {
    exercise: (record) =>
      tried(() => {
        makeFolder(folder)
        appendFileSync(path, `${JSON.stringify(record)}\n`)
      }),
    whole: () => tried(() => existsSync(path) && rmSync(path)),
  }
}
