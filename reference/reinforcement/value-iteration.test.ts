import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cursorGrid, nim, stream, twoLinkArm } from '#data'
import { fuzz } from '../testing/fuzz.ts'
import { checkMdp, type Mdp, type Outcome } from './mdp.ts'
import { policyValue } from './policy-value.ts'
import { valueIteration } from './value-iteration.ts'

const runs = { seed: 1, numRuns: 100 }

/** Up to four states and three actions; probabilities are quarters, so that they sum to exactly 1. */
const mdps: fc.Arbitrary<Mdp> = fc
  .record({
    nStates: fc.integer({ min: 1, max: 4 }),
    nActions: fc.integer({ min: 1, max: 3 }),
    numbers: fc.infiniteStream(fc.nat(1000)),
    gamma: fc.constantFrom(0, 0.25, 0.5, 0.75),
  })
  .map(({ nStates, nActions, numbers, gamma }) => {
    const nat = (below: number) => numbers.next().value! % below
    const outcome = (p: number): Outcome => ({
      p,
      s2: nat(nStates),
      r: (nat(33) - 16) / 4,
      done: nat(4) === 0,
    })
    const splits = [[1], [0.5, 0.5], [0.25, 0.75], [0.5, 0.25, 0.25], [1, 0]]
    const row = () => Array.from({ length: nActions }, () => splits[nat(splits.length)]!.map(outcome))
    const P = Array.from({ length: nStates }, row)
    return { nStates, nActions, P, start: nat(nStates), gamma }
  })

/** Every way to choose one of nActions in each of nStates. */
function allPolicies({ nStates, nActions }: Mdp): number[][] {
  return Array.from({ length: nActions ** nStates }, (_, code) =>
    Array.from({ length: nStates }, (_, s) => Math.floor(code / nActions ** s) % nActions),
  )
}

/** Bellman's right-hand side, written out. */
function bestOf(mdp: Mdp, V: number[]): number[] {
  return mdp.P.map((actions) => {
    let best = Number.NEGATIVE_INFINITY
    for (const outcomes of actions) {
      let value = 0
      for (const { p, s2, r, done } of outcomes) value += p * r + (done ? 0 : p * mdp.gamma * V[s2]!)
      best = Math.max(best, value)
    }
    return best
  })
}

function expectNear(a: number[], b: number[], tolerance: number): void {
  expect(a).toHaveLength(b.length)
  for (const [i, value] of a.entries()) expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(tolerance)
}

const worlds: [string, Mdp][] = [
  ['the cursor', cursorGrid(5)],
  ['the cursor that slips', cursorGrid(5, 0.1)],
  ['the arm', twoLinkArm(8)],
  ['Nim', nim(21)],
]

describe('value iteration', () => {
  test('finds the value of the best of all policies, in every state', () => {
    fc.assert(
      fc.property(mdps, (mdp) => {
        const { V, policy } = valueIteration(mdp)
        const all = allPolicies(mdp).map((candidate) => policyValue(mdp, candidate))
        const best = V.map((_, s) => Math.max(...all.map((values) => values[s]!)))
        expectNear(V, best, 1e-9)
        expectNear(policyValue(mdp, policy), best, 1e-9)
      }),
      runs,
    )
  })

  test.each(worlds)('of %s solves the equation of Bellman, and its policy is worth its values', (_, mdp) => {
    const { V, policy } = valueIteration(mdp)
    expectNear(bestOf(mdp, V), V, 1e-8)
    expectNear(policyValue(mdp, policy), V, 1e-8)
  })

  test.each(worlds)('of %s no random policy is better, in any state', (_, mdp) => {
    const { V } = valueIteration(mdp)
    const random = stream(1, 'policies')
    for (let i = 0; i < 20; i++) {
      const policy = V.map(() => random.int(mdp.nActions))
      for (const [s, value] of policyValue(mdp, policy).entries())
        expect(value).toBeLessThanOrEqual(V[s]! + 1e-9)
    }
  })

  test('is within tol · gamma / (1 − gamma) of the solution', () => {
    fc.assert(
      fc.property(mdps, fc.constantFrom(1, 0.1, 0.01), (mdp, tol) => {
        const exact = valueIteration(mdp, 1e-12).V
        expectNear(valueIteration(mdp, tol).V, exact, (tol * mdp.gamma) / (1 - mdp.gamma) + 1e-11)
      }),
      runs,
    )
  })

  test('a reward c times as large gives values c times as large and the same policy', () => {
    fc.assert(
      fc.property(mdps, fc.constantFrom(0.5, 2, 8), (mdp, c) => {
        const scaled = changed(mdp, (outcome) => ({ ...outcome, r: c * outcome.r }))
        // A power of two scales every intermediate result exactly.
        const { V, policy } = valueIteration(mdp)
        const result = valueIteration(scaled, 1e-10 * c)
        expectNear(
          result.V,
          V.map((value) => c * value),
          1e-12 * c,
        )
        expect(result.policy).toEqual(policy)
      }),
      runs,
    )
  })

  test('states under other names have the same values', () => {
    fc.assert(
      fc.property(mdps, (mdp) => {
        const renamed = (s: number) => mdp.nStates - 1 - s
        const moved = changed(mdp, (outcome) => ({ ...outcome, s2: renamed(outcome.s2) }))
        const { V } = valueIteration({ ...moved, P: moved.P.toReversed() })
        expect(V.toReversed()).toEqual(valueIteration(mdp).V)
      }),
      runs,
    )
  })

  test('actions under other names have the same values', () => {
    fc.assert(
      fc.property(mdps, (mdp) => {
        const turned = { ...mdp, P: mdp.P.map((actions) => actions.toReversed()) }
        expect(valueIteration(turned).V).toEqual(valueIteration(mdp).V)
      }),
      runs,
    )
  })

  test('nothing that lies behind the end counts', () => {
    const end: Outcome[] = [{ p: 1, s2: 1, r: 2, done: true }]
    const rich: Outcome[] = [{ p: 1, s2: 1, r: 100, done: true }]
    const mdp = { nStates: 2, nActions: 1, P: [[end], [rich]], start: 0, gamma: 0.9 }
    expect(valueIteration(mdp)).toEqual({ V: [2, 100], policy: [0, 0] })
  })

  test('of equally good actions the lowest is taken', () => {
    const same: Outcome[] = [{ p: 1, s2: 0, r: 1, done: true }]
    const worse: Outcome[] = [{ p: 1, s2: 0, r: 0, done: true }]
    const mdp = { nStates: 1, nActions: 3, P: [[worse, same, same]], start: 0, gamma: 0.5 }
    expect(valueIteration(mdp).policy).toEqual([1])
  })

  test('without discount a game that ends has its plain expected reward', () => {
    const { V, policy } = valueIteration({ ...nim(21), gamma: 1 })
    for (let stones = 1; stones <= 21; stones++)
      if (stones % 4 > 0) expect([V[stones], policy[stones]]).toEqual([1, (stones % 4) - 1])
      else expect(V[stones]).toBeLessThan(1)
  })

  test('tol may be finer than the rounding of the values', () => {
    const end: Outcome[] = [
      { p: 0.3, s2: 0, r: 1e6 / 3, done: false },
      { p: 0.7, s2: 0, r: 0.1, done: true },
    ]
    const mdp = { nStates: 1, nActions: 1, P: [[end]], start: 0, gamma: 0.9 }
    const exact = (0.3 * (1e6 / 3) + 0.07) / (1 - 0.27)
    expect(valueIteration(mdp, Number.MIN_VALUE).V[0]! / exact).toBeCloseTo(1, 13)
  })
})

describe('the value of a policy', () => {
  test('is its reward and the discounted value of what follows', () => {
    fc.assert(
      fc.property(mdps, (mdp) => {
        for (const policy of allPolicies(mdp).slice(0, 9)) {
          const only = { ...mdp, nActions: 1, P: mdp.P.map((actions, s) => [actions[policy[s]!]!]) }
          const V = policyValue(mdp, policy)
          expectNear(bestOf(only, V), V, 1e-10)
        }
      }),
      runs,
    )
  })

  test('of going round in a circle is a geometric series', () => {
    const go: Outcome[] = [{ p: 1, s2: 0, r: 1, done: false }]
    const circle = { nStates: 1, nActions: 1, P: [[go]], start: 0, gamma: 0.75 }
    expect(policyValue(circle, [0])[0]).toBeCloseTo(4, 12)
  })

  test('without discount needs an end under that policy alone', () => {
    const stay: Outcome[] = [{ p: 1, s2: 0, r: 1, done: false }]
    const leave: Outcome[] = [
      { p: 0.5, s2: 0, r: 1, done: false },
      { p: 0.5, s2: 0, r: 1, done: true },
    ]
    const mdp = { nStates: 1, nActions: 2, P: [[stay, leave]], start: 0, gamma: 1 }
    expect(policyValue(mdp, [1])[0]).toBeCloseTo(2, 12)
    for (const call of [() => policyValue(mdp, [0]), () => valueIteration(mdp)])
      expect(call).toThrow(expect.objectContaining({ code: 'PARAM' }))
  })
})

const good: Mdp = cursorGrid(2, 0.5)
const withOutcome = (changes: Partial<Outcome>) =>
  changed(good, (outcome, s, a, i) => (s + a + i === 0 ? { ...outcome, ...changes } : outcome))

test.each<[string, string, Mdp]>([
  ['EMPTY', 'no states', { ...good, nStates: 0, P: [] }],
  ['EMPTY', 'no actions', { ...good, nActions: 0, P: good.P.map(() => []) }],
  ['SHAPE', 'a state too many', { ...good, nStates: 3 }],
  ['SHAPE', 'an action too few in one state', { ...good, P: good.P.with(1, good.P[1]!.slice(1)) }],
  ['NON_FINITE', 'a reward of NaN', withOutcome({ r: Number.NaN })],
  ['NON_FINITE', 'an infinite reward', withOutcome({ r: Number.POSITIVE_INFINITY })],
  ['NON_FINITE', 'a probability of NaN', withOutcome({ p: Number.NaN })],
  ['PARAM', 'a negative probability', withOutcome({ p: -0.5 })],
  ['PARAM', 'probabilities that sum to less than 1', withOutcome({ p: 0 })],
  ['PARAM', 'no outcomes', { ...good, P: good.P.with(0, good.P[0]!.with(0, [])) }],
  ['PARAM', 'a next state out of range', withOutcome({ s2: 4 })],
  ['PARAM', 'half a state', withOutcome({ s2: 0.5 })],
  ['PARAM', 'a start out of range', { ...good, start: 4 }],
  ['PARAM', 'gamma below 0', { ...good, gamma: -0.1 }],
  ['PARAM', 'gamma above 1', { ...good, gamma: 1.1 }],
  ['PARAM', 'gamma 1 where an episode may go on for ever', { ...cursorGrid(2), gamma: 1 }],
])('%s for %s', (code, _, mdp) => {
  expect(() => valueIteration(mdp)).toThrow(expect.objectContaining({ code }))
  expect(() =>
    policyValue(
      mdp,
      mdp.P.map(() => 0),
    ),
  ).toThrow(expect.objectContaining({ code }))
})

test('probabilities may miss 1 by rounding', () => {
  expect(() => valueIteration(withOutcome({ p: good.P[0]![0]![0]!.p + 5e-10 }))).not.toThrow()
  expect(() => valueIteration(withOutcome({ p: good.P[0]![0]![0]!.p + 5e-9 }))).toThrow('sum to')
})

test('PARAM for values that do not settle', () => {
  const go: Outcome[] = [{ p: 1, s2: 0, r: 1, done: false }]
  const circle = { nStates: 1, nActions: 1, P: [[go]], start: 0, gamma: 1 - 1e-9 }
  expect(() => valueIteration(circle)).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('PARAM for tol %d', (tol) => {
  expect(() => valueIteration(good, tol)).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('SHAPE and PARAM for policies that do not fit', () => {
  expect(() => policyValue(good, [0])).toThrow(expect.objectContaining({ code: 'SHAPE' }))
  expect(() => policyValue(good, [0, 0, 0, 4])).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('every function holds its contract on legal and on illegal arguments', () => {
  fuzz(checkMdp, fc.tuple(mdps), { numRuns: 250 })
  fuzz(valueIteration, fc.tuple(mdps, fc.constantFrom(1e-6, 0.1)), { numRuns: 250 })
  const pairs = mdps.map((mdp): [Mdp, number[]] => [mdp, mdp.P.map((_, s) => s % mdp.nActions)])
  fuzz(policyValue, pairs, { numRuns: 250 })
})

/** The table with every outcome changed. */
function changed(mdp: Mdp, change: (outcome: Outcome, s: number, a: number, i: number) => Outcome): Mdp {
  const P = mdp.P.map((actions, s) =>
    actions.map((outcomes, a) => outcomes.map((outcome, i) => change(outcome, s, a, i))),
  )
  return { ...mdp, P }
}
