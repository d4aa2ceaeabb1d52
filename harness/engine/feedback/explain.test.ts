import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../running/failure.ts'
import { counterexampleOf } from './counterexample.ts'
import { type Explained, explain } from './explain.ts'

const exports = { mse: { takes: ['yTrue', 'yPred'], returns: 'number' } } as const

/** The failing property of experience.md, section 1. */
const target: Explained = {
  slug: '05-regression-loss',
  words: {
    id: 'mse-matches-definition',
    statement: 'The mean squared error is the sum of the squared residuals divided by the number of samples.',
    formula: 'MSE = (1/n) · Σ (yTrue[i] − yPred[i])²',
    reveal: 'diagnosis',
  },
  status: 'fail',
  timeBudgetMs: 1000,
  counterexample: counterexample({
    calls: [
      {
        fn: 'mse',
        args: [
          [0, 0],
          [0, -1],
        ],
        result: 1,
      },
    ],
    broken: { got: 1, expected: 0.5 },
    index: 3,
    shrinks: 5,
  }),
  mistake: {
    says: 'divides by n − 1',
    explains: 'Your mse equals Σ(residual²) / (n − 1) in every case tried.',
    asks: 'Which denominator does a mean over n samples use?',
  },
}

function counterexample(failure: Partial<Failure>) {
  return counterexampleOf(
    { status: 'fail', calls: [], index: 1, shrinks: 0, ...failure },
    { exports: exports as never },
  )
}

describe('the message of a failing property', () => {
  test('says what should hold, the smallest case, both results, the mistake and what to do next', () => {
    expect(explain(target)).toBe(`FAIL  05-regression-loss / mse-matches-definition

  What should hold
      The mean squared error is the sum of the squared residuals divided by the
      number of samples.
      MSE = (1/n) · Σ (yTrue[i] − yPred[i])²

  Smallest case where it does not               (case 3, made simpler 5 times)
      yTrue = [0, 0]
      yPred = [0, -1]
      mse(yTrue, yPred) = 1

      your result   1
      expected      0.5

  Recognised: divides by n − 1
      Your mse equals Σ(residual²) / (n − 1) in every case tried.
      Which denominator does a mean over n samples use?

  Next   npx neurograde hint 05 mse-matches-definition
  Again  npx neurograde check 05`)
  })

  test('shows both calls of a law about two of them', () => {
    const text = explain({
      ...target,
      counterexample: counterexample({
        calls: [
          { fn: 'mse', args: [[1], [2]], result: 3 },
          { fn: 'mse', args: [[2], [1]], result: 5 },
        ],
        broken: { got: 5, expected: 3, because: 'Swapping the arguments must not change a loss.' },
      }),
    })
    expect(text).toContain(`      yTrue = [1]
      yPred = [2]
      mse(yTrue, yPred) = 3
      mse(yPred, yTrue) = 5

      Swapping the arguments must not change a loss.
      your result   5
      expected      3`)
  })

  test('says of code that threw what, what it means and where', () => {
    const trouble = {
      kind: 'threw' as const,
      name: 'TypeError',
      message: 'yTrue is not iterable',
      file: 'exercises/05-regression-loss/regression-loss.ts',
      line: 7,
    }
    const text = explain({
      ...target,
      status: 'error',
      counterexample: counterexample({
        status: 'error',
        calls: [{ fn: 'mse', args: [[1], [2]], trouble }],
        trouble,
      }),
    })
    expect(text).toMatch(/^ERROR {2}05-regression-loss \/ mse-matches-definition\n/)
    expect(text).toContain(`      mse(yTrue, yPred) threw an error

      TypeError: yTrue is not iterable
      A list was expected, but the value is not a list (often: undefined).
      at line 7 of exercises/05-regression-loss/regression-loss.ts`)
  })

  test('says of code that did not finish how long it had, and with which input', () => {
    const trouble = { kind: 'timeout' as const, message: 'It did not finish in time.' }
    const text = explain({
      ...target,
      status: 'timeout',
      counterexample: counterexample({
        status: 'timeout',
        calls: [{ fn: 'mse', args: [[1], [2]], trouble }],
        trouble,
      }),
    })
    expect(text).toMatch(/^TIMEOUT /)
    expect(text).toContain('yTrue = [1]')
    expect(text).toContain('did not finish in 1 s on this input')
  })

  test('of a file that does not load is about the file, not about a property', () => {
    const trouble = {
      kind: 'not-loaded' as const,
      message: 'This is not valid TypeScript.',
      file: 'a.ts',
      line: 2,
    }
    expect(
      explain({
        ...target,
        status: 'error',
        counterexample: counterexample({ status: 'error', trouble, index: 0 }),
      }),
    ).toBe(`ERROR  05-regression-loss does not run

      This is not valid TypeScript.
      at line 2 of a.ts

  Again  npx neurograde check 05`)
  })
})

describe('the reveal level', () => {
  const parts = (reveal: Explained['words']['reveal']) => {
    const text = explain({ ...target, words: { ...target.words, reveal } })
    return {
      statement: text.includes('The mean squared error'),
      counterexample: text.includes('yTrue ='),
      results: text.includes('your result'),
      diagnosis: text.includes('Recognised'),
      next: text.includes('npx neurograde hint 05 mse-matches-definition'),
    }
  }

  test.each([
    ['name', { statement: false, counterexample: false, results: false, diagnosis: false, next: true }],
    ['statement', { statement: true, counterexample: false, results: false, diagnosis: false, next: true }],
    [
      'counterexample',
      { statement: true, counterexample: true, results: true, diagnosis: false, next: true },
    ],
    ['diagnosis', { statement: true, counterexample: true, results: true, diagnosis: true, next: true }],
  ] as const)('"%s" shows as much as it says', (reveal, shown) => {
    expect(parts(reveal)).toEqual(shown)
  })
})

describe('a message keeps to 25 lines of 80 columns without commands or escape codes', () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      '::error::x',
      '##[error]',
      '\u001b[31m',
      '```',
      '|',
      '\n\n\n',
      'x'.repeat(500),
      'word '.repeat(200),
    ),
    fc.string(),
  )
  const matrix = fc
    .nat({ max: 40 })
    .map((n) => Array.from({ length: n }, () => Array.from({ length: n }, () => 1 / 3)))
  const value = fc.oneof(
    fc.double(),
    nasty,
    matrix,
    fc.dictionary(nasty, fc.oneof(nasty, matrix)),
    fc.array(matrix),
  )
  const call = fc.record({ fn: fc.constant('mse'), args: fc.array(value, { maxLength: 6 }), result: value })
  const trouble = fc.record({
    kind: fc.constantFrom('threw' as const, 'crashed' as const),
    message: nasty,
    name: nasty,
    code: nasty,
    file: nasty,
    line: fc.nat(),
  })
  const failure = fc.record(
    {
      calls: fc.array(call, { maxLength: 5 }),
      broken: fc.record({ because: nasty, got: value, expected: value, where: nasty }, { requiredKeys: [] }),
      trouble,
      status: fc.constantFrom('fail' as const, 'error' as const, 'timeout' as const),
      index: fc.nat(),
    },
    { requiredKeys: ['calls', 'status'] },
  )

  test('whatever a student returns, throws or names', () => {
    fc.assert(
      fc.property(failure, fc.boolean(), (hostile, isKnown) => {
        const { mistake, ...unknown } = target
        const text = explain({
          ...unknown,
          ...(isKnown && mistake ? { mistake } : {}),
          status: hostile.status,
          counterexample: counterexample(hostile),
        })
        const lines = text.split('\n')
        expect(lines.length).toBeLessThanOrEqual(25)
        expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80)
        expect(text).not.toMatch(/::|##\[|(?!\n)\p{Cc}/u)
      }),
      { seed: 1, numRuns: 120 },
    )
  })
})
