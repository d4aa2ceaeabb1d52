import fc from 'fast-check'
import {
  by,
  closedForm,
  gridNumber,
  gridVec,
  largest,
  matches,
  must,
  pairedLabels,
  properties,
  property,
  same,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/06-classification-loss/classification-loss.takes.ts'
import * as reference from '#reference/losses/classification.ts'

type Module = typeof import('#exercises/06-classification-loss/classification-loss.ts')
type Binary = 0 | 1

const binary = fc.constantFrom<Binary>(0, 1)

/** Labels and one number for each: probabilities or logits. */
function labelled(value: fc.Arbitrary<number>, { minLength = 1, maxLength = 8 } = {}) {
  return fc.array(fc.tuple(binary, value), { minLength, maxLength }).map((pairs) => ({
    y: pairs.map(([y]) => y),
    values: pairs.map(([, v]) => v),
  }))
}

const probabilities = labelled(gridNumber({ min: 1 / 16, max: 15 / 16 })).map(({ y, values }) => ({
  y,
  p: values,
}))
// Up to ±8 only: beyond, formulas that cut small terms off (as PyTorch's softplus does above 20) are fine too.
const binaryLogits = labelled(gridNumber({ min: -8, max: 8 })).map(({ y, values }) => ({ y, z: values }))
const logitVec = gridVec({ minLength: 1, maxLength: 6, min: -8, max: 8 })

/** n samples of 2 to 4 classes: every row is drawn at full width and cut to the number of classes. */
function codedLogits({ max = 8, maxLength = 6 } = {}) {
  const widest = 4
  const logit = gridNumber({ min: -max, max })
  return fc
    .tuple(
      fc.integer({ min: 2, max: widest }),
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: widest - 1 }),
          fc.array(logit, { minLength: widest, maxLength: widest }),
        ),
        { minLength: 1, maxLength },
      ),
    )
    .map(([nClasses, samples]) => ({
      codes: samples.map(([code]) => code % nClasses),
      logits: samples.map(([, row]) => row.slice(0, nClasses)),
    }))
}

const hasBothLabels = ({ y }: { y: Binary[] }) => y.includes(0) && y.includes(1)

const eightDigits = { rel: 1e-8, abs: 1e-8 }
const tenDigits = { rel: 1e-10, abs: 1e-10 }

/** exp(z − logSumExp(z)) is as good a softmax as any, and loses what logSumExp rounds off of large logits. */
const throughLogs = {
  tolerance: { rel: 1e-10, abs: 1e-15 },
  scale: (_: unknown, args: readonly unknown[]) => Math.max(1e5, 8 * largest(args.at(-1))),
}

export default properties<Module>({
  'zero-one-loss-matches-definition': property({
    given: fc.oneof(
      pairedLabels({ classes: ['IN', 'PC'], minLength: 1 }),
      pairedLabels({ classes: [-3, 7, 10], minLength: 1 }),
    ),
    examples: [{ yTrue: [1, 0, 2], yPred: ['1', '0', '2'] }],
    covers: {
      'hits and misses': [
        0.4,
        ({ yTrue, yPred }) => new Set(yTrue.map((label, i) => label === yPred[i])).size === 2,
      ],
    },
    runs: 50,
    holds: matches('zeroOneLoss', reference.zeroOneLoss, closedForm),
  }),

  'binary-cross-entropy-matches-definition': property({
    given: probabilities,
    covers: { 'both labels': [0.3, hasBothLabels] },
    runs: 50,
    holds: matches('binaryCrossEntropy', reference.binaryCrossEntropy, closedForm),
  }),

  'eps-clips-both-ends': property({
    // 1 − eps is exact for powers of two, so every way to clip gives the same.
    given: fc
      .tuple(labelled(gridNumber({ min: 0, max: 1 })), fc.constantFrom(1 / 4, 1 / 8, 1 / 16, 1 / 1024))
      .map(([{ y, values }, eps]) => ({ y, p: values, eps })),
    examples: [{ y: [1, 0], p: [1, 0], eps: 1 / 4 }],
    covers: {
      'something to clip': [0.4, ({ p, eps }) => p.some((value) => value < eps || value > 1 - eps)],
      'something between': [0.4, ({ p, eps }) => p.some((value) => value > eps && value < 1 - eps)],
    },
    runs: 50,
    holds: matches('binaryCrossEntropy', reference.binaryCrossEntropy, closedForm),
  }),

  'the-share-is-the-best-constant': property({
    given: fc
      .tuple(fc.array(binary, { maxLength: 6 }), gridNumber({ min: 1 / 16, max: 15 / 16 }))
      .map(([more, q]) => ({ y: [1, 0, ...more] as Binary[], q })),
    runs: 50,
    holds: async ({ binaryCrossEntropy }, { y, q }) => {
      const share = y.filter((label) => label === 1).length / y.length
      const always = (p: number) => binaryCrossEntropy(y, Array<number>(y.length).fill(p))
      const [best, other] = [await always(share), await always(q)]
      return must(
        q === share ? Math.abs(best - other) <= 1e-12 : best < other,
        `Of all constant answers, the share of label 1 (${share.toFixed(3)}) must cost least.`,
      )
    },
  }),

  'bce-with-logits-matches-definition': property({
    given: binaryLogits,
    covers: { 'both labels': [0.3, hasBothLabels] },
    runs: 50,
    holds: matches('bceWithLogits', reference.bceWithLogits, closedForm),
  }),

  'logits-agree-with-probabilities': property({
    given: binaryLogits,
    runs: 50,
    holds: async ({ bceWithLogits, binaryCrossEntropy }, { y, z }) =>
      same(
        await bceWithLogits(y, z),
        await binaryCrossEntropy(
          y,
          z.map((logit) => 1 / (1 + Math.exp(-logit))),
        ),
        closedForm,
        { scale: 8, because: 'bceWithLogits(y, z) must equal binaryCrossEntropy(y, 1 / (1 + exp(−z))).' },
      ),
  }),

  'bce-with-logits-survives-huge-logits': property({
    given: [
      { y: [1] as Binary[], z: [1000], loss: 0 },
      { y: [1] as Binary[], z: [-1000], loss: 1000 },
      { y: [0] as Binary[], z: [1000], loss: 1000 },
      { y: [0] as Binary[], z: [-1000], loss: 0 },
      { y: [1, 0] as Binary[], z: [-800, -800], loss: 400 },
      { y: [1, 0, 0] as Binary[], z: [500, 100, -900], loss: 100 / 3 },
    ],
    holds: async ({ bceWithLogits }, { y, z, loss }) => same(await bceWithLogits(y, z), loss),
  }),

  'log-sum-exp-matches-definition': property({
    given: logitVec.map((z) => ({ z })),
    runs: 50,
    holds: matches('logSumExp', reference.logSumExp, closedForm),
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
    holds: async ({ logSumExp }, { z, value }) =>
      same(await logSumExp(z), value, closedForm, { scale: 1000 }),
  }),

  'softmax-matches-definition': property({
    given: logitVec.map((z) => ({ z })),
    runs: 50,
    holds: matches('softmax', reference.softmax, closedForm),
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
    holds: async ({ softmax }, { z, p }) => same(await softmax(z), p),
  }),

  'cross-entropy-matches-definition': property({
    given: codedLogits(),
    covers: { 'more than one class in the codes': [0.3, ({ codes }) => new Set(codes).size > 1] },
    runs: 50,
    holds: matches('crossEntropy', reference.crossEntropy, closedForm),
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
        closedForm,
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
      same(await crossEntropy(codes, logits), loss, closedForm, { scale: 1000 }),
  }),

  'gradient-matches-definition': property({
    given: codedLogits(),
    covers: { 'two samples or more': [0.5, ({ codes }) => codes.length > 1] },
    runs: 50,
    holds: matches('crossEntropyGradient', reference.crossEntropyGradient, closedForm),
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
      same(await crossEntropyGradient(codes, logits), gradient),
  }),

  ...stress<Module>(takes, {
    zeroOneLoss: by(reference.zeroOneLoss),
    binaryCrossEntropy: by(reference.binaryCrossEntropy, { scale: () => 1 }),
    // Who leaves log(1 + exp(−z)) away where it is below 1e-8 is right, too.
    bceWithLogits: by(reference.bceWithLogits, { tolerance: eightDigits, scale: ofLogits }),
    logSumExp: by(reference.logSumExp, { scale: ofLogits }),
    softmax: by(reference.softmax, throughLogs),
    crossEntropy: by(reference.crossEntropy, { tolerance: tenDigits, scale: ofLogits }),
    crossEntropyGradient: by(reference.crossEntropyGradient, throughLogs),
  }),
})

/** A loss is a difference of numbers as large as the logits, or as 1. */
function ofLogits(_: unknown, args: readonly unknown[]): number {
  return Math.max(1, largest(args.at(-1)))
}
