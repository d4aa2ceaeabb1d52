import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MLError } from '#kit'
import { fuzz } from './fuzz.ts'

const numbers = fc.tuple(fc.array(fc.constantFrom(-1, 1, 2), { minLength: 1, maxLength: 3 }))
const refuseNegative = (x: number[]) => {
  if (x.includes(-1)) throw new MLError('PARAM', 'below 0')
  return x[0]!
}

test('a function that returns or refuses as documented passes', () => {
  fuzz(refuseNegative, numbers, ['PARAM'])
})

test.each<[string, (x: number[]) => unknown]>([
  ['changes its argument', (x) => x.sort()],
  ['throws an error of another kind', () => (undefined as unknown as number[]).length],
  ['refuses with a code that is not documented', refuseNegative],
  ['returns NaN', (x) => ({ deep: [{ in: Math.sqrt(x[0]!) }] })],
])('a function that %s fails', (_, fn) => {
  expect(() => fuzz(fn, numbers, [])).toThrow()
})

test('a function that remembers its last call fails', () => {
  let calls = 0
  expect(() => fuzz((_: number[]) => calls++, numbers, [])).toThrow()
})

test('a documented code that never comes up fails, and so does never returning', () => {
  expect(() => fuzz(refuseNegative, numbers, ['PARAM', 'EMPTY'])).toThrow('EMPTY')
  const never = (_: number[]) => {
    throw new MLError('EMPTY', 'always')
  }
  expect(() => fuzz(never, numbers, ['EMPTY'])).toThrow('legal')
})
