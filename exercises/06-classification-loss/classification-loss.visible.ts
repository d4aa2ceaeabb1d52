import fc from 'fast-check'
import {
  all,
  finiteDifference,
  gridNumber,
  gridVec,
  hygiene,
  must,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import takes from './classification-loss.takes.ts'

type Module = typeof import('./classification-loss.ts')
export type Binary = 0 | 1
const tenDigits = { rel: 1e-10, abs: 1e-10 }
type Lists = fc.Arbitrary<Record<string, unknown[]>>

export const binary = fc.constantFrom<Binary>(0, 1)

/** Labels and one number for each: probabilities or logits. */
export function labelled(value: fc.Arbitrary<number>, { minLength = 1, maxLength = 8 } = {}) {
  return fc.array(fc.tuple(binary, value), { minLength, maxLength }).map((pairs) => ({
    y: pairs.map(([y]) => y),
    values: pairs.map(([, v]) => v),
  }))
}

export const probabilities = labelled(gridNumber({ min: 1 / 16, max: 15 / 16 })).map(({ y, values }) => ({
  y,
  p: values,
}))
// Up to ±8 only: beyond, formulas that cut small terms off (as PyTorch's softplus does above 20) are fine too.
export const binaryLogits = labelled(gridNumber({ min: -8, max: 8 })).map(({ y, values }) => ({
  y,
  z: values,
}))
export const logitVec = gridVec({ minLength: 1, maxLength: 6, min: -8, max: 8 })

/** n samples of 2 to 4 classes: every row is drawn at full width and cut to the number of classes. */
export function codedLogits({ max = 8, maxLength = 6 } = {}) {
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

const powers = [1, 2, 3].map(Math.exp)
const sum = powers.reduce((a, b) => a + b)
const shares = powers.map((power) => power / sum)

export default properties<Module>({
  ...workedExamples<Module>(
    {
      zeroOneLoss: [
        {
          args: [
            ['PC', 'IN', 'IN', 'PC'],
            ['PC', 'IN', 'PC', 'PC'],
          ],
          result: 1 / 4,
        },
      ],
      binaryCrossEntropy: [
        {
          args: [
            [1, 0],
            [0.9, 0.2],
          ],
          result: -(Math.log(0.9) + Math.log(0.8)) / 2,
        },
      ],
      bceWithLogits: [
        {
          args: [
            [1, 0],
            [0, -1000],
          ],
          result: Math.LN2 / 2,
        },
      ],
      logSumExp: [{ args: [[1, 2, 3]], result: Math.log(sum) }],
      softmax: [{ args: [[1, 2, 3]], result: shares }],
      crossEntropy: [{ args: [[2], [[1, 2, 3]]], result: -Math.log(shares[2]!) }],
      crossEntropyGradient: [
        { args: [[2], [[1, 2, 3]]], result: [[shares[0]!, shares[1]!, shares[2]! - 1]] },
      ],
    },
    tenDigits,
  ),

  'zeroOneLoss/is-a-mean': isAMean('zeroOneLoss', labelled(fc.constantFrom(0, 1))),
  'binaryCrossEntropy/is-a-mean': isAMean('binaryCrossEntropy', probabilities),
  'bceWithLogits/is-a-mean': isAMean('bceWithLogits', binaryLogits),
  'crossEntropy/is-a-mean': isAMean('crossEntropy', codedLogits()),

  'a-sure-miss-stays-finite': property({
    given: [
      { y: [1] as Binary[], p: [0], loss: 52 * Math.LN2 },
      { y: [0] as Binary[], p: [1], loss: 52 * Math.LN2 },
      { y: [1] as Binary[], p: [1], loss: 0 },
      { y: [0] as Binary[], p: [0], loss: 0 },
      { y: [1, 0, 1, 0] as Binary[], p: [0, 1, 1, 0], loss: 26 * Math.LN2 },
      { y: [1, 0] as Binary[], p: [0, 0.5], loss: 26.5 * Math.LN2 },
    ],
    holds: async ({ binaryCrossEntropy }, { y, p, loss }) =>
      same(await binaryCrossEntropy(y, p), loss, tenDigits),
  }),

  'swapping-the-classes-changes-nothing': property({
    given: probabilities,
    runs: 30,
    holds: async ({ binaryCrossEntropy }, { y, p }) =>
      same(
        await binaryCrossEntropy(
          y.map((label): Binary => (label === 1 ? 0 : 1)),
          p.map((value) => 1 - value),
        ),
        await binaryCrossEntropy(y, p),
        tenDigits,
        { because: 'Which class is called 1 is a matter of words: 1 − y with 1 − p must cost the same.' },
      ),
  }),

  'log-sum-exp-shifts-along': property({
    given: fc.tuple(logitVec, gridNumber({ min: -20, max: 20 })).map(([z, c]) => ({ z, c })),
    runs: 30,
    holds: async ({ logSumExp }, { z, c }) => {
      const value = await logSumExp(z)
      const largest = Math.max(...z)
      const slack = 1e-12 * Math.max(1, Math.abs(value), Math.abs(largest))
      return all(
        same(await logSumExp(z.map((logit) => logit + c)), value + c, tenDigits, {
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

  'softmax-makes-probabilities': property({
    given: gridVec({ minLength: 2, maxLength: 6, min: -40, max: 40 }).map((z) => ({ z })),
    runs: 30,
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
          tenDigits,
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

  'knowing-nothing-costs-log-k': property({
    given: fc
      .tuple(codedLogits(), gridNumber({ min: -20, max: 20 }))
      .map(([{ codes, logits }, c]) => ({ codes, logits: logits.map((row) => row.map(() => c)) })),
    runs: 30,
    holds: async ({ crossEntropy }, { codes, logits }) => {
      const nClasses = logits[0]!.length
      return same(await crossEntropy(codes, logits), Math.log(nClasses), tenDigits, {
        scale: 20,
        because: `With ${nClasses} equal logits every class has probability 1/${nClasses}, which costs log ${nClasses}.`,
      })
    },
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
    runs: 30,
    holds: async ({ crossEntropyGradient }, { codes, logits }) => {
      const gradient = await crossEntropyGradient(codes, logits)
      return same(
        gradient.map((row) => row.reduce((sum, value) => sum + value, 0)),
        logits.map(() => 0),
        tenDigits,
        { because: 'What one class gains another must lose: every row of the gradient sums to 0.' },
      )
    },
  }),

  'softmax-ignores-a-shift': property({
    given: fc
      .tuple(gridVec({ minLength: 2, maxLength: 5 }), gridNumber({ min: -20, max: 20 }))
      .map(([z, c]) => ({ z, c })),
    runs: 30,
    holds: async ({ softmax }, { z, c }) =>
      same(await softmax(z.map((value) => value + c)), await softmax(z), tenDigits, {
        because: `Adding ${c} to every logit must not change a probability.`,
      }),
  }),

  ...hygiene<Module>(takes),
})

function isAMean(fn: 'zeroOneLoss' | 'binaryCrossEntropy' | 'bceWithLogits' | 'crossEntropy', given: Lists) {
  return property<Module, Record<string, unknown[]>>({
    given,
    runs: 30,
    holds: async ({ [fn]: loss }, lists) => {
      const call = loss as (...args: unknown[]) => Promise<number>
      const once = Object.values(lists)
      const twice = once.map((list) => [...list, ...list.toReversed()])
      return same(await call(...twice), await call(...once), tenDigits, {
        scale: 8,
        because: 'A loss is a mean over samples: recording all of them twice must not change it.',
      })
    },
  })
}
