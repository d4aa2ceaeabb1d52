import fc from 'fast-check'
import {
  by,
  closedForm,
  gridNumber,
  matches,
  must,
  pairedLabels,
  properties,
  property,
  same,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/06-classification-loss/classification-loss.takes.ts'
import {
  type Binary,
  binary,
  binaryLogits,
  labelled,
  probabilities,
} from '#exercises/06-classification-loss/classification-loss.visible.ts'
import * as reference from '#reference/losses/classification.ts'
import { eightDigits, ofLogits, tenDigits } from './digits.ts'

type Module = typeof import('#exercises/06-classification-loss/classification-loss.ts')
const hasBothLabels = ({ y }: { y: Binary[] }) => y.includes(0) && y.includes(1)

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
    holds: matches('binaryCrossEntropy', reference.binaryCrossEntropy, tenDigits),
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
    holds: matches('binaryCrossEntropy', reference.binaryCrossEntropy, tenDigits),
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
    holds: matches('bceWithLogits', reference.bceWithLogits, eightDigits),
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
        eightDigits,
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
    holds: async ({ bceWithLogits }, { y, z, loss }) => same(await bceWithLogits(y, z), loss, eightDigits),
  }),

  ...stress<Module>(takes, {
    zeroOneLoss: by(reference.zeroOneLoss),
    binaryCrossEntropy: by(reference.binaryCrossEntropy, { tolerance: tenDigits, scale: () => 1 }),
    // Who leaves log(1 + exp(−z)) away where it is below 1e-8 is right, too.
    bceWithLogits: by(reference.bceWithLogits, { tolerance: eightDigits, scale: ofLogits }),
  }),
})
