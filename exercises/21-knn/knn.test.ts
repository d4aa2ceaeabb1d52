import { expect, test } from 'vitest'
import { testProperties } from '#engine/testing/test-properties.ts'
import * as solution from './knn.ts'
import visible from './knn.visible.ts'

test('the example of the README', () => {
  const model = solution.fitKnn([[0], [1], [10]], ['a', 'a', 'b'], { k: 2 })
  expect(solution.nearest(model, [0.25]).map(({ index }) => index)).toEqual([0, 1])
  expect(solution.predictKnn(model, [[0.25]])).toEqual(['a'])
  expect(solution.predictKnnProba(model, [[0.25]])).toEqual({ classes: ['a', 'b'], proba: [[1, 0]] })
})

test('of equal votes the smallest class wins', () => {
  const model = solution.fitKnn([[0], [1]], ['b', 'a'], { k: 2 })
  expect(solution.predictKnn(model, [[0.25]])).toEqual(['a'])
})

testProperties('21-knn', visible, solution)
