import type fc from 'fast-check'
import { GraderFault } from '../student.ts'

/**
 * Cases that stay clear of near-ties, where rounding would decide: what was drawn is disturbed, a little more or
 * otherwise at each step, until the case is clear. Nothing is thrown away, so that failing cases can be made
 * simpler.
 *
 * @param perturb the case that is made of what was drawn: as it stands at step 0, disturbed after that
 * @param isClear whether a case will do; it may ask for more in the first steps
 * @param opt.steps how many disturbances are tried
 * @param opt.otherwise the case to take if none helps; without it that is a fault of ours
 */
export function screened<Drawn, Case>(
  given: fc.Arbitrary<Drawn>,
  perturb: (drawn: Drawn, step: number) => Case,
  isClear: (example: Case, step: number) => boolean,
  { steps = 60, otherwise }: { steps?: number; otherwise?: (drawn: Drawn) => Case } = {},
): fc.Arbitrary<Case> {
  return given.map((drawn) => {
    for (let step = 0; step < steps; step++) {
      const example = perturb(drawn, step)
      if (isClear(example, step)) return example
    }
    if (otherwise) return otherwise(drawn)
    throw new GraderFault(`no disturbance of ${steps} makes a generated case clear`)
  })
}
