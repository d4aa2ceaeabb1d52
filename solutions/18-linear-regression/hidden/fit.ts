import fc from 'fast-check'
import { by, gridNumber, gridVec, properties, property, stress } from '#engine/spec/index.ts'
import takes from '#exercises/18-linear-regression/linear-regression.takes.ts'
import { createRng, type Mat, type Vec } from '#kit'
import * as reference from '#reference/linear-model/linear.ts'
import { isBest } from './best.ts'

type Module = typeof import('#exercises/18-linear-regression/linear-regression.ts')
type Data = { X: Mat; y: Vec }

/** Where the rows of a case begin: the corners 0, 4·e₁, 4·e₂ … keep its columns from depending on each other. */
const corners = (nCols: number): Mat =>
  Array.from({ length: nCols + 1 }, (_, i) => Array.from({ length: nCols }, (_, j) => (i === j + 1 ? 4 : 0)))
const near = gridNumber({ min: -4, max: 4 })
const targets = gridVec({ minLength: 9, maxLength: 9 })

/** Independent columns of moderate condition, away from the origin; n > d. */
const wellSpread: fc.Arbitrary<Data> = fc
  .record({
    nCols: fc.integer({ min: 1, max: 3 }),
    more: fc.array(gridVec({ minLength: 3, maxLength: 3, min: -4, max: 4 }), { maxLength: 5 }),
    shift: gridVec({ minLength: 3, maxLength: 3 }),
    targets,
  })
  .map(({ nCols, more, shift, targets }) => {
    const X = [...corners(nCols), ...more].map((row) => shift.slice(0, nCols).map((by, j) => row[j]! + by))
    return { X, y: targets.slice(0, X.length) }
  })

/** Columns of which some repeat others. With four rows even the means are exact, and so is the dependence. */
const dependentColumns: fc.Arbitrary<Data> = fc
  .record({
    nCols: fc.integer({ min: 1, max: 2 }),
    more: fc.tuple(fc.tuple(near, near), fc.tuple(near, near)),
    repeats: fc.array(fc.tuple(fc.constantFrom(1, 2, 0.5, -1), fc.constantFrom(0, 1, -1)), {
      minLength: 1,
      maxLength: 2,
    }),
    targets,
  })
  .map(({ nCols, more, repeats, targets }) => {
    const rows = [...corners(nCols), ...more.map((row) => row.slice(0, nCols))].slice(0, 4)
    const X = rows.map((row) => [...row, ...repeats.map(([a, b]) => a * row[0]! + b * (row[1] ?? 0))])
    return { X, y: targets.slice(0, X.length) }
  })

/** Fewer samples than it takes: 2 or 4 rows (exact means), away from the origin, and at least as many columns. */
const moreFeaturesThanSamples: fc.Arbitrary<Data> = fc
  .record({
    nCols: fc.constantFrom(1, 3),
    further: fc.array(gridVec({ minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    by: gridNumber(),
    targets,
  })
  .map(({ nCols, further, by, targets }) => {
    const X = corners(nCols).map((row, i) => [
      ...row.map((value) => value + by),
      ...further.map((column) => column[i]!),
    ])
    return { X, y: targets.slice(0, X.length) }
  })

const penalised = (data: fc.Arbitrary<Data>) =>
  fc
    .tuple(data, fc.constantFrom(0.5, 2, 8, 1e-3, 1e4))
    .map(([data, alpha]) => ({ ...data, opt: { alpha } as { alpha?: number } }))

/** A column of its own for each entry: numbers of about ±4, times the unit. */
function inUnits(seed: string, n: number, units: Vec, more: { alpha?: number } = {}) {
  const { next } = createRng(seed)
  const X = Array.from({ length: n }, () => units.map((unit) => unit * (8 * next() - 4)))
  return { X, y: X.map(() => 8 * next() - 4), opt: more }
}

/** The second column is the first but for a difference of the size of `gap`, which the targets are about. */
function nearlyEqual(gap: number, n: number) {
  const { next } = createRng(`gap ${gap} ${n}`)
  const rows = Array.from({ length: n }, () => [8 * next() - 4, 2 * next() - 1, 8 * next() - 4])
  const X = rows.map(([a, b, c]) => [a!, a! + gap * b!, c!])
  return { X, y: rows.map(([a, b, c]) => a! + 4 * b! - c! + next()) }
}

const best = async (
  {
    fitLinear,
  }: { fitLinear(...args: Parameters<Module['fitLinear']>): Promise<ReturnType<Module['fitLinear']>> },
  { X, y, opt }: Data & { opt?: { alpha?: number } },
) => isBest(await fitLinear(X, y, opt), X, y, opt?.alpha)

export default properties<Module>({
  'least-squares-matches-reference': property({
    given: wellSpread,
    runs: 50,
    covers: { 'several features': [0.25, ({ X }) => X[0]!.length > 1] },
    holds: best,
  }),

  'ridge-matches-reference': property({
    given: penalised(fc.oneof(wellSpread, wellSpread, dependentColumns)),
    runs: 50,
    covers: { 'several features': [0.25, ({ X }) => X[0]!.length > 1] },
    holds: best,
  }),

  'ridge-works-with-few-samples': property({
    given: penalised(moreFeaturesThanSamples),
    runs: 40,
    holds: best,
  }),

  'picks-the-smallest-weights': property({
    given: fc.oneof(dependentColumns, moreFeaturesThanSamples),
    examples: [{ X: [[0, 0], [1, 1]], y: [0, 1] }], // biome-ignore format: a table
    runs: 60,
    covers: {
      'as many features as samples or more': [0.2, ({ X }) => X[0]!.length >= X.length],
      'columns that repeat each other': [0.13, ({ X }) => X[0]!.length < X.length],
    },
    holds: best,
  }),

  'columns-without-spread-get-zero': property({
    given: fc
      .tuple(wellSpread, fc.constantFrom(0, 1, -2.5, 0.1, 1024), fc.nat(3))
      .map(([{ X, y }, value, at]) => ({
        X: X.map((row) => row.toSpliced(Math.min(at, row.length), 0, value)),
        y,
      })),
    // Nothing but zeros: there is no number to be relative to.
    examples: [{ X: [[0], [0]], y: [1, 2] }],
    runs: 40,
    holds: best,
  }),

  'handles-nearly-equal-columns': property({
    given: [1 / 8, 0.01, 1e-3, 1e-4, 1e-5, 1e-6].flatMap((gap) => [
      nearlyEqual(gap, 6),
      nearlyEqual(gap, 40),
    ]),
    holds: best,
  }),

  'works-in-other-units': property({
    given: [
      ...[2 ** 10, 2 ** -10, 2 ** 30, 2 ** -30, 1e9, 1e-9].flatMap((unit) => [
        inUnits(`all ${unit}`, 6, [unit, unit]),
        inUnits(`one ${unit}`, 6, [unit, 1]),
        inUnits(`last ${unit}`, 7, [1, 1, unit]),
        inUnits(`ridge ${unit}`, 6, [unit, 1], { alpha: unit > 1 ? 2 : unit }),
      ]),
      inUnits('smaller', 6, [1e-13, 1e-13]),
      // What rounding leaves of a repeated column is large in a small unit.
      ...[1e9, 1e12].map((unit) => {
        const { X, y } = inUnits(`repeats ${unit}`, 6, [unit, unit])
        return { X: X.map(([a, b]) => [a!, b!, 2 * a!]), y, opt: {} }
      }),
    ],
    holds: best,
  }),

  ...stress<Module>(takes, {
    fitLinear: {
      ...by(reference.fitLinear, { tolerance: { rel: 1e-7, abs: 1e-7 } }),
      check: (model, args) => {
        const [X, y, opt] = args as Parameters<Module['fitLinear']>
        return isBest(model as ReturnType<Module['fitLinear']>, X, y, opt?.alpha)
      },
    },
  }),
})
