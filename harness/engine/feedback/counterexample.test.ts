import { describe, expect, test } from 'vitest'
import type { Failure } from '../running/failure.ts'
import { counterexampleOf } from './counterexample.ts'

const exports = {
  mse: { takes: ['yTrue', 'yPred'], returns: 'number' },
  huber: { takes: ['yTrue', 'yPred', 'delta?'], returns: 'number' },
} as const

function of(failure: Partial<Failure>) {
  return counterexampleOf(
    { status: 'fail', calls: [], index: 3, shrinks: 5, ...failure },
    { exports: exports as never },
  )
}

describe('the inputs of a case', () => {
  test('go by the names of the parameters, optional or not', () => {
    const { inputs } = of({ calls: [{ fn: 'huber', args: [[0], [1], 0.5], result: 1 }] })
    expect(inputs).toEqual([
      { name: 'yTrue', value: '[0]' },
      { name: 'yPred', value: '[1]' },
      { name: 'delta', value: '0.5' },
    ])
  })

  test('that have no parameter go by their number', () => {
    const { inputs } = of({ calls: [{ fn: 'mse', args: [[0], [1], 2], result: 1 }] })
    expect(inputs[2]).toEqual({ name: 'argument 3', value: '2' })
  })

  test('are none where nothing was called', () => {
    expect(of({ broken: { because: 'No call was made.' } })).toEqual({
      case: 3,
      shrinks: 5,
      inputs: [],
      calls: [],
      because: 'No call was made.',
    })
  })
})

describe('the calls of a case', () => {
  test('are shown with their results and the names of the inputs', () => {
    const { calls, yours, expected } = of({
      calls: [
        {
          fn: 'mse',
          args: [
            [0, 1],
            [2, 3],
          ],
          result: 3,
        },
        {
          fn: 'mse',
          args: [
            [2, 3],
            [0, 1],
          ],
          result: 5,
        },
      ],
      broken: { got: 5, expected: 3, because: 'Swapping must not change it.' },
    })
    expect(calls).toEqual(['mse(yTrue, yPred) = 3', 'mse(yPred, yTrue) = 5'])
    expect([yours, expected]).toEqual(['5', '3'])
  })

  test('name each argument by its own place where two inputs are equal', () => {
    const { calls } = of({
      calls: [{ fn: 'mse', args: [[0], [0]], result: 1 }],
      broken: { got: 1, expected: 0 },
    })
    expect(calls).toEqual(['mse(yTrue, yPred) = 1'])
  })

  test('show an argument that is no input as a value, cut where it is long', () => {
    const { calls } = of({
      calls: [
        { fn: 'mse', args: [[1], [2]], result: 1 },
        { fn: 'mse', args: [[1, 1], Array.from({ length: 30 }, () => 2)], result: 2 },
      ],
      broken: { got: 2, expected: 1 },
    })
    expect(calls[1]).toBe('mse([1, 1], [2, 2, 2, 2, 2, 2, 2, 2, 2, 2…) = 2')
  })

  test('are those that gave one of the two values, where some did', () => {
    const { calls } = of({
      calls: [1, 2, 3, 4].map((result) => ({ fn: 'mse', args: [[result], [0]], result })),
      broken: { got: 4, expected: 2 },
    })
    expect(calls).toEqual(['mse(yTrue, yPred) = 2', 'mse([4], yPred) = 4'])
  })

  test('are at most the last four', () => {
    const { calls } = of({
      calls: Array.from({ length: 9 }, (_, i) => ({ fn: 'mse', args: [[i], [-1]], result: i })),
      broken: { because: 'Something about all of them.' },
    })
    expect(calls).toHaveLength(4)
    expect(calls[3]).toBe('mse([8], yPred) = 8')
  })

  test('are the last one only, where the code failed', () => {
    const { calls, yours, expected } = of({
      status: 'error',
      calls: [
        { fn: 'mse', args: [[1], [1]], result: 0 },
        { fn: 'mse', args: [[], []], trouble: { kind: 'threw', message: 'x', code: 'EMPTY' } },
      ],
      trouble: { kind: 'threw', message: 'x', code: 'EMPTY' },
    })
    expect(calls).toEqual(['mse(yTrue, yPred) threw an error with the code EMPTY'])
    expect([yours, expected]).toEqual([undefined, undefined])
  })
})

describe('the two values', () => {
  test('show a difference that six digits would hide', () => {
    const { yours, expected } = of({ broken: { got: 0.1 + 0.2, expected: 0.3 } })
    expect(yours).not.toBe(expected)
  })

  test('point to the place where they differ when it is out of sight', () => {
    const long = Array.from({ length: 100 }, () => 1)
    const other = long.with(80, 2)
    const { yours, expected, because } = of({ broken: { got: other, expected: long, where: '[80]' } })
    expect(yours).toBe(expected)
    expect(because).toBe('The first difference is at [80].')
  })

  test('show what was expected in words without quotes', () => {
    const { expected } = of({ broken: { got: 'no error', expected: 'an MLError with the code EMPTY' } })
    expect(expected).toBe('an MLError with the code EMPTY')
  })

  test('may be one only', () => {
    const counterexample = of({ broken: { got: -1, because: 'It is negative.' } })
    expect(counterexample).toMatchObject({ yours: '-1', because: 'It is negative.' })
    expect(counterexample).not.toHaveProperty('expected')
  })

  test('are shown also where the student returned undefined', () => {
    expect(of({ broken: { got: undefined, expected: 1 } })).toMatchObject({
      yours: 'undefined',
      expected: '1',
    })
  })
})

describe('what was thrown', () => {
  const thrown = (trouble: Partial<Failure['trouble'] & object>) =>
    of({ status: 'error', trouble: { kind: 'threw', message: '', ...trouble } }).threw

  test('is given in its own words, in plain ones, and with the line', () => {
    expect(
      thrown({
        name: 'TypeError',
        message: "Cannot read properties of undefined (reading '0')",
        file: 'exercises/05-loss/loss.ts',
        line: 12,
      }),
    ).toEqual({
      message: "TypeError: Cannot read properties of undefined (reading '0')",
      plainly: 'An index or field was read from a value that is not there.',
      file: 'exercises/05-loss/loss.ts',
      line: 12,
    })
  })

  test('is safe to print: message, name and the name of the file', () => {
    expect(
      thrown({
        name: '::error',
        message: 'a\n::error::b',
        file: 'exercises/05-x/a\n::notice title=x::.ts',
        line: 1,
      }),
    ).toEqual({
      message: ': :error: a : :error: :b',
      file: 'exercises/05-x/a : :notice title=x: :.ts',
      line: 1,
    })
  })

  test('is not said of a result of another form', () => {
    const trouble = { kind: 'bad-result' as const, message: 'it is undefined' }
    expect(of({ trouble, broken: { because: 'Look at the form.' } }).threw).toBeUndefined()
  })
})
