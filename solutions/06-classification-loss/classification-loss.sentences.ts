import { sentences } from '#engine/spec/index.ts'

const refused = ['*/refuses-bad-input', '*/gives-the-reason']

export default sentences({
  // What to write: the table and the definitions.
  'The **zero–one loss** counts one error, whatever the probability was.': {
    held: ['zero-one-loss-matches-definition'],
    broken: ['gives-the-accuracy'],
  },
  '`binaryCrossEntropy` | −log(p) if y = 1, −log(1 − p) if y = 0': {
    held: [
      'binary-cross-entropy-matches-definition',
      'swapping-the-classes-changes-nothing',
      'the-share-is-the-best-constant',
    ],
    broken: ['forgets-the-negatives', 'pays-positives-for-all', 'forgets-the-minus', 'squares-the-error'],
  },
  '`bceWithLogits` | log(1 + exp(−z)) if y = 1, log(1 + exp(z)) if y = 0': {
    held: ['bce-with-logits-matches-definition', 'logits-agree-with-probabilities'],
    broken: ['forgets-the-small-term', 'swaps-the-sign-of-the-logit'],
  },
  '`logSumExp` | log Σ exp(z[j])': {
    held: ['log-sum-exp-matches-definition', 'log-sum-exp-shifts-along'],
    broken: ['logarithm-of-the-mean', 'gives-the-largest-logit', 'forgets-to-add-the-largest-back'],
  },
  '`softmax` | exp(z[k]) / Σ exp(z[j])': {
    held: ['softmax-matches-definition', 'softmax-makes-probabilities', 'softmax-ignores-a-shift'],
    broken: [
      'one-sigmoid-each',
      'divides-by-the-largest',
      'uses-powers-of-two',
      'divides-the-logits',
      'favours-the-small-logit',
    ],
  },
  '`crossEntropy` | −log of the softmax of the true class = logSumExp(z) − z[true class]': {
    held: [
      'cross-entropy-matches-definition',
      'knowing-nothing-costs-log-k',
      'two-classes-are-the-binary-case',
      'belief-in-the-truth-pays',
    ],
    broken: ['reads-the-likeliest-class', 'forgets-to-normalise', 'rewards-misses'],
  },

  'no samples (both lists empty), or no logits in `logSumExp` and `softmax` | EMPTY': { held: refused },
  'lists of different length (also if one is empty), rows of different length | SHAPE': { held: refused },
  'NaN or infinity in p, z or logits | NON_FINITE': { held: refused },
  'y holds something other than 0 and 1 (for NaN also NON_FINITE), p is not in [0, 1] | PARAM': {
    held: refused,
    when: ['y holds', 'p holds'],
  },
  'eps that is not a number above 0 and below 0.5 | PARAM': { held: refused, when: ['eps is'] },
  'a class code that is no whole number from 0 to K − 1, where rows have K logits | PARAM': {
    held: refused,
    when: ['codes holds'],
  },

  'Every loss is a mean over samples, and every logarithm is the natural one.': {
    held: ['*/is-a-mean', 'binary-cross-entropy-matches-definition', 'knowing-nothing-costs-log-k'],
    broken: [
      'counts-the-errors',
      'sums-the-cross-entropy',
      'sums-the-loss-of-logits',
      'sums-over-the-samples',
      'divides-by-classes-too',
      'takes-log-2',
    ],
  },
  'Probabilities are clipped to [eps, 1 − eps] after they were checked; those between stay as they are.': {
    held: ['eps-clips-both-ends', 'a-sure-miss-stays-finite', 'binaryCrossEntropy/refuses-bad-input'],
    broken: [
      'ignores-eps',
      'squeezes-all-probabilities',
      'adds-eps-in-the-logarithm',
      'clips-below-only',
      'takes-the-log-of-zero',
      'clips-before-it-checks',
    ],
  },
  '`eps` is Number.EPSILON (2⁻⁵²) unless given, so a sure miss costs −log 2⁻⁵² = 36.04 and not infinity.': {
    held: ['*/defaults', 'a-sure-miss-stays-finite'],
    broken: ['clips-with-a-large-eps', 'limits-the-logarithm'],
  },
  '(PyTorch limits the logarithm to −100 instead.)': { advice: 'tells what another library does' },
  '`bceWithLogits` does not clip: with y = 1 and z = −1000 it is 1000.': {
    held: ['bce-with-logits-survives-huge-logits'],
    broken: ['goes-through-a-probability'],
  },
  "Labels in `zeroOneLoss` are numbers or strings, and are right when they are equal (`===`): 1 is not '1'.":
    {
      held: ['zero-one-loss-matches-definition', 'zeroOneLoss/any-label'],
      broken: ['takes-a-text-for-its-number'],
    },
  'The gradient is with respect to the logits, one number for each.': {
    held: ['gradient-is-the-slope', 'gradient-rows-sum-to-zero'],
    broken: ['points-the-gradient-down', 'only-the-true-class', 'forgets-the-one-hot'],
  },
  'It belongs to the mean, so it holds a 1/n.': {
    held: ['gradient-matches-definition', 'gradient-is-the-slope'],
    broken: ['gradient-of-the-sum', 'divides-the-gradient-by-all-entries'],
  },
  'Logits come in any size and unit, labels are any numbers or any texts.': {
    held: [
      '*/whole-range',
      '*/decimals-and-units',
      '*/any-label',
      'bce-with-logits-survives-huge-logits',
      'log-sum-exp-survives-huge-logits',
      'softmax-survives-huge-logits',
      'cross-entropy-survives-huge-logits',
      'gradient-survives-huge-logits',
    ],
    broken: [
      'whole-range',
      'decimals-and-units',
      'any-label',
      'overflows-in-log-of-exp',
      'overflows-in-log-sum-exp',
      'overflows-in-softmax',
      'subtracts-the-mean-logit',
      'takes-the-log-of-the-softmax',
      'overflows-in-the-gradient',
    ],
  },
  '`bceWithLogits` is compared to 8 digits, the rest to 10, as far as logits of that size have them.': {
    held: ['*/decimals-and-units'],
    broken: ['decimals-and-units'],
  },
  'Two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },

  // The docstrings.
  'eps above 0 and below 0.5; Number.EPSILON unless told': { held: ['*/defaults'] },
})
