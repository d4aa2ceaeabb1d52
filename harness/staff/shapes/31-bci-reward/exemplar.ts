export {
  actionProbabilities,
  chooseAction,
  initBci,
  reinforceUpdate,
} from '#reference/reinforcement/bci.ts'
