import fc from 'fast-check'
import { all, gridNumber, gridVec, properties, property, same } from '#engine/spec/index.ts'

export default properties<typeof import('./classification-loss.ts')>({
  'worked-example': property({
    given: [{ y: [1, 0] as (0 | 1)[], p: [0.9, 0.2], z: [1, 2, 3] }],
    holds: async (student, { y, p, z }) => {
      const powers = z.map(Math.exp)
      const sum = powers.reduce((a, b) => a + b)
      const shares = powers.map((power) => power / sum)
      return all(
        same(await student.zeroOneLoss(['PC', 'IN', 'IN', 'PC'], ['PC', 'IN', 'PC', 'PC']), 1 / 4),
        same(await student.binaryCrossEntropy(y, p), -(Math.log(0.9) + Math.log(0.8)) / 2),
        same(await student.softmax(z), shares),
        same(await student.logSumExp(z), Math.log(sum)),
        same(await student.crossEntropy([2], [z]), -Math.log(shares[2]!)),
        same(await student.crossEntropyGradient([2], [z]), [[shares[0], shares[1], shares[2]! - 1]]),
      )
    },
  }),

  'softmax-ignores-a-shift': property({
    given: fc
      .tuple(gridVec({ minLength: 2, maxLength: 5 }), gridNumber({ min: -20, max: 20 }))
      .map(([z, c]) => ({ z, c })),
    runs: 30,
    holds: async ({ softmax }, { z, c }) =>
      same(await softmax(z.map((value) => value + c)), await softmax(z), undefined, {
        because: `Adding ${c} to every logit must not change a probability.`,
      }),
  }),
})
