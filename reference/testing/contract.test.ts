import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MLError } from '#kit'
import { holdsContract } from './contract.ts'

const legal: fc.Arbitrary<[{ values: number[] }]> = fc.tuple(
  fc.record({ values: fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 3 }) }),
)
type Fn = (arg: { values: number[] }) => unknown

/** Doubles, and refuses what is not finite, negative or no list. */
const good: Fn = ({ values }) => {
  if (!values.every(Number.isFinite)) throw new MLError('NON_FINITE', 'not finite')
  if (values.some((value) => value < 0)) throw new MLError('PARAM', 'negative')
  return { doubled: values.map((value) => 2 * value), no: null }
}
let calls = 0

test('a function that keeps its contract passes', () => {
  expect(() => holdsContract(good, legal, ['NON_FINITE', 'PARAM'])).not.toThrow()
})

test.each<[string, Fn]>([
  ['NaN', ({ values }) => values.map((value) => (Number.isFinite(value) ? value : Number.NaN))],
  ['a list of the arguments', (arg) => [good(arg), arg.values]],
  ['another code', (arg) => (arg.values.length > 0 ? good(arg) : refuse())],
  ['another error', (arg) => [arg.values[0]!.toFixed(), good(arg)]],
  ['another answer every time', (arg) => [good(arg), calls++]],
  ['an argument that is changed', (arg) => [good(arg), arg.values.sort((a, b) => b - a)[0]]],
  ['no legal argument', ({ values }) => (values.length > 0 ? fail() : 1)],
  ['nothing refused', () => 1],
])('%s does not pass', (_, fn) => {
  expect(() => holdsContract(fn, legal, ['NON_FINITE', 'PARAM'])).toThrow(Error)
})

function refuse(): never {
  throw new MLError('EMPTY', 'nothing')
}

function fail(): never {
  throw new MLError('PARAM', 'never')
}
