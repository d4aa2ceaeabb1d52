import { shape } from '../shape.ts'
import * as exemplar from './exemplar.ts'
import hidden from './hidden.ts'
import mistakes from './mistakes.ts'

const state = { W: 'number[][]', baseline: 'number', t: 'number' }

export const bciReward = shape({
  slug: '31-bci-reward',
  exports: {
    initBci: { takes: ['nActions', 'nFeatures'], returns: state },
    actionProbabilities: { takes: ['s', 'x'], returns: 'number[]' },
    chooseAction: { takes: ['s', 'x', 'u'], returns: { action: 'number', probs: 'number[]' } },
    reinforceUpdate: { takes: ['s', 'x', 'action', 'reward', 'opt?'], returns: state },
  },
  hidden,
  exemplar,
  mistakes,
})
