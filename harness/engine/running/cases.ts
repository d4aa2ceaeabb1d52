import fc from 'fast-check'
import type { AnyProperty } from '../spec/property.ts'

const DEFAULT_RUNS = 100
/** `verify` goes from seed to seed and back to the first one; everybody else has one seed. */
const SEEDS_KEPT = 2

const made = new WeakMap<AnyProperty, Map<number, readonly unknown[]>>()

/**
 * The cases of a property for a seed, in the order in which they are tried: a plain list as it is, or as it is
 * made of the seed; else the examples and then random ones. They are made once: every program that is run meets the same objects, so that what is
 * computed of a case can be kept too.
 */
export function casesOf(law: AnyProperty, seed: number): readonly unknown[] {
  if (Array.isArray(law.given)) return law.given
  const bySeed = made.get(law) ?? new Map<number, readonly unknown[]>()
  made.set(law, bySeed)
  const known = bySeed.get(seed)
  if (known) return known
  const cases = typeof law.given === 'function' ? law.given(seed) : sampled(law, seed)
  if (bySeed.size === SEEDS_KEPT) bySeed.delete([...bySeed.keys()].at(-1)!)
  bySeed.set(seed, cases)
  return cases
}

function sampled(law: AnyProperty, seed: number): unknown[] {
  const examples = law.examples ?? []
  const random = fc.sample(law.given as fc.Arbitrary<unknown>, {
    seed,
    numRuns: Math.max(0, runsOf(law) - examples.length),
  })
  return [...examples, ...random]
}

/** Whether failing cases of a property can be made simpler: those of an arbitrary can. */
export function canBeSimpler({ given }: AnyProperty): boolean {
  return !Array.isArray(given) && typeof given !== 'function'
}

/** How many cases of an arbitrary are tried. */
export function runsOf({ runs = DEFAULT_RUNS }: AnyProperty): number {
  return runs
}
