import { describe, expect, test } from 'vitest'
import { entry, playSession, round, type Session, session, step, take, the, value } from './session.ts'

/** An agent that counts its rewards, and goes where its table says. */
const agent: Record<string, (...args: never[]) => unknown> = {
  start: (from: number) => ({ total: from, seen: [] }),
  choose: (state: { total: number }, x: number) => ({ action: (state.total + x) % 2 }),
  learn: (state: { total: number; seen: number[] }, action: number, reward: number) => ({
    total: state.total + reward,
    seen: [...state.seen, action],
  }),
}
const play = (of: Session, changes: Record<string, (...args: never[]) => unknown> = {}) =>
  playSession(of, (fn, args) =>
    structuredClone(({ ...agent, ...changes }[fn] as (...a: unknown[]) => unknown)(...args)),
  )

const bandit = session({
  tables: {
    x: [0, 1, 1, 0],
    reward: [
      [1, 0],
      [5, 2],
      [0, 3],
      [7, 1],
    ],
  },
  first: [step('start', [value(10)], 'state')],
  rounds: 4,
  each: [
    step('choose', [the('state'), entry('x', round)]),
    step(
      'learn',
      [the('state'), the('choose', 'action'), entry('reward', round, the('choose', 'action'))],
      'state',
    ),
  ],
  keep: [the('choose', 'action'), round],
  keepLast: [the('state', 'total'), the('state')],
})

test('the result of a step goes on to later ones, and an entry of a table with it', () => {
  // Totals 10, 11, 16, 19; the actions are their sum with x, modulo 2.
  expect(play(bandit)).toEqual({
    kept: [[0, 0, 1, 1], [0, 1, 2, 3], 20, { total: 20, seen: [0, 0, 1, 1] }],
  })
})

test('a state may be taken from a table, and found again by its name', () => {
  const walk = session({
    tables: {
      next: [
        [1, 2],
        [2, 0],
        [0, 1],
      ],
    },
    first: [take('s', value(0))],
    rounds: 3,
    each: [
      step('choose', [value({ total: 1 }), the('s')]),
      take('s', entry('next', the('s'), the('choose', 'action'))),
    ],
    keep: [the('s')],
  })
  // From 0 by action 1 to 2, by action 1 to 1, by action 0 to 2.
  expect(play(walk)).toEqual({ kept: [[2, 1, 2]] })
})

describe('a result that leads nowhere is the bad result of whose it is, and nothing is called after it', () => {
  test.each<[string, unknown, string]>([
    ['NaN', { action: Number.NaN }, 'the result of choose.action is NaN, not a whole number from 0 to 1'],
    ['an action too many', { action: 2 }, 'the result of choose.action is 2, not a whole number from 0 to 1'],
    ['a fraction', { action: 0.5 }, 'the result of choose.action is 0.5, not a whole number from 0 to 1'],
    ['a name', { action: 'left' }, 'the result of choose.action is a string, not a whole number from 0 to 1'],
    ['another field', { act: 1 }, 'the result of choose.action is missing'],
    ['a field that it only inherits', {}, 'the result of choose.action is missing'],
    ['null', null, 'the result of choose.action is missing'],
    ['nothing', undefined, 'the result of choose.action is missing'],
  ])('%s', (_, result, words) => {
    let learnt = 0
    const changes = { choose: () => result, learn: () => learnt++ }
    expect(play(bandit, changes)).toEqual({ bad: { fn: 'choose', message: `${words} in round 1 of 4` } })
    expect(learnt).toBe(0)
  })

  test('also where it is only kept, or taken', () => {
    const kept = session({ first: [step('start', [value(1)])], keepLast: [the('start', 'mean')] })
    expect(play(kept)).toEqual({ bad: { fn: 'start', message: 'the result of start.mean is missing' } })
    const taken = session({ first: [step('start', [value(1)]), take('s', the('start', 'mean', 'x'))] })
    expect(play(taken)).toEqual({ bad: { fn: 'start', message: 'the result of start.mean.x is missing' } })
  })
})

test('what a function throws comes out as it is', () => {
  const fails = () => {
    throw new RangeError('no')
  }
  expect(() => play(bandit, { learn: fails })).toThrow(RangeError)
})

describe('a session that is wrong in itself is an Error of its author', () => {
  test.each<[string, Partial<Session>, RegExp]>([
    ['an unknown step', { first: [take('a', the('b'))] }, /no step b/],
    ['the name of something inherited', { first: [take('a', the('toString'))] }, /no step toString/],
    ['an unknown table', { first: [take('a', entry('b', 0))] }, /no table b/],
    [
      'a table that is too short',
      { tables: { b: [1] }, first: [take('a', entry('b', 1))] },
      /table b .* no such entry/,
    ],
    [
      'more rounds than entries',
      { tables: { b: [1] }, rounds: 2, each: [take('a', entry('b', round))] },
      /table b/,
    ],
  ])('%s', (_, parts, words) => {
    expect(() => play(session(parts))).toThrow(words)
  })
})
