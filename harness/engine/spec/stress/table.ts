import { type KindName, kinds } from './kinds.ts'
import { hasDefaults } from './stress.ts'
import { type Signature, traitsOf } from './takes.ts'

export { withAt } from './argument.ts'
export { type KindName, kindNames } from './kinds.ts'

/** Why a kind of stress does not apply to a function; undefined where it does. */
export function whyNot(kind: KindName, signature: Signature): string | undefined {
  switch (kind) {
    case 'no-memory':
      return undefined
    case 'defaults':
      return hasDefaults(signature) ? undefined : 'no option that may be left out'
    case 'iteration-limits':
      return traitsOf(signature).has('iterations') ? undefined : 'no limit of iterations'
    default:
      return kinds[kind].applies(signature) ? undefined : kinds[kind].otherwise
  }
}
