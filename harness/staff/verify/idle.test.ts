import { describe, expect, test } from 'vitest'
import { filled, idleModules } from './idle.ts'

describe('a value of a form, made of one number', () => {
  test.each([
    ['number', 1, 1],
    ['label', 0, 0],
    ['string', 0, 'a'],
    ['boolean', 1, true],
    ['boolean', 0, false],
    ['number[]', 2, [2, 2, 2]],
    ['label[]', 0, [0, 0, 0]],
    ['string[]', 0, ['a', 'a', 'a']],
    ['boolean[]', 1, [true, true, true]],
  ] as const)('%s of %d', (form, value, expected) => {
    expect(filled(form, [[7, 8, 9]], value)).toEqual(expected)
  })

  test('has the size of the first argument', () => {
    const X = [
      [1, 2, 3],
      [4, 5, 6],
    ]
    expect(filled('number[][]', [X], 0)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ])
    expect(filled({ coef: 'number[]', intercept: 'number' }, [X], 1)).toEqual({ coef: [1, 1], intercept: 1 })
    expect(filled([{ n: 'number' }], [X], 0)).toEqual([{ n: 0 }, { n: 0 }])
    expect(filled('number[]', [3], 0)).toEqual([])
  })

  test('is the first that may be, and not null where it need not be', () => {
    expect(filled({ oneOf: ['null', { kind: "'knn'", 'k?': 'number' }] }, [], 1)).toEqual({
      kind: 'knn',
      k: 1,
    })
    expect(filled([{ oneOf: ['label', 'null'] }], [[1, 2]], 0)).toEqual([0, 0])
    expect(filled('null', [], 1)).toBeNull()
  })
})

describe('the ways to do nothing', () => {
  const ways = idleModules({
    exports: {
      fit: { takes: ['X', 'y'], returns: { coef: 'number[]' }, weight: 1 },
      score: { takes: ['X', 'y'], returns: 'number', weight: 1 },
    },
  })

  test('have every function of the exercise', () => {
    for (const module of Object.values(ways)) expect(Object.keys(module)).toEqual(['fit', 'score'])
  })

  test.each([
    ['returns undefined', undefined, undefined],
    ['returns 0', 0, 0],
    ['returns NaN', Number.NaN, Number.NaN],
    ['returns []', [], []],
    ['returns its first argument', [[1]], [[1]]],
    ['returns its last argument', [5], [5]],
    ['returns zeros of the right form', { coef: [0] }, 0],
    ['returns ones of the right form', { coef: [1] }, 1],
    ['returns NaN of the right form', { coef: [Number.NaN] }, Number.NaN],
    ['returns empties of the right form', { coef: [] }, 0],
  ])('%s', (name, fit, score) => {
    const call = ways[name] as unknown as Record<'fit' | 'score', (...args: unknown[]) => unknown>
    expect(call.fit([[1]], [5])).toEqual(fit)
    expect(call.score([[1]], [5])).toEqual(score)
  })
})
