import fc from 'fast-check'
import { Matrix, solve } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { fuzz } from '../testing/fuzz.ts'
import { decodeVelocity, fitVelocityDecoder, type VelocityDecoder } from './velocity.ts'

const runs = { seed: 1, numRuns: 150 }
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
const vec = (length: number) => fc.array(dyadic, { minLength: length, maxLength: length })
/** 5 to 9 trials of 1 to 3 neurons with 1 or 2 outputs. */
const cases = fc
  .record({
    n: fc.integer({ min: 5, max: 9 }),
    d: fc.integer({ min: 1, max: 3 }),
    nOut: fc.integer({ min: 1, max: 2 }),
    values: vec(45),
  })
  .map(({ n, d, nOut, values }) => ({
    rates: Array.from({ length: n }, (_, i) => values.slice(i * d, (i + 1) * d)),
    velocity: Array.from({ length: n }, (_, i) => values.slice(27 + i * nOut, 27 + (i + 1) * nOut)),
  }))
const penalty = fc.constantFrom(0.25, 1, 16)

function expectNear(a: number[][], b: number[][], tolerance: number): void {
  expect(a).toHaveLength(b.length)
  for (const [i, row] of a.entries())
    for (const [j, value] of row.entries()) expect(Math.abs(value - b[i]![j]!)).toBeLessThanOrEqual(tolerance)
}

describe('a decoder', () => {
  test('of what one neuron says of two velocities: by hand', () => {
    // Rates −1, 0, 1 around their mean: coefficient Σ r·v / (2 + alpha).
    const decoder = fitVelocityDecoder(
      [[1], [2], [3]],
      [
        [2, 1],
        [4, 1],
        [6, 1],
      ],
      2,
    )
    expectNear(decoder.W, [[1], [0]], 1e-12)
    expectNear([decoder.b], [[2, 1]], 1e-12)
    expectNear(decodeVelocity(decoder, [[4]]), [[6, 1]], 1e-12)
  })

  test('solves the normal equations of the ridge', () => {
    fc.assert(
      fc.property(cases, penalty, ({ rates, velocity }, alpha) => {
        const centred = (M: number[][]) => new Matrix(M).center('column')
        const [X, Y] = [centred(rates), centred(velocity)]
        const left = X.transpose().mmul(X).add(Matrix.eye(X.columns).mul(alpha))
        const expected = solve(left, X.transpose().mmul(Y)).transpose().to2DArray()
        expectNear(fitVelocityDecoder(rates, velocity, alpha).W, expected, 1e-9)
      }),
      runs,
    )
  })

  test('leaves residuals of mean 0', () => {
    fc.assert(
      fc.property(cases, penalty, ({ rates, velocity }, alpha) => {
        const decoded = decodeVelocity(fitVelocityDecoder(rates, velocity, alpha), rates)
        for (const out of velocity[0]!.keys()) {
          const sum = velocity.reduce((total, row, i) => total + row[out]! - decoded[i]![out]!, 0)
          expect(Math.abs(sum)).toBeLessThan(1e-9)
        }
      }),
      runs,
    )
  })

  test('of two outputs is two decoders of one', () => {
    fc.assert(
      fc.property(cases, penalty, ({ rates, velocity }, alpha) => {
        const { W, b } = fitVelocityDecoder(rates, velocity, alpha)
        for (const out of W.keys()) {
          const own = fitVelocityDecoder(
            rates,
            velocity.map((row) => [row[out]!]),
            alpha,
          )
          expect(own).toEqual({ W: [W[out]], b: [b[out]] })
        }
      }),
      runs,
    )
  })

  test('without penalty finds a linear map that was planted, also with more neurons than it takes', () => {
    fc.assert(
      fc.property(cases, vec(3), vec(2), ({ rates }, w, b) => {
        const twice = rates.map((trial) => [...trial, ...trial])
        const planted = { W: b.map((_, k) => twice[0]!.map((_, j) => w[(j + k) % 3]!)), b }
        const velocity = decodeVelocity(planted, twice)
        expectNear(decodeVelocity(fitVelocityDecoder(twice, velocity, 0), twice), velocity, 1e-8)
      }),
      runs,
    )
  })

  test('takes no notice of a neuron whose rate never changes', () => {
    const rates = [
      [1, 7],
      [2, 7],
      [4, 7],
    ]
    expect(fitVelocityDecoder(rates, [[1], [0], [5]], 0).W[0]![1]).toBe(0)
  })
})

test('decoding is W · rates + b, one row of W for each output', () => {
  const decoder = {
    W: [
      [1, 10, 100],
      [0, 1, 0],
    ],
    b: [1000, -1],
  }
  expect(
    decodeVelocity(decoder, [
      [1, 2, 3],
      [0, 0, 0],
    ]),
  ).toEqual([
    [1321, 1],
    [1000, -1],
  ])
  expect(decodeVelocity(decoder, [])).toEqual([])
})

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const decoder = { W: [[1, 2]], b: [3] }
test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no trials', () => fitVelocityDecoder([], [], 1)],
  ['EMPTY', 'no outputs', () => decodeVelocity({ W: [], b: [] }, [])],
  ['SHAPE', 'a trial without velocity', () => fitVelocityDecoder([[1], [2]], [[1]], 1)],
  ['SHAPE', 'velocities without trials', () => fitVelocityDecoder([], [[1]], 1)],
  ['SHAPE', 'ragged rates', () => fitVelocityDecoder([[1], [1, 2]], [[1], [2]], 1)],
  ['SHAPE', 'ragged velocities', () => fitVelocityDecoder([[1], [2]], [[1], [1, 2]], 1)],
  ['SHAPE', 'a neuron too few', () => decodeVelocity(decoder, [[1]])],
  ['SHAPE', 'an output without intercept', () => decodeVelocity({ W: [[1], [2]], b: [1] }, [[1]])],
  ['SHAPE', 'ragged weights', () => decodeVelocity({ W: [[1], [1, 2]], b: [1, 2] }, [[1]])],
  ['NON_FINITE', 'a rate of NaN', () => fitVelocityDecoder([[nan], [1]], [[1], [2]], 1)],
  ['NON_FINITE', 'an infinite velocity', () => fitVelocityDecoder([[1], [1]], [[1], [infinity]], 1)],
  ['NON_FINITE', 'a rate of NaN to decode', () => decodeVelocity(decoder, [[1, nan]])],
  ['NON_FINITE', 'a weight of NaN', () => decodeVelocity({ W: [[nan]], b: [1] }, [])],
  ['NON_FINITE', 'an intercept of NaN', () => decodeVelocity({ W: [[1]], b: [nan] }, [])],
  ['PARAM', 'a negative penalty', () => fitVelocityDecoder([[1]], [[1]], -1)],
  ['PARAM', 'an infinite penalty', () => fitVelocityDecoder([[1]], [[1]], infinity)],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any trials give a decoder and velocities, or a documented refusal', () => {
  const given = fc
    .tuple(cases, fc.constantFrom(0, 4, 9), fc.constantFrom(0, 1, 16, -1))
    .map(
      ([{ rates, velocity }, n, alpha]): Parameters<typeof fitVelocityDecoder> => [
        rates.slice(0, n),
        velocity.slice(0, n),
        alpha,
      ],
    )
  fuzz(fitVelocityDecoder, given)
  const decoders = fc
    .array(fc.tuple(vec(2), dyadic), { maxLength: 2 })
    .map((outputs): VelocityDecoder => ({ W: outputs.map(([w]) => w), b: outputs.map(([, b]) => b) }))
  fuzz(decodeVelocity, fc.tuple(decoders, fc.array(vec(2), { maxLength: 3 })))
})
