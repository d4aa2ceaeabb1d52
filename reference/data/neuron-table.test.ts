import { expect, test } from 'vitest'
import { stream } from '../random/streams.ts'
import { neuronTable } from './neuron-table.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

test('the same seed gives the same table, another seed another', () => {
  expect(neuronTable('a', { n: 20 })).toEqual(neuronTable('a', { n: 20 }))
  expect(neuronTable('a', { n: 20 })).not.toEqual(neuronTable('b', { n: 20 }))
})

test('it draws from a stream of its own name, the types first', () => {
  const own = stream(1, 'neuron-table')
  expect(neuronTable(1, { n: 50 }).y).toEqual(Array.from({ length: 50 }, () => (own.next() < 0.2 ? 1 : 0)))
})

test('it has n rows of five finite features', () => {
  const { X, y, featureNames } = neuronTable(1, { n: 100 })
  expect(featureNames).toEqual(['latencyMs', 'halfWidthMs', 'asymmetry', 'ratio', 'logRate'])
  expect([X.length, y.length]).toEqual([100, 100])
  expect(X.every((row) => row.length === 5 && row.every(Number.isFinite))).toBe(true)
})

test.each([0.001, 0.2, 0.999])('both types occur in the smallest table, with fracFS %d', (fracFS) => {
  for (let seed = 0; seed < 200; seed++)
    expect(neuronTable(seed, { n: 2, fracFS }).y.toSorted()).toEqual([0, 1])
})

test('a type that is missing may come at any place', () => {
  const places = Array.from({ length: 50 }, (_, seed) =>
    neuronTable(seed, { n: 3, fracFS: 0.001 }).y.indexOf(1),
  )
  expect(new Set(places)).toEqual(new Set([0, 1, 2]))
})

test('the columns have the means that were planted, for either type', () => {
  const means = [0, 1].map((type) => {
    const rows = SEEDS.flatMap((seed) => {
      const { X, y } = neuronTable(seed, { n: 200 })
      return X.filter((_, i) => y[i] === type)
    })
    return rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length)
  })
  // measured 0.573, 0.214, 0.459, 0.287, 0.690 and 0.294, 0.157, 0.522, 0.404, 2.098; five SE of the last are 0.13
  const expected = [
    [0.57, 0.215, 0.46, 0.29, Math.log(2)],
    [0.29, 0.154, 0.52, 0.4, Math.log(8)],
  ]
  const slack = [0.02, 0.01, 0.04, 0.03, 0.13]
  for (const type of [0, 1])
    for (const [j, mean] of means[type]!.entries())
      expect(Math.abs(mean - expected[type]![j]!)).toBeLessThan(slack[j]!)
})

test('nearest neighbours beat the rule of 0.425 ms, and shuffled types are beyond them', () => {
  const learned: number[] = []
  const rule: number[] = []
  const shuffled: number[] = []
  for (const seed of SEEDS) {
    const { X, y } = neuronTable(seed, { n: 200 })
    const Z = standardised(X)
    learned.push(accuracy(neighbourVotes(Z, y), y))
    rule.push(
      accuracy(
        X.map((row) => (row[0]! <= 0.425 ? 1 : 0)),
        y,
      ),
    )
    const random = stream(seed, 'shuffle')
    const keys = y.map((type) => ({ type, key: random.next() })).sort((a, b) => a.key - b.key)
    const noise = keys.map(({ type }) => type)
    shuffled.push(balancedAccuracy(neighbourVotes(Z, noise), noise))
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  // measured 0.970 … 1, mean 0.988
  expect(Math.min(...learned)).toBeGreaterThan(0.94)
  // measured 0.900 … 0.955, mean 0.936
  expect(mean(learned)).toBeGreaterThan(mean(rule) + 0.02)
  // measured 0.475 … 0.552, mean 0.499; one standard error of the mean is 0.005
  expect(Math.abs(mean(shuffled) - 0.5)).toBeLessThan(0.03)
})

test.each([{ n: 1 }, { n: 2.5 }, { n: 5, fracFS: 0 }, { n: 5, fracFS: 1 }])(
  '%j is refused with PARAM',
  (options) => {
    expect(() => neuronTable(1, options)).toThrow(expect.objectContaining({ code: 'PARAM' }))
  },
)

function standardised(X: number[][]): number[][] {
  const columns = X[0]!.map((_, j) => {
    const values = X.map((row) => row[j]!)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    return { mean, sd }
  })
  return X.map((row) => row.map((value, j) => (value - columns[j]!.mean) / columns[j]!.sd))
}

/** The majority type among the five other rows that are nearest. */
function neighbourVotes(Z: number[][], y: number[]): number[] {
  return Z.map((row, i) => {
    const others = Z.map((other, k) => ({
      type: y[k]!,
      distance: k === i ? Number.POSITIVE_INFINITY : other.reduce((sum, v, j) => sum + (v - row[j]!) ** 2, 0),
    }))
    const votes = others.sort((a, b) => a.distance - b.distance).slice(0, 5)
    return votes.filter(({ type }) => type === 1).length > 2 ? 1 : 0
  })
}

function accuracy(predicted: number[], y: number[]): number {
  return predicted.filter((type, i) => type === y[i]).length / y.length
}

function balancedAccuracy(predicted: number[], y: number[]): number {
  const recalls = [0, 1].map((type) => {
    const of = predicted.filter((_, i) => y[i] === type)
    return of.filter((guess) => guess === type).length / of.length
  })
  return (recalls[0]! + recalls[1]!) / 2
}
