import fc from 'fast-check'
import { bciSession, rewardOf } from '#data'
import {
  closedForm,
  entry,
  gridVec,
  matches,
  oncePerCase,
  type Plays,
  properties,
  property,
  round,
  type Student,
  session,
  statistical,
  step,
  the,
  value,
} from '#engine/spec/index.ts'
import * as reference from '#reference/reinforcement/bci.ts'

type Module = typeof import('./exemplar.ts')

const [nActions, nNeurons, last] = [4, 24, 300]

interface User {
  seed: string
  trials: number
  swapAt?: number
}

const users = (setting: Omit<User, 'seed'>): User[] =>
  Array.from({ length: 10 }, (_, i) => ({ seed: `user ${i + 1}`, ...setting }))

/** The targets of a user, and the session that is played: the agent sees spikes and rewards only. */
const recorded = oncePerCase(({ seed, ...setting }: User) => {
  const { trials } = bciSession(seed, { ...setting, K: nActions, N: nNeurons })
  const action = the('choice', 'action')
  return {
    targets: trials.map(({ target }) => target),
    played: session({
      tables: {
        x: trials.map(({ x }) => x),
        u: trials.map(({ u }) => u),
        reward: trials.map((trial) => Array.from({ length: nActions }, (_, one) => rewardOf(trial, one))),
      },
      first: [step('initBci', [value(nActions), value(nNeurons)], 'state')],
      rounds: trials.length,
      each: [
        step('chooseAction', [the('state'), entry('x', round), entry('u', round)], 'choice'),
        step(
          'reinforceUpdate',
          [the('state'), entry('x', round), action, entry('reward', round, action)],
          'state',
        ),
      ],
      keep: [action],
    }),
  }
})

/** The share of the last 300 trials in which the intended target was reached. */
async function success(player: Student<Module>, user: User): Promise<number> {
  const { targets, played } = recorded(user)
  const [actions] = (await (player as unknown as Plays).play(played)) as [number[]]
  return targets.filter((target, t) => t >= user.trials - last && target === actions[t]).length / last
}

export default properties<Module>({
  'update-matches-definition': property({
    given: fc
      .record({
        rows: fc.array(gridVec({ minLength: 3, maxLength: 3, min: -2, max: 2 }), {
          minLength: 2,
          maxLength: 4,
        }),
        x: gridVec({ minLength: 2, maxLength: 2, min: -2, max: 2 }),
        action: fc.nat(1),
        reward: fc.constantFrom(-1, 1),
      })
      .map(({ rows, x, action, reward }) => ({
        state: { W: rows, baseline: 0.25, t: 3 },
        x,
        action,
        reward,
      })),
    holds: matches('reinforceUpdate', reference.reinforceUpdate, closedForm),
  }),

  'learns-from-reward': statistical<Module, User>({
    given: users({ trials: 1500 }),
    statistic: success,
    atLeast: 0.9,
    because: 'After 1200 trials nine of ten movements must reach their target, for every user.',
    chance: { kind: 'share', of: last },
    measured: { reference: [0.973333, 0.996667], control: [0, 0.00666667] },
    control: 'descends-the-reward',
  }),

  'recovers-from-new-neurons': statistical<Module, User>({
    given: users({ trials: 2500, swapAt: 1000 }),
    statistic: success,
    atLeast: 0.88,
    because: 'When the neurons change, the decoder must adapt to the new ones.',
    chance: { kind: 'share', of: last },
    measured: { reference: [0.963333, 1], control: [0.0333333, 0.553333] },
    control: 'stops-learning',
  }),
})
