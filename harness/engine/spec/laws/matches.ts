import type { Property } from '../property.ts'
import { GraderFault, type Student } from '../student.ts'
import { scaleOf, type Tolerance } from '../tolerance.ts'
import { same } from '../verdict.ts'

type FunctionsOf<M> = keyof Student<M> & string

/**
 * The student's function gives what the reference gives. The fields of the case, in their order, are the
 * arguments.
 */
export function matches<Module, Case extends object>(
  fn: FunctionsOf<Module>,
  // biome-ignore lint/suspicious/noExplicitAny: the reference function has the parameters of the student's
  reference: (...args: any[]) => unknown,
  tolerance: Tolerance,
): Property<Module, Case>['holds'] {
  return async (student, example) => {
    const args = Object.values(example)
    const expected = expectedFrom(() => reference(...args))
    const call = student[fn] as unknown as (...args: unknown[]) => Promise<unknown>
    return same(await call(...args), expected, tolerance, {
      scale: Math.max(scaleOf(expected), ...args.map(scaleOf)),
    })
  }
}

/** A value of the reference. If that throws, the fault is ours and nobody is graded by it. */
export function expectedFrom<T>(compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    throw new GraderFault(`the reference refused a generated case: ${String(error)}`, { cause: error })
  }
}
