import { describe, expect, test } from 'vitest'
import { inPlainWords } from './plain-errors.ts'

/** The message that this Node really gives. */
function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}

// biome-ignore lint/suspicious/noExplicitAny: the point is what happens without types
const missing: any = undefined
// biome-ignore lint/suspicious/noExplicitAny: the point is what happens without types
const nothing: any = null

describe('an error of JavaScript in plain words', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a value that can not be iterated', () => [...missing], /A list was expected/],
    ['destructuring of nothing', () => (([x]) => x)(missing), /A list was expected/],
    ['an index of undefined', () => missing[0], /read from a value that is not there/],
    ['a field of null', () => nothing.coef, /read from a value that is not there/],
    ['an assignment to a field of undefined', () => Object.assign(missing.x, {}), /not there/],
    [
      'an assignment to an index of null',
      () => Reflect.apply((x) => (x[0] = 1), null, [nothing]),
      /written to/,
    ],
    ['a call of something that is no function', () => missing?.f ?? nothing.f(), /not there/],
    ['a call of a number', () => (3 as unknown as () => void)(), /not a function/],
    [
      'a name that nobody declared',
      () => Reflect.apply(new Function('return nobody'), null, []),
      /never declared/,
    ],
    ['a const that is assigned', () => new Function('const a = 1; a = 2')(), /use let/],
    [
      'a recursion without end',
      () =>
        (function f(): unknown {
          return [f()]
        })(),
      /calls itself without end/,
    ],
    ['an array of negative length', () => new Array(-1), /negative or not a whole number/],
    ['a use before the declaration', () => new Function('a; let a = 1')(), /above the line that declares/],
  ])('%s', (_, run, words) => {
    expect(inPlainWords(messageOf(run))).toMatch(words)
  })

  test('a stub says that it is not written yet', () => {
    expect(inPlainWords('TODO: write mse')).toBe('This function is not written yet.')
  })

  test('Math.random points to createRng', () => {
    expect(inPlainWords('Math.random is not available')).toContain('createRng(seed)')
  })

  test('a message that is not known has none', () => {
    expect(inPlainWords('the lengths differ')).toBeUndefined()
    expect(inPlainWords('')).toBeUndefined()
  })
})
