import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyLabels, anyMatrix, matrix } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { learningProblem, type Problem } from './learning-problem.ts'

const transitions = [{ s: 0, a: 1, r: -1, s2: 2 }]
const X = [[1], [2]]

const table: [string, Problem][] = [
  ['unsupervised', { X }],
  ['classification', { X, y: ['a', 'b'] }],
  ['classification', { X, y: [0, 1] }],
  ['classification', { X, y: [-3, 7] }],
  ['regression', { X, y: [0, 0.5] }],
  ['regression', { X, y: [3, 4], yKind: 'continuous' }],
  ['classification', { X, y: [0.5, 1], yKind: 'categorical' }],
  ['reinforcement', { transitions }],
  ['reinforcement', { X, transitions }],
  ['unsupervised', { X, yKind: 'continuous' }],
]

test.each(table)('%s: %j', (kind, problem) => {
  expect(learningProblem(problem)).toBe(kind)
})

test('the values of X do not matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...table), matrix(), ([kind, problem], other) => {
      expect(learningProblem({ ...problem, ...(problem.X && { X: other }) })).toBe(kind)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test.each<[string, Problem]>([
  ['PARAM', { X, y: [0, 1], transitions }],
  ['PARAM', { X, y: [0, 'a'] }],
  ['PARAM', { X, y: [0, 1], yKind: 'ordinal' as 'categorical' }],
  ['NON_FINITE', { X, y: [0, Number.NaN] }],
  ['NON_FINITE', { X, y: [0, Number.POSITIVE_INFINITY] }],
])('%s: %j', (code, problem) => {
  expect(() => learningProblem(problem)).toThrow(expect.objectContaining({ code }))
})

test('any problem has a kind or is refused', () => {
  const problem = fc.record<Problem>(
    {
      X: anyMatrix,
      y: anyLabels,
      yKind: fc.constantFrom('categorical', 'continuous', 'other' as 'continuous'),
      transitions: fc.constantFrom(transitions, []),
    } as never,
    { requiredKeys: [] },
  )
  fuzz(learningProblem, fc.tuple(problem))
})
