import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridMat, gridNumber, gridVec, pairedLabels, pairedTargets, seed } from './index.ts'

/** The same cases in every run. */
const always = { seed: 1 }
const isOnGrid = (value: number) => Number.isInteger(value * 16)

describe('numbers and vectors', () => {
  test('are on the grid of sixteenths and in their range', () => {
    fc.assert(fc.property(gridNumber(), (x) => isOnGrid(x) && Math.abs(x) <= 8))
    fc.assert(fc.property(gridNumber({ min: 0.3, max: 0.7 }), (x) => isOnGrid(x) && x >= 0.3 && x <= 0.7))
    fc.assert(fc.property(gridNumber({ den: 2 }), (x) => Number.isInteger(2 * x)))
    fc.assert(fc.property(gridVec({ minLength: 3, maxLength: 5 }), (x) => x.every(isOnGrid)))
  })

  test('have the lengths that were asked for', () => {
    const lengths = new Set(
      fc
        .sample(gridVec({ minLength: 3, maxLength: 5 }), { seed: 1, numRuns: 200 })
        .map(({ length }) => length),
    )
    expect([...lengths].sort()).toEqual([3, 4, 5])
  })

  test('become zeros when they are made simpler', () => {
    const { counterexample } = fc.check(
      fc.property(gridVec(), (x) => x.length < 2),
      always,
    )
    expect(counterexample).toEqual([[0, 0]])
  })
})

describe('pairs', () => {
  test('of targets have one length and grid numbers', () => {
    fc.assert(
      fc.property(
        pairedTargets({ minLength: 1, maxLength: 4, min: 0, max: 1 }),
        ({ yTrue, yPred }) =>
          yTrue.length === yPred.length &&
          yTrue.length >= 1 &&
          yTrue.length <= 4 &&
          [...yTrue, ...yPred].every((y) => isOnGrid(y) && y >= 0 && y <= 1),
      ),
    )
  })

  test('stay of one length when they are made simpler', () => {
    const { counterexample } = fc.check(
      fc.property(pairedTargets({ maxLength: 8 }), ({ yPred }) => !yPred.some((y) => y >= 1)),
      always,
    )
    const { yTrue, yPred } = counterexample![0]
    expect(yTrue).toEqual(yPred.map(() => 0))
    expect(Math.max(...yPred)).toBe(1)
  })

  test('of labels are drawn from the classes', () => {
    fc.assert(
      fc.property(
        pairedLabels({ classes: ['a', 'b'] }),
        ({ yTrue, yPred }) =>
          yTrue.length === yPred.length && [...yTrue, ...yPred].every((y) => ['a', 'b'].includes(String(y))),
      ),
    )
  })
})

describe('matrices', () => {
  test('are rectangular, on the grid and of the size asked for', () => {
    fc.assert(
      fc.property(gridMat({ minRows: 1, maxRows: 5, minCols: 2, maxCols: 4 }), (X) => {
        const width = X[0]!.length
        return (
          X.length >= 1 &&
          X.length <= 5 &&
          width >= 2 &&
          width <= 4 &&
          X.every((row) => row.length === width && row.every(isOnGrid))
        )
      }),
    )
  })

  test('lose rows and columns independently of each other', () => {
    const rows = fc.check(
      fc.property(gridMat(), (X) => X.length < 4),
      always,
    ).counterexample
    expect(rows).toEqual([[[0], [0], [0], [0]]])
    const cols = fc.check(
      fc.property(gridMat(), (X) => X[0]!.length < 2),
      always,
    ).counterexample
    expect(cols).toEqual([
      [
        [0, 0],
        [0, 0],
      ],
    ])
  })
})

test('a seed does not shrink', () => {
  const { numShrinks } = fc.check(
    fc.property(seed(), () => false),
    always,
  )
  expect(numShrinks).toBe(0)
})
