import type { Property } from '../property.ts'
import type { Student } from '../student.ts'
import { scaleOf, type Tolerance } from '../tolerance.ts'
import { same } from '../verdict.ts'
import { oncePerCase } from './expected.ts'

export type FunctionsOf<M> = keyof Student<M> & string

/**
 * The student's function gives what the reference gives. The fields of the case, in their order, are the
 * arguments.
 *
 * @param pick what of the result counts, such as one field; all of it unless told
 */
export function matches<Module, Case extends object>(
  fn: FunctionsOf<Module>,
  // biome-ignore lint/suspicious/noExplicitAny: the reference function has the parameters of the student's
  reference: (...args: any[]) => unknown,
  tolerance: Tolerance,
  // biome-ignore lint/suspicious/noExplicitAny: … and its result
  pick: (result: any) => unknown = (result) => result,
): Property<Module, Case>['holds'] {
  const answerTo = oncePerCase((example: Case) => {
    const args = Object.values(example)
    const expected = pick(reference(...args))
    return { expected, scale: Math.max(scaleOf(expected), ...args.map(scaleOf)) }
  })
  return async (student, example) => {
    const { expected, scale } = answerTo(example)
    const call = student[fn] as unknown as (...args: unknown[]) => Promise<unknown>
    return same(pick(await call(...Object.values(example))), expected, tolerance, { scale })
  }
}
