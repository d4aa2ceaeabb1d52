import { createRng, MLError, type Rng, type Seed, type Vec } from '#kit'
import { checkNotNegative, checkParam } from './checks.ts'

/** A named stream of random numbers, with the distributions that the generators draw from. */
export interface Stream extends Rng {
  /** exp(ln median + sigma · normal): above 0. Throws PARAM unless median > 0 and sigma ≥ 0. */
  lognormal(median: number, sigma: number): number
  /** A count with mean lambda. Throws PARAM unless lambda is finite and at least 0. */
  poisson(lambda: number): number
  /**
   * Normal, drawn again until it falls in [low, high]: keep the interval within a few SD of the mean.
   * Throws PARAM unless sd > 0 and low < high.
   */
  truncatedNormal(mean: number, sd: number, low: number, high: number): number
  /**
   * An index of `weights`, each as likely as its weight; weights need not sum to 1.
   * Throws EMPTY, NON_FINITE, and PARAM for a negative weight or none above 0.
   */
  categorical(weights: Vec): number
}

/**
 * The random stream of one name under a seed: seedrandom(`${seed}/${name}`).
 *
 * Every generator draws from a stream of its own name, so that what one draws never shifts another.
 *
 * @see Devroye 1986, Non-Uniform Random Variate Generation
 */
export function stream(seed: Seed, name: string): Stream {
  const rng = createRng(`${seed}/${name}`)
  return {
    ...rng,
    lognormal(median, sigma) {
      checkParam(median > 0 && sigma >= 0, `a log-normal has no median ${median} with sigma ${sigma}`)
      return median * Math.exp(sigma * rng.normal())
    },
    poisson(lambda) {
      checkNotNegative(lambda, 'lambda')
      // A sum of Poisson counts is Poisson. Splitting keeps exp(−lambda) far from underflow.
      let count = 0
      let rest = lambda
      for (; rest > 30; rest -= 30) count += knuth(rng, 30)
      return count + knuth(rng, rest)
    },
    truncatedNormal(mean, sd, low, high) {
      checkParam(sd > 0 && low < high, `no normal with SD ${sd} lies in [${low}, ${high}]`)
      for (;;) {
        const value = mean + sd * rng.normal()
        if (value >= low && value <= high) return value
      }
    },
    categorical(weights) {
      if (weights.length === 0) throw new MLError('EMPTY', 'there are no weights')
      if (!weights.every(Number.isFinite)) throw new MLError('NON_FINITE', 'a weight is NaN or infinite')
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      checkParam(total > 0 && weights.every((weight) => weight >= 0), 'weights must be at least 0, one above')
      const target = rng.next() * total
      let sum = 0
      const starts = weights.map((weight) => {
        sum += weight
        return sum - weight
      })
      return weights.findLastIndex((weight, i) => weight > 0 && starts[i]! <= target)
    },
  }
}

/** The number of uniforms whose product stays above exp(−lambda) (Knuth 1969, TAOCP 3.4.1). */
function knuth(rng: Rng, lambda: number): number {
  const limit = Math.exp(-lambda)
  let count = 0
  for (let product = rng.next(); product > limit; product *= rng.next()) count++
  return count
}
