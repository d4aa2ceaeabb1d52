import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MLError } from '#kit'
import { fuzz } from './fuzz.ts'

/** Under the name of a function whose docstring promises EMPTY and NON_FINITE. */
function named<Args extends unknown[]>(body: (...args: Args) => unknown) {
  const { noiseSigma } = { noiseSigma: (...args: Args) => body(...args) }
  return noiseSigma
}

const numbers = fc.tuple(fc.array(fc.constantFrom(-1, 1, 2), { minLength: 1, maxLength: 3 }))
const honest = (x: number[]) => {
  if (x.length === 0) throw new MLError('EMPTY', 'nothing')
  if (!x.every(Number.isFinite)) throw new MLError('NON_FINITE', 'no number')
  return { largest: Math.max(...x), all: [...x] }
}
let calls = 0

test('a function that returns or refuses as documented passes', () => {
  fuzz(named(honest), numbers)
})

test.each<[string, (x: number[]) => unknown]>([
  ['changes its argument', (x) => [honest(x), x.sort()]],
  ['throws an error of another kind', (x) => [x[0]!.toFixed(), honest(x)]],
  ['refuses with a code that is not documented', (x) => (x.includes(-1) ? refuse('PARAM') : honest(x))],
  ['returns NaN', (x) => [honest(x), { deep: [{ inside: Math.sqrt(x[0]!) }] }]],
  ['returns a list of its arguments', (x) => [honest(x), x]],
  ['remembers its last call', (x) => [honest(x), calls++]],
  ['never refuses as documented', (x) => (x.length > 0 ? honest(x) : 0)],
  ['always refuses', (x) => [honest(x), refuse('EMPTY')]],
])('a function that %s fails', (_, fn) => {
  expect(() => fuzz(named(fn), numbers)).toThrow(Error)
})

test('a near miss differs in one value, which may lie deep, and not in what is spared', () => {
  const legal = fc.constant<[{ a: number[][]; b: string }, number[]]>([{ a: [[1, 2]], b: 'x' }, [3]])
  const seen = new Set<string>()
  fuzz(
    named((first: { a: number[][] }, second: number[]) => {
      seen.add(JSON.stringify([first, second]))
      honest(first.a.flat())
    }),
    legal,
    { spared: [1] },
  )
  const intact = '[{"a":[[1,2]],"b":"x"},[3]]'
  expect([...seen]).toEqual(
    expect.arrayContaining([intact, intact.replace('x', '?'), intact.replace('1', '1000000000')]),
  )
  expect([...seen].every((call) => call.endsWith(',[3]]'))).toBe(true)
})

test('a function that no docstring is about can not be fuzzed', () => {
  expect(() => fuzz((x: number[]) => x.length, numbers)).toThrow('docstring')
})

function refuse(code: 'EMPTY' | 'PARAM'): never {
  throw new MLError(code, 'no')
}
