import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stream } from '#data'
import { mean } from '../statistics/descriptive.ts'
import { dyadic, matrix, ordered } from '../testing/arbitraries.ts'
import {
  binSpikes,
  calciumFeatures,
  deltaFOverF,
  firingRateHz,
  isiCv,
  meanPairwiseCorrelation,
} from './activity.ts'

const { NaN: nan } = Number
const runs = { seed: 1, numRuns: 200 }
/** Distinct ascending multiples of 1/16 s below 8 s. */
const train = fc
  .uniqueArray(fc.nat(127), { maxLength: 20 })
  .map((ticks) => ticks.sort((a, b) => a - b).map((k) => k / 16))
const traces = matrix({ minRows: 2, minColumns: 2 })

describe('the firing rate', () => {
  test('is spikes per second, 0 without spikes', () => {
    expect([firingRateHz([0, 1, 4], 4), firingRateHz([], 2)]).toEqual([0.75, 0])
  })

  test('of a train stretched in time is lower by as much', () => {
    fc.assert(
      fc.property(train, fc.constantFrom(0.5, 2, 4), (times, c) => {
        const stretched = times.map((t) => c * t)
        expect(firingRateHz(stretched, 8 * c)).toBe(firingRateHz(times, 8) / c)
      }),
      runs,
    )
  })
})

describe('the CV of the intervals', () => {
  test('is their population SD over their mean', () => {
    expect(isiCv([0, 1, 4])).toBe(0.5)
    expect(isiCv([0, 2, 4, 6])).toBe(0)
  })

  test('is NaN below three spikes, and for spikes all at one time', () => {
    expect([isiCv([]), isiCv([1]), isiCv([1, 2]), isiCv([3, 3, 3])]).toEqual([nan, nan, nan, nan])
  })

  test('is the same later and in another unit of time', () => {
    fc.assert(
      fc.property(train, fc.constantFrom(0.5, 2, 1024), dyadic, (times, c, shift) => {
        // Powers of two and dyadic shifts leave every interval exact.
        expect(isiCv(times.map((t) => c * (t + shift)))).toBe(isiCv(times))
      }),
      runs,
    )
  })

  test('is 1 for exponential intervals, and below with a refractory period', () => {
    const cv = (seed: number, refractory: number) => {
      const random = stream(seed, 'intervals')
      let time = 0
      const next = () => {
        time += refractory - Math.log(1 - random.next())
        return time
      }
      return isiCv(Array.from({ length: 10_001 }, next))
    }
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    const poisson = seeds.map((seed) => Math.abs(cv(seed, 0) - 1))
    // measured at most 0.026; five SE are 0.05
    expect(Math.max(...poisson)).toBeLessThan(0.05)
    const rested = seeds.map((seed) => Math.abs(cv(seed, 1) - 0.5))
    // measured at most 0.014: the mean interval doubles, the SD stays
    expect(Math.max(...rested)).toBeLessThan(0.03)
  })
})

describe('spike counts', () => {
  test('the example of the exercise', () => {
    expect(binSpikes([0.1, 0.25, 0.3, 0.9], 0.25, 1)).toEqual([1, 2, 0, 1])
  })

  test('a spike on an edge is in the bin that begins there, one at the end in none', () => {
    expect(binSpikes([0, 0.5, 1], 0.5, 1)).toEqual([1, 1])
  })

  test('a rest that fills no bin is dropped, with its spikes', () => {
    expect(binSpikes([0.25, 1.125], 0.5, 1.25)).toEqual([1, 0])
    expect(binSpikes([0.25], 2, 1)).toEqual([])
  })

  test('each bin counts the spikes from its edge to before the next', () => {
    const bin = fc.constantFrom(0.25, 0.5, 0.75, 3)
    fc.assert(
      fc.property(train, bin, (times, binS) => {
        const within = (low: number, high: number) => times.filter((t) => t >= low && t < high).length
        const counts = binSpikes(times, binS, 8)
        expect(counts).toEqual(
          Array.from({ length: Math.floor(8 / binS) }, (_, k) => within(k * binS, (k + 1) * binS)),
        )
        expect(counts.reduce((a, b) => a + b, 0)).toBe(within(0, counts.length * binS))
      }),
      runs,
    )
  })

  test('two bins together are one of twice the width', () => {
    fc.assert(
      fc.property(train, fc.constantFrom(0.125, 0.25, 2), (times, binS) => {
        const fine = binSpikes(times, binS, 8)
        const merged = binSpikes(times, 2 * binS, 8)
        expect(merged).toEqual(merged.map((_, k) => fine[2 * k]! + fine[2 * k + 1]!))
      }),
      runs,
    )
  })
})

describe('the relative fluorescence change', () => {
  test('is measured from a percentile, in its unit', () => {
    expect(deltaFOverF([4, 2, 1, 3], 50)).toEqual([0.6, -0.2, -0.6, 0.2])
    expect(deltaFOverF([1, 2, 3, 4, 5, 6])[1]).toBe(0)
    expect(deltaFOverF([5], 80)).toEqual([0])
  })

  test('from the lowest sample is at least 0, from the highest at most 0', () => {
    const fluorescence = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fluorescence, (trace) => {
        expect(Math.min(...deltaFOverF(trace, 0))).toBe(0)
        expect(Math.max(...deltaFOverF(trace, 100))).toBe(0)
      }),
      runs,
    )
  })

  test('does not depend on the gain, nor one sample on the order of the others', () => {
    const fluorescence = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(ordered(fluorescence), fc.constantFrom(0.25, 2, 64), ([trace, order], gain) => {
        const changed = order.map((i) => gain * trace[i]!)
        const before = deltaFOverF(trace)
        expect(deltaFOverF(changed)).toEqual(order.map((i) => before[i]))
      }),
      runs,
    )
  })
})

describe('the mean pairwise correlation', () => {
  /** Pearson's r from sums of products of raw values. */
  function pearson(a: number[], b: number[]): number {
    const cov = (x: number[], y: number[]) => mean(x.map((value, t) => value * y[t]!)) - mean(x) * mean(y)
    return cov(a, b) / Math.sqrt(cov(a, a) * cov(b, b))
  }
  const isConstant = (trace: number[]) => trace.every((value) => value === trace[0])

  test('is the mean of r over the pairs, 0 for a pair with a constant trace', () => {
    fc.assert(
      fc.property(traces, (X) => {
        const r = X.flatMap((a, i) =>
          X.slice(i + 1).map((b) => (isConstant(a) || isConstant(b) ? 0 : pearson(a, b))),
        )
        expect(meanPairwiseCorrelation(X)).toBeCloseTo(mean(r), 9)
      }),
      runs,
    )
  })

  test('is 1 for traces alike, −1 for opposites, and 0 for a constant that is no dyadic number', () => {
    const trace = [1, 5, 2, 2]
    expect(meanPairwiseCorrelation([trace, trace, trace])).toBeCloseTo(1, 12)
    expect(meanPairwiseCorrelation([trace, trace.map((v) => -v)])).toBeCloseTo(-1, 12)
    expect(meanPairwiseCorrelation([trace, [0.1, 0.1, 0.1, 0.1]])).toBe(0)
  })

  test('stays in −1 … 1, and is the same in other units and another order', () => {
    fc.assert(
      fc.property(
        ordered(traces),
        fc.array(fc.constantFrom(0.25, 1, 8), { minLength: 10 }),
        dyadic,
        ([X, order], gains, shift) => {
          const r = meanPairwiseCorrelation(X)
          expect(Math.abs(r)).toBeLessThanOrEqual(1)
          const changed = order.map((i) => X[i]!.map((value) => gains[i]! * value + shift))
          expect(meanPairwiseCorrelation(changed)).toBeCloseTo(r, 10)
        },
      ),
      runs,
    )
  })
})

test('the features of a window, in their order', () => {
  const pyr = [
    [0, 2],
    [3, 1],
  ]
  expect(calciumFeatures({ pyr, pv: [[5, 6, 10]] })).toEqual([1.5, 7, expect.closeTo(-1, 12), 1])
})
