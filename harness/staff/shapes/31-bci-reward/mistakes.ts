import { mistakes } from '#engine/spec/index.ts'
import { type BciState, chooseAction, reinforceUpdate } from '#reference/reinforcement/bci.ts'

export default mistakes<typeof import('./exemplar.ts')>({
  'descends-the-reward': {
    says: 'descends where it should climb',
    explains: 'The step has the opposite sign.',
    asks: 'Should a rewarded action become more likely?',
    caughtBy: 'learns-from-reward',
    exports: {
      reinforceUpdate: (s, x, action, reward, { eta = 0.02, beta } = {}) => {
        const up = reinforceUpdate(s, x, action, reward, { eta, ...(beta !== undefined && { beta }) })
        return { ...up, W: up.W.map((row, c) => row.map((w, j) => 2 * s.W[c]![j]! - w)) }
      },
    },
  },
  'stops-learning': {
    says: 'learns in the first 1000 trials only',
    explains: 'After 1000 updates nothing changes.',
    asks: 'What if the recorded neurons change?',
    caughtBy: 'recovers-from-new-neurons',
    exports: {
      reinforceUpdate: (s, x, action, reward, opt) =>
        s.t < 1000 ? reinforceUpdate(s, x, action, reward, opt) : { ...s, t: s.t + 1 },
    },
  },
  'gives-no-number': {
    says: 'gives NaN for an action',
    explains: 'The action is NaN after 20 updates.',
    asks: 'Is an action a whole number?',
    caughtBy: 'learns-from-reward',
    exports: {
      chooseAction: (s: BciState, x, u) => ({
        ...chooseAction(s, x, u),
        ...(s.t >= 20 && { action: Number.NaN }),
      }),
    },
  },
})
