import { GraderFault, StudentTrouble } from '../student.ts'

/** A value of the reference. If that throws, the fault is ours and nobody is graded by it. */
export function expectedFrom<T>(compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    throw new GraderFault(`the reference refused a generated case: ${String(error)}`, { cause: error })
  }
}

/**
 * The same, worked out once for each case: all submissions of a run are asked the same cases. Laws must not change
 * a case or what is expected of it.
 */
export function oncePerCase<Case extends object, T>(compute: (example: Case) => T): (example: Case) => T {
  const known = new WeakMap<Case, { value: T }>()
  return (example) => {
    const found = known.get(example)
    if (found) return found.value
    const value = expectedFrom(() => compute(example))
    known.set(example, { value })
    return value
  }
}

/**
 * A value of the reference from what the student's function `fn` returned, such as a model. If that throws, the model can
 * not be used, which is the student's failure and no fault of ours.
 */
export function crossPlay<T>(fn: string, compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StudentTrouble({
      kind: 'bad-result',
      fn,
      message: `what your ${fn} returned can not be used: ${why}`,
    })
  }
}
