import fc from 'fast-check'
import { Matrix, solve } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { angularError, fitTuning, populationVector, type Tuning } from './tuning.ts'

const runs = { seed: 1, numRuns: 200 }
const radians = (degrees: number) => (degrees * Math.PI) / 180
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
const angle = fc.integer({ min: -360, max: 720 }).map(radians)
/** At least 3 directions, by construction: three far apart, and whatever comes. */
const directions = fc
  .tuple(fc.integer({ min: 0, max: 89 }), fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 6 }))
  .map(([first, others]) => [first, first + 100, first + 220, ...others].map(radians))
const tuned: fc.Arbitrary<Tuning> = fc.record({
  b0: fc.integer({ min: 0, max: 320 }).map((k) => k / 16),
  modulation: fc.integer({ min: 1, max: 160 }).map((k) => k / 16),
  preferred: fc.integer({ min: -179, max: 180 }).map(radians),
})
const population = fc.array(tuned, { minLength: 1, maxLength: 5 })
/** Trials × neurons, any rates. */
const measured = fc
  .tuple(directions, fc.integer({ min: 1, max: 3 }), fc.array(dyadic, { minLength: 27, maxLength: 27 }))
  .map(([theta, n, values]) => ({ theta, rates: theta.map((_, i) => values.slice(i * n, (i + 1) * n)) }))

/** What a tuned population fires, without noise. */
function ratesOf(tuning: Tuning[], theta: number[]): number[][] {
  return theta.map((a) => tuning.map((t) => t.b0 + t.modulation * Math.cos(a - t.preferred)))
}

function expectTunings(found: Tuning[], expected: Tuning[], tolerance: number): void {
  expect(found).toHaveLength(expected.length)
  for (const [i, { b0, modulation, preferred }] of expected.entries()) {
    expect(Math.abs(found[i]!.b0 - b0)).toBeLessThanOrEqual(tolerance)
    expect(Math.abs(found[i]!.modulation - modulation)).toBeLessThanOrEqual(tolerance)
    expect(angularError(found[i]!.preferred, preferred) * modulation).toBeLessThanOrEqual(tolerance)
  }
}

describe('fitTuning', () => {
  test('a neuron that fires 20, 10, 0, 10 to the four sides: the example of the exercise', () => {
    const [tuning] = fitTuning([[20], [10], [0], [10]], [0, 90, 180, 270].map(radians))
    expect(tuning!.b0).toBeCloseTo(10, 12)
    expect(tuning!.modulation).toBeCloseTo(10, 12)
    expect(tuning!.preferred).toBeCloseTo(0, 12)
  })

  test('recovers a population that fires without noise', () => {
    fc.assert(
      fc.property(population, directions, (tuning, theta) => {
        expectTunings(fitTuning(ratesOf(tuning, theta), theta), tuning, 1e-9)
      }),
      runs,
    )
  })

  test('is least squares: it solves the normal equations', () => {
    fc.assert(
      fc.property(measured, ({ rates, theta }) => {
        const design = new Matrix(theta.map((a) => [1, Math.cos(a), Math.sin(a)]))
        const transposed = design.transpose()
        const coefs = solve(transposed.mmul(design), transposed.mmul(new Matrix(rates)))
        const expected = rates[0]!.map((_, i) => {
          const [b0, c, s] = coefs.getColumn(i) as [number, number, number]
          return { b0, modulation: Math.hypot(c, s), preferred: Math.atan2(s, c) }
        })
        expectTunings(fitTuning(rates, theta), expected, 1e-9)
      }),
      runs,
    )
  })

  test('turning all directions turns what is preferred, and nothing else', () => {
    fc.assert(
      fc.property(measured, angle, ({ rates, theta }, by) => {
        const turned = fitTuning(
          rates,
          theta.map((a) => a + by),
        )
        const expected = fitTuning(rates, theta).map((t) => ({ ...t, preferred: t.preferred + by }))
        expectTunings(turned, expected, 1e-9)
      }),
      runs,
    )
  })

  test('rates in another unit scale b0 and modulation', () => {
    fc.assert(
      fc.property(measured, fc.constantFrom(0.25, 2, 8), ({ rates, theta }, c) => {
        const scaled = rates.map((trial) => trial.map((rate) => c * rate))
        const expected = fitTuning(rates, theta).map((t) => ({
          b0: c * t.b0,
          modulation: c * t.modulation,
          preferred: t.preferred,
        }))
        expect(fitTuning(scaled, theta)).toEqual(expected)
      }),
      runs,
    )
  })

  test('neurons in another order have the same tunings', () => {
    fc.assert(
      fc.property(measured, ({ rates, theta }) => {
        const turned = fitTuning(
          rates.map((trial) => trial.toReversed()),
          theta,
        )
        expect(turned.toReversed()).toEqual(fitTuning(rates, theta))
      }),
      runs,
    )
  })

  test('what is preferred lies in (−π, π], what is modulated is at least 0', () => {
    fc.assert(
      fc.property(measured, ({ rates, theta }) => {
        for (const { modulation, preferred } of fitTuning(rates, theta)) {
          expect(modulation).toBeGreaterThanOrEqual(0)
          expect(preferred > -Math.PI && preferred <= Math.PI).toBe(true)
        }
      }),
      runs,
    )
  })

  test('a neuron whose rate never changes has modulation 0 and preferred direction 0', () => {
    const theta = [0.1, 1, 2, 4]
    expect(
      fitTuning(
        theta.map(() => [0.1, 7]),
        theta,
      ),
    ).toEqual([
      { b0: 0.1, modulation: 0, preferred: 0 },
      { b0: 7, modulation: 0, preferred: 0 },
    ])
  })

  test.each([
    ['a single trial', [1]],
    ['two trials', [1, 2]],
    ['two directions, many times', [1, 2, 2, 1, 1]],
    ['two directions, and one again a turn later', [1, 2, 1 + 2 * Math.PI]],
    ['two directions, and one again a thousand turns later', [1, 2, 1 + 2000 * Math.PI]],
  ])('%s are not enough', (_, theta) => {
    const call = () =>
      fitTuning(
        theta.map((_, i) => [i]),
        theta,
      )
    expect(call).toThrow(expect.objectContaining({ code: 'NOT_ENOUGH_SAMPLES' }))
  })

  test('three directions a thousandth apart are enough', () => {
    const tuning = [{ b0: 10, modulation: 5, preferred: 1 }]
    const theta = [0.999, 1, 1.001]
    expectTunings(fitTuning(ratesOf(tuning, theta), theta), tuning, 1e-4)
  })
})

describe('populationVector', () => {
  test('points to where neurons fire above their mean: by hand', () => {
    const tuning = [
      { b0: 10, modulation: 2, preferred: 0 },
      { b0: 5, modulation: 1, preferred: Math.PI / 2 },
    ]
    const { angle, length } = populationVector(
      [
        [12, 9],
        [10, 4],
        [8, 5],
      ],
      tuning,
    )
    for (const [i, expected] of [Math.PI / 4, -Math.PI / 2, Math.PI].entries())
      expect(angularError(angle[i]!, expected)).toBeCloseTo(0, 12)
    for (const [i, expected] of [Math.sqrt(32), 1, 4].entries()) expect(length[i]).toBeCloseTo(expected, 12)
  })

  test('decodes a population that is spread evenly, and fires without noise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9 }), angle, angle, (n, first, target) => {
        const tuning = Array.from({ length: n }, (_, i) => ({
          b0: 10,
          modulation: 4,
          preferred: first + (2 * Math.PI * i) / n,
        }))
        const { angle, length } = populationVector(ratesOf(tuning, [target]), tuning)
        expect(angularError(angle[0]!, target)).toBeLessThan(1e-12)
        // Σ 4 · 4 cos²: half of n times 16.
        expect(length[0]).toBeCloseTo(8 * n, 9)
      }),
      runs,
    )
  })

  test('turning what is preferred turns the vector, and leaves its length', () => {
    fc.assert(
      fc.property(population, dyadic, angle, (tuning, above, by) => {
        const rates = [tuning.map(({ b0 }, i) => b0 + above + i + 5)]
        const turned = tuning.map((t) => ({ ...t, preferred: t.preferred + by }))
        const [before, after] = [populationVector(rates, tuning), populationVector(rates, turned)]
        expect(after.length[0]).toBeCloseTo(before.length[0]!, 9)
        const arc = angularError(after.angle[0]!, before.angle[0]! + by) * before.length[0]!
        expect(arc).toBeLessThan(1e-9)
      }),
      runs,
    )
  })

  test('neurons in another order give the same vector', () => {
    fc.assert(
      fc.property(population, dyadic, (tuning, above) => {
        const trial = tuning.map(({ b0 }, i) => b0 + above + i)
        const before = populationVector([trial], tuning)
        const after = populationVector([trial.toReversed()], tuning.toReversed())
        expect(after.length[0]).toBeCloseTo(before.length[0]!, 10)
        expect(angularError(after.angle[0]!, before.angle[0]!) * before.length[0]!).toBeLessThan(1e-10)
      }),
      runs,
    )
  })

  test('a neuron that is not tuned does not count', () => {
    const tuning = [{ b0: 10, modulation: 2, preferred: 1 }]
    const untuned = { b0: 3, modulation: 0, preferred: 0 }
    expect(populationVector([[12, 100]], [...tuning, untuned])).toEqual(populationVector([[12]], tuning))
  })

  test('a vector of length 0 has angle 0, also one of negative zeros', () => {
    const at = (preferred: number) => ({ b0: 10, modulation: 2, preferred })
    expect(populationVector([[10]], [at(3)])).toEqual({ angle: [0], length: [0] })
    expect(populationVector([[-0]], [{ b0: 0, modulation: 1, preferred: 4 }])).toEqual({
      angle: [0],
      length: [0],
    })
  })

  test('an angle is never −π', () => {
    const { angle } = populationVector([[-1]], [{ b0: 0, modulation: 1, preferred: 0 }])
    expect(angle).toEqual([Math.PI])
  })

  test('no trials have no vectors', () => {
    expect(populationVector([], [{ b0: 1, modulation: 1, preferred: 1 }])).toEqual({ angle: [], length: [] })
  })
})

describe('angularError', () => {
  test('350° and 10° are 20° apart, as are the same after some turns', () => {
    expect(angularError(radians(350), radians(10))).toBeCloseTo(radians(20), 12)
    expect(angularError(radians(-10), radians(730))).toBeCloseTo(radians(20), 12)
    expect(angularError(0, Math.PI)).toBe(Math.PI)
  })

  test('is the arc cosine of the cosine of the difference', () => {
    fc.assert(
      fc.property(angle, angle, (a, b) => {
        const cosine = Math.cos(a) * Math.cos(b) + Math.sin(a) * Math.sin(b)
        // The arc cosine loses half the digits at its ends.
        expect(angularError(a, b)).toBeCloseTo(Math.acos(Math.max(-1, Math.min(1, cosine))), 6)
      }),
      runs,
    )
  })

  test('is a distance on the circle: 0 to itself, the same both ways, no shorter by a detour, up to π', () => {
    fc.assert(
      fc.property(angle, angle, angle, fc.integer({ min: -3, max: 3 }), (a, b, c, turns) => {
        const apart = angularError(a, b)
        expect(angularError(a, a)).toBe(0)
        expect(apart).toBe(angularError(b, a))
        expect(apart >= 0 && apart <= Math.PI).toBe(true)
        expect(apart).toBeLessThanOrEqual(angularError(a, c) + angularError(c, b) + 1e-12)
        expect(angularError(a + 2 * Math.PI * turns, b)).toBeCloseTo(apart, 10)
      }),
      runs,
    )
  })

  test('of huge angles is a number', () => {
    expect(angularError(Number.MAX_VALUE, -Number.MAX_VALUE)).toBeLessThanOrEqual(Math.PI)
  })
})
