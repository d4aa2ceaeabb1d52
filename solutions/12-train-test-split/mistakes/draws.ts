import { mistakes, observations } from '#engine/spec/index.ts'
import { createRng } from '#kit'
import * as exemplar from '../train-test-split.ts'
import {
  cut,
  drawing,
  fisherYates,
  isOneCycle,
  ordered,
  seeded,
  shuffledFacts,
  splitFacts,
  swap,
  theDraw,
  whichEnd,
} from './tools.ts'

export default mistakes<typeof exemplar>({
  'does-not-shuffle': {
    says: 'leaves every row where it is',
    explains: 'Your order is 0, 1, 2, … and your test part is always the end of the data.',
    asks: 'Is a recording that is sorted by cell type tested fairly on its last rows?',
    caughtBy: 'shuffleTogether/other-seeds-draw-other-rows',
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
    caughtBy: 'trainTestSplit/other-seeds-draw-other-rows',
    exports: drawing((n) => fisherYates(n, createRng(0), (rng, i) => rng.int(i + 1))),
    observe: theDraw,
  },
  'knows-numeric-seeds-only': {
    says: 'turns the seed into a number',
    explains: 'All seeds that are words draw the same, since none of them is a number.',
    asks: 'What is Number("mouse 1")?',
    caughtBy: 'trainTestSplit/other-seeds-draw-other-rows',
    exports: seeded(Number),
    observe: theDraw,
  },
  'takes-seed-0-for-none': {
    says: 'takes the seed 0, or an empty text, for none',
    explains: 'Your functions draw the same for 0, for an empty text and for 42.',
    asks: 'What does seed || 42 give for 0?',
    caughtBy: 'trainTestSplit/odd-options',
    exports: seeded((seed) => seed || 42),
    observe: theDraw,
  },
  'cuts-seeds-to-whole-numbers': {
    says: 'cuts seeds that are numbers to whole ones of 32 bits',
    explains: 'Your functions draw the same for 0, for 0.5 and for 2 ** 32.',
    asks: 'What is 0.5 | 0?',
    caughtBy: 'trainTestSplit/odd-options',
    exports: seeded((seed) => (typeof seed === 'number' ? seed | 0 : seed)),
    observe: theDraw,
  },
  'redraws-until-every-class-is-tested': {
    says: 'draws again until every class is in the test part',
    explains: 'Your test part depends on the labels: some draws are thrown away.',
    asks: 'Is every test set still as likely, and is that what this exercise asks for?',
    caughtBy: 'trainTestSplit/the-draw-ignores-the-data',
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
  'shuffles-256-rows': {
    says: 'leaves all rows after the first 256 where they are',
    explains: 'Your order has room for 256 row numbers to draw from.',
    asks: 'What is the largest number that fits into one byte?',
    caughtBy: 'shuffleTogether/many-samples',
    exports: {
      shuffleTogether: ordered((n, rng) => [
        ...fisherYates(Math.min(n, 256), rng, (r, i) => r.int(i + 1)),
        ...Array.from({ length: Math.max(0, n - 256) }, (_, i) => 256 + i),
      ]),
    },
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
