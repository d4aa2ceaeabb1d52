import { mistakes } from '#engine/spec/index.ts'
import { MLError } from '#kit'
import * as exemplar from '../train-test-split.ts'
import { firstLike, inverse, ordered, recut, relabelled, reordered } from './tools.ts'

export default mistakes<typeof exemplar>({
  'puts-one-row-in-both-parts': {
    says: 'puts one row into both parts',
    explains: 'Your trainIdx goes one row too far: its last row is in testIdx as well.',
    asks: 'Where does slice(0, k) stop, and where does slice(k) begin?',
    caughtBy: 'parts-make-the-whole',
    exports: {
      trainTestSplit: recut((order, nTrain) => [order.slice(0, nTrain + 1), order.slice(nTrain)]),
    },
  },
  'tests-a-training-row': {
    says: 'tests one of the training rows and uses another row nowhere',
    explains: 'The sizes of your parts are right, but one row is in both and one in neither.',
    asks: 'Do the two slices of the order meet without overlapping?',
    caughtBy: 'parts-make-the-whole',
    exports: {
      trainTestSplit: recut((order, nTrain) => [
        order.slice(0, nTrain),
        order.slice(nTrain - 1, order.length - 1),
      ]),
    },
  },
  'forgets-the-last-row': {
    says: 'uses one row in neither part',
    explains: 'Your testIdx stops one row too early.',
    asks: 'Which index does slice(a, b) leave out?',
    caughtBy: 'parts-make-the-whole',
    exports: {
      trainTestSplit: recut((order, nTrain) => [order.slice(0, nTrain), order.slice(nTrain, -1)]),
    },
  },
  'trains-on-everything': {
    says: 'trains on all rows, those of the test part included',
    explains: 'Your trainIdx holds every row.',
    asks: 'What does a test tell about rows that the model has seen?',
    caughtBy: 'parts-make-the-whole',
    exports: { trainTestSplit: recut((order, nTrain) => [order, order.slice(nTrain)]) },
  },
  'draws-with-replacement': {
    says: 'draws rows that were drawn before',
    explains: 'Your order holds some rows several times and others never.',
    asks: 'Can a card that lies on the new pile be drawn once more?',
    caughtBy: 'order-holds-every-row-once',
    exports: {
      shuffleTogether: ordered((n, rng) => Array.from({ length: n }, () => rng.int(n))),
    },
  },
  'shuffles-labels-apart': {
    says: 'shuffles rows and labels in two different orders',
    explains: 'Your rows and labels are all there, but they no longer belong together.',
    asks: 'How many random orders do you draw, and how many should there be?',
    caughtBy: 'rows-keep-their-labels',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        const { yTrain, yTest } = exemplar.trainTestSplit(X, y, { ...opt, seed: `${opt.seed} y` })
        return { ...split, yTrain, yTest }
      },
    },
  },
  'leaves-the-labels-in-place': {
    says: 'shuffles the rows but not the labels',
    explains: 'Your labels come out in the order in which they went in.',
    asks: 'Whose label is the first one after the rows have moved?',
    caughtBy: 'shuffled-rows-match-order',
    exports: {
      shuffleTogether: (X, y, seed) => ({ ...exemplar.shuffleTogether(X, y, seed), y: [...y] }),
    },
  },
  'gives-the-order-backwards': {
    says: 'tells where each row went instead of where it came from',
    explains: 'In your result row order[i] is row i of the input.',
    asks: 'Read X[order[i]] aloud: is order[i] a place in the input or in the result?',
    caughtBy: 'shuffled-rows-match-order',
    exports: {
      shuffleTogether: (X, y, seed) => {
        const shuffled = exemplar.shuffleTogether(X, y, seed)
        return { ...shuffled, order: inverse(shuffled.order) }
      },
    },
  },
  'forgets-to-return-the-order': {
    says: 'returns 0, 1, 2, … as the order of shuffled rows',
    explains: 'Your rows are shuffled, but order says that they stayed where they were.',
    asks: 'Is the order that you return the one that you used?',
    caughtBy: 'shuffled-rows-match-order',
    exports: {
      shuffleTogether: (X, y, seed) => ({ ...exemplar.shuffleTogether(X, y, seed), order: [...X.keys()] }),
    },
  },
  'numbers-the-shuffled-rows': {
    says: 'numbers the rows after shuffling them',
    explains: 'Your trainIdx is 0, 1, 2, … and testIdx goes on from there, but XTrain holds other rows.',
    asks: 'Which row of the X that you were given is XTrain[0]?',
    caughtBy: 'rows-keep-their-labels',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        const places = [...X.keys()]
        const nTrain = split.trainIdx.length
        return { ...split, trainIdx: places.slice(0, nTrain), testIdx: places.slice(nTrain) }
      },
    },
  },
  'swaps-the-labels-of-the-parts': {
    says: 'returns the training labels as yTest and the test labels as yTrain',
    explains: 'Your yTrain holds the labels of XTest and the other way round.',
    asks: 'Is yTrain as long as XTrain?',
    caughtBy: 'rows-keep-their-labels',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        return { ...split, yTrain: split.yTest, yTest: split.yTrain }
      },
    },
  },
  'finds-rows-by-their-values': {
    says: 'finds the number of a row by looking for its values',
    explains: 'Of two rows with the same numbers you always find the first.',
    asks: 'What if two neurons have the very same features?',
    caughtBy: 'trainTestSplit/equal-rows-stay-separate',
    exports: {
      shuffleTogether: (X, y, seed) => {
        const shuffled = exemplar.shuffleTogether(X, y, seed)
        return { ...shuffled, order: shuffled.order.map((i) => firstLike(X, i)) }
      },
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        const [trainIdx, testIdx] = [split.trainIdx, split.testIdx].map((idx) =>
          idx.map((i) => firstLike(X, i)),
        )
        return { ...split, trainIdx: trainIdx!, testIdx: testIdx! }
      },
    },
  },
  'turns-labels-into-text': {
    says: 'turns labels into text',
    explains: 'Your labels come out as strings even if they were numbers.',
    asks: 'Is "1" the same label as 1?',
    caughtBy: 'shuffleTogether/any-label',
    exports: relabelled(String),
  },
  'turns-labels-into-numbers': {
    says: 'turns labels that look like numbers into numbers',
    explains: 'A label such as "07" comes out as 7.',
    asks: 'Is "1" the same label as 1?',
    caughtBy: 'shuffleTogether/any-label',
    exports: relabelled((label) => (Number.isNaN(Number(label)) ? label : Number(label))),
  },
  'drops-rows-with-missing-values': {
    says: 'leaves rows with NaN out',
    explains: 'Your result has only the rows without a missing value.',
    asks: 'Who should decide what happens to a missing value: the split or the cleaning?',
    caughtBy: 'shuffleTogether/missing-values-pass-through',
    exports: {
      shuffleTogether: (X, y, seed) => {
        const { order } = exemplar.shuffleTogether(X, y, seed)
        return reordered(
          X,
          y,
          order.filter((i) => !X[i]!.some(Number.isNaN)),
        )
      },
    },
  },
  'refuses-missing-values': {
    says: 'refuses NaN in X',
    explains: 'Your functions throw when a row has a missing value.',
    asks: 'What do the Conventions say on NaN?',
    caughtBy: 'trainTestSplit/missing-values-pass-through',
    exports: {
      shuffleTogether: (X, y, seed) => {
        const shuffled = exemplar.shuffleTogether(X, y, seed)
        if (X.flat().some(Number.isNaN)) throw new MLError('NON_FINITE', 'NaN in X')
        return shuffled
      },
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        if (X.flat().some(Number.isNaN)) throw new MLError('NON_FINITE', 'NaN in X')
        return split
      },
    },
  },
})
