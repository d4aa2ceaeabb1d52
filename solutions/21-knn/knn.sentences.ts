import { sentences } from '#engine/spec/index.ts'

const refused = ['*/refuses-bad-input', '*/gives-the-reason']

export default sentences({
  // The idea, and what the properties say of it.
  'Look at the k recorded neurons that are most like it and let them vote.': {
    held: ['nearest-matches-reference', 'the-majority-wins'],
    broken: [
      'takes-the-first-rows',
      'sorts-distances-as-text',
      'answers-with-the-nearest',
      'lets-everybody-vote',
    ],
  },
  'There are k neighbours, all different, in ascending distance, and no row that was left out is nearer.': {
    held: ['no-row-is-nearer'],
    broken: ['takes-one-more-neighbour', 'takes-the-farthest', 'gives-neighbours-in-row-order'],
  },
  'With k = 1, every training row is answered with its own label.': {
    held: ['every-neuron-is-its-own-nearest'],
    broken: ['skips-exact-hits'],
  },
  "With `weights: 'uniform'` every neighbour has one vote.": {
    held: ['shares-match-reference', 'all-neighbours-are-the-majority'],
    broken: ['always-weighs-by-distance', 'counts-up-to-255'],
  },
  "With `weights: 'distance'` a neighbour at distance d has 1/d votes: a close relative counts more than a distant one.":
    {
      held: ['closer-neighbours-can-outvote-many', 'closer-neighbours-have-larger-shares'],
      broken: [
        'ignores-the-weights',
        'weighs-by-the-squared-distance',
        'weighs-by-the-distance',
        'adds-a-little-to-the-distance',
      ],
    },
  'The share of the votes that each class gets, for every row of Q.': {
    held: [
      'classes-are-sorted-and-shares-add-up',
      'shares-match-reference',
      'closer-neighbours-have-larger-shares',
    ],
    broken: ['counts-instead-of-shares', 'gives-certainty-instead-of-shares', 'divides-weighted-votes-by-k'],
  },
  'Hundreds of samples, and of classes where there are any, are treated as a few are.': {
    held: ['*/many-samples'],
    broken: ['has-room-for-255-rows', 'searches-255-rows', 'many-samples'],
  },

  '`fitKnn` without samples (X and y both empty) | EMPTY': { held: refused },
  'X and y of different length, also when one is empty; rows of X of different length | SHAPE': {
    held: refused,
    when: ['y is', 'the rows of X differ'],
  },
  'a query with more or fewer features than the training rows | SHAPE': {
    held: refused,
    when: ['q has too few', 'q has too many', 'the rows of Q are too'],
  },
  'NaN or infinity in X, in q or in Q | NON_FINITE': { held: refused },
  '`k` below 1, above the number of training rows, or not whole; other `weights` than the two | PARAM': {
    held: refused,
    broken: ['takes-k-zero-for-unset', 'shrinks-k-to-the-rows'],
  },

  'The model is `{ X, y, k, weights }`, with rows and labels as they were given and in that order, so that an index means the same row in both.':
    { held: ['rows-keep-their-labels', 'fit-remembers-the-data'], broken: ['remembers-sorted-rows'] },
  'The other three functions need nothing but these four fields.': {
    held: ['nearest-matches-reference', 'the-majority-wins', 'shares-match-reference'],
    broken: ['needs-more-than-the-model'],
  },
  "`weights` is 'uniform' unless given.": { held: ['*/defaults'] },
  '`k` is 5 unless given: with fewer than five rows it has to be (else PARAM).': {
    held: ['*/defaults', 'fitKnn/refuses-bad-input'],
    broken: ['has-three-neighbours-by-default'],
  },
  'Distances are √Σ(difference²), nothing is rescaled.': {
    held: ['nearest-matches-reference', 'features-count-as-they-are'],
    broken: [
      'adds-up-the-differences',
      'takes-the-largest-difference',
      'leaves-out-the-root',
      'leaves-out-the-last-feature',
      'standardises-silently',
    ],
  },
  'In any unit and far from 0 they are right to 9 digits.': {
    held: ['nearest-matches-reference', '*/decimals-and-units', '*/whole-range'],
    broken: ['takes-close-distances-for-equal', 'decimals-and-units', 'whole-range'],
  },
  'So subtract before you square: ‖a‖² − 2a·q + ‖q‖² loses them.': {
    held: ['nearest/decimals-and-units'],
    broken: ['expands-the-square'],
  },
  'At equal distance the training row with the lower index comes first, and so it is the one to get the last place.':
    { held: ['equal-distances-go-to-the-lower-index'], broken: ['gives-ties-to-the-last-row'] },
  'Distances that only rounding tells apart may come in either order.': { advice: 'leaves the order free' },
  "With weights 'distance', if any of the k neighbours is at distance 0, only those at distance 0 vote, one vote each.":
    {
      held: ['*/exact-hits-decide', 'closer-neighbours-have-larger-shares'],
      broken: [
        'softens-the-weights',
        'divides-by-zero',
        'lets-only-one-hit-vote',
        'takes-near-rows-for-hits',
      ],
    },
  "With weights 'uniform' a distance of 0 is nothing special.": {
    held: ['shares-match-reference'],
    broken: ['lets-hits-decide-always'],
  },
  'Of classes with equal votes the smallest wins.': {
    held: ['equal-votes-go-to-the-smallest-class', 'closer-neighbours-can-outvote-many'],
    broken: ['gives-ties-to-the-largest-class', 'gives-ties-to-the-nearest', 'takes-close-votes-for-equal'],
  },
  "Numbers are ordered by size, strings by `<` ('B' comes before 'a').": {
    held: ['equal-votes-go-to-the-smallest-class', 'classes-are-sorted-and-shares-add-up'],
    broken: ['gives-ties-to-the-smallest-text', 'ignores-the-case-of-labels', 'sorts-classes-as-text'],
  },
  'Labels are returned as they came: a number stays a number.': {
    held: ['the-majority-wins', 'fit-remembers-the-data', '*/any-label'],
    broken: [
      'turns-labels-into-text',
      'remembers-codes-for-labels',
      'keeps-labels-as-keys',
      'reads-numbers-in-labels',
    ],
  },
  '`classes` holds every class of the training labels once, in that order, also those that no neighbour has.':
    {
      held: ['classes-are-sorted-and-shares-add-up', 'shares-match-reference'],
      broken: ['lists-classes-as-they-come', 'lists-only-classes-with-votes'],
    },
  'One class is enough to train: then every answer is that class.': {
    held: ['fitKnn/lengths', 'all-neighbours-are-the-majority'],
    broken: ['needs-two-classes'],
  },
  'For no rows, `predictKnn` gives `[]` and `predictKnnProba` all `classes` with `proba` `[]`.': {
    held: ['predictKnn/lengths', 'predictKnnProba/lengths'],
    broken: ['is-afraid-of-zero-rows', 'forgets-the-classes'],
  },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself', '*/no-memory'],
    broken: ['remembers-the-last-query'],
  },
  'Fine print: two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'A model may share its rows with the caller.': { advice: 'leaves free whether rows are copied' },
  'Labels are not checked, and those of one call are all numbers or all strings.': {
    advice: 'promises what labels are like, so that nobody has to check them',
  },

  // The docstrings.
  'opt.k how many neighbours vote: a whole number from 1 to n; 5 unless told': {
    held: ['*/defaults', 'fit-remembers-the-data'],
    broken: ['refuses-k-equal-n'],
  },
  "opt.weights 'uniform' (every neighbour has one vote) unless told, or 'distance' (1/distance votes)": {
    held: ['*/defaults', 'fit-remembers-the-data'],
    broken: ['weighs-by-distance-by-default'],
  },
})
