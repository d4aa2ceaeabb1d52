import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isOfTheSystem, systemTrouble, why } from './why.ts'

function errorOf(run: () => unknown): NodeJS.ErrnoException {
  try {
    run()
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
  throw new Error('nothing failed')
}

test('an error of the operating system is told from a bug', () => {
  expect(isOfTheSystem(errorOf(() => readFileSync('/nowhere/x')))).toBe(true)
  expect(isOfTheSystem(errorOf(() => readFileSync({} as string)))).toBe(false)
  expect(isOfTheSystem(new TypeError('x is not a function'))).toBe(false)
  expect(isOfTheSystem(undefined)).toBe(false)
})

test('is said in words, with the place and what to do', () => {
  expect(systemTrouble(errorOf(() => readFileSync('/nowhere/x')))).toBe(
    'The operating system refused /nowhere/x (open): it does not exist. Mend that and run the command again.',
  )
  expect(systemTrouble(errorOf(() => readFileSync(join(tmpdir(), 'no-such', 'x'))))).toMatch(
    /: it does not exist\. Set TMPDIR to a folder that exists and can be written\.$/,
  )
})

test('any other error goes by the first line of its message', () => {
  expect(why(new Error('One thing.\n  at a stack'))).toBe('One thing')
  expect(why('two')).toBe('two')
})
