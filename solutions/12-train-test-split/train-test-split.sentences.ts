import { sentences } from '#engine/spec/index.ts'

export default sentences({
  'X and y of different length, or rows of X of different length | SHAPE': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
  },
  '`testSize` is not a finite number above 0, or is above 1 and not whole | PARAM': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
    when: ['testSize is'],
  },
  'fewer than two samples in `trainTestSplit` | NOT_ENOUGH_SAMPLES': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
  },
  'nothing would be left for training | PARAM': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
    when: ['testSize is the number of samples', 'testSize is rounded up'],
  },
  'One sample is too few whatever a `testSize` would make of it.': {
    held: ['trainTestSplit/gives-the-reason'],
    broken: ['finds-one-sample-impossible-to-split'],
  },
  'Other faults that come together may be told in either order.': { advice: 'leaves the order free' },
  '`testSize` below 1 is a share: `Math.ceil(testSize * n)` samples are tested, as JavaScript computes it (0.07 of 100 gives 8, because `0.07 * 100` is a little above 7).':
    {
      held: ['sizes-match-definition'],
      broken: [
        'rounds-down',
        'rounds-to-the-nearest',
        'rounds-the-product-first',
        'computes-the-training-part-first',
      ],
    },
  'A whole number from 1 is a count, so 1 means one sample.': {
    held: ['sizes-match-definition'],
    broken: ['takes-every-size-for-a-share'],
  },
  'It is 0.25 unless given.': { held: ['*/defaults'] },
  '`shuffleTogether`: row `i` of the result is `X[order[i]]`, and its label is `y[order[i]]`.': {
    held: ['shuffled-rows-match-order'],
    broken: ['leaves-the-labels-in-place', 'gives-the-order-backwards'],
  },
  'No samples give empty lists.': { held: ['shuffleTogether/lengths'], broken: ['lengths'] },
  '`trainTestSplit`: every row is in exactly one part.': {
    held: ['parts-make-the-whole'],
    broken: [
      'puts-one-row-in-both-parts',
      'tests-a-training-row',
      'forgets-the-last-row',
      'trains-on-everything',
    ],
  },
  '`XTrain[i]` is `X[trainIdx[i]]` and `yTrain[i]` is `y[trainIdx[i]]`; so it is for the test part.': {
    held: ['rows-keep-their-labels'],
    broken: ['shuffles-labels-apart', 'numbers-the-shuffled-rows', 'swaps-the-labels-of-the-parts'],
  },
  'In which order the rows of a part come is up to you.': { advice: 'leaves the order free' },
  '`shuffle` is true unless given.': { held: ['*/defaults'] },
  'With `shuffle: false` the last rows are tested and the seed does not matter.': {
    held: ['without-shuffling-the-end-is-tested'],
    broken: ['tests-the-front', 'shuffles-anyway'],
  },
  'Take chance from `createRng(seed)`.': { held: ['*/repeats-itself'], broken: ['repeats-itself'] },
  "A seed is any number or any text, 0, -1, 0.5 and `''` among them.": {
    held: ['*/odd-options'],
    broken: ['takes-seed-0-for-none', 'cuts-seeds-to-whole-numbers'],
  },
  "Which rows it draws is up to you, but other seeds draw other rows (0 and `'0'` may draw the same), and every order (every set of test rows) is as likely as every other.":
    {
      held: ['*/other-seeds-draw-other-rows', 'every-order-is-as-likely', 'every-test-set-is-as-likely'],
      broken: ['ignores-the-seed', 'sorts-by-chance', 'tests-a-block'],
    },
  'The draw depends on the seed, the number of samples and `testSize`, not on what X and y hold.': {
    held: ['*/the-draw-ignores-the-data'],
    broken: ['redraws-until-every-class-is-tested'],
  },
  "Labels are any numbers or texts and come out as they went in: `'7'` stays a text.": {
    held: ['*/any-label'],
    broken: ['turns-labels-into-text', 'turns-labels-into-numbers'],
  },
  'So do the numbers in X, NaN and infinity included: cleaning comes later, in each part by itself.': {
    held: ['*/missing-values-pass-through'],
    broken: ['drops-rows-with-missing-values', 'refuses-missing-values'],
  },
  'Two samples with the same numbers are still two samples.': {
    held: ['*/equal-rows-stay-separate'],
    broken: ['finds-rows-by-their-values'],
  },
  'Rows of the result may be rows of X or copies of them.': {
    advice: 'allows what no caller is asked to tell apart',
  },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },
  '0.25 unless told.': { held: ['*/defaults'] },
  'Draw at random; true unless told.': { held: ['*/defaults'] },
  'Other seeds give other orders, or other test sets, whether they are numbers or words.': {
    held: ['shuffleTogether/other-seeds-draw-other-rows', 'trainTestSplit/other-seeds-draw-other-rows'],
    broken: ['does-not-shuffle', 'ignores-the-seed', 'knows-numeric-seeds-only'],
  },
  'Every legal value of an option counts, also one such as 0 or an empty text.': {
    held: ['trainTestSplit/odd-options'],
    broken: ['takes-seed-0-for-none', 'cuts-seeds-to-whole-numbers'],
  },
  'The same seed draws the same row numbers from other data with as many samples.': {
    held: ['trainTestSplit/the-draw-ignores-the-data'],
    broken: ['redraws-until-every-class-is-tested'],
  },
  'Over many seeds shuffleTogether gives every order about equally often.': {
    held: ['every-order-is-as-likely'],
    broken: [
      'sorts-by-chance',
      'never-stays-in-place',
      'swaps-with-any-place',
      'stops-one-step-early',
      'rounds-the-draw',
      'only-turns-the-rows-round',
    ],
  },
  'Hundreds of samples, and of classes where there are any, are treated as a few are.': {
    held: ['shuffleTogether/many-samples'],
    broken: ['shuffles-256-rows'],
  },
  'Over many seeds trainTestSplit tests each set of rows about equally often.': {
    held: ['every-test-set-is-as-likely'],
    broken: ['tests-a-block', 'always-trains-on-the-first-row'],
  },
  'Every row is in exactly one of the two parts.': {
    held: ['parts-make-the-whole'],
    broken: [
      'puts-one-row-in-both-parts',
      'tests-a-training-row',
      'forgets-the-last-row',
      'trains-on-everything',
    ],
  },
  'The order of shuffleTogether holds the number of every row exactly once.': {
    held: ['order-holds-every-row-once'],
    broken: ['draws-with-replacement'],
  },
  'In both parts of trainTestSplit rows and labels are those of the row numbers that are returned with them.':
    {
      held: ['rows-keep-their-labels'],
      broken: ['shuffles-labels-apart', 'numbers-the-shuffled-rows', 'swaps-the-labels-of-the-parts'],
    },
  'shuffleTogether returns every row once, each with its label, and order says where each came from.': {
    held: ['shuffled-rows-match-order'],
    broken: ['leaves-the-labels-in-place', 'gives-the-order-backwards', 'forgets-to-return-the-order'],
  },
  'Samples with the same numbers are different samples, each with its own row number.': {
    held: ['trainTestSplit/equal-rows-stay-separate'],
    broken: ['finds-rows-by-their-values'],
  },
  'Labels may be any numbers or any texts, and come out as they went in.': {
    held: ['shuffleTogether/any-label'],
    broken: ['turns-labels-into-text', 'turns-labels-into-numbers'],
  },
  'Rows with missing values are split like all others and come out as they went in.': {
    held: ['shuffleTogether/missing-values-pass-through', 'trainTestSplit/missing-values-pass-through'],
    broken: ['drops-rows-with-missing-values', 'refuses-missing-values'],
  },
  'A share below 1 is rounded up to a number of test samples; a whole number from 1 is that number.': {
    held: ['sizes-match-definition'],
    broken: [
      'rounds-down',
      'rounds-to-the-nearest',
      'rounds-the-product-first',
      'computes-the-training-part-first',
      'takes-every-size-for-a-share',
    ],
  },
  'An option that is left out is what the statement says.': {
    held: ['trainTestSplit/defaults'],
    broken: ['counts-the-training-part', 'tests-a-fifth-by-default', 'shuffles-only-when-told'],
  },
  'Input that the error table of the README forbids is refused with an error.': {
    held: ['trainTestSplit/refuses-bad-input'],
    broken: ['takes-0-for-unset', 'leaves-one-for-training'],
  },
  'With shuffle: false the first rows are for training and the last ones for testing.': {
    held: ['without-shuffling-the-end-is-tested'],
    broken: ['tests-the-front', 'shuffles-anyway'],
  },
})
