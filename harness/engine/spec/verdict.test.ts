import { describe, expect, test } from 'vitest'
import { all, must, same } from './verdict.ts'

describe('same', () => {
  test('holds for equal values, within the rounding of a closed form unless told otherwise', () => {
    expect(same([0.1 + 0.2], [0.3])).toBe(true)
    expect(same([0.1 + 0.2], [0.3], { rel: 0, abs: 0 })).not.toBe(true)
  })

  test('says what came, what should have come and where they first differ', () => {
    expect(same([1, 2], [1, 3])).toEqual({ got: [1, 2], expected: [1, 3], where: '[1]' })
    expect(same(1, 2, undefined, { because: 'It must be two.' })).toEqual({
      got: 1,
      expected: 2,
      where: 'value',
      because: 'It must be two.',
    })
  })

  test('takes its scale from the expected value, never from what came', () => {
    expect(same([1e9, 1e-3], [1e9, 0])).toBe(true)
    expect(same([1e9, 1e-3], [0, 0])).not.toBe(true)
    expect(same([1e9], [1])).not.toBe(true)
  })
})

test('must gives its reason, and the values if there are any', () => {
  expect(must(true, 'no reason')).toBe(true)
  expect(must(false, 'It is negative.', { got: -1 })).toEqual({ because: 'It is negative.', got: -1 })
})

describe('all', () => {
  test('holds when every verdict does, also when there is none', () => {
    expect(all()).toBe(true)
    expect(all(true, true)).toBe(true)
  })

  test('is broken by the first one that is', () => {
    expect(all(true, { because: 'first' }, { because: 'second' })).toEqual({ because: 'first' })
  })
})
