import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzz } from '../testing/fuzz.ts'
import {
  type Coord,
  contactMap,
  foldToCoords,
  isSelfAvoiding,
  type Move,
  selfAvoidingChains,
} from './lattice.ts'
import { allFolds, hpEnergy, nativeEnergy, nativeFold } from './native-energy.ts'

const seeded = { seed: 1, numRuns: 100 }
const SQUARE = foldToCoords(['R', 'U', 'L'])
const CHAINS = selfAvoidingChains(9)
const chain = fc.constantFrom(...CHAINS)
const sequence = (length: number) =>
  fc.string({ unit: fc.constantFrom('H', 'P'), minLength: length, maxLength: length })

test.each([
  ['HPPH', -1],
  ['HHHH', -1],
  ['HPPP', 0],
  ['PHHP', 0],
  ['PPPP', 0],
])('%s in a square has the energy %d', (letters, energy) => {
  expect(hpEnergy(letters, SQUARE)).toBe(energy)
})

test('neighbours along the chain do not count, nor do diagonals', () => {
  expect(hpEnergy('HHHHH', foldToCoords(['R', 'U', 'R', 'U']))).toBe(0)
  expect(hpEnergy('H', [[0, 0]])).toBe(0)
})

test('a fold without contacts has the energy 0 and not -0', () => {
  expect(
    Object.is(
      hpEnergy('HH', [
        [0, 0],
        [1, 0],
      ]),
      0,
    ),
  ).toBe(true)
  expect(Object.is(nativeEnergy('HPH'), 0)).toBe(true)
})

test('the energy does not change from the other end, and P for H never lowers it', () => {
  fc.assert(
    fc.property(sequence(9), chain, fc.nat(8), (letters, coords, i) => {
      const energy = hpEnergy(letters, coords)
      expect(hpEnergy([...letters].reverse().join(''), coords.toReversed())).toBe(energy)
      expect(hpEnergy(replaced(letters, i, 'P'), coords)).toBeGreaterThanOrEqual(energy)
    }),
    seeded,
  )
})

test('HH contacts are at most twice the H of the rarer parity, and 2 more', () => {
  fc.assert(
    fc.property(sequence(9), chain, (letters, coords) => {
      const [even, odd] = [0, 1].map(
        (parity) => [...letters].filter((c, i) => c === 'H' && i % 2 === parity).length,
      )
      expect(-hpEnergy(letters, coords)).toBeLessThanOrEqual(2 * Math.min(even!, odd!) + 2)
    }),
    seeded,
  )
})

test.each([
  ['H', 0],
  ['HH', 0],
  ['HHH', 0],
  ['HHHH', -1],
  ['HPPH', -1],
  ['HHHHHH', -2],
  ['HHHHHHHHH', -4],
  ['HHHHHHHHHH', -4],
  ['PPPPPPPPPP', 0],
  // The four H can close to a square.
  ['HPPHPPHPPH', -4],
])('%s has the native energy %d', (letters, energy) => {
  expect(nativeEnergy(letters)).toBe(energy)
})

test('up to 7 letters it is the lowest energy over all strings of moves', () => {
  let walks: Move[][] = [[]]
  for (let n = 1; n <= 7; n++) {
    const contacts = walks.map(foldToCoords).filter(isSelfAvoiding).map(contactMap)
    for (const letters of allSequences(n)) {
      const counts = contacts.map(
        (pairs) => pairs.filter(([i, j]) => letters[i] === 'H' && letters[j] === 'H').length,
      )
      expect(nativeEnergy(letters)).toBe(0 - Math.max(...counts))
    }
    walks = walks.flatMap((moves) => (['U', 'D', 'L', 'R'] as const).map((move) => [...moves, move]))
  }
})

test('the search by branch and bound finds the published optima', () => {
  expect(branchAndBound('HHPHHHPHPHHHPH')).toBe(-6)
  expect(branchAndBound('HPHPPHHPHPPHPHHPPHPH')).toBe(-9)
  expect(branchAndBound('HHHPPHPHPHPPHPHPHPPH')).toBe(-10)
})

test('up to 10 letters it is what branch and bound finds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 10 }).chain(sequence), (letters) => {
      expect(nativeEnergy(letters)).toBe(branchAndBound(letters))
    }),
    seeded,
  )
})

test('no fold lies below the native energy, and the native fold has it', () => {
  const folds = allFolds(9)
  fc.assert(
    fc.property(sequence(9), chain, fc.nat(8), (letters, coords, i) => {
      const energy = nativeEnergy(letters)
      expect(hpEnergy(letters, coords)).toBeGreaterThanOrEqual(energy)
      expect(hpEnergy(letters, nativeFold(letters, folds).coords)).toBe(energy)
      expect(nativeEnergy(replaced(letters, i, 'H'))).toBeLessThanOrEqual(energy)
    }),
    { ...seeded, numRuns: 50 },
  )
})

test('of folds with equal energies the first is the native one', () => {
  const folds = allFolds(4)
  expect(nativeFold('PPPP', folds)).toBe(folds[0])
  expect(folds[0]!.coords).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
  ])
})

test.each<[string, string, () => unknown]>([
  ['no beads', 'EMPTY', () => hpEnergy('', [])],
  ['an empty sequence', 'EMPTY', () => nativeEnergy('')],
  ['a bead too many', 'SHAPE', () => hpEnergy('HPP', SQUARE)],
  ['a sequence without a chain', 'SHAPE', () => hpEnergy('H', [])],
  ['NaN', 'NON_FINITE', () => hpEnergy('H', [[Number.NaN, 0]])],
  ['another letter', 'PARAM', () => hpEnergy('HPXH', SQUARE)],
  ['a small letter', 'PARAM', () => nativeEnergy('Hp')],
  [
    'a step across',
    'PARAM',
    () =>
      hpEnergy('HH', [
        [0, 0],
        [1, 1],
      ]),
  ],
  ['a chain that crosses itself', 'PARAM', () => hpEnergy('HHHHH', [...SQUARE, [0, 0]])],
  ['11 letters', 'PARAM', () => nativeEnergy('HHHHHHHHHHH')],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any sequence and chain have an energy or a documented fault', () => {
  const letter = fc.constantFrom(...'HHHHHHHHHHPPPPPPPPPX')
  const bead = fc.tuple(letter, fc.constantFrom<Move>('U', 'R', 'R', 'D'))
  const fault = fc.constantFrom('none', 'none', 'none', 'none', 'no beads', 'a letter more', 'NaN')
  const given = fc.tuple(fc.array(bead, { maxLength: 8 }), fault).map(([beads, kind]): [string, Coord[]] => {
    const coords = foldToCoords(beads.map(([, move]) => move))
    const letters = `H${beads.map(([own]) => own).join('')}`
    if (kind === 'no beads') return ['', []]
    if (kind === 'NaN') coords.at(-1)![1] = Number.NaN
    return [kind === 'a letter more' ? `${letters}H` : letters, coords]
  })
  const isEnergy = (energy: number) => Number.isInteger(energy) && energy <= 0 && !Object.is(energy, -0)
  fuzz(hpEnergy, given, { isLegal: isEnergy })
  fuzz(nativeEnergy, fc.tuple(fc.string({ unit: letter, maxLength: 12 })), { isLegal: isEnergy })
})

function replaced(letters: string, i: number, letter: string): string {
  return letters.slice(0, i) + letter + letters.slice(i + 1)
}

function allSequences(length: number): string[] {
  return Array.from({ length: 2 ** length }, (_, k) =>
    k.toString(2).padStart(length, '0').replaceAll('0', 'P').replaceAll('1', 'H'),
  )
}

/**
 * The lowest energy, by growing a chain on a grid and giving up where even the best rest would not do: a contact
 * joins two H of different parity, and an H has 2 places beside the chain, or 3 at an end.
 */
function branchAndBound(letters: string): number {
  const n = letters.length
  const width = 2 * n + 1
  const grid = new Int8Array(width * width)
  const isH = [...letters].map((letter) => letter === 'H')
  const places = (i: number) => (i === 0 || i === n - 1 ? 3 : 2)
  /** later[k][p]: the places beside the H of parity p from bead k on. */
  const later = isH.map((_, k) =>
    [0, 1].map((p) => isH.reduce((sum, h, i) => sum + (h && i >= k && i % 2 === p ? places(i) : 0), 0)),
  )
  const around = [1, -1, width, -width]
  let best = 0
  const grow = (k: number, at: number, contacts: number, open: [number, number]) => {
    best = Math.max(best, contacts)
    if (k === n) return
    const [even, odd] = later[k] as [number, number]
    const rest = Math.min(even, open[1] + odd) + Math.min(odd, open[0])
    if (contacts + rest <= best) return
    for (const next of around.map((step) => at + step).filter((place) => grid[place] === 0)) {
      const met = isH[k] ? around.filter((step) => next + step !== at && grid[next + step] === 2).length : 0
      const left: [number, number] = [...open]
      if (isH[k]) left[k % 2]! += places(k) - met
      left[(k + 1) % 2]! -= met
      grid[next] = isH[k] ? 2 : 1
      grow(k + 1, next, contacts + met, left)
      grid[next] = 0
      if (k === 1) return
    }
  }
  const start = n * width + n
  grid[start] = isH[0] ? 2 : 1
  grow(1, start, 0, [isH[0] ? 3 : 0, 0])
  return 0 - best
}
