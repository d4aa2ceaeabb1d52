import { above, numbers, optional, scalar, takes } from '#engine/spec/index.ts'

const pair = { yTrue: numbers({ n: [1, 6] }), yPred: numbers({ like: 'yTrue' }) }
const pairAndDelta = {
  ...pair,
  delta: scalar(optional(above(0, { odd: [1e-9, 0.1, 1e9] }), 1, [0.5, 1.35, 2])),
}

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./regression-loss.ts')>({
  mse: pair,
  mae: pair,
  rmse: pair,
  huber: pairAndDelta,
  mseGradient: pair,
  huberGradient: pairAndDelta,
  r2Score: pair,
})
