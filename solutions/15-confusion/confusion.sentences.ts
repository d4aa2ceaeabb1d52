import { sentences } from '#engine/spec/index.ts'

const refused = ['*/refuses-bad-input', '*/gives-the-reason']

export default sentences({
  // The idea, and the docstrings.
  'The share of samples whose predicted class is the true one.': {
    held: ['accuracy-matches-definition', '*/perfect-is-one', '*/order-of-samples-is-free'],
    broken: [
      'gives-the-error-rate',
      'counts-without-dividing',
      'compares-class-counts',
      'leaves-the-last-sample-out',
    ],
  },
  'Entry (i, j) counts the samples of class i that were called class j.': {
    held: ['counts-match-definition', 'counts-add-up', 'confusionMatrix/many-samples'],
    broken: ['shares-one-row', 'leaves-correct-samples-out', 'counts-in-bytes', 'joins-labels-into-one-key'],
  },
  'The classes to show, in this order; every class of both lists in ascending order unless told.': {
    held: ['*/defaults', 'labels-choose-rows-and-columns'],
    broken: ['ignores-labels', 'sorts-the-given-labels'],
  },
  "Divide by the sum of each row ('true'), of each column ('pred') or of the whole matrix ('all'); counts unless told.":
    { held: ['*/defaults'], broken: ['normalizes-unless-told'] },

  'both lists empty (in `confusionMatrix`: and `labels` not given) | EMPTY': { held: refused },
  'lists of different length, also when one of them is empty | SHAPE': {
    held: refused,
    broken: ['takes-one-empty-list-for-none', 'pairs-up-what-there-is'],
  },
  '`labels` is `[]` or names a class twice, also without samples | PARAM': {
    held: refused,
    when: [
      'labels is []',
      'labels names a class twice',
      'labels names a class twice and there are no samples',
    ],
    broken: ['accepts-anything-without-samples', 'accepts-a-class-twice', 'reads-no-labels-for-all'],
  },
  'there are samples, but no class of `labels` occurs in `yTrue` (whatever `yPred` holds) | PARAM': {
    held: refused,
    when: ['no class of labels occurs anywhere', 'no class of labels occurs in yTrue'],
    broken: ['accepts-labels-that-are-only-predicted'],
  },
  "`normalize` is some other text than 'true', 'pred' or 'all', such as `''`, also without samples | PARAM": {
    held: refused,
    when: ["normalize is ''", "normalize is 'rows' and there are no samples"],
    broken: ['takes-empty-text-for-none', 'looks-words-up-in-an-object'],
  },

  'The labels of one call are all numbers or all strings.': { advice: 'is a promise to the student' },
  "Any of them may occur: `-3`, `0.5`, `''` or `'constructor'`.": {
    held: ['*/any-label', 'counts-match-definition', 'balanced-matches-definition'],
    broken: [
      'takes-labels-for-positions',
      'takes-labels-for-whole-numbers',
      'skips-what-is-falsy',
      'counts-in-a-plain-object',
    ],
  },
  "The texts `'1'`, `'01'` and `'1.0'` are three classes.": {
    held: ['*/any-label'],
    broken: ['turns-texts-into-numbers', 'any-label'],
  },
  'In the confusion matrix rows are true classes and columns are predicted classes.': {
    held: ['counts-add-up', 'counts-match-definition'],
    broken: ['transposes-the-matrix'],
  },
  "Both follow the same order: that of `labels` if given, otherwise ascending (numbers by size, strings by `<`, so 'B' comes before 'a').":
    {
      held: [
        'classes-are-those-of-both-lists',
        'renaming-moves-rows-and-columns',
        'confusionMatrix/order-of-samples-is-free',
      ],
      broken: [
        'orders-classes-by-first-appearance',
        'orders-classes-by-first-prediction',
        'sorts-classes-as-text',
        'sorts-classes-downwards',
        'sorts-as-a-dictionary-does',
        'sorts-texts-as-numbers',
      ],
    },
  'Without `labels` there is a row and a column for every class that occurs in `yTrue` or in `yPred`.': {
    held: ['classes-are-those-of-both-lists'],
    broken: ['knows-true-classes-only', 'knows-predicted-classes-only', 'knows-shared-classes-only'],
  },
  'With `labels`, a sample is left out when its true or its predicted class is not listed.': {
    held: ['labels-choose-rows-and-columns'],
    broken: [
      'adds-the-missing-labels',
      'counts-the-unlisted-as-the-last-class',
      'drops-by-the-true-class-only',
    ],
  },
  'A listed class that never occurs has a row and a column of zeros.': {
    held: ['labels-choose-rows-and-columns'],
    broken: ['drops-listed-classes-that-do-not-occur'],
  },
  'Without `normalize` the entries are counts.': {
    held: ['*/defaults', 'counts-match-definition'],
    broken: ['normalizes-unless-told'],
  },
  "`normalize` divides by sums of the matrix itself, so of the samples that were not left out: `'true'` makes each row sum to 1, `'pred'` each column, `'all'` the whole matrix.":
    {
      held: ['normalized-sums-are-one', 'normalizes-rows-columns-or-all', 'normalizes-what-is-kept'],
      broken: [
        'ignores-normalize',
        'normalizes-the-wrong-axis',
        'normalizes-by-the-total-always',
        'counts-dropped-samples-in-the-total',
        'counts-dropped-samples-in-every-sum',
      ],
    },
  'Where the sum is 0 the entries stay 0.': {
    held: ['normalized-sums-are-one', 'normalizes-rows-columns-or-all'],
    broken: ['leaves-NaN-where-nothing-is'],
  },
  '`confusionMatrix([], [], { labels })` is all zeros, one row and one column a class, with any `normalize`.':
    {
      held: ['nothing-to-count-gives-zeros'],
      broken: ['refuses-empty-lists-always'],
    },
  'Balanced accuracy averages over the classes that occur in `yTrue`, and only those.': {
    held: ['balanced-matches-definition', 'one-answer-for-all-is-chance'],
    broken: [
      'balances-nothing',
      'averages-over-predicted-classes',
      'averages-over-classes-that-do-not-occur',
      'adds-the-recalls-up',
      'counts-a-class-by-its-calls',
    ],
  },
  'Both accuracies are fractions of 1: no percentages, no rounding, no correction for chance.': {
    held: ['*/perfect-is-one', 'accuracy-matches-definition', 'one-answer-for-all-is-chance'],
    broken: ['gives-a-percentage', 'rounds-the-accuracy', 'corrects-for-chance'],
  },
  'Fractions are compared to 12 digits.': {
    held: ['accuracy-matches-definition'],
    broken: ['rounds-the-accuracy'],
  },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },
  'Fine print: two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'What is in the lists is not checked.': { advice: 'says what is not asked for' },
})
