import seedrandom from 'seedrandom'
import type { Seed } from './types.ts'

/** A stream of random numbers that is the same for the same seed, everywhere. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number
  /** A whole number, uniform in 0 … n − 1. */
  int(n: number): number
  /** Standard normal: mean 0, standard deviation 1. */
  normal(): number
}

/** A random stream from a seed. Use it wherever chance is needed: `Math.random` can't be repeated. */
export function createRng(seed: Seed): Rng {
  const next = seedrandom(String(seed))
  return {
    next: () => next(),
    int: (n) => Math.floor(next() * n),
    // Box–Muller; 1 − u keeps the logarithm away from zero.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
