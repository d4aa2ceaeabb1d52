import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyKinds } from '../course/manifest.ts'
import { earnedPoints, propertyPoints } from './score.ts'

type Worth = Parameters<typeof propertyPoints>[0]
type Kind = (typeof propertyKinds)[number]

/** A manifest by the kinds and weights of its properties. */
function worth(points: number, ...properties: [Kind, number][]): Worth {
  return { points, properties: properties.map(([kind, weight]) => ({ kind, weight })) } as Worth
}

const anyWorth = fc
  .record({
    points: fc.integer({ min: 1, max: 100 }),
    properties: fc.array(fc.tuple(fc.constantFrom(...propertyKinds), fc.integer({ min: 1, max: 10 })), {
      minLength: 1,
      maxLength: 30,
    }),
  })
  .map(({ points, properties }) => worth(points, ...properties))
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('what properties are worth', () => {
  test('follows their weights', () => {
    expect(propertyPoints(worth(10, ['differential', 2], ['invariant', 1], ['invariant', 1]))).toEqual([
      500, 250, 250,
    ])
  })

  test('is a tenth for hygiene, shared by its own weights', () => {
    expect(
      propertyPoints(worth(20, ['differential', 2], ['contract', 3], ['metamorphic', 1], ['contract', 1])),
    ).toEqual([1200, 150, 600, 50])
  })

  test('is all for the others where there is no hygiene', () => {
    expect(propertyPoints(worth(5, ['differential', 7]))).toEqual([500])
  })

  test('rounds by the largest remainder, ties to the earlier one', () => {
    expect(propertyPoints(worth(1, ['differential', 1], ['invariant', 1], ['invariant', 1]))).toEqual([
      34, 33, 33,
    ])
    expect(propertyPoints(worth(1, ['differential', 1], ['invariant', 5], ['invariant', 1]))).toEqual([
      14, 72, 14,
    ])
  })

  test('is whole hundredths that sum to the points, for any manifest', () => {
    fc.assert(
      fc.property(anyWorth, (manifest) => {
        const points = propertyPoints(manifest)
        expect(points.every((value) => Number.isInteger(value) && value >= 0)).toBe(true)
        expect(sum(points)).toBe(100 * manifest.points)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('is a tenth for hygiene in any manifest that has both', () => {
    fc.assert(
      fc.property(anyWorth, (manifest) => {
        const isHygiene = manifest.properties.map(({ kind }) => kind === 'contract')
        fc.pre(isHygiene.includes(true) && isHygiene.includes(false))
        expect(sum(propertyPoints(manifest).filter((_, i) => isHygiene[i]))).toBe(10 * manifest.points)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('differs from the exact share by less than a hundredth', () => {
    fc.assert(
      fc.property(anyWorth, (manifest) => {
        const body = manifest.properties.filter(({ kind }) => kind !== 'contract')
        fc.pre(body.length === manifest.properties.length)
        const weight = sum(body.map((property) => property.weight))
        for (const [i, value] of propertyPoints(manifest).entries())
          expect(Math.abs(value - (100 * manifest.points * body[i]!.weight) / weight)).toBeLessThan(1)
      }),
      { seed: 1 },
    )
  })
})

describe('what properties earn', () => {
  const manifest = worth(10, ['differential', 2], ['differential', 2], ['invariant', 1], ['contract', 1])

  test('is what they are worth where they hold', () => {
    expect(earnedPoints(manifest, [true, true, true, true])).toEqual([360, 360, 180, 100])
    expect(earnedPoints(manifest, [false, true, false, true])).toEqual([0, 360, 0, 100])
  })

  test('is nothing before an anchored property holds', () => {
    expect(earnedPoints(manifest, [false, false, true, true])).toEqual([0, 0, 0, 0])
  })

  test('is nothing for what can be copied out of the visible tests, until a hidden anchor holds', () => {
    const copyable = [true, false, false, false]
    expect(earnedPoints(manifest, [true, false, true, true], copyable)).toEqual([0, 0, 0, 0])
    expect(earnedPoints(manifest, [true, true, false, false], copyable)).toEqual([360, 360, 0, 0])
  })

  test('is all the points only if all hold', () => {
    fc.assert(
      fc.property(anyWorth, fc.infiniteStream(fc.boolean()), (any, stream) => {
        const passed = any.properties.map(() => stream.next().value === true)
        const earned = sum(earnedPoints(any, passed))
        const anchored = any.properties.some(({ kind }, i) => kind === 'differential' && passed[i])
        expect(earned).toBe(anchored ? sum(propertyPoints(any).filter((_, i) => passed[i])) : 0)
      }),
      { seed: 1 },
    )
  })
})
