import { expect, test } from 'vitest'
import { MLError, type Seed } from '#kit'
import { kmeans, kmeansPlusPlus } from '../cluster/kmeans.ts'
import { fitLinear } from '../linear-model/linear.ts'
import { fitLogistic } from '../linear-model/logistic.ts'
import { fitSoftmax } from '../linear-model/softmax.ts'
import { binaryCrossEntropy } from '../losses/classification.ts'
import { huber, huberGradient } from '../losses/regression.ts'
import { precisionRecallF1 } from '../metrics/precision-recall.ts'
import { kFold } from '../model-selection/folds.ts'
import { shuffleTogether, testCount, trainTestSplit } from '../model-selection/split.ts'
import { fitKnn } from '../neighbors/knn.ts'

const X = Array.from({ length: 8 }, (_, i) => [i, (i * 5) % 7])
const y = X.map((_, i): 0 | 1 => (i % 3 === 0 ? 1 : 0))
const us = X.map(() => 0.5)

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const tried = [nan, infinity, -infinity, -1, -0.5, -0, 0, 5e-324, 0.07, 0.5, 1, 1.5, 2, 8, 9, 2 ** 31, 1e300]

/** Each option, and which of the values above are legal. */
const options: [name: string, call: (value: number) => unknown, legal: (value: number) => boolean][] = [
  ['k of fitKnn', (k) => fitKnn(X, y, { k }), (k) => [1, 2, 8].includes(k)],
  ['k of kmeansPlusPlus', (k) => kmeansPlusPlus(X, k, us), (k) => [1, 2, 8].includes(k)],
  ['maxIter of kmeans', (maxIter) => kmeans(X, X.slice(0, 2), { maxIter }), isCount],
  ['maxIter of fitLogistic', (maxIter) => fitLogistic(X, y, { maxIter }), isCount],
  ['maxIter of fitSoftmax', (maxIter) => fitSoftmax(X, y, { maxIter }), isCount],
  ['C of fitLogistic', (C) => fitLogistic(X, y, { C }), isPositive],
  ['tol of fitLogistic', (tol) => fitLogistic(X, y, { tol }), isPositive],
  ['alpha of fitLinear', (alpha) => fitLinear(X, y, { alpha }), (alpha) => alpha === 0 || isPositive(alpha)],
  ['delta of huber', (delta) => huber(y, us, delta), isPositive],
  ['delta of huberGradient', (delta) => huberGradient(y, us, delta), isPositive],
  ['eps of binaryCrossEntropy', (eps) => binaryCrossEntropy(y, us, eps), (eps) => eps > 0 && eps < 0.5],
  [
    'testSize',
    (testSize) => testCount(8, testSize),
    (size) => size > 0 && (size < 1 || [1, 2].includes(size)),
  ],
  [
    'zeroDivision',
    (zeroDivision) => precisionRecallF1(y, y, { zeroDivision: zeroDivision as 0 | 1 }),
    (value) => value === 0 || value === 1,
  ],
  ['k of kFold', (k) => kFold(8, k), (k) => [2, 8].includes(k)],
]

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1
}

function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value)
}

test.each(options)('%s: what is legal gives numbers, what is not is refused with PARAM', (_, call, legal) => {
  for (const value of tried)
    if (legal(value)) expect(JSON.stringify(call(value)), `${value}`).not.toContain('null')
    else expect(() => call(value), `${value}`).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

const seeds: Seed[] = [0, 1, -1, 0.5, 2 ** 32, 2 ** 32 + 1, 2 ** 53, 1e300, '', 'a', '𝒳', '__proto__']

test('every seed gives a split of its own, and always the same', () => {
  const many = Array.from({ length: 300 }, (_, i) => [i])
  const names = many.map(String)
  const orders = seeds.map((seed) => {
    const { trainIdx, testIdx } = trainTestSplit(many, names, { seed })
    expect([...trainIdx, ...testIdx].toSorted((a, b) => a - b)).toEqual([...many.keys()])
    expect(trainTestSplit(many, names, { seed })).toMatchObject({ trainIdx, testIdx })
    expect(shuffleTogether(many, names, seed).y).toHaveLength(300)
    return trainIdx.join()
  })
  expect(new Set(orders).size).toBe(seeds.length)
})

test('an empty list beside one that is not differs from it in length', () => {
  for (const call of [
    () => huber([], [1]),
    () => binaryCrossEntropy([1], []),
    () => precisionRecallF1([], [1]),
    () => fitLinear([], [1]),
    () => fitLogistic([[1]], []),
    () => fitKnn([], ['a']),
    () => trainTestSplit([[1]], [], { seed: 1 }),
  ]) {
    expect(call).toThrow(MLError)
    expect(call).toThrow(expect.objectContaining({ code: 'SHAPE' }))
  }
})
