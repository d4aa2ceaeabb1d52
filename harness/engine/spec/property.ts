import type fc from 'fast-check'
import type { Student } from './student.ts'
import type { Verdict } from './verdict.ts'

/**
 * A law that a correct solution obeys.
 *
 * `given` makes the cases: an arbitrary (random, made simpler when a case fails), a plain list that is
 * tried in order, simplest first, or a function that makes such a list from a seed. `holds` gives the verdict on one case.
 */
export interface Property<Module, Case> {
  given: fc.Arbitrary<Case> | readonly Case[] | ((seed: number) => readonly Case[])
  holds(student: Student<Module>, example: Case): Verdict | Promise<Verdict>
  /** How many random cases are tried; 100 unless told. */
  runs?: number
  /** Cases that are tried before the random ones. */
  examples?: readonly Case[]
  /**
   * The interesting kinds of case, each with the least share of cases that must be of it: `verify` checks
   * these floors, so that no property passes because nothing interesting came up.
   */
  covers?: Record<string, readonly [share: number, is: (example: Case) => boolean]>
  /** Of a statistical property: what its limits rest on, which `verify` measures anew. */
  power?: Power
}

/** What the limits of a statistical property rest on: see `statistical`. */
export interface Power {
  /** The mistake of the bank that the limits must tell from a right program. */
  control: string
  /** Smallest and largest value, as written down. */
  measured: { reference: readonly [number, number]; control: readonly [number, number] }
  /** The values of a program, one a seed. */
  measure(student: unknown): Promise<number[]>
  /** How often, at most, a correct program fails by bad luck, from the values of the exemplar. */
  falseFail(values: readonly number[]): number
}

/** Any property of a module, whatever its cases. */
// biome-ignore lint/suspicious/noExplicitAny: each property has its own type of case
export type AnyProperty<Module = any> = Property<Module, any>

/** States one property. */
export function property<Module, Case>(law: Property<Module, Case>): Property<Module, Case> {
  return law
}

/** The properties of an exercise, keyed by the ids of its manifest. */
export function properties<Module>(laws: Record<string, AnyProperty<Module>>): Record<string, AnyProperty> {
  return laws
}
