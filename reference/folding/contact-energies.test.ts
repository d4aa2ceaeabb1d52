import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roughNumber } from '../testing/arbitraries.ts'
import { fuzz } from '../testing/fuzz.ts'
import { contactCounts, type FoldPair, learnContactEnergies } from './contact-energies.ts'
import { type Coord, contactMap, foldToCoords, type Move, selfAvoidingChains } from './lattice.ts'
import { hpEnergy } from './native-energy.ts'

const seeded = { seed: 1, numRuns: 200 }
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const SQUARE = foldToCoords(['R', 'U', 'L'])
const count = fc.integer({ min: 0, max: 6 })
const counts = fc.tuple(count, count, count)
const pairsOf3 = fc.array(fc.record({ native: counts, decoy: counts }), { minLength: 1, maxLength: 8 })

test.each<[string, Move[], number[]]>([
  ['HPPH', ['R', 'U', 'L'], [1, 0, 0]],
  ['HHHP', ['R', 'U', 'L'], [0, 1, 0]],
  ['PHHH', ['R', 'U', 'L'], [0, 1, 0]],
  ['PHHP', ['R', 'U', 'L'], [0, 0, 1]],
  ['HHPPPH', ['R', 'R', 'U', 'L', 'L'], [1, 1, 0]],
  ['HH', ['R'], [0, 0, 0]],
])('%s folded %j has %j contacts HH, HP and PP', (letters, moves, expected) => {
  expect(contactCounts(letters, foldToCoords(moves))).toEqual(expected)
})

test('all contacts are counted once, and those of H and H are the energy', () => {
  const letters = fc.string({ unit: fc.constantFrom('H', 'P'), minLength: 9, maxLength: 9 })
  fc.assert(
    fc.property(letters, fc.constantFrom(...selfAvoidingChains(9)), (sequence, coords) => {
      const [hh, hp, pp] = contactCounts(sequence, coords)
      expect(hh + hp + pp).toBe(contactMap(coords).length)
      expect(0 - hh).toBe(hpEnergy(sequence, coords))
      const swapped = sequence.replaceAll('H', 'X').replaceAll('P', 'H').replaceAll('X', 'P')
      expect(contactCounts(swapped, coords)).toEqual([pp, hp, hh])
    }),
    seeded,
  )
})

test('one mistake, then an epoch without: the energies are minus the difference', () => {
  expect(learnContactEnergies([{ native: [2, 0, 1], decoy: [0, 1, 1] }])).toEqual({
    w: [-2, 1, 0],
    mistakes: 1,
    converged: true,
  })
})

test('the pairs are taken in their order, by hand', () => {
  const pairs = [
    { native: [1, 0], decoy: [0, 1] },
    { native: [0, 2], decoy: [0, 0] },
  ]
  // Epoch 1: 0 ≥ 0, w = [-1, 1]; 2 ≥ 0, w = [-1, -1]. Epoch 2: 0 ≥ 0, w = [-2, 0]; 0 ≥ 0, w = [-2, -2].
  // Epoch 3: 0 ≥ 0, w = [-3, -1]; -2 is right. Epoch 4: -2 and -2 are right.
  expect(learnContactEnergies(pairs, 1)).toEqual({ w: [-1, -1], mistakes: 2, converged: false })
  expect(learnContactEnergies(pairs, 2)).toEqual({ w: [-2, -2], mistakes: 4, converged: false })
  expect(learnContactEnergies(pairs, 3)).toEqual({ w: [-3, -1], mistakes: 5, converged: false })
  expect(learnContactEnergies(pairs, 4)).toEqual({ w: [-3, -1], mistakes: 5, converged: true })
  expect(learnContactEnergies(pairs)).toEqual(learnContactEnergies(pairs, 4))
})

test('equal counts are a mistake in every epoch, 100 of them by default', () => {
  const pairs = [{ native: [1, 2, 3], decoy: [1, 2, 3] }]
  expect(learnContactEnergies(pairs)).toEqual({ w: [0, 0, 0], mistakes: 100, converged: false })
})

test('a pair and its opposite are never both right', () => {
  const pairs = [
    { native: [1, 0], decoy: [0, 0] },
    { native: [0, 0], decoy: [1, 0] },
  ]
  expect(learnContactEnergies(pairs, 7)).toMatchObject({ mistakes: 14, converged: false })
})

test('converged means that every native fold lies below its decoy', () => {
  fc.assert(
    fc.property(pairsOf3, (pairs) => {
      const { w, converged } = learnContactEnergies(pairs, 30)
      if (converged) for (const pair of pairs) expect(dot(w, difference(pair))).toBeLessThan(0)
    }),
    seeded,
  )
})

test('w is minus the sum of the differences, each as often as it was a mistake', () => {
  fc.assert(
    fc.property(pairsOf3, fc.integer({ min: 1, max: 20 }), (pairs, maxEpochs) => {
      const differences = pairs.map(difference)
      let w = [0, 0, 0]
      let mistakes = 0
      let streak = 0
      for (let t = 0; t < maxEpochs * pairs.length && streak < pairs.length; t++) {
        if (t % pairs.length === 0) streak = 0
        const d = differences[t % pairs.length]!
        if (dot(w, d) < 0) streak++
        else {
          mistakes++
          w = [w[0]! - d[0]!, w[1]! - d[1]!, w[2]! - d[2]!]
        }
      }
      expect(learnContactEnergies(pairs, maxEpochs)).toEqual({
        w,
        mistakes,
        converged: streak === pairs.length,
      })
    }),
    seeded,
  )
})

test('where planted energies separate the pairs it converges, within the bound of Novikoff', () => {
  const planted = [-3, -1, 1]
  // A pair on the wrong side is turned round, and one on the line gets one more contact HH.
  const separable = pairsOf3.map((pairs) =>
    pairs.map(({ native, decoy }): FoldPair => {
      const side = dot(planted, difference({ native, decoy }))
      if (side === 0) return { native: [native[0] + 1, native[1], native[2]], decoy }
      return side < 0 ? { native, decoy } : { native: decoy, decoy: native }
    }),
  )
  fc.assert(
    fc.property(separable, (pairs) => {
      const differences = pairs.map(difference)
      const radius2 = Math.max(...differences.map((d) => dot(d, d)))
      const margin = Math.min(...differences.map((d) => -dot(planted, d)))
      const bound = (radius2 * dot(planted, planted)) / margin ** 2
      const { mistakes, converged } = learnContactEnergies(pairs, 10_000)
      expect(converged).toBe(true)
      expect(mistakes).toBeLessThanOrEqual(bound)
    }),
    seeded,
  )
})

test('the counts of any number of kinds will do', () => {
  expect(learnContactEnergies([{ native: [5], decoy: [2] }])).toMatchObject({ w: [-3], converged: true })
})

const PAIR: FoldPair = { native: [1, 0, 0], decoy: [0, 1, 0] }
test.each<[string, string, () => unknown]>([
  ['no beads', 'EMPTY', () => contactCounts('', [])],
  ['a letter too few', 'SHAPE', () => contactCounts('HPP', SQUARE)],
  ['a place with NaN', 'NON_FINITE', () => contactCounts('H', [[nan, 0]])],
  ['another letter', 'PARAM', () => contactCounts('HPPX', SQUARE)],
  ['a chain that crosses itself', 'PARAM', () => contactCounts('HHHHH', [...SQUARE, [0, 0]])],
  [
    'a step of length 2',
    'PARAM',
    () =>
      contactCounts('HH', [
        [0, 0],
        [0, 2],
      ]),
  ],
  ['no pairs', 'EMPTY', () => learnContactEnergies([])],
  ['a decoy with more counts', 'SHAPE', () => learnContactEnergies([{ native: [1], decoy: [0, 1] }])],
  ['pairs with different counts', 'SHAPE', () => learnContactEnergies([PAIR, { native: [1], decoy: [0] }])],
  ['NaN', 'NON_FINITE', () => learnContactEnergies([PAIR, { native: [1, 0, nan], decoy: [0, 0, 0] }])],
  ['an infinity', 'NON_FINITE', () => learnContactEnergies([{ native: [1], decoy: [infinity] }])],
  ['no epochs', 'PARAM', () => learnContactEnergies([PAIR], 0)],
  ['half an epoch', 'PARAM', () => learnContactEnergies([PAIR], 0.5)],
  ['epochs without end', 'PARAM', () => learnContactEnergies([PAIR], infinity)],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any sequence and chain have counts or a documented fault', () => {
  const bead = fc.tuple(fc.constantFrom(...'HHHHHPPPPPX'), fc.constantFrom<Move>('U', 'R', 'D', 'L'))
  const given = fc
    .tuple(fc.array(bead, { maxLength: 6 }), fc.constantFrom(0, 0, 0, 1, nan))
    .map(([beads, fault]): [string, Coord[]] => {
      const coords = foldToCoords(beads.slice(1).map(([, move]) => move))
      if (beads.length === 0) coords.pop()
      else if (Number.isNaN(fault)) coords[0]![0] = nan
      return [beads.map(([letter]) => letter).join('') + 'H'.repeat(fault || 0), coords]
    })
  const whole = (n: number) => Number.isInteger(n) && n >= 0
  fuzz(contactCounts, given, { isLegal: (all) => all.length === 3 && all.every(whole) })
})

test('any pairs give energies or a documented fault', () => {
  const pair = fc.oneof(
    { weight: 12, arbitrary: fc.record({ native: counts, decoy: counts }) },
    { weight: 1, arbitrary: fc.record({ native: fc.array(roughNumber), decoy: counts }) },
    { weight: 1, arbitrary: fc.record({ native: fc.constant<number[]>([1, nan, 0]), decoy: counts }) },
  )
  const given = fc.tuple(fc.array<FoldPair>(pair, { maxLength: 5 }), fc.constantFrom(1, 5, 20, 0, 1.5, nan))
  fuzz(learnContactEnergies, given, {
    isLegal: ({ w, mistakes }, pairs, epochs) =>
      w.every(Number.isFinite) && mistakes <= epochs! * pairs.length,
  })
})

function difference({ native, decoy }: FoldPair): number[] {
  return native.map((value, j) => value - decoy[j]!)
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}
