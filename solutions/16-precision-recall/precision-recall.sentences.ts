import { sentences } from '#engine/spec/index.ts'

export default sentences({
  'both lists empty, with or without `labels` | EMPTY': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
  },
  'lists of different length, also when one of them is empty | SHAPE': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
  },
  '`labels` is `[]` or names a class twice | PARAM': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
    when: ['labels is', 'labels names'],
  },
  '`zeroDivision` is neither 0 nor 1 | PARAM': {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
    when: ['zeroDivision is'],
  },
  "`average` is another word than 'macro', 'micro' or 'weighted' | PARAM": {
    held: ['*/refuses-bad-input', '*/gives-the-reason'],
    when: ['average is'],
  },
  'The labels of one call are all numbers or all strings.': {
    advice: 'limits what is asked, not what is right',
  },
  "Any of them may occur: `-3`, `0.5`, `''` or `'constructor'`.": {
    held: ['*/any-label'],
    broken: ['counts-in-a-plain-object'],
  },
  'Classes are those of `labels`, in that order.': {
    held: ['order-of-labels-moves-rows', 'labels-choose-and-drop-nothing'],
    broken: ['sorts-the-labels-it-is-given', 'ignores-labels'],
  },
  "Without `labels` they are all that occur in `yTrue` or in `yPred`, in ascending order: numbers by size, strings by `<` ('B' comes before 'a').":
    {
      held: ['classes-are-those-of-both-lists'],
      broken: [
        'knows-the-true-classes-only',
        'knows-the-predicted-classes-only',
        'sorts-numbers-as-text',
        'sorts-as-a-dictionary-does',
      ],
    },
  '`labels` chooses what is shown, and no sample is left out.': {
    held: ['labels-choose-and-drop-nothing'],
    broken: ['drops-samples-that-are-not-listed', 'drops-true-classes-that-are-not-listed'],
  },
  "A pyramidal cell called IN is a false alarm for IN also with `labels: ['IN']`.": {
    held: ['labels-choose-and-drop-nothing'],
    broken: ['drops-true-classes-that-are-not-listed'],
  },
  '(The confusion matrix of exercise 15 does leave samples out.)': {
    advice: 'says how an earlier exercise differs',
  },
  'A class of `labels` may occur nowhere.': { held: ['empty-shares'], broken: ['divides-by-nothing'] },
  '0/0 in a precision (the class is never called) or in a recall (it has no true samples) is `zeroDivision`, which is 0 unless given.':
    { held: ['*/defaults'] },
  'F1 is computed from these two numbers.': {
    held: ['empty-shares'],
    broken: ['f1-is-zeroDivision-where-one-is'],
  },
  'Where both are 0 it is 0, whatever `zeroDivision` is.': {
    held: ['empty-shares'],
    broken: ['f1-of-zeros-is-NaN', 'f1-of-zeros-is-zeroDivision'],
  },
  'So with `zeroDivision: 1` a class that occurs nowhere has F1 = 1, and one that occurs but is never found has F1 = 0.':
    { held: ['empty-shares'], broken: ['f1-of-zeros-is-zeroDivision', 'ignores-zeroDivision'] },
  'Averages are over all classes of either list, also those in one list only; their 0/0 is `zeroDivision` here too.':
    {
      held: ['averages-count-every-class'],
      broken: [
        'averages-over-the-true-classes',
        'averages-what-is-not-empty',
        'ignores-zeroDivision-in-averages',
      ],
    },
  'The averaged F1 is the mean of the F1s of the classes, not the F1 of the averaged precision and recall.': {
    held: ['averages-are-those-of-the-classes'],
    broken: ['takes-the-f1-of-the-averages'],
  },
  'Fractions of 1 (no percentages, no rounding) are compared to 12 digits.': {
    held: ['macro-matches-definition'],
    broken: ['rounds-to-percent'],
  },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },
  'Fine print: two faults in one call may be told in either order.': { advice: 'leaves the order free' },
  'What is in the lists is not checked.': { advice: 'says that nothing is asked' },
  'The `labels` of the result may be the array that was given.': {
    advice: 'allows what no caller is asked to tell apart',
  },
  'The classes to show, in this order; every class of both lists in ascending order unless told.': {
    held: ['*/defaults'],
  },
  'What 0/0 is in a precision or a recall; 0 unless told.': { held: ['*/defaults'] },
  'opt what 0/0 is in the precision or the recall of a class; 0 unless told': { held: ['*/defaults'] },
  'Macro and weighted precision, recall and F1 are each the mean of the numbers that precisionRecallF1 gives for the classes.':
    { held: ['averages-are-those-of-the-classes'], broken: ['takes-the-f1-of-the-averages'] },
  'Macro precision, recall and F1 are the plain means over the classes.': {
    held: ['macro-matches-definition'],
    broken: [
      'swaps-precision-and-recall-in-averages',
      'weights-the-macro-average',
      'adds-up-the-macro-average',
      'rounds-to-percent',
    ],
  },
  'Weighted precision, recall and F1 are the means over the classes with the support as weight.': {
    held: ['weighted-matches-definition'],
    broken: ['weights-by-predicted-counts', 'weights-nothing', 'divides-the-weighted-sum-by-the-classes'],
  },
  'The micro averages are all three the share of samples whose predicted class is the true one.': {
    held: ['micro-is-the-accuracy'],
    broken: ['gives-the-macro-average-for-micro', 'counts-the-others-as-found-in-micro'],
  },
  'Averages are over the classes of both lists, and 0/0 is zeroDivision in them too.': {
    held: ['averages-count-every-class'],
    broken: [
      'averages-over-the-true-classes',
      'averages-what-is-not-empty',
      'ignores-zeroDivision-in-averages',
    ],
  },
  'An option that is left out is what the statement says.': {
    held: ['averagedF1/defaults', 'precisionRecallF1/defaults'],
    broken: ['defaults-to-one-in-averages', 'defaults-to-one'],
  },
  'Listing the same samples in another order changes nothing.': {
    held: ['averagedF1/order-of-samples-is-free', 'precisionRecallF1/order-of-samples-is-free'],
    broken: ['leaves-the-last-sample-out-of-averages', 'leaves-the-last-sample-out'],
  },
  'Without labels, there is a row for every class that occurs in yTrue or in yPred, in ascending order.': {
    held: ['classes-are-those-of-both-lists'],
    broken: [
      'knows-the-true-classes-only',
      'knows-the-predicted-classes-only',
      'sorts-numbers-as-text',
      'sorts-as-a-dictionary-does',
      'lists-classes-as-they-come',
      'skips-what-is-falsy',
    ],
  },
  'With the labels in another order the numbers are the same, in that order.': {
    held: ['order-of-labels-moves-rows'],
    broken: ['sorts-the-labels-it-is-given'],
  },
  'With labels, the rows are these classes in this order, and every sample still counts.': {
    held: ['labels-choose-and-drop-nothing'],
    broken: ['ignores-labels', 'drops-samples-that-are-not-listed', 'drops-true-classes-that-are-not-listed'],
  },
  'Hundreds of samples, and of classes where there are any, are treated as a few are.': {
    held: ['precisionRecallF1/many-samples'],
    broken: ['counts-in-bytes'],
  },
  'Labels may be any numbers or any texts, and come out as they went in.': {
    held: ['precisionRecallF1/any-label'],
    broken: ['counts-in-a-plain-object'],
  },
  'Input that the error table of the README forbids is refused with an error.': {
    held: ['precisionRecallF1/refuses-bad-input'],
    broken: ['gives-zeros-for-no-samples', 'checks-zeroDivision-where-it-is-needed'],
  },
  'Precision is the share of the samples called a class that are of it.': {
    held: ['precision-matches-definition'],
    broken: ['swaps-precision-and-recall', 'counts-the-others-as-found'],
  },
  'Recall is the share of the samples of a class that are called so.': {
    held: ['recall-matches-definition'],
    broken: ['divides-recall-by-all-samples'],
  },
  'F1 is the harmonic mean of precision and recall.': {
    held: ['f1-matches-definition'],
    broken: ['takes-the-plain-mean-for-f1', 'takes-the-geometric-mean-for-f1', 'counts-errors-twice-in-f1'],
  },
  'F1 lies between precision and recall, and is 1 only if both are.': {
    held: ['f1-lies-between'],
    broken: ['forgets-the-two'],
  },
  'The support of a class is how many samples are truly of it.': {
    held: ['support-matches-definition'],
    broken: ['takes-the-support-from-the-predictions'],
  },
  'A precision or a recall that would be 0/0 is zeroDivision, and F1 follows from the two.': {
    held: ['empty-shares'],
    broken: [
      'divides-by-nothing',
      'f1-of-zeros-is-NaN',
      'f1-of-zeros-is-zeroDivision',
      'f1-is-zeroDivision-where-one-is',
      'ignores-zeroDivision',
      'uses-zeroDivision-in-precision-only',
    ],
  },
})
