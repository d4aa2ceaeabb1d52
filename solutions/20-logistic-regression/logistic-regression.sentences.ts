import { sentences } from '#engine/spec/index.ts'

const refused = ['*/refuses-bad-input', '*/gives-the-reason']
const lowest = ['finds-the-lowest-point', 'twice-the-data-is-twice-the-c', 'intercept-is-free']

export default sentences({
  // What to write: the formulas and the docstrings.
  'The sigmoid 1 / (1 + exp(−z)), correct for z of any size.': {
    held: ['sigmoid-matches-definition', 'sigmoid-survives-huge-values', 'sigmoid-mirrors'],
    broken: ['falls-instead-of-rising', 'goes-from-minus-1-to-1', 'overflows-in-the-sigmoid'],
  },
  'J(w, b) = ½ Σ w[j]² + C · Σ log loss of sample i': {
    held: ['loss-matches-definition', 'gradient-is-the-slope', 'logisticLossAndGradient/odd-options'],
    broken: [
      'puts-c-before-the-penalty',
      'leaves-c-out',
      'does-not-believe-in-small-c',
      'forgets-the-half',
      'leaves-the-penalty-out-of-the-loss',
      'forgets-the-intercept-in-the-decision',
    ],
  },
  'The log loss of a sample is −log p if y = 1 and −log(1 − p) if y = 0.': {
    held: ['loss-matches-definition'],
    broken: ['charges-for-label-1-only'],
  },
  'J is shaped like a bowl: at its one lowest point the gradient is zero.': {
    held: lowest,
    broken: [
      'trains-without-penalty',
      'trains-without-the-half',
      'trains-no-intercept',
      'trains-for-the-other-class',
    ],
  },
  '∂J/∂w[j] = w[j] + C · Σ (p[i] − y[i]) · X[i][j] ∂J/∂b = C · Σ (p[i] − y[i])': {
    held: ['gradient-matches-definition', 'gradient-is-the-slope'],
    broken: [
      'points-the-gradient-down',
      'leaves-the-penalty-out-of-the-gradient',
      'leaves-c-out-of-the-gradient',
      'averages-the-slope-of-the-intercept',
    ],
  },
  'P(y = 1) for every row of X: n numbers between 0 and 1, [] for no rows.': {
    held: ['predict-proba-matches-definition', 'predict-proba-mirrors'],
    broken: ['forgets-the-intercept', 'gives-the-decision-values', 'gives-the-other-probability'],
  },

  'no samples (X and y empty) in `fitLogistic` and `logisticLossAndGradient` | EMPTY': { held: refused },
  'rows of different length, X and y of different length (also if one is empty), columns of X unlike coef | SHAPE':
    { held: refused },
  'NaN or infinity in X | NON_FINITE': { held: refused },
  'y holds something other than the numbers 0 and 1 (for NaN also NON_FINITE) | PARAM': {
    held: refused,
    when: ['y holds'],
  },
  '`C` or `tol` that is not a finite number above 0, `maxIter` that is not a whole number of at least 1 | PARAM':
    { held: refused, when: ['C is', 'tol is', 'maxIter is'] },
  'only one class in y, in `fitLogistic` | SINGLE_CLASS': { held: refused },

  'The log loss uses the natural logarithm and is summed, not averaged.': {
    held: ['loss-matches-definition', 'twice-the-data-is-twice-the-c'],
    broken: ['takes-the-logarithm-to-base-2', 'averages-the-log-loss', 'trains-on-the-mean'],
  },
  'The intercept is not penalised.': {
    held: ['loss-matches-definition', 'gradient-matches-definition', ...lowest],
    broken: ['penalises-the-intercept-too', 'holds-the-intercept-down', 'spares-the-wrong-column'],
  },
  'Options that are left out are C = 1, tol = 1e-6, maxIter = 1000.': {
    held: ['*/defaults'],
    broken: [
      'defaults',
      'takes-another-default-for-c',
      'trains-with-another-default',
      'is-content-with-1e-4',
      'ends-after-100-by-default',
    ],
  },
  'Training starts with all zeros.': { held: ['training-starts-at-zero'], broken: ['starts-elsewhere'] },
  '`lossHistory` holds J at the start (C · n · log 2) and after every iteration.': {
    held: ['training-starts-at-zero', 'stops-at-max-iter', 'loss-history-ends-with-the-model'],
    broken: ['leaves-the-start-out', 'records-the-ends-only', 'records-the-log-loss-only'],
  },
  'It never rises (a rise of 1e-12 · J is rounding) and ends with J of the model that is returned.': {
    held: ['loss-never-rises', 'loss-history-ends-with-the-model'],
    broken: ['steps-too-far', 'returns-the-model-before-the-last-step'],
  },
  '`nIter` is `lossHistory.length − 1` and never exceeds `maxIter`.': {
    held: ['stops-at-max-iter'],
    broken: ['counts-the-start', 'pays-no-heed-to-max-iter'],
  },
  '`converged` is true when every entry of the gradient at the returned model is at most `tol` in size, else false, however the loop ended.':
    {
      held: ['converged-tells-the-truth', 'fitLogistic/iteration-limits'],
      broken: [
        'pays-no-heed-to-tol',
        'always-says-converged',
        'looks-at-the-sign-of-the-gradient',
        'looks-at-the-coefficients-only',
        'is-converged-only-with-iterations-left',
      ],
    },
  'Reaching `maxIter` does not throw.': { held: ['stops-at-max-iter'], broken: ['gives-up-at-max-iter'] },
  'With tol = 1e-3 training ends only when it has converged or `maxIter` is reached; with a smaller tol also where J can not show a way down.':
    {
      held: ['fitLogistic/iteration-limits'],
      broken: ['leaves-the-last-iteration-out', 'stops-too-early'],
    },
  'The label is 1 where the decision value is above 0, so a probability of exactly one half gives 0.': {
    held: ['one-half-gives-label-0', 'predict-logistic-matches-definition'],
    broken: ['labels-one-half-as-1', 'compares-the-decision-with-one-half', 'labels-without-the-intercept'],
  },
  'Predictions are [] for no rows.': {
    held: ['predictProba/lengths', 'predictLogistic/lengths'],
    broken: ['refuses-to-predict-nothing'],
  },
  'Sigmoid, loss and predictions are right for decision values and features of any size and unit, to 10 digits.':
    {
      held: [
        'sigmoid-survives-huge-values',
        'huge-decision-values-stay-finite',
        'logisticLossAndGradient/whole-range',
        'predictProba/whole-range',
        'predictLogistic/whole-range',
        '*/decimals-and-units',
      ],
      broken: [
        'whole-range',
        'decimals-and-units',
        'cuts-z-off-at-15',
        'overflows-in-the-loss',
        'takes-the-log-of-zero',
        'keeps-probabilities-away-from-0',
      ],
    },
  'What `fitLogistic` trains on has the size of standardised features (at most 5 in size, also very small), up to 300 samples, and may have more features than samples or the same feature twice.':
    {
      held: ['finds-the-lowest-point', 'fitLogistic/whole-range', 'fitLogistic/many-samples'],
      broken: ['drops-a-feature-that-is-like-another', 'whole-range', 'many-samples'],
    },
  'To reach the lowest point is asked for C ≤ 1 and 5000 iterations, so that every sound method passes.': {
    held: lowest,
    broken: ['takes-c-for-the-penalty', 'trains-without-c', 'counts-c-twice'],
  },
  'For larger C (up to 100) the fit must still be honest: finite, never rising, right about `converged`.': {
    held: ['large-c-stays-finite', 'loss-never-rises', 'fitLogistic/odd-options'],
    broken: ['steps-too-far', 'always-says-converged'],
  },
  'Two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },

  // The docstrings.
  'C above 0; 1 unless told': { held: ['*/defaults'] },
  'opt C above 0 (1 unless told), tol above 0 (1e-6 unless told), maxIter at least 1 (1000 unless told)': {
    held: ['*/defaults'],
  },
})
