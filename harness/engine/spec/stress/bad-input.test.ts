import { describe, expect, test } from 'vitest'
import { badInput } from './bad-input.ts'
import { labels } from './classes.ts'
import { numbers, table } from './lists.ts'
import { above, optional, scalar } from './options.ts'
import { takes } from './takes.ts'

const fit = {
  X: table(),
  y: labels({ like: 'X' }),
  alpha: scalar(optional(above(0), 1)),
}
const whats = (of: ReturnType<typeof badInput>) => of.map(({ what, code }) => `${what}: ${code}`)

describe('bad input', () => {
  const inputs = badInput('fit', takes({ fit }), 3)

  test('has every fault of every argument, and the code for it', () => {
    expect(whats(inputs)).toEqual(
      expect.arrayContaining([
        'X and y are empty: EMPTY',
        'the rows of X differ in length: SHAPE',
        'X holds NaN: NON_FINITE',
        'X holds infinity: NON_FINITE',
        'y is shorter than X: SHAPE',
        'y is longer than X: SHAPE',
        'y is empty and X is not: SHAPE',
        'alpha is 0: PARAM',
        'alpha is −0: PARAM',
        'alpha is NaN: PARAM',
        'alpha is Infinity: PARAM',
      ]),
    )
  })

  test('of two faults may be told either, unless an order is stated', () => {
    const two = 'X and y are empty and alpha is 0'
    expect(inputs.find(({ what }) => what === two)?.code).toEqual(['EMPTY', 'PARAM'])
    const ordered = badInput('fit', takes({ fit }, { order: ['PARAM', 'EMPTY'] }), 3)
    expect(ordered.find(({ what }) => what === two)?.code).toEqual(['PARAM'])
  })

  test('stands beside a legal call, and is the same for the same seed', () => {
    for (const { bad, good } of inputs) expect(bad).not.toEqual(good)
    expect(badInput('fit', takes({ fit }), 3)).toEqual(inputs)
  })

  test('is none where everything is legal', () => {
    const anything = { x: numbers({ empty: 'legal', nonFinite: false }) }
    expect(badInput('f', takes({ f: anything }), 1)).toEqual([])
  })
})
