import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cursorGrid, nim, twoLinkArm } from '#data'
import type { Mdp } from '../reinforcement/mdp.ts'
import { policyValue } from '../reinforcement/policy-value.ts'
import { valueIteration } from '../reinforcement/value-iteration.ts'
import { fuzz } from '../testing/fuzz.ts'

/** The value of n steps, the last of which is worth 1: 1 · gammaⁿ⁻¹ less the costs on the way. */
function valueOfSteps(n: number, cost: number, gamma: number): number {
  return gamma ** (n - 1) - (cost * (1 - gamma ** (n - 1))) / (1 - gamma)
}

describe.each<[string, Mdp, number, number]>([
  ['the cursor', cursorGrid(), 0.638, 25],
  ['the cursor that slips', cursorGrid(5, 0.1), 0.6069, 25],
  ['the arm', twoLinkArm(), 0.5777, 64],
  ['Nim', nim(), 0.951, 22],
])('%s', (_, mdp, best, nStates) => {
  test('can reach the value of the curriculum', () => {
    expect(Math.abs(valueIteration(mdp).V[mdp.start]! - best)).toBeLessThan(1e-4)
  })

  test('is a table of that many states, in which every outcome is possible', () => {
    expect(mdp.nStates).toBe(nStates)
    for (const { p, r } of mdp.P.flat(2)) {
      expect(p).toBeGreaterThan(0)
      expect(Number.isFinite(r)).toBe(true)
    }
  })

  test('has one end state, in which nothing more happens and which other states end in', () => {
    const still = mdp.P.flatMap((actions, s) =>
      actions.every(([first]) => first?.s2 === s && first.done && first.r === 0) ? [s] : [],
    )
    expect(still).toHaveLength(1)
    for (const { s2, done } of mdp.P.flat(2)) expect(done).toBe(s2 === still[0])
  })

  test('is not solved by any action alone', () => {
    for (let action = 0; action < mdp.nActions; action++) {
      const value = policyValue(
        mdp,
        mdp.P.map(() => action),
      )[mdp.start]!
      expect(value).toBeLessThan(0.95 * best)
    }
  })
})

describe('the cursor', () => {
  test('moves up, right, down and left, and stays at the edge', () => {
    const { P } = cursorGrid(3)
    const next = (s: number) => P[s]!.map(([only]) => only!.s2)
    expect(next(4)).toEqual([1, 5, 7, 3])
    expect(next(0)).toEqual([0, 1, 3, 0])
    expect(next(2)).toEqual([2, 2, 5, 1])
  })

  test.each([2, 3, 6])('needs 2 (size − 1) steps on a grid of size %d', (size) => {
    const { V } = valueIteration(cursorGrid(size))
    for (const [s, value] of V.slice(0, -1).entries()) {
      const steps = 2 * (size - 1) - Math.floor(s / size) - (s % size)
      expect(value).toBeCloseTo(valueOfSteps(steps, 0.01, 0.95), 9)
    }
  })

  test('with slip takes any of the four moves now and then', () => {
    const { P } = cursorGrid(3, 0.2)
    expect(P[4]![1]!.map(({ p, s2 }) => [s2, Math.round(p * 100) / 100])).toEqual([
      [1, 0.05],
      [5, 0.85],
      [7, 0.05],
      [3, 0.05],
    ])
  })

  test('that only slips is worth the same whatever it does', () => {
    const mdp = cursorGrid(3, 1)
    const [a, b] = [0, 1].map(
      (action) =>
        policyValue(
          mdp,
          mdp.P.map(() => action),
        )[0]!,
    )
    expect(a).toBeCloseTo(b!, 12)
  })
})

describe('the arm', () => {
  test('turns either joint by one step, all the way round', () => {
    const { P } = twoLinkArm(8)
    const next = (shoulder: number, elbow: number) =>
      P[shoulder * 8 + elbow]!.map(([only]) => [Math.floor(only!.s2 / 8), only!.s2 % 8])
    expect(next(3, 5)).toEqual([
      [4, 5],
      [2, 5],
      [3, 6],
      [3, 4],
    ])
    expect(next(7, 0)).toEqual([
      [0, 0],
      [6, 0],
      [7, 1],
      [7, 7],
    ])
  })

  test('needs as many steps as both joints are away from half a turn', () => {
    const { V } = valueIteration(twoLinkArm(8))
    for (const [s, value] of V.entries()) {
      const steps = Math.abs(Math.floor(s / 8) - 4) + Math.abs((s % 8) - 4)
      if (steps > 0) expect(value).toBeCloseTo(valueOfSteps(steps, 0.02, 0.95), 9)
    }
  })
})

describe('Nim', () => {
  test('is won by leaving a multiple of 4: the closed form, with up to 24 stones', () => {
    const { V, policy } = valueIteration(nim(24))
    for (let stones = 1; stones <= 24; stones++)
      if (stones % 4 > 0) {
        expect(policy[stones]).toBe((stones % 4) - 1)
        expect(V[stones]).toBeCloseTo(0.99 ** Math.floor(stones / 4), 9)
      } else expect(V[stones]).toBeLessThan(V[stones - 1]!)
  })

  test('with 25 stones a quick end is worth more than a safe one; without discount it never is', () => {
    expect(valueIteration(nim(25)).policy[25]).not.toBe(0)
    const { policy } = valueIteration({ ...nim(60), gamma: 1 })
    for (const [stones, action] of policy.entries()) if (stones % 4 > 0) expect(action).toBe((stones % 4) - 1)
  })

  test('the opponent takes 1, 2 or 3 stones, or what is left, each as often', () => {
    const { P } = nim(6)
    expect(P[6]![0]).toEqual([4, 3, 2].map((s2) => ({ p: 1 / 3, s2, r: 0, done: false })))
    expect(P[3]![0]).toEqual([
      { p: 0.5, s2: 1, r: 0, done: false },
      { p: 0.5, s2: 0, r: -1, done: true },
    ])
  })

  test('who takes the last stone wins; who asks for more than there are takes all', () => {
    const { P } = nim(3)
    const win = [{ p: 1, s2: 0, r: 1, done: true }]
    expect(P[1]).toEqual([win, win, win])
    expect(P[3]![2]).toEqual(win)
  })
})

test('worlds of the same size are the same', () => {
  expect(cursorGrid(4, 0.1)).toEqual(cursorGrid(4, 0.1))
  expect(twoLinkArm(6)).toEqual(twoLinkArm(6))
  expect(nim(9)).toEqual(nim(9))
})

test.each<[string, () => Mdp]>([
  ['a grid of 1', () => cursorGrid(1)],
  ['a grid of 2.5', () => cursorGrid(2.5)],
  ['a slip below 0', () => cursorGrid(5, -0.1)],
  ['a slip above 1', () => cursorGrid(5, 1.1)],
  ['an arm with an odd number of steps', () => twoLinkArm(5)],
  ['an arm without steps', () => twoLinkArm(0)],
  ['no stones', () => nim(0)],
  ['half a stone', () => nim(1.5)],
])('%s is refused with PARAM', (_, call) => {
  expect(call).toThrow(expect.objectContaining({ code: 'PARAM' }))
})

test('any size gives a world, or is at fault', () => {
  const size = fc.integer({ min: 1, max: 6 })
  fuzz(cursorGrid, fc.tuple(size, fc.constantFrom(0, 0.1, 1)), { numRuns: 20 })
  fuzz(twoLinkArm, fc.tuple(size), { numRuns: 20 })
  fuzz(nim, fc.tuple(size), { numRuns: 20 })
})
