import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng, type Mat } from '#kit'
import { fuzz } from '../testing/fuzz.ts'
import { jointProbabilities } from './affinities.ts'
import { klDivergence, klGradient, lowDimAffinities, tsne } from './tsne.ts'

const cloud = (name: string, n: number, d = 2): Mat => {
  const random = createRng(name)
  return Array.from({ length: n }, () => Array.from({ length: d }, () => random.normal()))
}
/** P of a random cloud, and a random place for each of its samples. */
const problem = fc.record({ seed: fc.nat(1000), n: fc.integer({ min: 3, max: 9 }) }).map(({ seed, n }) => ({
  P: jointProbabilities(cloud(`${seed}/X`, n, 3), 2),
  Y: cloud(`${seed}/Y`, n),
}))

const Y = [
  [0, 1],
  [2, 3],
  [4, 9],
]
const P = lowDimAffinities(Y)
const nan = [
  [0, 1],
  [2, Number.NaN],
  [4, 9],
]
const ragged = [[0, 1], [2], [4, 9]]
const options = { perplexity: 2, iterations: 2, seed: 1 }

test.each<[string, string, () => unknown]>([
  ['affinities of no points', 'EMPTY', () => lowDimAffinities([])],
  ['affinities of ragged points', 'SHAPE', () => lowDimAffinities(ragged)],
  ['affinities of NaN', 'NON_FINITE', () => lowDimAffinities(nan)],
  ...[klDivergence, klGradient].flatMap((fn): [string, string, () => unknown][] => [
    [`${fn.name} of nothing`, 'EMPTY', () => fn([], [])],
    [`${fn.name} of fewer points than rows`, 'SHAPE', () => fn(P, Y.slice(1))],
    [
      `${fn.name} of P that is not square`,
      'SHAPE',
      () =>
        fn(
          P.map((row) => row.slice(1)),
          Y,
        ),
    ],
    [`${fn.name} of ragged points`, 'SHAPE', () => fn(P, ragged)],
    [`${fn.name} of a point that is NaN`, 'NON_FINITE', () => fn(P, nan)],
    [`${fn.name} of an infinite p`, 'NON_FINITE', () => fn([[0, Infinity, 0], P[1]!, P[2]!], Y)],
    [`${fn.name} of a negative p`, 'PARAM', () => fn([[0, -0.5, 1], P[1]!, P[2]!], Y)],
  ]),
  ['an embedding of nothing', 'EMPTY', () => tsne([], options)],
  ['an embedding of ragged samples', 'SHAPE', () => tsne(ragged, options)],
  ['an embedding of NaN', 'NON_FINITE', () => tsne(nan, options)],
  ['a start for fewer samples', 'SHAPE', () => tsne(Y, { ...options, init: Y.slice(1) })],
  ['a start in three dimensions', 'SHAPE', () => tsne(Y, { ...options, init: Y.map((row) => [...row, 0]) })],
  ['a start that is NaN', 'NON_FINITE', () => tsne(Y, { ...options, init: nan })],
  ['the perplexity of all', 'PARAM', () => tsne(Y, { ...options, perplexity: 3 })],
  ['no iteration', 'PARAM', () => tsne(Y, { ...options, iterations: 0 })],
  ['half an iteration', 'PARAM', () => tsne(Y, { ...options, iterations: 1.5 })],
  ['fewer than no exaggerated iterations', 'PARAM', () => tsne(Y, { ...options, exaggerationIters: -1 })],
  ['exaggeration of 0', 'PARAM', () => tsne(Y, { ...options, exaggeration: 0 })],
  ['an infinite learning rate', 'PARAM', () => tsne(Y, { ...options, learningRate: Infinity })],
  ['two samples', 'NOT_ENOUGH_SAMPLES', () => tsne(Y.slice(1), { ...options, perplexity: 1 })],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

describe('spoilt arguments', () => {
  const pair = problem.map(({ P, Y }) => [P, Y] as [Mat, Mat])
  const small = fc.nat(1000).map((seed): Parameters<typeof tsne> => {
    const n = 2 + (seed % 4)
    return [
      cloud(`${seed}/X`, n, 3),
      { perplexity: 1.5, exaggeration: 4, init: cloud('init', n), iterations: 3, seed },
    ]
  })
  test('lowDimAffinities', () => fuzz(lowDimAffinities, fc.tuple(problem.map(({ Y }) => Y))))
  test('klDivergence', () => fuzz(klDivergence, pair))
  test('klGradient', () => fuzz(klGradient, pair))
  test('tsne', () => fuzz(tsne, small))
})
