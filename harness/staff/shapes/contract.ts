import fc from 'fast-check'
import { keepsInputs, type LegalCalls, repeatsItself } from '#engine/spec/laws/hygiene.ts'
import { type BadInput, refuses, refusesWithCode } from '#engine/spec/laws/refuses.ts'
import { type AnyProperty, property } from '#engine/spec/property.ts'

/** What every function of an exercise is held to, apart from what it computes. */
interface Contract<Case> {
  /** Cases from which a legal call of every function can be made. */
  given: fc.Arbitrary<Case> | readonly Case[]
  calls(example: Case): LegalCalls
  /** Calls that must be refused, the simplest first. */
  badInput: readonly BadInput[]
}

const RUNS = 8

/**
 * The properties of kind `contract`, as `hygiene` makes them for exercises, but of cases that a shape makes itself: shapes do
 * not declare what their functions take.
 */
export function contract<Module, Case>({
  given,
  calls,
  badInput,
}: Contract<Case>): Record<string, AnyProperty<Module>> {
  const [sample] = Array.isArray(given)
    ? given
    : fc.sample(given as fc.Arbitrary<Case>, { numRuns: 1, seed: 1 })
  const laws: Record<string, AnyProperty<Module>> = {}
  for (const fn of Object.keys(calls(sample as Case))) {
    const only = (example: Case) => ({ [fn]: calls(example)[fn]! })
    laws[`${fn}/keeps-inputs`] = property<Module, Case>({
      given,
      runs: RUNS,
      holds: (student, example) => keepsInputs(student, only(example)),
    })
    laws[`${fn}/repeats-itself`] = property<Module, Case>({
      given,
      runs: RUNS,
      holds: (student, example) => repeatsItself(student, only(example)),
    })
    const bad = badInput.filter((input) => input.fn === fn)
    if (bad.length === 0) continue
    laws[`${fn}/refuses-bad-input`] = property<Module, BadInput>({ given: bad, holds: refuses })
    laws[`${fn}/gives-the-reason`] = property<Module, BadInput>({ given: bad, holds: refusesWithCode })
  }
  return laws
}
