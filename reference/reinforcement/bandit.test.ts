import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stream } from '#data'
import { fuzz } from '../testing/fuzz.ts'
import {
  bestIndex,
  discountedReturn,
  epsilonGreedyAction,
  returnsToGo,
  ucb1Action,
  updateEstimate,
} from './bandit.ts'

const runs = { seed: 1, numRuns: 200 }
const dyadic = fc.integer({ min: -64, max: 64 }).map((k) => k / 16)
const rewards = fc.array(dyadic, { maxLength: 12 })
const uniform = fc.integer({ min: 0, max: 1023 }).map((k) => k / 1024)
const gamma = fc.integer({ min: 0, max: 16 }).map((k) => k / 16)
/** Estimates of 1 to 6 arms with as many counts. */
const arms = fc
  .array(fc.record({ q: dyadic, n: fc.nat(9) }), { minLength: 1, maxLength: 6 })
  .map((rows) => ({ q: rows.map(({ q }) => q), n: rows.map(({ n }) => n) }))
const tried = arms.map(({ q, n }) => ({ q, n: n.map((tries) => tries + 1) }))

describe('the examples of the exercise', () => {
  test('three arms have upper bounds of 1.573, 1.917 and 1.973: the last is tried', () => {
    const [q, n] = [
      [0.5, 0.4, 0.9],
      [4, 2, 4],
    ]
    const bounds = q.map((mean, i) => mean + Math.sqrt((2 * Math.log(10)) / n[i]!))
    expect(bounds.map((bound) => bound.toFixed(3))).toEqual(['1.573', '1.917', '1.973'])
    expect(ucb1Action(q, n)).toBe(2)
  })

  test('a reward of 1 now and of 2 two steps later is worth 2.62 at gamma 0.9', () => {
    expect(discountedReturn([1, 0, 2], 0.9)).toBeCloseTo(2.62, 12)
  })
})

describe('updateEstimate', () => {
  test('after any rewards each arm knows the mean of its own and how many they were', () => {
    const steps = fc.array(fc.record({ action: fc.nat(3), reward: dyadic }), { maxLength: 30 })
    fc.assert(
      fc.property(steps, (history) => {
        let state = { q: [0, 0, 0, 0], n: [0, 0, 0, 0] }
        for (const { action, reward } of history) state = updateEstimate(state.q, state.n, action, reward)
        for (const arm of [0, 1, 2, 3]) {
          const own = history.filter(({ action }) => action === arm).map(({ reward }) => reward)
          const mean = own.reduce((sum, reward) => sum + reward, 0) / (own.length || 1)
          expect(state.n[arm]).toBe(own.length)
          expect(state.q[arm]).toBeCloseTo(mean, 12)
        }
      }),
      runs,
    )
  })

  test('the other arms stay as they are', () => {
    fc.assert(
      fc.property(arms, fc.nat(), dyadic, ({ q, n }, place, reward) => {
        const action = place % q.length
        const after = updateEstimate(q, n, action, reward)
        expect(after.q.with(action, 0)).toEqual(q.with(action, 0))
        expect(after.n).toEqual(n.with(action, n[action]! + 1))
      }),
      runs,
    )
  })

  test('the first reward replaces what was assumed of an arm', () => {
    expect(updateEstimate([5, 9], [0, 3], 0, 2)).toEqual({ q: [2, 9], n: [1, 3] })
  })
})

describe('epsilonGreedyAction', () => {
  test('is one of the best arms at epsilon 0, the lowest of them', () => {
    fc.assert(
      fc.property(arms, uniform, uniform, ({ q }, u1, u2) => {
        const action = epsilonGreedyAction(q, 0, u1, u2)
        expect(q.every((value) => value <= q[action]!)).toBe(true)
        expect(q.slice(0, action).every((value) => value < q[action]!)).toBe(true)
      }),
      runs,
    )
  })

  test('at epsilon 1 is each arm for an equal part of the draws', () => {
    for (const K of [1, 2, 3, 5]) {
      const actions = Array.from({ length: 30 }, (_, i) =>
        epsilonGreedyAction(Array(K).fill(0), 1, 0.999, (i + 0.5) / 30),
      )
      for (let arm = 0; arm < K; arm++)
        expect(actions.filter((action) => action === arm)).toHaveLength(30 / K)
    }
  })

  test('exploits from u1 = epsilon on', () => {
    expect(epsilonGreedyAction([0, 1], 0.25, 0.25, 0)).toBe(1)
    expect(epsilonGreedyAction([0, 1], 0.25, 0.2499, 0)).toBe(0)
  })

  test('the largest draw below 1 is the last arm, for any number of arms', () => {
    for (let K = 1; K <= 70; K++)
      expect(epsilonGreedyAction(Array(K).fill(0), 1, 0, 1 - Number.EPSILON / 2)).toBe(K - 1)
  })
})

describe('ucb1Action', () => {
  test('is the arm with the largest bound, by brute force', () => {
    fc.assert(
      fc.property(tried, ({ q, n }) => {
        const total = n.reduce((sum, tries) => sum + tries)
        const bound = (arm: number) => q[arm]! + (2 * Math.log(total)) ** 0.5 / n[arm]! ** 0.5
        const chosen = bound(ucb1Action(q, n))
        for (const arm of q.keys()) expect(bound(arm)).toBeLessThanOrEqual(chosen + 1e-12)
      }),
      runs,
    )
  })

  test('is the first untried arm, if there is one', () => {
    expect(ucb1Action([9, 9, 9, 9], [4, 0, 3, 0])).toBe(1)
  })

  test('of equal arms is the lowest, and of equal means the least tried', () => {
    expect(ucb1Action([1, 2, 2], [3, 3, 3])).toBe(1)
    expect(ucb1Action([1, 1, 1], [3, 2, 3])).toBe(1)
  })

  test('of a single try is that arm: the logarithm is 0', () => {
    expect(ucb1Action([-3], [1])).toBe(0)
  })
})

test('what is added to all estimates changes no choice', () => {
  fc.assert(
    fc.property(tried, dyadic, uniform, uniform, ({ q, n }, c, u1, u2) => {
      const raised = q.map((value) => value + c)
      expect(epsilonGreedyAction(raised, 0.5, u1, u2)).toBe(epsilonGreedyAction(q, 0.5, u1, u2))
      // Bounds that differ by rounding alone may change places; those of different counts and means do not.
      const total = n.reduce((sum, tries) => sum + tries)
      const bounds = q.map((mean, arm) => mean + Math.sqrt((2 * Math.log(total)) / n[arm]!))
      const near = bounds.filter((bound) => Math.abs(bound - Math.max(...bounds)) < 1e-9)
      if (near.length === 1) expect(ucb1Action(raised, n)).toBe(ucb1Action(q, n))
    }),
    runs,
  )
})

test('arms in another order give the same arm', () => {
  const distinct = fc.uniqueArray(fc.integer({ min: -64, max: 64 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(distinct, (q) => {
      const n = q.map((_, arm) => arm + 1)
      const turned = <T>(values: T[]) => values.toReversed()
      expect(turned(q)[epsilonGreedyAction(turned(q), 0, 0, 0)]).toBe(q[epsilonGreedyAction(q, 0, 0, 0)])
      expect(turned(q)[ucb1Action(turned(q), turned(n))]).toBe(q[ucb1Action(q, n)])
    }),
    runs,
  )
})

describe('returns', () => {
  test('each is its reward and the discounted next one', () => {
    fc.assert(
      fc.property(rewards, gamma, (r, g) => {
        const G = returnsToGo(r, g)
        expect(G).toHaveLength(r.length)
        for (const [t, value] of G.entries()) expect(value).toBeCloseTo(r[t]! + g * (G[t + 1] ?? 0), 12)
      }),
      runs,
    )
  })

  test('the first is the sum of gamma to the t times the reward', () => {
    fc.assert(
      fc.property(rewards, gamma, (r, g) => {
        const sum = r.reduce((total, reward, t) => total + g ** t * reward, 0)
        expect(discountedReturn(r, g)).toBeCloseTo(sum, 10)
        expect(returnsToGo(r, g)[0] ?? 0).toBe(discountedReturn(r, g))
      }),
      runs,
    )
  })

  test('with gamma 0 they are the rewards, with gamma 1 the sums of what follows', () => {
    expect(returnsToGo([1, -2, 4], 0)).toEqual([1, -2, 4])
    expect(returnsToGo([1, -2, 4], 1)).toEqual([3, 2, 4])
  })

  test('of no rewards there are none, and their sum is 0', () => {
    expect(returnsToGo([], 0.5)).toEqual([])
    expect(discountedReturn([], 0.5)).toBe(0)
  })
})

describe('2000 tries of arms that pay with 0.2, 0.35, 0.5 and 0.75, over 20 seeds', () => {
  const arms = [0.2, 0.35, 0.5, 0.75]
  type Choice = (q: number[], n: number[], u1: number, u2: number) => number
  /** How much less than the best arm was earned, and how often it was tried in the second half; means. */
  function play(choose: Choice): { regret: number; share: number } {
    const sessions = Array.from({ length: 20 }, (_, seed) => {
      const random = stream(seed, 'bandit-test')
      let state = { q: arms.map(() => 0), n: arms.map(() => 0) }
      let [regret, best] = [0, 0]
      for (let t = 0; t < 2000; t++) {
        const action = choose(state.q, state.n, random.next(), random.next())
        state = updateEstimate(state.q, state.n, action, random.next() < arms[action]! ? 1 : 0)
        regret += 0.75 - arms[action]!
        if (t >= 1000 && action === 3) best++
      }
      return { regret, share: best / 1000 }
    })
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length
    return { regret: mean(sessions.map((s) => s.regret)), share: mean(sessions.map((s) => s.share)) }
  }

  // Means of 20 sessions, measured over 60 such sets.
  test('upper bounds keep the regret low', () => {
    // measured 73 … 83; chance 598
    expect(play(ucb1Action).regret).toBeLessThan(100)
  })

  test('one random try in ten keeps the regret low and finds the best arm', () => {
    // measured 76 … 108 and 0.916 … 0.929
    const { regret, share } = play((q, _, u1, u2) => epsilonGreedyAction(q, 0.1, u1, u2))
    expect(regret).toBeLessThan(130)
    expect(share).toBeGreaterThan(0.9)
  })

  test('without exploring the first arm that pays is kept: a regret of 1100', () => {
    const { regret, share } = play((q, _, u1, u2) => epsilonGreedyAction(q, 0, u1, u2))
    expect(regret).toBeCloseTo(1100, 6)
    expect(share).toBe(0)
  })
})

test.each<[string, string, () => unknown]>([
  ['EMPTY', 'no arms', () => updateEstimate([], [], 0, 1)],
  ['EMPTY', 'no arms', () => ucb1Action([], [])],
  ['EMPTY', 'no arms', () => epsilonGreedyAction([], 0.1, 0, 0)],
  ['SHAPE', 'estimates without counts', () => ucb1Action([1, 2], [1])],
  ['SHAPE', 'counts without estimates', () => updateEstimate([], [1], 0, 1)],
  ['NON_FINITE', 'an estimate of NaN', () => epsilonGreedyAction([Number.NaN], 0.1, 0, 0)],
  ['NON_FINITE', 'an infinite reward', () => updateEstimate([1], [1], 0, Number.POSITIVE_INFINITY)],
  ['NON_FINITE', 'an infinite count', () => ucb1Action([1], [Number.POSITIVE_INFINITY])],
  ['NON_FINITE', 'a reward of NaN', () => discountedReturn([Number.NaN], 0.5)],
  ['PARAM', 'a negative count', () => ucb1Action([1], [-1])],
  ['PARAM', 'half a try', () => updateEstimate([1], [0.5], 0, 1)],
  ['PARAM', 'an arm too many', () => updateEstimate([1], [1], 1, 1)],
  ['PARAM', 'arm -1', () => updateEstimate([1], [1], -1, 1)],
  ['PARAM', 'arm 0.5', () => updateEstimate([1, 2], [1, 1], 0.5, 1)],
  ['PARAM', 'epsilon below 0', () => epsilonGreedyAction([1], -0.1, 0, 0)],
  ['PARAM', 'epsilon above 1', () => epsilonGreedyAction([1], 1.1, 0, 0)],
  ['PARAM', 'u1 of 1', () => epsilonGreedyAction([1], 0.5, 1, 0)],
  ['PARAM', 'u2 of 1', () => epsilonGreedyAction([1], 0.5, 0, 1)],
  ['PARAM', 'u2 below 0', () => epsilonGreedyAction([1], 0.5, 0, -0.1)],
  ['PARAM', 'gamma above 1', () => discountedReturn([1], 1.5)],
  ['PARAM', 'gamma below 0', () => returnsToGo([], -0.5)],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('every function holds its contract on legal and on illegal arguments', () => {
  const update = fc
    .tuple(arms, fc.nat(), dyadic)
    .map(([{ q, n }, place, reward]): Parameters<typeof updateEstimate> => [q, n, place % q.length, reward])
  fuzz(updateEstimate, update)
  fuzz(
    ucb1Action,
    arms.map(({ q, n }): [number[], number[]] => [q, n]),
  )
  const draw = fc.tuple(
    arms.map(({ q }) => q),
    gamma,
    uniform,
    uniform,
  )
  fuzz(epsilonGreedyAction, draw)
  fuzz(discountedReturn, fc.tuple(rewards, gamma))
  fuzz(returnsToGo, fc.tuple(rewards, gamma))
})

test('the best index is that of the first largest value', () => {
  expect(bestIndex([1, 3, 3])).toBe(1)
})
