import { mistakes, observations } from '#engine/spec/index.ts'
import { MLError } from '#kit'
import * as exemplar from '../train-test-split.ts'
import { cut, resized, shuffledFacts, splitFacts, theDraw } from './tools.ts'

export default mistakes<typeof exemplar>({
  'rounds-down': {
    says: 'rounds the number of test samples down',
    explains: 'Your test part has Math.floor(testSize * n) samples.',
    asks: 'How many samples are a quarter of ten, rounded up?',
    caughtBy: 'sizes-match-definition',
    exports: { trainTestSplit: resized((n, testSize) => Math.floor(testSize * n)) },
  },
  'rounds-to-the-nearest': {
    says: 'rounds the number of test samples to the nearest whole number',
    explains: 'Your test part has Math.round(testSize * n) samples.',
    asks: 'Which way does the README round 2.3 samples?',
    caughtBy: 'sizes-match-definition',
    exports: { trainTestSplit: resized((n, testSize) => Math.round(testSize * n)) },
  },
  'rounds-the-product-first': {
    says: 'removes the rounding noise of testSize * n before rounding up',
    explains: 'Your test part has one sample less where the product is only just above a whole number.',
    asks: 'What is 0.07 * 100 in JavaScript, and what does the README say about it?',
    caughtBy: 'sizes-match-definition',
    exports: { trainTestSplit: resized((n, testSize) => Math.ceil(Number((testSize * n).toFixed(9)))) },
  },
  'counts-the-training-part': {
    says: 'takes testSize for the share of training samples',
    explains: 'Your training part has as many samples as the test part should have.',
    asks: 'For which of the two parts is testSize the size?',
    caughtBy: 'trainTestSplit/defaults',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const { XTrain, XTest, yTrain, yTest, trainIdx, testIdx } = exemplar.trainTestSplit(X, y, opt)
        return {
          XTrain: XTest,
          XTest: XTrain,
          yTrain: yTest,
          yTest: yTrain,
          trainIdx: testIdx,
          testIdx: trainIdx,
        }
      },
    },
  },
  'computes-the-training-part-first': {
    says: 'rounds the training part up and leaves the rest for testing',
    explains: 'Your training part has Math.ceil((1 - testSize) * n) samples.',
    asks: 'Which of the two parts is rounded up?',
    caughtBy: 'sizes-match-definition',
    exports: { trainTestSplit: resized((n, testSize) => n - Math.ceil((1 - testSize) * n)) },
  },
  'takes-every-size-for-a-share': {
    says: 'multiplies a whole testSize by the number of samples',
    explains: 'Your trainTestSplit can not hold a given number of samples back, such as testSize: 1.',
    asks: 'What does a testSize of 1 or more mean?',
    caughtBy: 'sizes-match-definition',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        if ((opt.testSize ?? 0) >= 1) throw new MLError('PARAM', 'nothing left for training')
        return split
      },
    },
  },
  'tests-a-fifth-by-default': {
    says: 'takes another default for testSize than 0.25',
    explains: 'Your trainTestSplit tests a fifth of the samples when testSize is not given.',
    asks: 'Which default does the docstring give?',
    caughtBy: 'trainTestSplit/defaults',
    exports: {
      trainTestSplit: (X, y, opt) => exemplar.trainTestSplit(X, y, { testSize: 0.2, ...opt }),
    },
  },
  'takes-0-for-unset': {
    says: 'takes a testSize of 0 for one that is not given',
    explains: 'Your trainTestSplit tests a quarter of the samples where it should refuse 0.',
    asks: 'What does testSize || 0.25 give for 0?',
    caughtBy: 'trainTestSplit/refuses-bad-input',
    exports: {
      trainTestSplit: (X, y, opt) =>
        exemplar.trainTestSplit(X, y, { ...opt, testSize: opt.testSize || 0.25 }),
    },
  },
  'finds-one-sample-impossible-to-split': {
    says: 'says of one sample that nothing is left for training',
    explains: 'Your trainTestSplit refuses one sample with PARAM, as it refuses a testSize that takes all.',
    asks: 'Is it the testSize that is wrong, or are there too few samples for any?',
    caughtBy: 'trainTestSplit/gives-the-reason',
    exports: {
      trainTestSplit: (X, y, opt) => {
        if (X.length === 1 && y.length === 1) throw new MLError('PARAM', 'nothing is left to train on')
        return exemplar.trainTestSplit(X, y, opt)
      },
    },
  },
  'leaves-one-for-training': {
    says: 'makes an impossible testSize smaller instead of refusing it',
    explains: 'Your trainTestSplit trains on one sample where none should be left.',
    asks: 'Would you notice that you asked for something impossible?',
    caughtBy: 'trainTestSplit/refuses-bad-input',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const { testSize = 0.25 } = opt
        const nTest = Number.isInteger(testSize) ? testSize : Math.ceil(testSize * X.length)
        const tooMany = X.length === y.length && X.length > 1 && nTest >= X.length
        const isShareOrCount = testSize < 1 || Number.isInteger(testSize)
        const most = tooMany && isShareOrCount ? { testSize: X.length - 1 } : {}
        return exemplar.trainTestSplit(X, y, { ...opt, ...most })
      },
    },
  },
  'tests-the-front': {
    says: 'tests the first rows when it does not shuffle',
    explains: 'With shuffle: false your test part is the start of the data, not the end.',
    asks: 'Which rows would be the new ones if they came in day by day?',
    caughtBy: 'without-shuffling-the-end-is-tested',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        const nTest = split.testIdx.length
        const order = [...X.keys()]
        return opt.shuffle === false ? cut(X, y, order.slice(nTest), order.slice(0, nTest)) : split
      },
    },
  },
  'shuffles-anyway': {
    says: 'does not look at shuffle',
    explains: 'Your trainTestSplit draws at random even with shuffle: false.',
    asks: 'Which line of your code depends on shuffle?',
    caughtBy: 'without-shuffling-the-end-is-tested',
    exports: { trainTestSplit: (X, y, opt) => exemplar.trainTestSplit(X, y, { ...opt, shuffle: true }) },
  },
  'shuffles-only-when-told': {
    says: 'leaves the rows in their order unless shuffle is given',
    explains: 'Your trainTestSplit without shuffle gives the last rows.',
    asks: 'What is shuffle when nobody says anything of it?',
    caughtBy: 'trainTestSplit/defaults',
    exports: {
      trainTestSplit: (X, y, opt) => exemplar.trainTestSplit(X, y, { ...opt, shuffle: opt.shuffle ?? false }),
    },
    observe: theDraw,
  },
})

export const observe = observations<typeof exemplar>({
  shuffleTogether: (result, [X, y]) => shuffledFacts(result, X, y),
  trainTestSplit: (result, [X, y, opt]) => splitFacts(result, X, y, opt),
})
