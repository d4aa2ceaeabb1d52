import fc from 'fast-check'
import { gridNumber, gridVec } from '#engine/spec/index.ts'
import type { KnnModel, Label, Mat, Vec } from '#kit'

export type Asked = { model: KnnModel; q: Vec }
export type AskedMany = { model: KnnModel; Q: Mat }

/** Sets of labels: one of numbers that sorts differently as text, one of strings, one that a dictionary would ruin. */
const alphabet = fc.constantFrom<Label[]>([7, 10, -3], ['interneuron', 'pyramidal', 'Purkinje'], [0, 1, 2])
const whichLabels = fc.array(fc.nat(2), { minLength: 8, maxLength: 8 })
const offset = gridNumber({ min: -2, max: 2 })

/**
 * Rows around a query, each in a ring of its own: the row in ring r lies 2(r + 1) away along one feature and at
 * most 2 along each other, so that its distance is below 2(r + 2). No two distances are equal, nor nearly.
 */
export function rings({
  weights = 'uniform' as KnnModel['weights'],
  isTwo = false,
} = {}): fc.Arbitrary<Asked> {
  const row = fc.record({
    axis: fc.nat(2),
    sign: fc.constantFrom(-1, 1),
    aside: fc.tuple(offset, offset, offset),
  })
  return fc
    .record({
      d: fc.integer({ min: 1, max: 3 }),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 4 }),
      rows: fc.array(row, { minLength: 7, maxLength: 7 }),
      q: gridVec({ minLength: 3, maxLength: 3 }),
      k: fc.nat(6),
      labels: alphabet,
      which: whichLabels,
      unit: fc.constantFrom(1, 1, 2 ** -30, 2 ** 30),
    })
    .map(({ d, order, rows, q, k, labels, which, unit }) => {
      const X = order.map((ring, i) => {
        const { axis, sign, aside } = rows[i]!
        return q.slice(0, d).map((x, j) => x + (j === axis % d ? sign * 2 * (ring + 1) : aside[j]!))
      })
      const y = X.map((_, i) => labels[which[i]! % (isTwo ? 2 : 3)]!)
      const some = 1 + (k % X.length)
      // Of two classes and an odd number of votes, one has more.
      const inUnit = (row: Vec) => row.map((x) => x * unit)
      return {
        model: { X: X.map(inUnit), y, k: isTwo ? some - ((some + 1) % 2) : some, weights },
        q: inUnit(q.slice(0, d)),
      }
    })
}

/** Rows on the axes through a query, at whole distances: ties are many and every formula ties exactly. */
export const star: fc.Arbitrary<Asked> = fc
  .record({
    d: fc.integer({ min: 1, max: 3 }),
    q: gridVec({ minLength: 3, maxLength: 3 }),
    steps: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -3, max: 3 })), { minLength: 2, maxLength: 8 }),
    k: fc.nat(7),
  })
  .map(({ d, q, steps, k }) => {
    const from = q.slice(0, d)
    const X = steps.map(([axis, by]) => from.map((value, j) => (j === axis % d ? value + by : value)))
    return { model: { X, y: X.map((_, i) => i % 2), k: 1 + (k % X.length), weights: 'uniform' }, q: from }
  })

/** One feature, whole and half numbers: ties of distance and of votes, exact hits, several queries. */
export const onALine: fc.Arbitrary<AskedMany> = fc
  .record({
    rows: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 8 }),
    queries: fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 3 }),
    k: fc.nat(7),
    labels: alphabet,
    which: whichLabels,
  })
  .map(({ rows, queries, k, labels, which }) => {
    const y = rows.map((_, i) => labels[which[i]!]!)
    return {
      model: { X: rows.map((x) => [x]), y, k: 1 + (k % rows.length), weights: 'uniform' },
      Q: queries.map((x) => [x / 2]),
    }
  })

/**
 * One neighbour near and m others `times` as far, all of another class. The near one has `times` votes to their m:
 * never equal, since `times` is not whole. Further rows are out of reach.
 */
export const oneAgainstMany: fc.Arbitrary<AskedMany> = fc
  .record({
    q: gridNumber(),
    near: fc.constantFrom(1, 2),
    times: fc.constantFrom(1.5, 2.5, 3.5),
    sides: fc.array(fc.constantFrom(-1, 1), { minLength: 1, maxLength: 5 }),
    labels: alphabet,
    isSmallest: fc.boolean(),
    at: fc.nat(5),
  })
  .map(({ q, near, times, sides, labels, isSmallest, at }) => {
    const [one, other] = isSmallest ? [labels[0]!, labels[1]!] : [labels[1]!, labels[0]!]
    const where = Math.min(at, sides.length)
    const X = sides.map((side) => [q + side * near * times]).toSpliced(where, 0, [q + near])
    const y = sides.map(() => other).toSpliced(where, 0, one)
    const far = [[q + 100], [q - 100]]
    return {
      model: { X: [...X, ...far], y: [...y, labels[2]!, labels[2]!], k: X.length, weights: 'distance' },
      Q: [[q]],
    }
  })

/** Rows of which most are of one class, all of them neighbours. */
export const everybody: fc.Arbitrary<AskedMany> = fc
  .record({
    rows: fc.array(gridVec({ minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
    labels: alphabet,
    which: whichLabels,
  })
  .map(({ rows, labels, which }) => {
    const y = rows.map((_, i) => labels[which[i]!]!)
    return { model: { X: rows, y, k: rows.length, weights: 'uniform' }, Q: [[0.5, -0.5]] }
  })
