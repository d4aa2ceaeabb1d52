import type { Power, Property } from '../property.ts'
import type { Student } from '../student.ts'
import type { Verdict } from '../verdict.ts'
import { type Chance, falseFail, type Limits, type Summary, summaryOf, within } from './chance.ts'

/** What was seen of one seed, with words of its own for what is wrong with it. */
type Seen = number | { value: number; because: string }

export interface Statistical<Module, Case> extends Limits {
  /** Seeds or data, fixed: each gives one value of the statistic, and all are one case of the property. */
  given: readonly Case[]
  statistic(student: Student<Module>, example: Case): Promise<Seen>
  /** What is held to the limits: each value, their median or their mean. */
  summary?: Summary
  /** What must be so, as a sentence for the student. */
  because: string
  /** How a correct program may come to miss the limits. */
  chance: Chance
  /**
   * Smallest and largest value of the exemplar and of the control, over `over` (more seeds than are graded) or
   * `given`. Written down here, and measured anew by `verify`.
   */
  measured: {
    reference: readonly [number, number]
    control: readonly [number, number]
    over?: readonly Case[]
  }
  /** The wrong program, a mistake of the bank, that the limits must tell from a right one. */
  control: string
}

/** A statistic over fixed seeds keeps its limits. `verify` proves that a correct program does not fail by bad luck. */
export function statistical<Module, Case>(law: Statistical<Module, Case>): Property<Module, readonly Case[]> {
  const { given, statistic, summary = 'each', because, chance, measured, control } = law
  const limits: Limits = { atLeast: law.atLeast, atMost: law.atMost }
  const measure = async (student: Student<Module>, cases: readonly Case[]): Promise<Seen[]> =>
    Promise.all(cases.map((example) => statistic(student, example)))
  const power: Power = {
    control,
    measured,
    measure: async (student) =>
      (await measure(student as Student<Module>, measured.over ?? given)).map(numberOf),
    falseFail: (values) => falseFail(values, limits, { chance, summary, seeds: given.length }),
  }
  return {
    given: [given],
    power,
    holds: async (student, cases): Promise<Verdict> => {
      const seen = await measure(student, cases)
      const missed = seen.find((one) => !within(numberOf(one), limits))
      const value = summary === 'each' ? missed && numberOf(missed) : summaryOf(seen.map(numberOf), summary)
      if (value === undefined || within(value, limits)) return true
      return {
        because: typeof missed === 'object' ? missed.because : because,
        got: value,
        expected: inWords(limits, summary, given.length),
      }
    },
  }
}

function numberOf(seen: Seen): number {
  return typeof seen === 'number' ? seen : seen.value
}

function inWords({ atLeast, atMost }: Limits, summary: Summary, seeds: number): string {
  const limits = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ].join(' and ')
  if (seeds === 1) return limits
  return `${limits} ${summary === 'each' ? `for each of ${seeds} seeds` : `as the ${summary} of ${seeds} seeds`}`
}
