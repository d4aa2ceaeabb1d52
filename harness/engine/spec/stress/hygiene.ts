import { keepsInputs, repeatsItself } from '../laws/hygiene.ts'
import { refuses, refusesWithCode } from '../laws/refuses.ts'
import { type AnyProperty, property } from '../property.ts'
import { badInput } from './bad-input.ts'
import { faultsOf, namedCall, positional, type Takes, traitsOf } from './takes.ts'

/** Legal calls that each function is watched in. */
const WATCHED = 6

interface Watched {
  fn: string
  args: unknown[]
}

/**
 * What every function is held to, apart from what it computes: the properties of kind `contract`, under ids such as
 * `mse/keeps-inputs`. They need no reference, so students have them too.
 */
export function hygiene<Module>(takes: Takes): Record<string, AnyProperty<Module>> {
  const laws: Record<string, AnyProperty<Module>> = {}
  for (const [fn, signature] of Object.entries(takes.signatures)) {
    const given = (seed: number) =>
      Array.from(
        { length: WATCHED },
        (_, i): Watched => ({ fn, args: positional(namedCall(signature, `${seed} ${i}`)) }),
      )
    if (traitsOf(signature).has('list'))
      laws[`${fn}/keeps-inputs`] = property<Module, Watched>({
        given,
        holds: (student, { args }) => keepsInputs(student, { [fn]: args }),
      })
    laws[`${fn}/repeats-itself`] = property<Module, Watched>({
      given,
      holds: (student, { args }) => repeatsItself(student, { [fn]: args }),
    })
    if (faultsOf(signature).length === 0) continue
    const bad = (seed: number) => badInput(fn, takes, seed)
    laws[`${fn}/refuses-bad-input`] = property({ given: bad, holds: refuses })
    laws[`${fn}/gives-the-reason`] = property({ given: bad, holds: refusesWithCode })
  }
  return laws
}
