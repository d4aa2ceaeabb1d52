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

const seeded = { seed: 1, numRuns: 200 }
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const MOVES: Move[] = ['U', 'D', 'L', 'R']
const SQUARE: Coord[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]
/** Chains of 9 beads that avoid themselves. */
const chain = fc.constantFrom(...selfAvoidingChains(9))
const walk = fc.array(fc.constantFrom(...MOVES), { maxLength: 12 })

test('moves lead from place to place: U is y + 1, R is x + 1', () => {
  expect(foldToCoords([])).toEqual([[0, 0]])
  expect(foldToCoords(['R', 'U', 'L'])).toEqual(SQUARE)
  expect(foldToCoords(['D', 'D', 'L', 'U'])).toEqual([
    [0, 0],
    [0, -1],
    [0, -2],
    [-1, -2],
    [-1, -1],
  ])
})

test('the last place is right less left and up less down', () => {
  fc.assert(
    fc.property(walk, (moves) => {
      const count = (move: Move) => moves.filter((other) => other === move).length
      const coords = foldToCoords(moves)
      expect(coords).toHaveLength(moves.length + 1)
      expect(coords.at(-1)).toEqual([count('R') - count('L'), count('U') - count('D')])
    }),
    seeded,
  )
})

test('places are not shared between calls', () => {
  const coords = foldToCoords(['R'])
  coords[0]![0] = 9
  expect(foldToCoords(['R'])).toEqual([
    [0, 0],
    [1, 0],
  ])
})

test('a chain that comes back to a place does not avoid itself', () => {
  expect(isSelfAvoiding(SQUARE)).toBe(true)
  expect(isSelfAvoiding(foldToCoords(['R', 'L']))).toBe(false)
  expect(isSelfAvoiding(foldToCoords(['R', 'U', 'L', 'D']))).toBe(false)
  expect(isSelfAvoiding(foldToCoords(['U', 'U', 'R', 'D', 'L', 'L']))).toBe(false)
  expect(
    isSelfAvoiding([
      [1, 0],
      [0, 0],
      [0, 1],
      [1, 1],
      [1, -0],
    ]),
  ).toBe(false)
  expect([isSelfAvoiding([]), isSelfAvoiding([[5, -7]])]).toEqual([true, true])
})

test('a chain avoids itself until it is led back to where it was', () => {
  fc.assert(
    fc.property(chain, fc.nat(7), (coords, i) => {
      expect(isSelfAvoiding(coords)).toBe(true)
      // There and back again from bead i.
      expect(isSelfAvoiding([...coords.slice(0, i + 2), coords[i]!])).toBe(false)
    }),
    seeded,
  )
})

test('contacts are neighbours on the lattice but not along the chain', () => {
  expect(contactMap(SQUARE)).toEqual([[0, 3]])
  expect(contactMap(foldToCoords(['R', 'R', 'U', 'L', 'L']))).toEqual([
    [0, 5],
    [1, 4],
  ])
  expect(contactMap(foldToCoords(['R', 'U', 'R', 'U']))).toEqual([])
  expect(contactMap(foldToCoords(['R', 'U', 'U', 'L', 'L', 'D', 'D', 'R']).slice(0, 8))).toEqual([[0, 7]])
  expect([contactMap([]), contactMap([[3, 4]])]).toEqual([[], []])
})

test('contacts are those that one finds by looking at the four places beside every bead', () => {
  fc.assert(
    fc.property(chain, (coords) => {
      const at = new Map(coords.map((bead, i) => [String(bead), i]))
      const found = coords.flatMap(([x, y], i) =>
        [
          [x + 1, y],
          [x - 1, y],
          [x, y + 1],
          [x, y - 1],
        ]
          .map((place) => at.get(String(place)) ?? -1)
          .filter((j) => j > i + 1)
          .sort((a, b) => a - b)
          .map((j) => [i, j]),
      )
      expect(contactMap(coords)).toEqual(found)
    }),
    seeded,
  )
})

test('the beads of a contact are an odd number of steps apart, at least 3', () => {
  fc.assert(
    fc.property(chain, (coords) => {
      for (const [i, j] of contactMap(coords)) expect([(j - i) % 2, j - i >= 3]).toEqual([1, true])
    }),
    seeded,
  )
})

test('moved, turned and mirrored chains have the same contacts', () => {
  fc.assert(
    fc.property(chain, fc.integer(), fc.integer(), (coords, dx, dy) => {
      const contacts = contactMap(coords)
      for (const image of images(coords)) expect(contactMap(image)).toEqual(contacts)
      expect(contactMap(coords.map(([x, y]) => [x + dx, y + dy]))).toEqual(contacts)
    }),
    seeded,
  )
})

test('from the other end the contacts are mirrored', () => {
  fc.assert(
    fc.property(chain, (coords) => {
      const mirrored = contactMap(coords).map(([i, j]) => [8 - j, 8 - i])
      expect(contactMap(coords.toReversed())).toEqual(mirrored.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!))
    }),
    seeded,
  )
})

test('there are as many chains as published', () => {
  // Walks of 0, 1, … 11 steps: OEIS A001411.
  const walks = [1, 4, 12, 36, 100, 284, 780, 2172, 5916, 16268, 44100, 120292]
  // The straight walk has 4 images under the symmetries of the square, every other 8; a single bead has one.
  for (const [steps, count] of walks.entries())
    expect(selfAvoidingChains(steps + 1)).toHaveLength(steps === 0 ? 1 : (count - 4) / 8 + 1)
  expect(selfAvoidingChains(10)).toHaveLength(2034)
})

test('the images of the chains are all walks, each once', () => {
  let walks: Move[][] = [[]]
  for (let n = 1; n <= 7; n++) {
    const all = walks.map(foldToCoords).filter(isSelfAvoiding).map(String)
    const chains = selfAvoidingChains(n)
    expect(new Set(chains.flatMap((coords) => images(coords).map(String)))).toEqual(new Set(all))
    // No chain is the image of another.
    expect(new Set(chains.map((coords) => images(coords).map(String).sort()[0])).size).toBe(chains.length)
    walks = walks.flatMap((moves) => MOVES.map((move) => [...moves, move]))
  }
})

test.each<[string, string, () => unknown]>([
  ['a letter that is no move', 'PARAM', () => foldToCoords(['U', 'X' as Move])],
  ['a small letter', 'PARAM', () => foldToCoords(['u' as Move])],
  ['a place with three coordinates', 'SHAPE', () => isSelfAvoiding([[0, 0, 0] as unknown as Coord])],
  ['NaN', 'NON_FINITE', () => contactMap([[0, nan]])],
  ['an infinity', 'NON_FINITE', () => isSelfAvoiding([[infinity, 0]])],
  ['half a place', 'PARAM', () => contactMap([[0.5, 0]])],
  [
    'a step of length 2',
    'PARAM',
    () =>
      isSelfAvoiding([
        [0, 0],
        [2, 0],
      ]),
  ],
  [
    'a step across',
    'PARAM',
    () =>
      contactMap([
        [0, 0],
        [1, 1],
      ]),
  ],
  [
    'a step of length 0',
    'PARAM',
    () =>
      isSelfAvoiding([
        [0, 0],
        [0, 0],
      ]),
  ],
])('%s: %s', (_, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('any moves give a chain, or one of them is none', () => {
  const moves = fc.array(fc.constantFrom<Move>(...MOVES, ...MOVES, 'X' as Move), { maxLength: 9 })
  fuzz(foldToCoords, fc.tuple(moves), { isLegal: (coords, given) => coords.length === given.length + 1 })
})

test('any chain has contacts and avoids itself or not, or has a documented fault', () => {
  const given = fc.tuple(
    fc.array(fc.constantFrom(...MOVES), { maxLength: 9 }),
    fc.constantFrom(0, 0, 0, 0.5, nan, infinity, 2),
  )
  const rough = given.map(([moves, added]): [Coord[]] => {
    const coords = foldToCoords(moves)
    coords.at(-1)![0] += added
    // Now and then a third coordinate.
    if (moves.length === 5) coords.at(-2)!.push(0)
    return [coords]
  })
  fuzz(isSelfAvoiding, rough, { isLegal: (answer) => typeof answer === 'boolean' })
  fuzz(contactMap, rough, {
    isLegal: (pairs, coords) => pairs.every(([i, j]) => i + 1 < j && j < coords.length),
  })
})

/** The chain turned by quarters and mirrored, about its first bead. */
function images(coords: Coord[]): Coord[][] {
  const turns: ((bead: Coord) => Coord)[] = [
    ([x, y]) => [x, y],
    ([x, y]) => [-y, x],
    ([x, y]) => [-x, -y],
    ([x, y]) => [y, -x],
  ]
  return turns.flatMap((turn) => {
    const turned = coords.map(turn)
    return [turned, turned.map(([x, y]): Coord => [y, x])].map((image) =>
      image.map(([x, y]): Coord => [x + 0, y + 0]),
    )
  })
}
