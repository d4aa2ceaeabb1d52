import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyKinds } from '../course/manifest.ts'
import { earnedPoints, propertyPoints } from './score.ts'

type Worth = Parameters<typeof propertyPoints>[0]
type Kind = (typeof propertyKinds)[number]

/** A manifest by the kinds and weights of its properties, and the functions that they judge. */
function worth(points: number, ...properties: [Kind, number, string?][]): Worth {
  const names = [...new Set(properties.flatMap(([, , judges = 'f']) => judges.split('+')))]
  return {
    points,
    exports: Object.fromEntries(names.map((fn) => [fn, { takes: [], returns: 'number', weight: 1 }])),
    properties: properties.map(([kind, weight, judges = 'f']) => ({
      kind,
      weight,
      judges: judges.split('+'),
    })),
  } as unknown as Worth
}

const anyWorth = fc
  .record({
    points: fc.integer({ min: 1, max: 100 }),
    properties: fc.array(
      fc.tuple(
        fc.constantFrom(...propertyKinds),
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom('f', 'g', 'f+g'),
      ),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .map(({ points, properties }) => worth(points, ...properties))
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('what properties are worth', () => {
  test('follows their weights', () => {
    expect(propertyPoints(worth(10, ['differential', 2], ['invariant', 1], ['invariant', 1]))).toEqual([
      500, 250, 250,
    ])
  })

  test('is the part of the functions that they judge, each of which has its share of the points', () => {
    const two = worth(10, ['differential', 1, 'f'], ['invariant', 1, 'f+g'], ['differential', 3, 'g'])
    expect(propertyPoints(two)).toEqual([250, 375, 375])
    two.exports.g!.weight = 4
    expect(propertyPoints(two)).toEqual([100, 300, 600])
  })

  test('is a tenth of a function for its hygiene, shared by its own weights', () => {
    expect(
      propertyPoints(worth(20, ['differential', 2], ['contract', 3], ['metamorphic', 1], ['contract', 1])),
    ).toEqual([1200, 150, 600, 50])
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
})

describe('what properties earn', () => {
  const manifest = worth(10, ['differential', 2], ['differential', 2], ['invariant', 1], ['contract', 1])
  const earned = (...of: Parameters<typeof earnedPoints>) => earnedPoints(...of).properties

  test('is what they are worth where all of a function hold', () => {
    expect(earned(manifest, [true, true, true, true])).toEqual([360, 360, 180, 100])
  })

  test('is half of it where the function computes something wrong', () => {
    expect(earned(manifest, [false, true, false, true])).toEqual([0, 180, 0, 50])
  })

  test('is not halved by bad manners', () => {
    expect(earned(manifest, [true, true, true, false])).toEqual([360, 360, 180, 0])
  })

  test('is nothing before an anchored property of the function holds', () => {
    expect(earned(manifest, [false, false, true, true])).toEqual([0, 0, 0, 0])
    const two = worth(10, ['differential', 1, 'f'], ['differential', 1, 'g'], ['contract', 1, 'g'])
    expect(earned(two, [true, false, true])).toEqual([500, 0, 0])
  })

  test('is nothing for what can be copied out of the visible tests, until a hidden anchor holds', () => {
    const copyable = [true, false, false, false]
    expect(earned(manifest, [true, false, true, true], copyable)).toEqual([0, 0, 0, 0])
    expect(earned(manifest, [true, true, true, false], copyable)).toEqual([360, 360, 180, 0])
  })

  test('does not depend on what was not judged', () => {
    expect(earned(manifest, [true, undefined, true, undefined])).toEqual([360, 0, 180, 0])
  })

  describe('by a property about two functions', () => {
    const two = worth(10, ['differential', 1, 'f'], ['differential', 1, 'g'], ['invariant', 1, 'f+g'])

    test('accuses both', () => {
      const { functions } = earnedPoints(two, [true, true, false])
      expect(functions).toEqual([
        { name: 'f', points: 125, maxPoints: 500 },
        { name: 'g', points: 125, maxPoints: 500 },
      ])
    })

    test('accuses neither where one of them is wrong by itself', () => {
      const { functions } = earnedPoints(two, [false, true, false])
      expect(functions.map(({ points }) => points)).toEqual([0, 250])
    })
  })

  test('is all the points if and only if all hold', () => {
    fc.assert(
      fc.property(anyWorth, fc.infiniteStream(fc.boolean()), (any, stream) => {
        const passed = any.properties.map(() => stream.next().value === true)
        const { properties, functions } = earnedPoints(any, passed)
        expect(sum(properties)).toBe(sum(functions.map(({ points }) => points)))
        const anchored = functions.every(({ name }) =>
          any.properties.some(({ kind, judges }) => kind === 'differential' && judges.includes(name)),
        )
        expect(sum(properties) === 100 * any.points).toBe(anchored && passed.every(Boolean))
      }),
      { seed: 1 },
    )
  })
})
