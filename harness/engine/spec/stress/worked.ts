import { type AnyProperty, property } from '../property.ts'
import { functionNamed } from '../student.ts'
import { closedForm, type Tolerance } from '../tolerance.ts'
import { same } from '../verdict.ts'

/** A call that the statement works out by hand, and its result. */
// biome-ignore lint/suspicious/noExplicitAny: the functions of an exercise have all kinds of parameters
export type Worked<F> = F extends (...args: infer A) => infer R ? { args: A; result: Partial<R> | R } : any

/**
 * The examples of the statement, under ids such as `mse/worked-example`. Of a record only the fields that are given count.
 */
export function workedExamples<Module>(
  examples: { [fn in keyof Module]?: readonly Worked<Module[fn]>[] },
  tolerance: Tolerance = closedForm,
): Record<string, AnyProperty<Module>> {
  return Object.fromEntries(
    Object.entries(examples).map(([fn, given]) => [
      `${fn}/worked-example`,
      property<Module, Worked<unknown>>({
        given: given as readonly Worked<unknown>[],
        holds: async (student, { args, result }) => {
          return same(await functionNamed(student, fn)(...args), result, tolerance, {
            because: `The README works this example of ${fn} out by hand.`,
          })
        },
      }),
    ]),
  )
}
