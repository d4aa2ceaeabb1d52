import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GraderFault } from '../student.ts'
import { screened } from './index.ts'

const odd = screened(
  fc.nat(100),
  (n, step) => n + step,
  (n) => n % 2 === 1,
)

test('a case that is clear stays as it is, another is disturbed until it is clear', () => {
  fc.assert(fc.property(odd, (n) => n % 2 === 1))
  const drawn = fc.sample(fc.nat(100), { seed: 1, numRuns: 50 })
  expect(fc.sample(odd, { seed: 1, numRuns: 50 })).toEqual(drawn.map((n) => (n % 2 ? n : n + 1)))
})

test('it can be made simpler', () => {
  expect(fc.check(fc.property(odd, (n) => n < 10)).counterexample).toEqual([11])
})

test('the first steps may ask for more', () => {
  const picky = screened(
    fc.constant(0),
    (n, step) => n + step,
    (n, step) => (step < 3 ? n > 5 : n > 1),
  )
  expect(fc.sample(picky, 1)).toEqual([3])
})

test('it is bounded: another case is taken, or it is our fault', () => {
  const never = (otherwise?: (n: number) => number) =>
    screened(
      fc.constant(4),
      (n) => n,
      () => false,
      { steps: 5, ...(otherwise && { otherwise }) },
    )
  expect(
    fc.sample(
      never((n) => n + 1),
      1,
    ),
  ).toEqual([5])
  expect(() => fc.sample(never(), 1)).toThrow(GraderFault)
})
