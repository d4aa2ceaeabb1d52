import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Label } from '#kit'
import { ordered } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { type Dataset, makeDataset, type NeuronRecord } from './table.ts'

const runs = { seed: 1, numRuns: 200 }
const width = fc.option(
  fc.nat(64).map((k) => k / 16),
  { freq: 4 },
)
const record: fc.Arbitrary<NeuronRecord> = fc.record({
  type: fc.constantFrom('pyr', 'int'),
  width,
  rate: width,
  depth: width,
})
const records = fc.array(record, { minLength: 1, maxLength: 8 })
const names = fc.shuffledSubarray(['width', 'rate', 'depth'], { minLength: 1 })

const cells: NeuronRecord[] = [
  { id: 1, rate: 8, type: 'pyr', width: 0.6 },
  { id: 2, rate: null, type: 'int', width: 0.25 },
  { id: 3, rate: 2, type: 'pyr', width: 0.5 },
]

test('a table becomes features, labels, their names and the classes', () => {
  expect(makeDataset(cells, ['width', 'rate'], 'type')).toEqual({
    X: [
      [0.6, 8],
      [0.25, Number.NaN],
      [0.5, 2],
    ],
    y: ['pyr', 'int', 'pyr'],
    featureNames: ['width', 'rate'],
    classes: ['int', 'pyr'],
  })
})

test('without the name of a label there are no labels and no classes', () => {
  expect(makeDataset(cells, ['id'])).toEqual({
    X: [[1], [2], [3]],
    y: null,
    featureNames: ['id'],
    classes: null,
  })
})

test('numbers as labels are sorted by size', () => {
  const ages = [{ age: 10 }, { age: 9 }, { age: 10 }].map((row) => ({ ...row, x: 0 }))
  expect(makeDataset(ages, ['x'], 'age').classes).toEqual([9, 10])
})

test('a name that every object inherits is no column', () => {
  expect(() => makeDataset([{ x: 1 }], ['constructor'])).toThrow(expect.objectContaining({ code: 'PARAM' }))
  expect(makeDataset([{ constructor: 1 }], ['constructor']).X).toEqual([[1]])
})

test('row i, column j is feature j of record i, NaN where it is missing', () => {
  fc.assert(
    fc.property(records, names, (table, featureNames) => {
      const { X } = makeDataset(table, featureNames, 'type')
      for (const [i, row] of table.entries())
        for (const [j, name] of featureNames.entries()) expect(X[i]![j]).toBe(row[name] ?? Number.NaN)
    }),
    runs,
  )
})

test('rows and labels follow the order of the records, columns that of the names', () => {
  fc.assert(
    fc.property(ordered(records), ([table, order]) => {
      const { X, y } = makeDataset(table, ['width', 'rate'], 'type')
      const moved = makeDataset(
        order.map((i) => table[i]!),
        ['rate', 'width'],
        'type',
      )
      expect(moved.X).toEqual(order.map((i) => X[i]!.toReversed()))
      expect(moved.y).toEqual(order.map((i) => y![i]))
    }),
    runs,
  )
})

test.each<[string, string, NeuronRecord[], string[], string?]>([
  ['EMPTY', 'no records', [], ['x']],
  ['SHAPE', 'a record without a feature', [{ x: 1 }, { z: 1 }], ['x']],
  ['SHAPE', 'a record without a label', [{ x: 1, type: 'a' }, { x: 2 }], ['x'], 'type'],
  ['NON_FINITE', 'an infinite feature', [{ x: Number.POSITIVE_INFINITY }], ['x']],
  ['NON_FINITE', 'a label that is NaN', [{ x: 1, type: Number.NaN }], ['x'], 'type'],
  ['PARAM', 'a feature of no record', [{ x: 1 }, { x: 2 }], ['x', 'z']],
  ['PARAM', 'a label of no record', [{ x: 1 }], ['x'], 'type'],
  ['PARAM', 'a feature given twice', [{ x: 1 }], ['x', 'x']],
  ['PARAM', 'the label among the features', [{ x: 1, type: 2 }], ['x', 'type'], 'type'],
  ['PARAM', 'a string as a feature', [{ x: 1 }, { x: '2' }], ['x']],
  ['PARAM', 'a label that is missing', [{ x: 1, type: null }], ['x'], 'type'],
  ['PARAM', 'labels of two types', [1, '1'].map((type) => ({ x: 1, type })), ['x'], 'type'],
])('%s: %s', (code, _, table, featureNames, labelName) => {
  expect(() => makeDataset(table, featureNames, labelName)).toThrow(expect.objectContaining({ code }))
})

test('any table becomes a dataset without infinities, or is refused', () => {
  const cell = fc.constantFrom<Label | null>(0, 1, 2.5, null, 'a', Number.NaN, Number.POSITIVE_INFINITY)
  const rows = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: record },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.constantFrom('width', 'rate', 'type'), cell, { noNullPrototype: true }),
      },
    ),
    { maxLength: 4 },
  )
  const columns = fc.array(fc.constantFrom('width', 'rate', 'depth', 'type', 'toString'), { maxLength: 3 })
  const label = fc.constantFrom(undefined, 'type', 'rate')
  const isLegal = ({ X, y, classes }: Dataset, table: NeuronRecord[], names: string[]) => {
    const inShape = X.length === table.length && X.every((row) => row.length === names.length)
    const bounded = X.flat().every((value) => Number.isNaN(value) || Number.isFinite(value))
    return (
      inShape && bounded && (y === null ? classes === null : y.every((label) => classes!.includes(label)))
    )
  }
  fuzz(makeDataset, fc.tuple(rows, columns, label), { isLegal })
})
