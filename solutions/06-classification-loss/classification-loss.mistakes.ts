import { mistakes } from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as exemplar from './classification-loss.ts'

export default mistakes<typeof exemplar>({
  'counts-the-errors': {
    says: 'counts the errors but does not divide by the number of samples',
    explains: 'Your zeroOneLoss equals the number of wrong labels.',
    asks: 'How would the loss of one and the same model look on twice as many neurons?',
    caughtBy: 'zeroOneLoss/is-a-mean',
    exports: { zeroOneLoss: (yTrue, yPred) => exemplar.zeroOneLoss(yTrue, yPred) * yTrue.length },
  },
  'gives-the-accuracy': {
    says: 'gives the share of right labels',
    explains: 'Your zeroOneLoss equals 1 − the share of wrong labels: the accuracy.',
    asks: 'Should a loss be large or small for a good model?',
    caughtBy: 'zero-one-loss-matches-definition',
    exports: { zeroOneLoss: (yTrue, yPred) => 1 - exemplar.zeroOneLoss(yTrue, yPred) },
  },
  'takes-a-text-for-its-number': {
    says: 'takes the number 1 and the text 1 for the same label',
    explains: 'Your zeroOneLoss compares labels as == does.',
    asks: "What does 1 == '1' give, and what 1 === '1'?",
    caughtBy: 'zero-one-loss-matches-definition',
    exports: { zeroOneLoss: (yTrue, yPred) => exemplar.zeroOneLoss(yTrue.map(String), yPred.map(String)) },
  },
  'forgets-the-negatives': {
    says: 'charges for label 1 only',
    explains: 'Your binaryCrossEntropy leaves out the term (1 − y)·log(1 − p).',
    asks: 'What does a model that always says p = 1 cost on samples with y = 0?',
    caughtBy: 'swapping-the-classes-changes-nothing',
    exports: { binaryCrossEntropy: priced((ofTheTruth, label) => (label === 1 ? -Math.log(ofTheTruth) : 0)) },
  },
  'pays-positives-for-all': {
    says: 'charges −log(p) whatever the label',
    explains: 'Your binaryCrossEntropy does not look at y.',
    asks: 'Which probability did the model give to the truth when y is 0?',
    caughtBy: 'the-share-is-the-best-constant',
    exports: {
      binaryCrossEntropy: (y, p, eps) =>
        exemplar.binaryCrossEntropy(
          y.map((label) => (label === 0 ? 1 : label)),
          p,
          eps,
        ),
    },
  },
  'takes-log-2': {
    says: 'takes the logarithm to base 2',
    explains: 'Your binaryCrossEntropy is in bits: it is 1/ln 2 = 1.44 times the expected value.',
    asks: 'Which logarithm does the statement name, and which function of Math is it?',
    caughtBy: 'binary-cross-entropy-matches-definition',
    exports: { binaryCrossEntropy: priced((ofTheTruth) => -Math.log2(ofTheTruth)) },
  },
  'sums-the-cross-entropy': {
    says: 'adds the prices up but does not average them',
    explains: 'Your binaryCrossEntropy equals the sum over the samples.',
    asks: 'How would the loss of one and the same model look on twice as many neurons?',
    caughtBy: 'binary-cross-entropy-matches-definition',
    exports: { binaryCrossEntropy: (y, p, eps) => exemplar.binaryCrossEntropy(y, p, eps) * y.length },
  },
  'forgets-the-minus': {
    says: 'forgets the minus sign',
    explains: 'Your binaryCrossEntropy is negative: it equals the mean of +log(p of the truth).',
    asks: 'What sign has the logarithm of a number below 1?',
    caughtBy: 'binary-cross-entropy-matches-definition',
    exports: { binaryCrossEntropy: (y, p, eps) => -exemplar.binaryCrossEntropy(y, p, eps) },
  },
  'squares-the-error': {
    says: 'squares the difference between label and probability',
    explains: 'Your binaryCrossEntropy equals the mean of (y − p)², the Brier score.',
    asks: 'Where is the logarithm?',
    caughtBy: 'binary-cross-entropy-matches-definition',
    exports: { binaryCrossEntropy: priced((ofTheTruth) => (1 - ofTheTruth) ** 2) },
  },
  'takes-the-log-of-zero': {
    says: 'takes the logarithm of 0',
    explains: 'Your binaryCrossEntropy does not clip, so it is infinite or NaN for p = 0 and p = 1.',
    asks: 'What are Math.log(0) and 0 * Math.log(0)?',
    caughtBy: 'a-sure-miss-stays-finite',
    exports: {
      binaryCrossEntropy: (y, p, eps) => {
        exemplar.binaryCrossEntropy(y, p, eps)
        return -mean(y.map((label, i) => label * Math.log(p[i]!) + (1 - label) * Math.log(1 - p[i]!)))
      },
    },
  },
  'limits-the-logarithm': {
    says: 'limits the logarithm to −100, as PyTorch does',
    explains: 'Your binaryCrossEntropy charges 100 for a sure miss.',
    asks: 'What is −log of Number.EPSILON?',
    caughtBy: 'a-sure-miss-stays-finite',
    exports: { binaryCrossEntropy: priced((ofTheTruth) => Math.min(100, -Math.log(ofTheTruth)), { eps: 0 }) },
  },
  'clips-with-a-large-eps': {
    says: 'uses another default for eps than Number.EPSILON',
    explains: 'Your binaryCrossEntropy without eps clips at 1e-7.',
    asks: 'What does a sure miss cost with your default, and what with Number.EPSILON?',
    caughtBy: 'a-sure-miss-stays-finite',
    exports: { binaryCrossEntropy: (y, p, eps = 1e-7) => exemplar.binaryCrossEntropy(y, p, eps) },
  },
  'ignores-eps': {
    says: 'ignores the eps that it is given',
    explains: 'Your binaryCrossEntropy clips at Number.EPSILON whatever eps is.',
    asks: 'Where does eps come in?',
    caughtBy: 'eps-clips-both-ends',
    exports: {
      binaryCrossEntropy: (y, p, eps) => {
        exemplar.binaryCrossEntropy(y, p, eps)
        return exemplar.binaryCrossEntropy(y, p)
      },
    },
  },
  'squeezes-all-probabilities': {
    says: 'moves all probabilities instead of clipping those outside',
    explains: 'Your binaryCrossEntropy uses eps + (1 − 2·eps)·p, also for probabilities well inside.',
    asks: 'Which probabilities need to change, and which do not?',
    caughtBy: 'eps-clips-both-ends',
    exports: { binaryCrossEntropy: priced((q, _, eps) => -Math.log(eps + (1 - 2 * eps) * q), { eps: 0 }) },
  },
  'adds-eps-in-the-logarithm': {
    says: 'adds eps inside the logarithm instead of clipping',
    explains: 'Your binaryCrossEntropy equals the mean of −log(p of the truth + eps).',
    asks: 'What does your loss give for a probability of 0.5 when eps is 0.25?',
    caughtBy: 'eps-clips-both-ends',
    exports: { binaryCrossEntropy: priced((q, _, eps) => -Math.log(q + eps), { eps: 0 }) },
  },
  'clips-below-only': {
    says: 'clips at eps, but not at 1 − eps',
    explains: 'Your binaryCrossEntropy lets a probability of 1 count as 1.',
    asks: 'Is a sure hit free when eps is 0.25?',
    caughtBy: 'eps-clips-both-ends',
    exports: { binaryCrossEntropy: priced((q, _, eps) => -Math.log(Math.max(q, eps)), { eps: 0 }) },
  },
  'goes-through-a-probability': {
    says: 'turns the logits into probabilities first',
    explains: 'Your bceWithLogits charges at most 36.04, since the sigmoid is rounded to 0 or 1 and clipped.',
    asks: 'What is 1 / (1 + exp(−z)) for z = −1000, as the computer rounds it?',
    caughtBy: 'bce-with-logits-survives-huge-logits',
    exports: {
      bceWithLogits: (y, z) => {
        exemplar.bceWithLogits(y, z)
        return exemplar.binaryCrossEntropy(
          y,
          z.map((logit) => 1 / (1 + Math.exp(-logit))),
        )
      },
    },
  },
  'overflows-in-log-of-exp': {
    says: 'computes exp of a large logit',
    explains:
      'Your bceWithLogits equals log(1 + exp(z)) − y·z as it stands, which is infinite from z = 710 on.',
    asks: 'What is Math.exp(1000)?',
    caughtBy: 'bce-with-logits-survives-huge-logits',
    exports: { bceWithLogits: onLogits((label, z) => Math.log(1 + Math.exp(z)) - label * z) },
  },
  'forgets-the-small-term': {
    says: 'keeps only the straight part of the loss',
    explains: 'Your bceWithLogits equals max(z, 0) − y·z and lacks log(1 + exp(−|z|)).',
    asks: 'What should a logit of 0 cost?',
    caughtBy: 'bce-with-logits-matches-definition',
    exports: { bceWithLogits: onLogits((label, z) => Math.max(z, 0) - label * z) },
  },
  'swaps-the-sign-of-the-logit': {
    says: 'has the sign of the logits the wrong way round',
    explains: 'Your bceWithLogits charges for a large logit when y is 1.',
    asks: 'Does a large positive logit speak for label 1 or for label 0?',
    caughtBy: 'logits-agree-with-probabilities',
    exports: {
      bceWithLogits: (y, z) =>
        exemplar.bceWithLogits(
          y,
          z.map((logit) => -logit),
        ),
    },
  },
  'sums-the-loss-of-logits': {
    says: 'adds the prices of the logits up but does not average them',
    explains: 'Your bceWithLogits equals the sum over the samples.',
    asks: 'How would the loss of one and the same model look on twice as many neurons?',
    caughtBy: 'bce-with-logits-matches-definition',
    exports: { bceWithLogits: (y, z) => exemplar.bceWithLogits(y, z) * y.length },
  },
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

/** A binary cross-entropy with another price for the (clipped) probability of the truth. */
function priced(
  price: (ofTheTruth: number, label: 0 | 1, eps: number) => number,
  clip: { eps?: number } = {},
): typeof exemplar.binaryCrossEntropy {
  return (y, p, eps = Number.EPSILON) => {
    exemplar.binaryCrossEntropy(y, p, eps)
    const limit = clip.eps ?? eps
    return mean(
      y.map((label, i) => {
        const clipped = Math.min(1 - limit, Math.max(limit, p[i]!))
        return price(label === 1 ? clipped : 1 - clipped, label, eps)
      }),
    )
  }
}

function onLogits(price: (label: 0 | 1, z: number) => number): typeof exemplar.bceWithLogits {
  return (y, z) => {
    exemplar.bceWithLogits(y, z)
    return mean(y.map((label, i) => price(label, z[i]!)))
  }
}

function onVector(wrong: (z: Vec) => Vec): typeof exemplar.softmax {
  return (z) => {
    exemplar.softmax(z)
    return wrong(z)
  }
}

/** A softmax that subtracts another number than the largest logit. */
function shifted(by: (z: Vec) => number): typeof exemplar.softmax {
  return onVector((z) => {
    const powers = z.map((logit) => Math.exp(logit - by(z)))
    return powers.map((power) => power / sum(powers))
  })
}

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
