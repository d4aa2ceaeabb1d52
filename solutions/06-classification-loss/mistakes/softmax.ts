import { mistakes } from '#engine/spec/index.ts'
import type { Vec } from '#kit'
import * as exemplar from '../classification-loss.ts'

export default mistakes<typeof exemplar>({
  'overflows-in-log-sum-exp': {
    says: 'computes exp of the logits as they are',
    explains: 'Your logSumExp equals log Σ exp(z) without subtracting the largest logit.',
    asks: 'What are Math.exp(1000) and Math.log(Math.exp(-1000))?',
    caughtBy: 'log-sum-exp-survives-huge-logits',
    exports: {
      logSumExp: (z) => {
        exemplar.logSumExp(z)
        return Math.log(sum(z.map(Math.exp)))
      },
    },
  },
  'forgets-to-add-the-largest-back': {
    says: 'subtracts the largest logit and does not add it again',
    explains: 'Your logSumExp equals log Σ exp(z − max(z)).',
    asks: 'By how much does subtracting 5 from all logits change log Σ exp(z)?',
    caughtBy: 'log-sum-exp-shifts-along',
    exports: { logSumExp: (z) => exemplar.logSumExp(z) - Math.max(...z) },
  },
  'logarithm-of-the-mean': {
    says: 'averages the exponentials instead of adding them',
    explains: 'Your logSumExp is too small by log K for K logits.',
    asks: 'Is it a sum or a mean that stands under the line of the softmax?',
    caughtBy: 'log-sum-exp-matches-definition',
    exports: { logSumExp: (z) => exemplar.logSumExp(z) - Math.log(z.length) },
  },
  'gives-the-largest-logit': {
    says: 'returns the largest logit alone',
    explains: 'Your logSumExp equals max(z).',
    asks: 'What is log(exp(0) + exp(0))?',
    caughtBy: 'log-sum-exp-matches-definition',
    exports: {
      logSumExp: (z) => {
        exemplar.logSumExp(z)
        return Math.max(...z)
      },
    },
  },
  'overflows-in-softmax': {
    says: 'computes exp of the logits as they are',
    explains: 'Your softmax does not subtract the largest logit first, so huge logits give NaN.',
    asks: 'What is Infinity / Infinity?',
    caughtBy: 'softmax-survives-huge-logits',
    exports: { softmax: shifted(() => 0) },
  },
  'subtracts-the-mean-logit': {
    says: 'subtracts the mean of the logits instead of the largest',
    explains: 'Your softmax overflows when a logit lies far above the mean of the others.',
    asks: 'Which number must be subtracted to make sure that no exponent is above 0?',
    caughtBy: 'softmax-survives-huge-logits',
    exports: { softmax: shifted(mean) },
  },
  'one-sigmoid-each': {
    says: 'takes the sigmoid of each logit by itself',
    explains: 'Your softmax equals 1 / (1 + exp(−z)) for every logit, and does not add up to 1.',
    asks: 'What must happen to the other probabilities when one logit is raised?',
    caughtBy: 'softmax-makes-probabilities',
    exports: { softmax: onVector((z) => z.map((logit) => 1 / (1 + Math.exp(-logit)))) },
  },
  'divides-by-the-largest': {
    says: 'divides by the largest exponential instead of their sum',
    explains: 'Your softmax gives 1 to the largest logit, whatever the others are.',
    asks: 'What must probabilities add up to?',
    caughtBy: 'softmax-matches-definition',
    exports: { softmax: onVector((z) => z.map((logit) => Math.exp(logit - Math.max(...z)))) },
  },
  'uses-powers-of-two': {
    says: 'uses powers of 2 instead of powers of e',
    explains: 'Your softmax equals 2^z[k] / Σ 2^z[j].',
    asks: 'What is the base of the exponential in the statement?',
    caughtBy: 'softmax-matches-definition',
    exports: { softmax: (z) => exemplar.softmax(z.map((logit) => logit * Math.LN2)) },
  },
  'divides-the-logits': {
    says: 'divides the logits by their sum, without exponentials',
    explains: 'Your softmax equals z[k] / Σ z[j].',
    asks: 'What does your function give for the logits −1 and 1?',
    caughtBy: 'softmax-ignores-a-shift',
    exports: { softmax: onVector((z) => z.map((logit) => logit / sum(z))) },
  },
  'favours-the-small-logit': {
    says: 'takes exp(−z) instead of exp(z)',
    explains: 'Your softmax gives the largest probability to the smallest logit.',
    asks: 'Which class should be the most probable?',
    caughtBy: 'softmax-makes-probabilities',
    exports: { softmax: (z) => exemplar.softmax(z.map((logit) => -logit)) },
  },
})

function onVector(wrong: (z: Vec) => Vec): typeof exemplar.softmax {
  return (z) => {
    exemplar.softmax(z)
    return wrong(z)
  }
}

function shifted(by: (z: Vec) => number): typeof exemplar.softmax {
  return onVector((z) => {
    const powers = z.map((logit) => Math.exp(logit - by(z)))
    return powers.map((power) => power / sum(powers))
  })
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: Vec): number {
  return sum(values) / values.length
}
