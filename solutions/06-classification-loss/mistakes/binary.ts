import { mistakes } from '#engine/spec/index.ts'
import type { Vec } from '#kit'
import * as exemplar from '../classification-loss.ts'

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
  'clips-before-it-checks': {
    says: 'clips first, so that nothing is left to refuse',
    explains: 'Your binaryCrossEntropy takes a p of 1.5 for 1 − eps and one of −0.25 for eps.',
    asks: 'What is a probability of 1.5, and who should hear of it?',
    caughtBy: 'binaryCrossEntropy/refuses-bad-input',
    exports: {
      binaryCrossEntropy: (y, p, eps) =>
        exemplar.binaryCrossEntropy(
          y,
          p.map((value) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : value)),
          eps,
        ),
    },
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
})

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

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: Vec): number {
  return sum(values) / values.length
}
