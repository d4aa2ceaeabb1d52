import { exact, firstDifference, mistakes, observations } from '#engine/spec/index.ts'
import { createRng, type Label, type Mat, MLError, type Rng, type Seed } from '#kit'
import * as exemplar from './train-test-split.ts'

type Split = exemplar.Split
type Options = exemplar.SplitOptions
type Pick<T> = (result: T, X: Mat, y: Label[]) => unknown

/**
 * Each of these is the same for every correct program, whatever it draws: only what is wrong shows.
 * Mistakes that are all about the draw bring their own `observe`.
 */
const shuffledFacts: Pick<exemplar.Shuffled> = ({ X, y, order }, X0, y0) => ({
  size: order.length,
  holdsEachRowOnce: isWhole(order, X0.length),
  rows: relation(X, order, X0),
  labels: relation(y, order, y0),
})
const splitFacts = (split: Split, X0: Mat, y0: Label[], { shuffle = true }: Options) => {
  const { XTrain, XTest, yTrain, yTest, trainIdx, testIdx } = split
  return {
    sizes: [trainIdx.length, testIdx.length, XTrain.length, XTest.length],
    holdsEachRowOnce: isWhole([...trainIdx, ...testIdx], X0.length),
    shared: trainIdx.filter((i) => testIdx.includes(i)).length,
    trainRows: relation(XTrain, trainIdx, X0),
    testRows: relation(XTest, testIdx, X0),
    trainLabels: relation(yTrain, trainIdx, y0),
    testLabels: relation(yTest, testIdx, y0),
    tested: shuffle ? 'drawn' : whichEnd(testIdx, X0.length),
  }
}

export const observe = observations<typeof exemplar>({
  shuffleTogether: (result, [X, y]) => shuffledFacts(result, X, y),
  trainTestSplit: (result, [X, y, opt]) => splitFacts(result, X, y, opt),
})

/** The draw itself: only a program that draws in the very same way is recognised. */
const theDraw = observations<typeof exemplar>({
  shuffleTogether: (result) => result,
  trainTestSplit: ({ trainIdx, testIdx }) => [ascending(trainIdx), ascending(testIdx)],
})

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
    caughtBy: 'test-size-is-a-quarter-by-default',
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
    caughtBy: 'test-size-is-a-quarter-by-default',
    exports: {
      trainTestSplit: (X, y, opt) => exemplar.trainTestSplit(X, y, { testSize: 0.2, ...opt }),
    },
  },
  'leaves-one-for-training': {
    says: 'makes an impossible testSize smaller instead of refusing it',
    explains: 'Your trainTestSplit trains on one sample where none should be left.',
    asks: 'Would you notice that you asked for something impossible?',
    caughtBy: 'refuses-bad-input',
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
    caughtBy: 'shuffled-rows-match-order',
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
      shuffleTogether: (X, y, seed) => {
        const shuffled = exemplar.shuffleTogether(X, y, seed)
        return { ...shuffled, y: exemplar.shuffleTogether(X, y, `${seed} y`).y }
      },
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
    caughtBy: 'equal-rows-stay-separate',
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
    caughtBy: 'labels-pass-unchanged',
    exports: relabelled(String),
  },
  'turns-labels-into-numbers': {
    says: 'turns labels that look like numbers into numbers',
    explains: 'A label such as "07" comes out as 7.',
    asks: 'Is "1" the same label as 1?',
    caughtBy: 'labels-pass-unchanged',
    exports: relabelled((label) => (Number.isNaN(Number(label)) ? label : Number(label))),
  },
  'drops-rows-with-missing-values': {
    says: 'leaves rows with NaN out',
    explains: 'Your result has only the rows without a missing value.',
    asks: 'Who should decide what happens to a missing value: the split or the cleaning?',
    caughtBy: 'missing-values-pass-through',
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
    caughtBy: 'missing-values-pass-through',
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

  'does-not-shuffle': {
    says: 'leaves every row where it is',
    explains: 'Your order is 0, 1, 2, … and your test part is always the end of the data.',
    asks: 'Is a recording that is sorted by cell type tested fairly on its last rows?',
    caughtBy: 'other-seeds-draw-other-rows',
    exports: drawing((n) => [...Array(n).keys()]),
    observe: observations<typeof exemplar>({
      shuffleTogether: (result, [X, y]) => [
        shuffledFacts(result, X, y),
        result.order.every((row, i) => row === i),
      ],
      trainTestSplit: (result, [X, y, opt]) => [
        splitFacts(result, X, y, opt),
        whichEnd(result.testIdx, X.length),
      ],
    }),
  },
  'ignores-the-seed': {
    says: 'draws the same for every seed',
    explains: 'Your functions use one fixed seed instead of the one they are given.',
    asks: 'Where does the seed go into createRng?',
    caughtBy: 'other-seeds-draw-other-rows',
    exports: drawing((n) => fisherYates(n, createRng(0), (rng, i) => rng.int(i + 1))),
    observe: theDraw,
  },
  'knows-numeric-seeds-only': {
    says: 'turns the seed into a number',
    explains: 'All seeds that are words draw the same, since none of them is a number.',
    asks: 'What is Number("mouse 1")?',
    caughtBy: 'other-seeds-draw-other-rows',
    exports: {
      shuffleTogether: (X, y, seed) => exemplar.shuffleTogether(X, y, Number(seed)),
      trainTestSplit: (X, y, opt) => exemplar.trainTestSplit(X, y, { ...opt, seed: Number(opt.seed) }),
    },
    observe: theDraw,
  },
  'redraws-until-every-class-is-tested': {
    says: 'draws again until every class is in the test part',
    explains: 'Your test part depends on the labels: some draws are thrown away.',
    asks: 'Is every test set still as likely, and is that what this exercise asks for?',
    caughtBy: 'the-draw-ignores-the-data',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const nClasses = new Set(y).size
        const draws = Array.from({ length: 20 }, (_, k) => (k === 0 ? opt.seed : `${opt.seed} ${k}`))
        const splits = draws.map((seed) => exemplar.trainTestSplit(X, y, { ...opt, seed }))
        return splits.find(({ yTest }) => new Set(yTest).size === nClasses) ?? splits[0]!
      },
    },
    observe: theDraw,
  },

  'sorts-by-chance': {
    says: 'sorts with a comparison that is random',
    explains: 'Your order comes from sort(() => rng.next() - 0.5), which keeps many rows near their place.',
    asks: 'What does a sort assume of its comparison when it is asked twice about the same two rows?',
    caughtBy: 'every-order-is-as-likely',
    exports: drawing((n, rng) => [...Array(n).keys()].sort(() => rng.next() - 0.5)),
    observe: theDraw,
  },
  'never-stays-in-place': {
    says: 'never lets a number stay where it is',
    explains: 'Your loop draws from the places before the current one only, so many orders never come up.',
    asks: 'Can the last row stay the last one in your shuffle? Should it be possible?',
    caughtBy: 'every-order-is-as-likely',
    exports: drawing((n, rng) => fisherYates(n, rng, (r, i) => r.int(i))),
    // All orders of this shuffle are one large round trip, whatever the stream.
    observe: observations<typeof exemplar>({
      shuffleTogether: (result, [X, y]) => [shuffledFacts(result, X, y), isOneCycle(result.order)],
    }),
  },
  'swaps-with-any-place': {
    says: 'swaps each place with any other, those already done included',
    explains:
      'Your loop draws int(n) each time: n^n equally likely ways do not divide evenly among the orders.',
    asks: 'Out of which cards should the next one be drawn: all, or those that are left?',
    caughtBy: 'every-order-is-as-likely',
    exports: drawing((n, rng) => {
      const order = [...Array(n).keys()]
      for (let i = 0; i < n; i++) swap(order, i, rng.int(n))
      return order
    }),
    observe: theDraw,
  },
  'stops-one-step-early': {
    says: 'stops its shuffle one step too early',
    explains: 'Your loop never swaps places 0 and 1, so half of the orders never come up.',
    asks: 'How many rows are left when your loop ends?',
    caughtBy: 'every-order-is-as-likely',
    exports: drawing((n, rng) => fisherYates(n, rng, (r, i) => (i === 1 ? 1 : r.int(i + 1)))),
    observe: theDraw,
  },
  'rounds-the-draw': {
    says: 'rounds a random number to the nearest place',
    explains: 'Your loop draws Math.round(next() * i): the first and the last place come up half as often.',
    asks: 'Which numbers round to 0, and which to 1?',
    caughtBy: 'every-order-is-as-likely',
    exports: drawing((n, rng) => fisherYates(n, rng, (r, i) => Math.round(r.next() * i))),
    observe: theDraw,
  },
  'only-turns-the-rows-round': {
    says: 'starts at a random row and goes round',
    explains: 'Your order is the original one, turned by a random number of places.',
    asks: 'How many different orders can your shuffle give, and how many are there?',
    caughtBy: 'every-order-is-as-likely',
    exports: drawing((n, rng) => {
      const start = rng.int(n)
      return Array.from({ length: n }, (_, i) => (start + i) % n)
    }),
    observe: theDraw,
  },
  'tests-a-block': {
    says: 'tests rows that lie next to each other',
    explains: 'Your test part is a block of neighbouring rows that starts at a random place.',
    asks: 'Can rows 0, 2 and 4 of a data set be its test part in your code?',
    caughtBy: 'every-test-set-is-as-likely',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        if (opt.shuffle === false) return split
        const start = createRng(opt.seed).int(X.length)
        const order = Array.from(X, (_, i) => (start + i) % X.length)
        const nTest = split.testIdx.length
        return cut(X, y, order.slice(nTest), order.slice(0, nTest))
      },
    },
    observe: theDraw,
  },
  'always-trains-on-the-first-row': {
    says: 'never tests the first row',
    explains: 'Your test part is drawn from all rows but row 0.',
    asks: 'What is the smallest number that your draw can give?',
    caughtBy: 'every-test-set-is-as-likely',
    exports: {
      trainTestSplit: (X, y, opt) => {
        const split = exemplar.trainTestSplit(X, y, opt)
        if (opt.shuffle === false) return split
        const others = fisherYates(X.length - 1, createRng(opt.seed), (rng, i) => rng.int(i + 1))
        const order = [0, ...others.map((i) => i + 1)]
        const nTrain = split.trainIdx.length
        return cut(X, y, order.slice(0, nTrain), order.slice(nTrain))
      },
    },
    observe: observations<typeof exemplar>({
      trainTestSplit: (result, [X, y, opt]) => [splitFacts(result, X, y, opt), result.testIdx.includes(0)],
    }),
  },
})

/** A split whose test part has another size where testSize is a share. */
function resized(size: (n: number, testSize: number) => number): typeof exemplar.trainTestSplit {
  return recut((order, nTrain, { testSize = 0.25 }) => {
    const cutAt = testSize < 1 ? order.length - size(order.length, testSize) : nTrain
    return [order.slice(0, cutAt), order.slice(cutAt)]
  })
}

/** A split whose order is cut in another way. */
function recut(
  parts: (order: number[], nTrain: number, opt: Options) => [number[], number[]],
): typeof exemplar.trainTestSplit {
  return (X, y, opt) => {
    const { trainIdx, testIdx } = exemplar.trainTestSplit(X, y, opt)
    return cut(X, y, ...parts([...trainIdx, ...testIdx], trainIdx.length, opt))
  }
}

/** Both functions, with another way to draw an order. */
function drawing(draw: (n: number, rng: Rng) => number[]): Partial<typeof exemplar> {
  const shuffleTogether = ordered(draw)
  return {
    shuffleTogether,
    trainTestSplit: (X, y, opt) => {
      const split = exemplar.trainTestSplit(X, y, opt)
      if (opt.shuffle === false) return split
      const { order } = shuffleTogether(X, y, opt.seed)
      const nTrain = split.trainIdx.length
      return cut(X, y, order.slice(0, nTrain), order.slice(nTrain))
    },
  }
}

function ordered(draw: (n: number, rng: Rng) => number[]): typeof exemplar.shuffleTogether {
  return (X, y, seed: Seed) => {
    exemplar.shuffleTogether(X, y, seed)
    return reordered(X, y, draw(X.length, createRng(seed)))
  }
}

/** Both functions, with labels that come out changed. */
function relabelled(change: (label: Label) => Label): Partial<typeof exemplar> {
  return {
    shuffleTogether: (X, y, seed) => {
      const shuffled = exemplar.shuffleTogether(X, y, seed)
      return { ...shuffled, y: shuffled.y.map(change) }
    },
    trainTestSplit: (X, y, opt) => {
      const split = exemplar.trainTestSplit(X, y, opt)
      return { ...split, yTrain: split.yTrain.map(change), yTest: split.yTest.map(change) }
    },
  }
}

function fisherYates(n: number, rng: Rng, draw: (rng: Rng, i: number) => number): number[] {
  const order = [...Array(n).keys()]
  for (let i = n - 1; i > 0; i--) swap(order, i, draw(rng, i))
  return order
}

function swap(order: number[], i: number, j: number): void {
  const moved = order[i]!
  order[i] = order[j]!
  order[j] = moved
}

function cut(X: Mat, y: Label[], trainIdx: number[], testIdx: number[]): Split {
  const [train, test] = [reordered(X, y, trainIdx), reordered(X, y, testIdx)]
  return { XTrain: train.X, XTest: test.X, yTrain: train.y, yTest: test.y, trainIdx, testIdx }
}

function reordered(X: Mat, y: Label[], order: number[]): exemplar.Shuffled {
  return { X: order.map((i) => X[i]!), y: order.map((i) => y[i]!), order }
}

function inverse(order: number[]): number[] {
  return order.map((_, i) => order.indexOf(i))
}

function firstLike(X: Mat, i: number): number {
  return X.findIndex((row) => isEqual(row, X[i]!))
}

/** How values that came out are related to the source and to the row numbers given for them. */
function relation(values: unknown[], indices: number[], source: unknown[]): string {
  const looked = indices.map((i) => source[i])
  if (isEqual(values, looked)) return 'belong'
  if (isEqual(values, looked.map(String))) return 'belong as text'
  if (isEqual(values.map(String), looked.map(String))) return 'belong but for their type'
  if (isEqual(values, source)) return 'in place'
  if (
    values.length === source.length &&
    isEqual(
      indices.map((i) => values[i]),
      source,
    )
  )
    return 'backwards'
  if (indices.every((row, i) => row === i)) return 'shuffled behind unshuffled numbers'
  return 'mixed'
}

function isEqual(a: unknown[], b: unknown[]): boolean {
  return firstDifference(a, b, exact) === undefined
}

function isWhole(indices: number[], n: number): boolean {
  return isEqual(ascending(indices), [...Array(n).keys()])
}

/** Whether rows are the last ones in their order, the first ones, or neither. */
function whichEnd(indices: number[], n: number): string {
  const rows = [...Array(n).keys()]
  if (isEqual(ascending(indices), rows.slice(n - indices.length))) return 'the end'
  return isEqual(ascending(indices), rows.slice(0, indices.length)) ? 'the start' : 'elsewhere'
}

/** Whether following the order from row to row passes through all of them before it comes back. */
function isOneCycle(order: number[]): boolean {
  let steps = 1
  for (let row = order[0]!; row !== 0 && steps <= order.length; row = order[row]!) steps++
  return steps === order.length
}

function ascending(indices: number[]): number[] {
  return indices.toSorted((a, b) => a - b)
}
