import fc from 'fast-check'
import { by, largest, matches, must, properties, property, same, stress } from '#engine/spec/index.ts'
import takes from '#exercises/06-classification-loss/classification-loss.takes.ts'
import {
  binaryLogits,
  codedLogits,
  logitVec,
} from '#exercises/06-classification-loss/classification-loss.visible.ts'
import * as reference from '#reference/losses/classification.ts'
import { eightDigits, ofLogits, tenDigits } from './digits.ts'

type Module = typeof import('#exercises/06-classification-loss/classification-loss.ts')

/** exp(z − logSumExp(z)) is as good a softmax as any, and loses what logSumExp rounds off of large logits. */
const throughLogs = {
  tolerance: { rel: 1e-10, abs: 1e-15 },
  scale: (_: unknown, args: readonly unknown[]) => Math.max(1e5, 8 * largest(args.at(-1))),
}

export default properties<Module>({
  'log-sum-exp-matches-definition': property({
    given: logitVec.map((z) => ({ z })),
    runs: 50,
    holds: matches('logSumExp', reference.logSumExp, tenDigits),
  }),

  'log-sum-exp-survives-huge-logits': property({
    given: [
      { z: [1000], value: 1000 },
      { z: [1000, 1000], value: 1000 + Math.LN2 },
      { z: [-1000, -1000], value: -1000 + Math.LN2 },
      { z: [1000, -1000], value: 1000 },
      { z: [-1000, 0, 0, 0, 0], value: Math.log(4) },
      { z: [-1000, -1000, 800], value: 800 },
    ],
    holds: async ({ logSumExp }, { z, value }) => same(await logSumExp(z), value, tenDigits, { scale: 1000 }),
  }),

  'softmax-matches-definition': property({
    given: logitVec.map((z) => ({ z })),
    runs: 50,
    holds: matches('softmax', reference.softmax, tenDigits),
  }),

  'softmax-survives-huge-logits': property({
    given: [
      { z: [1000], p: [1] },
      { z: [1000, 1000], p: [0.5, 0.5] },
      { z: [-1000, -1000], p: [0.5, 0.5] },
      { z: [1000, -1000], p: [1, 0] },
      { z: [-1000, 1000, 1000], p: [0, 0.5, 0.5] },
      { z: [800, -1000, 0], p: [1, 0, 0] },
    ],
    holds: async ({ softmax }, { z, p }) => same(await softmax(z), p, tenDigits),
  }),

  'cross-entropy-matches-definition': property({
    given: codedLogits(),
    covers: { 'more than one class in the codes': [0.3, ({ codes }) => new Set(codes).size > 1] },
    runs: 50,
    holds: matches('crossEntropy', reference.crossEntropy, tenDigits),
  }),

  'two-classes-are-the-binary-case': property({
    given: binaryLogits,
    runs: 50,
    holds: async ({ crossEntropy, bceWithLogits }, { y, z }) =>
      same(
        await crossEntropy(
          y,
          z.map((logit) => [0, logit]),
        ),
        await bceWithLogits(y, z),
        eightDigits,
        { scale: 8, because: 'crossEntropy of the logits [0, z] must equal bceWithLogits of z.' },
      ),
  }),

  'belief-in-the-truth-pays': property({
    given: fc
      .tuple(codedLogits(), fc.constantFrom(0.5, 1, 4))
      .map(([{ codes, logits }, by]) => ({ codes, logits, by })),
    runs: 50,
    holds: async ({ crossEntropy }, { codes, logits, by }) => {
      const raised = logits.map((row, i) => row.map((logit, k) => (k === codes[i] ? logit + by : logit)))
      return must(
        (await crossEntropy(codes, raised)) < (await crossEntropy(codes, logits)),
        `Adding ${by} to the logit of every true class must lower the loss.`,
      )
    },
  }),

  'cross-entropy-survives-huge-logits': property({
    given: [
      { codes: [0], logits: [[1000, 0]], loss: 0 },
      { codes: [1], logits: [[1000, 0]], loss: 1000 },
      { codes: [2], logits: [[-1000, 1000, -1000]], loss: 2000 },
      { codes: [0], logits: [[-1000, -1000]], loss: Math.LN2 },
      { codes: [299], logits: [Array<number>(300).fill(1)], loss: Math.log(300) },
      {
        codes: [1, 0],
        logits: [
          [1000, 1000],
          [800, -800],
        ],
        loss: Math.LN2 / 2,
      },
    ],
    holds: async ({ crossEntropy }, { codes, logits, loss }) =>
      same(await crossEntropy(codes, logits), loss, tenDigits, { scale: 1000 }),
  }),

  'gradient-matches-definition': property({
    given: codedLogits(),
    covers: { 'two samples or more': [0.5, ({ codes }) => codes.length > 1] },
    runs: 50,
    holds: matches('crossEntropyGradient', reference.crossEntropyGradient, tenDigits),
  }),

  'gradient-survives-huge-logits': property({
    given: [
      { codes: [0], logits: [[1000, 0]], gradient: [[0, 0]] },
      { codes: [1], logits: [[1000, 0]], gradient: [[1, -1]] },
      { codes: [0], logits: [[-1000, -1000]], gradient: [[-0.5, 0.5]] },
      {
        codes: [299],
        logits: [Array<number>(300).fill(1)],
        gradient: [Array.from({ length: 300 }, (_, k) => 1 / 300 - (k === 299 ? 1 : 0))],
      },
      {
        codes: [2, 0],
        logits: [
          [-1000, 1000, -1000],
          [800, 800, -800],
        ],
        gradient: [
          [0, 0.5, -0.5],
          [-0.25, 0.25, 0],
        ],
      },
    ],
    holds: async ({ crossEntropyGradient }, { codes, logits, gradient }) =>
      same(await crossEntropyGradient(codes, logits), gradient, tenDigits),
  }),

  ...stress<Module>(takes, {
    logSumExp: by(reference.logSumExp, { tolerance: tenDigits, scale: ofLogits }),
    softmax: by(reference.softmax, throughLogs),
    crossEntropy: by(reference.crossEntropy, { tolerance: tenDigits, scale: ofLogits }),
    crossEntropyGradient: by(reference.crossEntropyGradient, throughLogs),
  }),
})
