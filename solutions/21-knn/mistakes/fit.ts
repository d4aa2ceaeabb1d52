import { mistakes } from '#engine/spec/index.ts'
import { MLError } from '#kit'
import * as exemplar from '../knn.ts'

export default mistakes<typeof exemplar>({
  'weighs-by-distance-by-default': {
    says: 'has weights by distance when none are given',
    explains: "Your fitKnn without weights equals that with weights: 'distance'.",
    asks: 'Which weights does the README name when none are passed?',
    caughtBy: 'fit-remembers-the-data',
    exports: { fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { weights: 'distance', ...opt }) },
  },
  'remembers-sorted-rows': {
    says: 'sorts the training rows but not the labels',
    explains: 'Your model holds the rows in ascending order beside labels in the old order.',
    asks: 'Does the label with index 0 still belong to the row with index 0?',
    caughtBy: 'rows-keep-their-labels',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        return { ...model, X: model.X.sort((a, b) => a[0]! - b[0]!) }
      },
    },
  },
  'remembers-codes-for-labels': {
    says: 'stores codes 0, 1, 2 … in place of the labels',
    explains: 'Your model.y holds the position of each label among the classes.',
    asks: 'How could predictKnn know the original labels from this model?',
    caughtBy: 'fit-remembers-the-data',
    exports: {
      fitKnn: (X, y, opt) => {
        const classes = [...new Set(y)].sort((a, b) => (a < b ? -1 : 1))
        return { ...exemplar.fitKnn(X, y, opt), y: y.map((label) => classes.indexOf(label)) }
      },
    },
  },
  'needs-two-classes': {
    says: 'refuses training data of one class',
    explains: 'Your fitKnn throws if all labels are equal.',
    asks: 'Does the error table list this case?',
    caughtBy: 'fitKnn/lengths',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        if (new Set(y).size < 2) throw new MLError('SINGLE_CLASS', 'one class')
        return model
      },
    },
  },
  'refuses-k-equal-n': {
    says: 'refuses k = n',
    explains: 'Your fitKnn throws when k equals the number of training rows.',
    asks: 'Which is the largest k that the error table allows?',
    caughtBy: 'fit-remembers-the-data',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        if (model.k === X.length) throw new MLError('PARAM', 'k must be below n')
        return model
      },
    },
  },
  'has-three-neighbours-by-default': {
    says: 'has another default for k than 5',
    explains: 'Your fitKnn without k equals that with k = 3.',
    asks: 'Which k does the README name when none is passed?',
    caughtBy: 'fitKnn/defaults',
    exports: { fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { k: Math.min(3, X.length), ...opt }) },
  },
  'takes-k-zero-for-unset': {
    says: 'takes k = 0 for a k that was not given',
    explains: 'Your fitKnn has k = 5 where 0 or NaN was asked for: both are false to `k || 5`.',
    asks: 'What does 0 || 5 give, and what 0 ?? 5?',
    caughtBy: 'fitKnn/refuses-bad-input',
    exports: { fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { ...opt, k: opt?.k || 5 }) },
  },
  'shrinks-k-to-the-rows': {
    says: 'lowers k to the number of rows',
    explains: 'Your fitKnn accepts a k above the number of rows and takes all of them.',
    asks: 'What does the error table say of such a k?',
    caughtBy: 'fitKnn/refuses-bad-input',
    exports: {
      fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { ...opt, k: Math.min(opt?.k ?? 5, X.length || 5) }),
    },
  },
  'has-room-for-255-rows': {
    says: 'keeps the first 255 rows only',
    explains: 'Your model holds no more than 255 rows and labels.',
    asks: 'How many neurons may a recording have?',
    caughtBy: 'fitKnn/many-samples',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        return { ...model, X: model.X.slice(0, 255), y: model.y.slice(0, 255) }
      },
    },
  },
  'reads-numbers-in-labels': {
    says: 'turns labels that look like numbers into numbers',
    explains: "Your model.y holds 10 where the label was '10'.",
    asks: "Are '1' and '01' the same label?",
    caughtBy: 'fitKnn/any-label',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        return { ...model, y: model.y.map((label) => (Number.isNaN(Number(label)) ? label : Number(label))) }
      },
    },
  },
})
