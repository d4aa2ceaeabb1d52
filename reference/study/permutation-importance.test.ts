import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRng, type Mat } from '#kit'
import { fitPipeline, predictPipeline } from '../model-selection/pipeline.ts'
import { randomOrder } from '../random/order.ts'
import { fuzz } from '../testing/fuzz.ts'
import { permutationImportance } from './permutation-importance.ts'

const runs = { seed: 1, numRuns: 60 }
/** Two features; only the first has to do with the label. */
function table(seed: number, n: number) {
  const random = createRng(`table/${seed}`)
  const y = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 'int' : 'pyr'))
  return { y, X: y.map((label) => [(label === 'int' ? 4 : 0) + random.normal(), random.normal()]) }
}
const { X, y } = table(0, 30)
const pipeline = fitPipeline(X, y, { scaler: 'standard', model: 'logistic' })
const byFirst = { ...pipeline, scaler: null, model: { coef: [-1, 0], intercept: 2 } }
const share = (rows: Mat, labels: string[]) =>
  predictPipeline(byFirst, rows).label.filter((label, i) => label === labels[i]).length / rows.length

test('it is the mean drop of the accuracy, and its population SD', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      (seed, n, repeats) => {
        const { X, y } = table(seed, n)
        const random = createRng(`orders/${seed}`)
        const permutations = Array.from({ length: repeats }, () => [0, 1].map(() => randomOrder(n, random)))
        const importance = permutationImportance(byFirst, X, y, { repeats: 1, seed: 1, permutations })
        for (const j of [0, 1]) {
          const drops = permutations.map((orders) => {
            const dealt = X.map((row, i) =>
              row.map((value, column) => (column === j ? X[orders[j]![i]!]![j]! : value)),
            )
            return share(X, y) - share(dealt, y)
          })
          const mean = drops.reduce((sum, drop) => sum + drop, 0) / repeats
          const variance = drops.reduce((sum, drop) => sum + (drop - mean) ** 2, 0) / repeats
          expect(importance.mean[j]).toBeCloseTo(mean, 12)
          expect(importance.std[j]).toBeCloseTo(Math.sqrt(variance), 10)
        }
      },
    ),
    runs,
  )
})

test('a feature that the model does not read is of no importance at all', () => {
  const importance = permutationImportance(byFirst, X, y, { repeats: 5, seed: 1 })
  expect([importance.mean[1], importance.std[1]]).toEqual([0, 0])
  // measured 0.33
  expect(importance.mean[0]).toBeGreaterThan(0.2)
})

test('the planted cause is more important than noise', () => {
  for (let seed = 0; seed < 10; seed++) {
    const { X, y } = table(seed, 40)
    const { mean } = permutationImportance(pipeline, X, y, { repeats: 5, seed })
    // measured 0.19 … 0.43, and −0.05 … 0.03
    expect(mean[0]).toBeGreaterThan(0.15)
    expect(Math.abs(mean[1]!)).toBeLessThan(0.1)
  }
})

test('orders that change nothing find nothing', () => {
  const same = [...X.keys()]
  expect(
    permutationImportance(pipeline, X, y, { repeats: 1, seed: 1, permutations: [[same, same]] }),
  ).toEqual({
    mean: [0, 0],
    std: [0, 0],
  })
})

test('it depends on its seed alone', () => {
  const of = (seed: number) => permutationImportance(pipeline, X, y, { repeats: 3, seed })
  expect(of(1)).toEqual(of(1))
  expect(of(1)).not.toEqual(of(2))
})

const opt = { repeats: 2, seed: 1 }
const order = [...X.keys()]
test.each<[string, string, () => unknown]>([
  ['nothing', 'EMPTY', () => permutationImportance(pipeline, [], [], opt)],
  ['fewer labels', 'SHAPE', () => permutationImportance(pipeline, X, y.slice(1), opt)],
  [
    'other columns',
    'SHAPE',
    () =>
      permutationImportance(
        pipeline,
        X.map((row) => row.slice(1)),
        y,
        opt,
      ),
  ],
  ['NaN', 'NON_FINITE', () => permutationImportance(pipeline, X.with(0, [0, Number.NaN]), y, opt)],
  ['no repeat', 'PARAM', () => permutationImportance(pipeline, X, y, { ...opt, repeats: 0 })],
  ['half a repeat', 'PARAM', () => permutationImportance(pipeline, X, y, { ...opt, repeats: 1.5 })],
  ['no orders', 'EMPTY', () => permutationImportance(pipeline, X, y, { ...opt, permutations: [] })],
  [
    'orders for one feature',
    'SHAPE',
    () => permutationImportance(pipeline, X, y, { ...opt, permutations: [[order]] }),
  ],
  [
    'orders of fewer rows',
    'SHAPE',
    () => permutationImportance(pipeline, X, y, { ...opt, permutations: [[order, [0]]] }),
  ],
  [
    'an order with a row twice',
    'PARAM',
    () => permutationImportance(pipeline, X, y, { ...opt, permutations: [[order, order.with(0, 1)]] }),
  ],
])('%s is refused with %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('spoilt arguments', () => {
  const legal = fc
    .nat(8)
    .map(
      (n): Parameters<typeof permutationImportance> => [
        pipeline,
        X.slice(0, n),
        y.slice(0, n),
        { repeats: 2, seed: 1 },
      ],
    )
  fuzz(permutationImportance, legal, { spared: [0] })
})
