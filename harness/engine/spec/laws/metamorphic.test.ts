import { expect, test } from 'vitest'
import { inProcess } from '../in-process.ts'
import { remoteStudent, type Student } from '../student.ts'
import { exact } from '../tolerance.ts'
import { orderFree, scales, symmetric } from './metamorphic.ts'

interface Module {
  distance(a: number[], b: number[]): number
  spread(x: number[]): { sd: number; n: number }
  ranks(x: number[], from?: number): number[]
}
interface Pair {
  a: number[]
  b: number[]
}

const sumOf = (x: number[]) => x.reduce((sum, value) => sum + value, 0)
const right: Module = {
  distance: (a, b) => sumOf(a.map((value, i) => (value - b[i]!) ** 2)),
  spread: (x) => ({ sd: Math.max(...x) - Math.min(...x), n: x.length }),
  ranks: (x, from = 0) => x.map((value) => from + x.filter((other) => other < value).length),
}
const studentWith = (wrong: Partial<Module> = {}) =>
  remoteStudent(
    {
      distance: { returns: () => undefined },
      spread: { returns: () => undefined },
      ranks: { returns: () => undefined },
    },
    inProcess({ ...right, ...wrong }),
  ) as unknown as Student<Module>
const pair = { a: [1, 2], b: [3, 5] }

test('symmetric: swapping the first two arguments changes nothing', async () => {
  const law = symmetric<Module, Pair>('distance')
  expect(await law(studentWith(), pair)).toBe(true)
  expect(await law(studentWith({ distance: (a) => sumOf(a) }), pair)).toEqual({
    because: 'Swapping a and b must not change the result of distance.',
    got: 8,
    expected: 3,
    where: 'value',
    sides: ['swapped', 'as given'],
  })
})

test('orderFree: the order of the samples does not count', async () => {
  const law = orderFree<Module, Pair>('distance', { samples: ['a', 'b'] })
  expect(await law(studentWith(), pair)).toBe(true)
  expect(await law(studentWith({ distance: ([a]) => a! }), pair)).toMatchObject({
    because: 'With the samples listed from the end to the start, distance must give the same.',
    got: 2,
    expected: 1,
    sides: ['reversed', 'as given'],
  })
})

test('orderFree: what is given for each sample stays with it', async () => {
  const law = orderFree<Module, { x: number[]; from: number }>('ranks', {
    moves: (ranks, reorder) => reorder(ranks),
    tolerance: exact,
  })
  expect(await law(studentWith(), { x: [5, 1, 3], from: 1 })).toBe(true)
  expect(
    await law(studentWith({ ranks: (x) => x.map((_, i) => i) }), { x: [5, 1, 3], from: 1 }),
  ).toMatchObject({
    got: [0, 1, 2],
    expected: [2, 1, 0],
  })
})

test('scales: the result has a power of the unit, and one field may be picked', async () => {
  const squared = scales<Module, Pair>({ distance: 2 }, { data: ['a', 'b'], by: [-3] })
  expect(await squared(studentWith(), pair)).toBe(true)
  expect(await squared(studentWith({ distance: (a) => sumOf(a) }), pair)).toMatchObject({
    because: 'With a and b times -3, distance must give 9 times as much.',
    got: -9,
    expected: 27,
    sides: ['with × -3', 'expected'],
  })
  const ofSpread = scales<Module, { x: number[] }>({ spread: 1 }, { pick: ({ sd }) => sd })
  expect(await ofSpread(studentWith(), { x: [1, 4] })).toBe(true)
  const ofRanks = scales<Module, { x: number[] }>({ ranks: 0 })
  expect(await ofRanks(studentWith(), { x: [1, 4] })).toBe(true)
  expect(await ofRanks(studentWith({ ranks: (x) => x }), { x: [1, 4] })).toMatchObject({
    because: 'With x times 4, ranks must give the same.',
  })
})
