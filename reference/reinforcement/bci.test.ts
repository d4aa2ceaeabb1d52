import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stream } from '#data'
import { fuzz } from '../testing/fuzz.ts'
import { actionProbabilities, type BciState, chooseAction, initBci, reinforceUpdate } from './bci.ts'

const runs = { seed: 1, numRuns: 150 }
const dyadic = fc.integer({ min: -32, max: 32 }).map((k) => k / 16)
const uniform = fc.integer({ min: 0, max: 1023 }).map((k) => k / 1024)
/** A decoder of 1 to 4 actions and 1 to 3 features, features, and one of the actions. */
const cases = fc
  .record({
    nActions: fc.integer({ min: 1, max: 4 }),
    nFeatures: fc.integer({ min: 1, max: 3 }),
    values: fc.array(dyadic, { minLength: 19, maxLength: 19 }),
    baseline: dyadic,
    t: fc.nat(9),
    place: fc.nat(),
  })
  .map(({ nActions, nFeatures, values, baseline, t, place }) => {
    const row = (i: number) => values.slice(i * (nFeatures + 1), (i + 1) * (nFeatures + 1))
    const s: BciState = { W: Array.from({ length: nActions }, (_, i) => row(i)), baseline, t }
    return { s, x: values.slice(16, 16 + nFeatures), action: place % nActions }
  })

/** The direction in which an update moves the weights, per unit of eta and advantage. */
function direction(s: BciState, x: number[], action: number): number[][] {
  const { W } = reinforceUpdate({ ...s, baseline: 0 }, x, action, 1, { eta: 1 })
  return W.map((row, c) => row.map((w, j) => w - s.W[c]![j]!))
}

function expectNear(a: number[], b: number[], tolerance: number): void {
  expect(a).toHaveLength(b.length)
  for (const [i, value] of a.entries()) expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(tolerance)
}

describe('a decoder that knows nothing', () => {
  test('has weights of 0, a bias more than features', () => {
    expect(initBci(2, 3)).toEqual({
      W: [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      baseline: 0,
      t: 0,
    })
  })

  test('chooses each action as often', () => {
    const s = initBci(4, 2)
    expect(actionProbabilities(s, [3, -7])).toEqual([0.25, 0.25, 0.25, 0.25])
    expect([0, 0.24, 0.25, 0.5, 0.74, 0.75, 0.99].map((u) => chooseAction(s, [1, 1], u).action)).toEqual([
      0, 0, 1, 2, 2, 3, 3,
    ])
  })

  test('chooses what was rewarded more often, and what was not less', () => {
    const s = initBci(3, 1)
    const probability = (reward: number) => actionProbabilities(reinforceUpdate(s, [2], 1, reward), [2])[1]!
    expect(probability(1)).toBeGreaterThan(1 / 3)
    expect(probability(-1)).toBeLessThan(1 / 3)
    expect(probability(0)).toBe(1 / 3)
  })

  test('learns by 0.02 and 0.05 unless told otherwise', () => {
    const { W, baseline, t } = reinforceUpdate(initBci(2, 1), [3], 0, 1)
    expectNear(W.flat(), [0.03, 0.01, -0.03, -0.01], 1e-15)
    expect([baseline, t]).toEqual([0.05, 1])
  })
})

describe('probabilities', () => {
  test('are the exponentials of the logits, over their sum', () => {
    fc.assert(
      fc.property(cases, ({ s, x }) => {
        const exps = s.W.map((row) => Math.exp([...x, 1].reduce((sum, v, j) => sum + v * row[j]!, 0)))
        const total = exps.reduce((sum, value) => sum + value)
        expectNear(
          actionProbabilities(s, x),
          exps.map((value) => value / total),
          1e-14,
        )
      }),
      runs,
    )
  })

  test('sum to 1 for logits of any size', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(1, 100, 1e6, 1e300), ({ s, x }, scale) => {
        const large = { ...s, W: s.W.map((row) => row.map((w) => w * scale)) }
        const probs = actionProbabilities(large, x)
        expect(probs.every((p) => p >= 0 && p <= 1)).toBe(true)
        expectNear([probs.reduce((sum, p) => sum + p)], [1], 1e-12)
      }),
      runs,
    )
    expect(
      actionProbabilities(
        {
          ...initBci(2, 1),
          W: [
            [1000, 0],
            [-1000, 0],
          ],
        },
        [1],
      ),
    ).toEqual([1, 0])
  })

  test('stay as they are when all logits grow alike', () => {
    fc.assert(
      fc.property(cases, dyadic, ({ s, x }, c) => {
        const raised = { ...s, W: s.W.map((row) => [...row.slice(0, -1), row.at(-1)! + c]) }
        expectNear(actionProbabilities(raised, x), actionProbabilities(s, x), 1e-14)
      }),
      runs,
    )
  })
})

describe('chooseAction', () => {
  test('is the smallest action whose cumulative probability is above u', () => {
    fc.assert(
      fc.property(cases, uniform, ({ s, x }, u) => {
        const { action, probs } = chooseAction(s, x, u)
        expect(probs).toEqual(actionProbabilities(s, x))
        const below = probs.slice(0, action).reduce((sum, p) => sum + p, 0)
        expect(below).toBeLessThanOrEqual(u)
        if (action < probs.length - 1) expect(below + probs[action]!).toBeGreaterThan(u)
      }),
      runs,
    )
  })

  test('chooses each action as often as its probability', () => {
    const s = {
      ...initBci(3, 1),
      W: [
        [0, 0],
        [0, 1],
        [0, -1],
      ],
    }
    const random = stream(1, 'choices')
    const chosen = Array.from({ length: 5000 }, () => chooseAction(s, [0], random.next()).action)
    for (const [a, p] of actionProbabilities(s, [0]).entries()) {
      const share = chosen.filter((action) => action === a).length / 5000
      // Five standard errors.
      expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 5000))
    }
  })

  test('is the last action where rounding leaves u above all', () => {
    const u = 1 - Number.EPSILON / 2
    const biases = Array.from({ length: 40 }, (_, k) => ({
      ...initBci(3, 1),
      W: [
        [0, 0],
        [0, k / 16],
        [0, 1],
      ],
    }))
    const short = biases.filter((s) => actionProbabilities(s, [0]).reduce((sum, p) => sum + p) <= u)
    expect(short.length).toBeGreaterThan(0)
    for (const s of short) expect(chooseAction(s, [0], u).action).toBe(2)
  })

  test('never is an action of probability 0 at the start', () => {
    const s = {
      ...initBci(2, 1),
      W: [
        [-1000, 0],
        [1000, 0],
      ],
    }
    expect(chooseAction(s, [1], 0).action).toBe(1)
  })
})

describe('reinforceUpdate', () => {
  test('moves along the gradient of the log probability: central differences', () => {
    fc.assert(
      fc.property(cases, ({ s, x, action }) => {
        const step = 1e-5
        const slope = s.W.map((row, c) =>
          row.map((_, j) => {
            const logP = (by: number) => {
              const W = s.W.with(c, row.with(j, row[j]! + by))
              return Math.log(actionProbabilities({ ...s, W }, x)[action]!)
            }
            return (logP(step) - logP(-step)) / (2 * step)
          }),
        )
        expectNear(direction(s, x, action).flat(), slope.flat(), 1e-7)
      }),
      runs,
    )
  })

  test('moves by eta times how much better than expected it went', () => {
    fc.assert(
      fc.property(cases, dyadic, fc.constantFrom(0, 0.5, 2), ({ s, x, action }, reward, eta) => {
        const unit = direction(s, x, action)
        const { W } = reinforceUpdate(s, x, action, reward, { eta })
        const expected = s.W.map((row, c) =>
          row.map((w, j) => w + eta * (reward - s.baseline) * unit[c]![j]!),
        )
        expectNear(W.flat(), expected.flat(), 1e-12)
      }),
      runs,
    )
  })

  test('moves nowhere on average, when every action is rewarded alike', () => {
    fc.assert(
      fc.property(cases, dyadic, ({ s, x }, reward) => {
        const moves = actionProbabilities(s, x).map((p, action) => {
          const { W } = reinforceUpdate(s, x, action, reward, { eta: 1 })
          return W.flatMap((row, c) => row.map((w, j) => p * (w - s.W[c]![j]!)))
        })
        const mean = moves[0]!.map((_, i) => moves.reduce((sum, move) => sum + move[i]!, 0))
        expectNear(
          mean,
          mean.map(() => 0),
          1e-12,
        )
      }),
      runs,
    )
  })

  test('what is added to reward and baseline alike changes no weight', () => {
    fc.assert(
      fc.property(cases, dyadic, dyadic, ({ s, x, action }, reward, c) => {
        const raised = reinforceUpdate({ ...s, baseline: s.baseline + c }, x, action, reward + c)
        expect(raised.W).toEqual(reinforceUpdate(s, x, action, reward).W)
      }),
      runs,
    )
  })

  test('actions under other names have the same rows', () => {
    fc.assert(
      fc.property(cases, dyadic, ({ s, x, action }, reward) => {
        const turned = { ...s, W: s.W.toReversed() }
        const { W } = reinforceUpdate(turned, x, s.W.length - 1 - action, reward)
        expectNear(W.toReversed().flat(), reinforceUpdate(s, x, action, reward).W.flat(), 1e-14)
      }),
      runs,
    )
  })

  test('moves the baseline by beta after the old one was used, and counts', () => {
    fc.assert(
      fc.property(cases, dyadic, fc.constantFrom(0, 0.25, 1), ({ s, x, action }, reward, beta) => {
        const after = reinforceUpdate(s, x, action, reward, { beta })
        expect(after.baseline).toBe(s.baseline + beta * (reward - s.baseline))
        expect(after.t).toBe(s.t + 1)
        expect(after.W).toEqual(reinforceUpdate(s, x, action, reward, { beta: 0.5 }).W)
      }),
      runs,
    )
  })

  test('is stable for logits of ±1000', () => {
    const s = {
      ...initBci(2, 1),
      W: [
        [1000, 0],
        [-1000, 0],
      ],
    }
    expect(reinforceUpdate(s, [1], 0, 1).W).toEqual(s.W)
    expect(reinforceUpdate(s, [1], 1, 1, { eta: 0.5 }).W).toEqual([
      [999.5, -0.5],
      [-999.5, 0.5],
    ])
  })
})

const s = initBci(2, 1)
const { NaN: nan } = Number
test.each<[string, string, () => unknown]>([
  ['PARAM', 'no actions', () => initBci(0, 2)],
  ['PARAM', 'no features', () => initBci(2, 0)],
  ['PARAM', 'half an action', () => initBci(1.5, 2)],
  ['EMPTY', 'a decoder without actions', () => actionProbabilities({ ...s, W: [] }, [1])],
  ['SHAPE', 'too many features', () => actionProbabilities(s, [1, 2])],
  ['SHAPE', 'too few features', () => chooseAction(s, [], 0.5)],
  ['SHAPE', 'ragged weights', () => reinforceUpdate({ ...s, W: [[0, 0], [0]] }, [1], 0, 1)],
  ['NON_FINITE', 'a feature of NaN', () => actionProbabilities(s, [nan])],
  ['NON_FINITE', 'a weight of NaN', () => chooseAction({ ...s, W: [[nan, 0]] }, [1], 0.5)],
  ['NON_FINITE', 'a baseline of NaN', () => reinforceUpdate({ ...s, baseline: nan }, [1], 0, 1)],
  ['NON_FINITE', 'a reward of NaN', () => reinforceUpdate(s, [1], 0, nan)],
  ['PARAM', 'a draw of 1', () => chooseAction(s, [1], 1)],
  ['PARAM', 'a draw below 0', () => chooseAction(s, [1], -0.1)],
  ['PARAM', 'an action too many', () => reinforceUpdate(s, [1], 2, 1)],
  ['PARAM', 'a negative eta', () => reinforceUpdate(s, [1], 0, 1, { eta: -1 })],
  ['PARAM', 'an infinite eta', () => reinforceUpdate(s, [1], 0, 1, { eta: Number.POSITIVE_INFINITY })],
  ['PARAM', 'a beta above 1', () => reinforceUpdate(s, [1], 0, 1, { beta: 1.5 })],
  ['PARAM', 'a beta below 0', () => reinforceUpdate(s, [1], 0, 1, { beta: -0.5 })],
])('%s for %s', (code, _, call) => {
  expect(call).toThrow(expect.objectContaining({ code }))
})

test('every function holds its contract on legal and on illegal arguments', () => {
  fuzz(initBci, fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })))
  fuzz(
    actionProbabilities,
    cases.map(({ s, x }): [BciState, number[]] => [s, x]),
  )
  fuzz(
    chooseAction,
    fc.tuple(cases, uniform).map(([{ s, x }, u]): [BciState, number[], number] => [s, x, u]),
  )
  const rates = fc.record({ eta: uniform, beta: uniform })
  const updates = fc
    .tuple(cases, dyadic, rates)
    .map(([{ s, x, action }, reward, opt]): Parameters<typeof reinforceUpdate> => [s, x, action, reward, opt])
  fuzz(reinforceUpdate, updates)
})
