import { expect, test } from 'vitest'
import { GraderFault, StudentTrouble } from '../student.ts'
import { crossPlay, expectedFrom, oncePerCase } from './expected.ts'

const fails = () => {
  throw new RangeError('Z has 2 columns, not 3')
}

test('a reference that throws is our fault', () => {
  expect(expectedFrom(() => 3)).toBe(3)
  expect(() => expectedFrom(fails)).toThrow(GraderFault)
  expect(() => oncePerCase(fails)({})).toThrow(/^the reference refused a generated case: RangeError: Z has 2/)
})

test('an answer is worked out once for each case', () => {
  let times = 0
  const answer = oncePerCase(({ x }: { x: number }) => {
    times++
    return x > 0 ? x : undefined
  })
  const [one, none] = [{ x: 1 }, { x: 0 }]
  expect([answer(one), answer(one), answer(none), answer(none), answer({ x: 1 })]).toEqual([
    1,
    1,
    undefined,
    undefined,
    1,
  ])
  expect(times).toBe(3)
})

test('a model on which the reference throws is the failure of whoever made it', () => {
  expect(crossPlay('fitPca', () => 3)).toBe(3)
  expect(() => crossPlay('fitPca', fails)).toThrow(StudentTrouble)
  expect(() => crossPlay('fitPca', fails)).toThrow(
    'what your fitPca returned can not be used: Z has 2 columns, not 3',
  )
})
