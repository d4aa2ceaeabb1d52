import fc from 'fast-check'
import {
  all,
  type BadInput,
  closedForm,
  contract,
  finiteDifference,
  gridNumber,
  gridVec,
  matches,
  must,
  pairedLabels,
  properties,
  property,
  same,
} from '#engine/spec/index.ts'
import * as reference from '#reference/losses/classification.ts'

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

export default properties<typeof import('#exercises/06-classification-loss/classification-loss.ts')>({
  'zero-one-loss-matches-definition': property({
    given: fc.oneof(
      pairedLabels({ classes: ['IN', 'PC'], minLength: 1 }),
      pairedLabels({ classes: [-3, 7, 10], minLength: 1 }),
    ),
    covers: {
      'hits and misses': [
        0.4,
        ({ yTrue, yPred }) => new Set(yTrue.map((label, i) => label === yPred[i])).size === 2,
      ],
    },
    holds: matches('zeroOneLoss', reference.zeroOneLoss, closedForm),
  }),

  'binary-cross-entropy-matches-definition': property({
    given: probabilities,
    covers: { 'both labels': [0.3, hasBothLabels] },
    holds: matches('binaryCrossEntropy', reference.binaryCrossEntropy, closedForm),
  }),

  'a-sure-miss-stays-finite': property({
    given: [
      { y: [1] as Binary[], p: [0], loss: 52 * Math.LN2 },
      { y: [0] as Binary[], p: [1], loss: 52 * Math.LN2 },
      { y: [1] as Binary[], p: [1], loss: 0 },
      { y: [0] as Binary[], p: [0], loss: 0 },
      { y: [1, 0, 1, 0] as Binary[], p: [0, 1, 1, 0], loss: 26 * Math.LN2 },
      { y: [1, 0] as Binary[], p: [0, 0.5], loss: 26.5 * Math.LN2 },
    ],
    holds: async ({ binaryCrossEntropy }, { y, p, loss }) => same(await binaryCrossEntropy(y, p), loss),
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
    holds: matches('binaryCrossEntropy', reference.binaryCrossEntropy, closedForm),
  }),

  'swapping-the-classes-changes-nothing': property({
    given: probabilities,
    holds: async ({ binaryCrossEntropy }, { y, p }) =>
      same(
        await binaryCrossEntropy(
          y.map((label): Binary => (label === 1 ? 0 : 1)),
          p.map((value) => 1 - value),
        ),
        await binaryCrossEntropy(y, p),
        closedForm,
        { because: 'Which class is called 1 is a matter of words: 1 − y with 1 − p must cost the same.' },
      ),
  }),

  'the-share-is-the-best-constant': property({
    given: fc
      .tuple(fc.array(binary, { maxLength: 6 }), gridNumber({ min: 1 / 16, max: 15 / 16 }))
      .map(([more, q]) => ({ y: [1, 0, ...more] as Binary[], q })),
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

  'losses-are-means': property({
    given: fc
      .tuple(probabilities, binaryLogits, codedLogits())
      .map(([{ y: labels, p }, second, third]) => ({ labels, p, ...second, ...third })),
    runs: 40,
    holds: async (student, { labels, p, y, z, codes, logits }) => {
      const because = 'A loss is a mean over samples: recording all of them twice must not change it.'
      const twice = <T>(list: T[]): T[] => [...list, ...[...list].reverse()]
      const hits = z.map((value): Binary => (value > 0 ? 1 : 0))
      return all(
        same(
          await student.zeroOneLoss(twice(y), twice(hits)),
          await student.zeroOneLoss(y, hits),
          closedForm,
          {
            because,
          },
        ),
        same(
          await student.binaryCrossEntropy(twice(labels), twice(p)),
          await student.binaryCrossEntropy(labels, p),
          closedForm,
          { because },
        ),
        same(await student.bceWithLogits(twice(y), twice(z)), await student.bceWithLogits(y, z), closedForm, {
          because,
        }),
        same(
          await student.crossEntropy(twice(codes), twice(logits)),
          await student.crossEntropy(codes, logits),
          closedForm,
          { because, scale: 8 },
        ),
      )
    },
  }),

  'bce-with-logits-matches-definition': property({
    given: binaryLogits,
    covers: { 'both labels': [0.3, hasBothLabels] },
    holds: matches('bceWithLogits', reference.bceWithLogits, closedForm),
  }),

  'logits-agree-with-probabilities': property({
    given: binaryLogits,
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
    holds: matches('logSumExp', reference.logSumExp, closedForm),
  }),

  'log-sum-exp-shifts-along': property({
    given: fc.tuple(logitVec, gridNumber({ min: -20, max: 20 })).map(([z, c]) => ({ z, c })),
    holds: async ({ logSumExp }, { z, c }) => {
      const value = await logSumExp(z)
      const largest = Math.max(...z)
      const slack = 1e-12 * Math.max(1, Math.abs(value), Math.abs(largest))
      return all(
        same(await logSumExp(z.map((logit) => logit + c)), value + c, closedForm, {
          scale: 32,
          because: `Adding ${c} to every logit must add ${c} to logSumExp.`,
        }),
        must(value >= largest - slack, 'logSumExp is at least the largest logit.', { got: value }),
        must(value <= largest + Math.log(z.length) + slack, 'logSumExp is at most max(z) + log K.', {
          got: value,
        }),
      )
    },
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
    holds: matches('softmax', reference.softmax, closedForm),
  }),

  'softmax-makes-probabilities': property({
    given: gridVec({ minLength: 2, maxLength: 6, min: -40, max: 40 }).map((z) => ({ z })),
    holds: async ({ softmax }, { z }) => {
      const p = await softmax(z)
      const order = z.map((_, k) => k).sort((a, b) => z[a]! - z[b]!)
      return all(
        same(p.length, z.length, undefined, { because: 'There must be one probability for each logit.' }),
        must(
          p.every((value) => value >= 0 && value <= 1 + 1e-12),
          'A probability lies between 0 and 1.',
          { got: p },
        ),
        same(
          p.reduce((sum, value) => sum + value, 0),
          1,
          closedForm,
          { because: 'The probabilities must add up to 1.' },
        ),
        must(
          order.every((k, i) => i === 0 || p[order[i - 1]!]! <= p[k]! + 1e-12),
          'A larger logit must not get a smaller probability.',
          { got: p },
        ),
      )
    },
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
    holds: matches('crossEntropy', reference.crossEntropy, closedForm),
  }),

  'two-classes-are-the-binary-case': property({
    given: binaryLogits,
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

  'knowing-nothing-costs-log-k': property({
    given: fc
      .tuple(codedLogits(), gridNumber({ min: -20, max: 20 }))
      .map(([{ codes, logits }, c]) => ({ codes, logits: logits.map((row) => row.map(() => c)) })),
    holds: async ({ crossEntropy }, { codes, logits }) => {
      const nClasses = logits[0]!.length
      return same(await crossEntropy(codes, logits), Math.log(nClasses), closedForm, {
        scale: 20,
        because: `With ${nClasses} equal logits every class has probability 1/${nClasses}, which costs log ${nClasses}.`,
      })
    },
  }),

  'belief-in-the-truth-pays': property({
    given: fc
      .tuple(codedLogits(), fc.constantFrom(0.5, 1, 4))
      .map(([{ codes, logits }, by]) => ({ codes, logits, by })),
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
    holds: matches('crossEntropyGradient', reference.crossEntropyGradient, closedForm),
  }),

  'gradient-is-the-slope': property({
    given: codedLogits({ max: 4, maxLength: 3 }),
    runs: 40,
    holds: async ({ crossEntropy, crossEntropyGradient }, { codes, logits }) => {
      const gradient = await crossEntropyGradient(codes, logits)
      const slopes: number[][] = []
      for (const [i, row] of logits.entries()) {
        slopes.push([])
        for (const [k, logit] of row.entries()) {
          const h = 1e-5 * Math.max(1, Math.abs(logit))
          const nudged = (by: number) =>
            logits.map((other, j) => (j === i ? other.map((v, m) => (m === k ? v + by : v)) : other))
          const rise = (await crossEntropy(codes, nudged(h))) - (await crossEntropy(codes, nudged(-h)))
          slopes[i]!.push(rise / (2 * h))
        }
      }
      const because = 'The gradient must be the slope of crossEntropy as one logit is nudged up and down.'
      return same(gradient, slopes, finiteDifference, { because })
    },
  }),

  'gradient-rows-sum-to-zero': property({
    given: codedLogits({ max: 40 }),
    holds: async ({ crossEntropyGradient }, { codes, logits }) => {
      const gradient = await crossEntropyGradient(codes, logits)
      return same(
        gradient.map((row) => row.reduce((sum, value) => sum + value, 0)),
        logits.map(() => 0),
        closedForm,
        { because: 'What one class gains another must lose: every row of the gradient sums to 0.' },
      )
    },
  }),

  'gradient-survives-huge-logits': property({
    given: [
      { codes: [0], logits: [[1000, 0]], gradient: [[0, 0]] },
      { codes: [1], logits: [[1000, 0]], gradient: [[1, -1]] },
      { codes: [0], logits: [[-1000, -1000]], gradient: [[-0.5, 0.5]] },
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

  ...contract({
    given: codedLogits(),
    calls: ({ codes, logits }) => legalCalls(codes, logits),
    badInput: badInput(),
  }),
})

function legalCalls(codes: number[], logits: number[][]) {
  const y = codes.map((code) => (code === 0 ? 0 : 1))
  const z = logits.map(([first]) => first!)
  return {
    zeroOneLoss: [codes, y],
    binaryCrossEntropy: [y, z.map((value) => (value + 8) / 16), 1 / 4],
    bceWithLogits: [y, z],
    logSumExp: [logits[0]],
    softmax: [logits[0]],
    crossEntropy: [codes, logits],
    crossEntropyGradient: [codes, logits],
  }
}

function badInput(): BadInput[] {
  const y = [1, 0, 1]
  const p = [0.5, 0.25, 1]
  const z = [1, 0, -2]
  const logits = [z, [0, 0, 1]]
  const pairs = (fn: string, good: unknown[]): BadInput[] => [
    { fn, what: 'there are no samples', bad: [[], []], good, code: 'EMPTY' },
    {
      fn,
      what: 'the lists differ in length',
      bad: [good[0], (good[1] as unknown[]).slice(1)],
      good,
      code: 'SHAPE',
    },
    {
      fn,
      what: 'the lists differ in length',
      bad: [(good[0] as unknown[]).slice(1), good[1]],
      good,
      code: 'SHAPE',
    },
  ]
  const binaryLabels = (fn: string, values: number[], name: string): BadInput[] => {
    const good = [y, values]
    return [
      ...pairs(fn, good),
      { fn, what: 'y holds a 2', bad: [[1, 2, 0], values], good, code: 'PARAM' },
      { fn, what: 'y holds a −1', bad: [[1, -1, 1], values], good, code: 'PARAM' },
      { fn, what: 'y holds NaN', bad: [[1, Number.NaN, 0], values], good, code: ['NON_FINITE', 'PARAM'] },
      { fn, what: `${name} holds NaN`, bad: [y, [0.5, 0.25, Number.NaN]], good, code: 'NON_FINITE' },
    ]
  }
  const eps = (bad: number, what: string): BadInput => ({
    fn: 'binaryCrossEntropy',
    what,
    bad: [y, p, bad],
    good: [y, p, 1 / 4],
    code: 'PARAM',
  })
  return [
    ...pairs('zeroOneLoss', [y, [1, 1, 0]]),
    ...binaryLabels('binaryCrossEntropy', p, 'p'),
    { fn: 'binaryCrossEntropy', what: 'p holds 1.5', bad: [y, [0.5, 1.5, 1]], good: [y, p], code: 'PARAM' },
    {
      fn: 'binaryCrossEntropy',
      what: 'p holds −0.25',
      bad: [y, [0.5, -0.25, 1]],
      good: [y, p],
      code: 'PARAM',
    },
    eps(0, 'eps is 0'),
    eps(-0.25, 'eps is negative'),
    eps(0.5, 'eps is 0.5'),
    eps(2, 'eps is 2'),
    ...binaryLabels('bceWithLogits', z, 'z'),
    ...['logSumExp', 'softmax'].flatMap((fn): BadInput[] => [
      { fn, what: 'there are no logits', bad: [[]], good: [z], code: 'EMPTY' },
      { fn, what: 'z holds NaN', bad: [[0, Number.NaN]], good: [z], code: 'NON_FINITE' },
      { fn, what: 'z holds infinity', bad: [[0, Number.POSITIVE_INFINITY]], good: [z], code: 'NON_FINITE' },
    ]),
    ...['crossEntropy', 'crossEntropyGradient'].flatMap((fn): BadInput[] => {
      const good = [[2, 0], logits]
      return [
        ...pairs(fn, good),
        {
          fn,
          what: 'the rows differ in length',
          bad: [
            [1, 0],
            [z, [0, 1]],
          ],
          good,
          code: 'SHAPE',
        },
        {
          fn,
          what: 'a logit is NaN',
          bad: [
            [2, 0],
            [z, [0, Number.NaN, 1]],
          ],
          good,
          code: 'NON_FINITE',
        },
        { fn, what: 'a code is 3 with 3 classes', bad: [[2, 3], logits], good, code: 'PARAM' },
        { fn, what: 'a code is negative', bad: [[-1, 0], logits], good, code: 'PARAM' },
      ]
    }),
  ]
}
