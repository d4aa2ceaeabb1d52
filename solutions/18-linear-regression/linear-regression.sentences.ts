import { sentences } from '#engine/spec/index.ts'

export default sentences({
  '`fitLinear` without samples (X and y both empty) | EMPTY': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
  },
  'rows of X of different length; X and y of different length (also if one is empty) | SHAPE': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
    when: ['y is', 'X is'],
  },
  'in `predictLinear`: a row with more or fewer columns than the model has coefficients | SHAPE': {
    held: ['predictLinear/refuses-bad-input', 'predictLinear/gives-the-reason'],
    when: ['the rows'],
  },
  'NaN or infinity in X or y | NON_FINITE': { held: ['*/refuses-bad-input', '*/gives-the-reason'] },
  '`alpha` that is not a finite number of at least 0 | PARAM': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
  },
  'The loss is the **sum** of the squared residuals plus alpha · ‖w‖², exactly as above: alpha is not divided or multiplied by the number of samples, and the features are not rescaled.':
    {
      held: ['the-loss-is-a-sum', 'ridge-matches-reference'],
      broken: ['multiplies-alpha-by-n', 'divides-alpha-by-n', 'standardises-the-features'],
    },
  'The intercept is never penalised.': {
    held: ['targets-move-the-model'],
    broken: ['penalises-the-intercept'],
  },
  '`alpha` is 0 unless given, also when `opt` is `{}`.': { held: ['*/defaults'] },
  'With alpha = 0 and several equally good weight vectors (columns that depend on each other, fewer samples than features), `fitLinear` returns the one with the smallest ‖w‖.':
    {
      held: ['picks-the-smallest-weights'],
      broken: ['gives-repeats-no-weight', 'inverts-a-singular-matrix'],
    },
  'None of this is an error.': {
    held: ['picks-the-smallest-weights', 'ridge-works-with-few-samples'],
    broken: ['refuses-dependent-columns', 'refuses-few-samples'],
  },
  'So a column without spread (the same value in every row) has coefficient 0, and one sample gives coefficients 0 and its own target as intercept.':
    {
      held: ['columns-without-spread-get-zero', 'one-sample-fits-itself'],
      broken: ['divides-by-a-spread-of-zero', 'shares-the-intercept-with-columns', 'refuses-one-sample'],
    },
  'Rounding makes a direction without spread look like one with a spread of 1e-16.': {
    advice: 'says why the next sentence is needed',
  },
  'Treat singular values below max(n, d) · 2.2e-16 · (largest norm of a column of X as given) as zero: relative to the data, whatever their unit.':
    {
      held: ['handles-nearly-equal-columns', 'works-in-other-units'],
      broken: ['drops-weak-directions', 'drops-features-in-small-units'],
    },
  '`predictLinear` of no rows is `[]`.': { held: ['predictLinear/lengths'], broken: ['refuses-no-rows'] },
  'It needs nothing but `coef` and `intercept` of the model.': {
    held: ['predicts-the-weighted-sum'],
    broken: ['predicts-without-the-intercept'],
  },
  'Features come in any unit, also each in its own (1e9 next to 1), may be far from 0 (1000000.25), and two may differ by as little as 1e-6.':
    {
      held: ['works-in-other-units', 'handles-nearly-equal-columns', 'fitLinear/decimals-and-units'],
      broken: ['drops-features-in-small-units', 'always-adds-a-little-alpha', 'decimals-and-units'],
    },
  'Each row has one feature or more.': { advice: 'says what does not occur' },
  'Where rounding allows it, coefficients are compared to 8 digits; where columns are nearly alike or far from 0, the slopes of the loss must be 0 instead.':
    {
      held: ['fitLinear/decimals-and-units', 'fitLinear/whole-range'],
      broken: ['decimals-and-units', 'whole-range'],
    },
  'Predictions are compared to 12 digits of their largest term.': {
    held: ['predictLinear/decimals-and-units', 'predictLinear/whole-range'],
    broken: ['decimals-and-units', 'whole-range'],
  },
  'Two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },
  'opt.alpha strength of the penalty, at least 0; 0 (ordinary least squares) unless told': {
    held: ['*/defaults'],
  },
  'd coefficients and the intercept; if several coefficient vectors are equally good, the shortest': {
    held: ['picks-the-smallest-weights'],
    broken: ['gives-repeats-no-weight'],
  },
  'With alpha = 0 the model is the one with the smallest sum of squared residuals.': {
    held: ['least-squares-matches-reference'],
    broken: [
      'has-no-intercept',
      'forgets-to-move-back',
      'turns-the-slope-round',
      'fits-each-feature-alone',
      'fits-one-feature-after-the-other',
    ],
  },
  'Adding a constant to a feature leaves every coefficient as it is; the intercept makes up for it.': {
    held: ['moved-features-change-only-the-intercept'],
    broken: ['does-not-centre', 'moves-back-the-wrong-way'],
  },
  'A column that is the same in every row has coefficient 0, and the rest of the model is as without it.': {
    held: ['columns-without-spread-get-zero'],
    broken: ['shares-the-intercept-with-columns', 'divides-by-a-spread-of-zero'],
  },
  'When many weight vectors fit equally well, fitLinear returns the shortest of them.': {
    held: ['picks-the-smallest-weights'],
    broken: ['inverts-a-singular-matrix', 'refuses-dependent-columns', 'gives-repeats-no-weight'],
  },
  'With alpha above 0 and no more samples than features the model is still the one with the smallest loss.': {
    held: ['ridge-works-with-few-samples'],
    broken: ['refuses-few-samples', 'does-not-centre-wide-data'],
  },
  'One sample gives coefficients 0 and its own target as intercept.': {
    held: ['one-sample-fits-itself'],
    broken: ['refuses-one-sample'],
  },
  'Two features that are similar but not the same are both used: the fit is still the best there is.': {
    held: ['handles-nearly-equal-columns'],
    broken: ['drops-weak-directions', 'always-adds-a-little-alpha'],
  },
  'Features may be in any unit, all in one or each in its own: the model is the best one.': {
    held: ['works-in-other-units'],
    broken: ['drops-features-in-small-units'],
  },
  'A prediction is the sum of features times coefficients, plus the intercept once.': {
    held: ['predicts-the-weighted-sum'],
    broken: [
      'predicts-without-the-intercept',
      'adds-the-intercept-for-every-feature',
      'rounds-the-predictions',
    ],
  },
  'The shortest input that is legal is treated as any other.': {
    held: ['predictLinear/lengths'],
    broken: ['refuses-no-rows'],
  },
  'Adding a constant to every target moves only the intercept; multiplying every target multiplies coefficients and intercept.':
    { held: ['targets-move-the-model'], broken: ['penalises-the-intercept'] },
  'With every sample twice and alpha doubled, the model stays the same.': {
    held: ['the-loss-is-a-sum'],
    broken: ['multiplies-alpha-by-n'],
  },
  'With alpha above 0 the model minimises the sum of the squared residuals plus alpha times the squared length of w.':
    {
      held: ['ridge-matches-reference'],
      broken: [
        'divides-alpha-by-n',
        'doubles-alpha',
        'squares-alpha',
        'ignores-alpha',
        'rewards-large-weights',
        'standardises-the-features',
        'takes-a-small-alpha-for-none',
      ],
    },
  'An option that is left out is what the statement says.': {
    held: ['fitLinear/defaults'],
    broken: ['defaults-to-alpha-one'],
  },
  'Every legal value of an option counts, also one such as 0 or an empty text.': {
    held: ['fitLinear/odd-options'],
    broken: ['refuses-alpha-zero'],
  },
  'When alpha is huge the weights vanish, and the intercept is the mean of the targets.': {
    held: ['a-huge-penalty-leaves-the-mean'],
    broken: ['limits-alpha'],
  },
})
