import type fc from 'fast-check'
import { type AnyProperty, property } from '../property.ts'
import { keepsInputs, type LegalCalls, repeatsItself } from './hygiene.ts'
import { type BadInput, refuses, refusesWithCode } from './refuses.ts'

/** What every function of an exercise is held to, apart from what it computes. */
interface Contract<Case> {
  /** Cases from which a legal call of every function can be made. */
  given: fc.Arbitrary<Case> | readonly Case[]
  calls(example: Case): LegalCalls
  /** Calls that must be refused, the simplest first. */
  badInput: readonly BadInput[]
}

const RUNS = 20

/** The four properties of kind `contract`, under the ids that every manifest gives them. */
export function contract<Module, Case>({
  given,
  calls,
  badInput,
}: Contract<Case>): Record<string, AnyProperty<Module>> {
  return {
    'keeps-inputs': property<Module, Case>({
      given,
      runs: RUNS,
      holds: (student, example) => keepsInputs(student, calls(example)),
    }),
    'repeats-itself': property<Module, Case>({
      given,
      runs: RUNS,
      holds: (student, example) => repeatsItself(student, calls(example)),
    }),
    'refuses-bad-input': property<Module, BadInput>({ given: badInput, holds: refuses }),
    'gives-the-reason': property<Module, BadInput>({ given: badInput, holds: refusesWithCode }),
  }
}
