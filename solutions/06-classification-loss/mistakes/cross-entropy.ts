import { mistakes } from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as exemplar from '../classification-loss.ts'

export default mistakes<typeof exemplar>({
  'sums-over-the-samples': {
    says: 'adds the prices of the rows up but does not average them',
    explains: 'Your crossEntropy equals the sum over the samples.',
    asks: 'How would the loss of one and the same model look on twice as many neurons?',
    caughtBy: 'cross-entropy-matches-definition',
    exports: { crossEntropy: (codes, logits) => exemplar.crossEntropy(codes, logits) * codes.length },
  },
  'divides-by-classes-too': {
    says: 'divides by the number of entries instead of the number of samples',
    explains: 'Your crossEntropy is too small by the factor K, the number of classes.',
    asks: 'Over what is the mean taken?',
    caughtBy: 'knowing-nothing-costs-log-k',
    exports: {
      crossEntropy: (codes, logits) => exemplar.crossEntropy(codes, logits) / (logits[0]?.length ?? 1),
    },
  },
  'reads-the-likeliest-class': {
    says: 'charges for the most probable class instead of the true one',
    explains: 'Your crossEntropy does not depend on the codes.',
    asks: 'Whose probability is charged for when the model is wrong?',
    caughtBy: 'cross-entropy-matches-definition',
    exports: {
      crossEntropy: onRows((row) => exemplar.logSumExp(row) - Math.max(...row)),
    },
  },
  'forgets-to-normalise': {
    says: 'charges minus the logit of the true class, without logSumExp',
    explains: 'Your crossEntropy equals the mean of −logits[i][codes[i]].',
    asks: 'What should the loss be when all logits of a sample are equal?',
    caughtBy: 'two-classes-are-the-binary-case',
    exports: { crossEntropy: onRows((row, code) => -row[code]!) },
  },
  'rewards-misses': {
    says: 'forgets the minus sign of −log',
    explains: 'Your crossEntropy equals the mean of +log of the probability of the true class.',
    asks: 'Should the loss rise or fall when the model believes more in the truth?',
    caughtBy: 'belief-in-the-truth-pays',
    exports: { crossEntropy: (codes, logits) => -exemplar.crossEntropy(codes, logits) },
  },
  'takes-the-log-of-the-softmax': {
    says: 'takes the logarithm of a probability that was rounded to 0',
    explains: 'Your crossEntropy equals −log(softmax), which is infinite when the softmax underflows.',
    asks: 'What is log(exp(a) / b), written without exp?',
    caughtBy: 'cross-entropy-survives-huge-logits',
    exports: { crossEntropy: onRows((row, code) => -Math.log(exemplar.softmax(row)[code]!)) },
  },
  'gradient-of-the-sum': {
    says: 'gives the gradient of the sum, not of the mean',
    explains: 'Your crossEntropyGradient equals softmax − one-hot, without 1/n.',
    asks: 'How much does one sample of n move a mean?',
    caughtBy: 'gradient-matches-definition',
    exports: {
      crossEntropyGradient: (codes, logits) =>
        scaled(exemplar.crossEntropyGradient(codes, logits), codes.length),
    },
  },
  'points-the-gradient-down': {
    says: 'has the sign of the gradient the wrong way round',
    explains: 'Your crossEntropyGradient equals (one-hot − softmax) / n.',
    asks: 'If the logit of the true class is raised, does the loss grow or shrink?',
    caughtBy: 'gradient-is-the-slope',
    exports: {
      crossEntropyGradient: (codes, logits) => scaled(exemplar.crossEntropyGradient(codes, logits), -1),
    },
  },
  'forgets-the-one-hot': {
    says: 'does not subtract the 1 at the true class',
    explains: 'Your crossEntropyGradient equals softmax / n.',
    asks: 'Where do the codes come in?',
    caughtBy: 'gradient-rows-sum-to-zero',
    exports: { crossEntropyGradient: gradientWith((p) => p) },
  },
  'only-the-true-class': {
    says: 'fills in the true class only',
    explains: 'Your crossEntropyGradient is 0 for all classes but the true one.',
    asks: 'Does the loss change when the logit of a wrong class is raised?',
    caughtBy: 'gradient-rows-sum-to-zero',
    exports: { crossEntropyGradient: gradientWith((p, isTrue) => (isTrue ? p - 1 : 0)) },
  },
  'divides-the-gradient-by-all-entries': {
    says: 'divides by the number of entries instead of the number of samples',
    explains: 'Your crossEntropyGradient is too small by the factor K, the number of classes.',
    asks: 'Over what is the mean of the loss taken?',
    caughtBy: 'gradient-is-the-slope',
    exports: {
      crossEntropyGradient: (codes, logits) =>
        scaled(exemplar.crossEntropyGradient(codes, logits), 1 / (logits[0]?.length ?? 1)),
    },
  },
  'overflows-in-the-gradient': {
    says: 'computes exp of the logits as they are',
    explains: 'Your crossEntropyGradient uses a softmax that gives NaN for huge logits.',
    asks: 'Which of your functions is a softmax that survives them?',
    caughtBy: 'gradient-survives-huge-logits',
    exports: {
      crossEntropyGradient: gradientWith((_p, isTrue, row, k) => {
        const share = Math.exp(row[k]!) / sum(row.map(Math.exp))
        return isTrue ? share - 1 : share
      }),
    },
  },
})

function onRows(price: (row: Vec, code: number) => number): typeof exemplar.crossEntropy {
  return (codes, logits) => {
    exemplar.crossEntropy(codes, logits)
    return mean(logits.map((row, i) => price(row, codes[i]!)))
  }
}

function gradientWith(
  entry: (p: number, isTrue: boolean, row: Vec, k: number) => number,
): typeof exemplar.crossEntropyGradient {
  return (codes, logits) => {
    exemplar.crossEntropyGradient(codes, logits)
    return logits.map((row, i) =>
      exemplar.softmax(row).map((p, k) => entry(p, k === codes[i], row, k) / codes.length),
    )
  }
}

function scaled(matrix: Mat, by: number): Mat {
  return matrix.map((row) => row.map((value) => value * by))
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: Vec): number {
  return sum(values) / values.length
}
