import fc from 'fast-check'
import {
  all,
  type BadInput,
  contract,
  exact,
  gridVec,
  must,
  properties,
  property,
  same,
  seed,
  statistical,
} from '#engine/spec/index.ts'
import type { Label, Mat, Seed } from '#kit'
import * as reference from '#reference/model-selection/split.ts'

type Module = typeof import('#exercises/12-train-test-split/train-test-split.ts')
type Split = ReturnType<Module['trainTestSplit']>

/** Every row carries its number and a value, and has a label of its own: no two can be taken for each other. */
const samples = ({ minLength = 4, maxLength = 12 } = {}) =>
  gridVec({ minLength, maxLength }).map((values) => ({
    X: values.map((value, i) => [i, value]),
    y: values.map((_, i): Label => `n${i}`),
  }))

/** Legal for four samples and more. */
const testSize = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((k) => k / 16),
  fc.integer({ min: 1, max: 3 }),
)
const options = fc.record({ testSize, seed: seed() })
const withOptions = (data = samples()) =>
  fc.record({ data, opt: options }).map(({ data, opt }) => ({ ...data, opt }))
const withSeed = (data = samples()) =>
  fc.record({ data, seed: seed() }).map(({ data, seed }) => ({ ...data, seed }))

export default properties<Module>({
  'shuffled-rows-match-order': property({
    given: withSeed(),
    holds: async ({ shuffleTogether }, { X, y, seed }) => {
      const shuffled = await shuffleTogether(X, y, seed)
      return all(
        same(ascending(shuffled.order), range(X.length), exact, {
          because: 'order must hold the number of every row exactly once.',
        }),
        rowsAt(shuffled.X, X, shuffled.order, 'Row i of the result must be X[order[i]]'),
        same(shuffled.y, at(y, shuffled.order), exact, {
          because: 'Label i of the result must be y[order[i]].',
        }),
      )
    },
  }),

  'rows-keep-their-labels': property({
    given: fc
      .record({ example: withOptions(), shuffle: fc.constantFrom({}, { shuffle: true }, { shuffle: false }) })
      .map(({ example: { X, y, opt }, shuffle }) => ({ X, y, opt: { ...opt, ...shuffle } })),
    covers: { 'rows that are not shuffled': [0.1, ({ opt }) => 'shuffle' in opt && !opt.shuffle] },
    holds: async ({ trainTestSplit }, { X, y, opt }) => pairsKept(await trainTestSplit(X, y, opt), X, y),
  }),

  'sizes-match-definition': property({
    // Decimal shares, as people write them: some products with n lie just beside a whole number.
    given: fc
      .record({
        n: fc.integer({ min: 10, max: 60 }),
        testSize: fc.oneof(
          { weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }).map((k) => k / 100) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
        ),
      })
      .map(({ n, testSize }) => sized(n, testSize)),
    examples: [
      sized(2, 0.5),
      sized(2, 1),
      sized(3, 0.34),
      sized(10, 0.1),
      sized(100, 0.07),
      sized(50, 0.14),
      sized(100, 0.29),
      sized(12, 1),
      sized(5, 0.1),
    ],
    covers: {
      'a share with a remainder below one half': [0.1, ({ X, opt }) => remainder(X, opt) < 0.5],
      'a share with a remainder above one half': [0.1, ({ X, opt }) => remainder(X, opt) > 0.5],
      'a count': [0.06, ({ opt }) => opt.testSize >= 1],
    },
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const nTest = reference.testCount(X.length, opt.testSize)
      const { XTrain, XTest } = await trainTestSplit(X, y, opt)
      return same([XTrain.length, XTest.length], [X.length - nTest, nTest], exact, {
        because: `With testSize ${opt.testSize}, ${nTest} of ${X.length} samples are for testing.`,
      })
    },
  }),

  'test-size-is-a-quarter-by-default': property({
    given: withSeed(samples({ minLength: 2, maxLength: 24 })),
    holds: async ({ trainTestSplit }, { X, y, seed }) => {
      const nTest = reference.testCount(X.length, 0.25)
      const { XTrain, XTest } = await trainTestSplit(X, y, { seed })
      return same([XTrain.length, XTest.length], [X.length - nTest, nTest], exact, {
        because: `A quarter of ${X.length} samples, rounded up, is ${nTest}.`,
      })
    },
  }),

  'without-shuffling-the-end-is-tested': property({
    given: withOptions().map(({ X, y, opt }) => ({ X, y, opt: { ...opt, shuffle: false } })),
    runs: 50,
    holds: async ({ trainTestSplit }, { X, y, opt }) => {
      const { trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      const expected = reference.trainTestSplit(X, y, opt)
      return all(
        same(ascending(testIdx), expected.testIdx, exact, { because: 'The last rows are for testing.' }),
        same(ascending(trainIdx), expected.trainIdx, exact, { because: 'The first rows are for training.' }),
      )
    },
  }),

  'labels-pass-unchanged': property({
    given: fc
      .record({
        data: samples({ minLength: 6, maxLength: 6 }),
        labels: fc.constantFrom<Label[]>(
          ['7', '07', '7.0', '-1', '0', '1e3'],
          [0, -1, 7, 2.5, 10, 100],
          ['FS', 'fs', 'Fs', 'true', 'NaN', 'null'],
          [0, 0, 1, 1, 0, 1],
        ),
        opt: options,
      })
      .map(({ data: { X }, labels, opt }) => ({ X, y: labels, opt })),
    runs: 40,
    holds: async ({ shuffleTogether, trainTestSplit }, { X, y, opt }) => {
      const shuffled = await shuffleTogether(X, y, opt.seed)
      const { yTrain, yTest, trainIdx, testIdx } = await trainTestSplit(X, y, opt)
      const because = 'A label must come out as it went in.'
      return all(
        same(shuffled.y, at(y, shuffled.order), exact, { because }),
        same([...yTrain, ...yTest], at(y, [...trainIdx, ...testIdx]), exact, { because }),
      )
    },
  }),

  'missing-values-pass-through': property({
    given: fc
      .record({
        data: samples(),
        missing: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        opt: options,
      })
      .map(({ data: { X, y }, missing, opt }) => ({
        // The row numbers stay, and at least one value is missing.
        X: X.map(([id, value], i) => [id!, i === 1 || missing[i] ? Number.NaN : value!]),
        y,
        opt,
      })),
    runs: 40,
    holds: async ({ shuffleTogether, trainTestSplit }, { X, y, opt }) => {
      const shuffled = await shuffleTogether(X, y, opt.seed)
      const split = await trainTestSplit(X, y, opt)
      const because = 'A row with a missing value is split like any other'
      return all(
        same(shuffled.X.length, X.length, exact, { because: `${because}.` }),
        rowsAt(shuffled.X, X, shuffled.order, because),
        same(split.XTrain.length + split.XTest.length, X.length, exact, { because: `${because}.` }),
        rowsAt([...split.XTrain, ...split.XTest], X, [...split.trainIdx, ...split.testIdx], because),
      )
    },
  }),

  'equal-rows-stay-separate': property({
    given: fc
      .record({
        twins: fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.constantFrom('FS', 'PYR')), {
          minLength: 4,
          maxLength: 10,
        }),
        opt: options,
      })
      .map(({ twins, opt }) => ({ X: twins.map(([v]) => [v]), y: twins.map(([, l]): Label => l), opt })),
    holds: async ({ shuffleTogether, trainTestSplit }, { X, y, opt }) => {
      const shuffled = await shuffleTogether(X, y, opt.seed)
      const split = await trainTestSplit(X, y, opt)
      const because =
        'Samples with the same numbers are still different samples, each with its own row number.'
      return all(
        same(ascending(shuffled.order), range(X.length), exact, { because }),
        same(ascending([...split.trainIdx, ...split.testIdx]), range(X.length), exact, { because }),
      )
    },
  }),

  'other-seeds-draw-other-rows': property({
    // Two of ten orders of 30 rows agree by chance less than once in 10^30 times, two test sets of 8 rows less than
    // once in 10^5; that two pairs of test sets do (fewer than 9 are distinct), less than once in 10^10.
    given: [
      thirty([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
      thirty([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]),
      thirty(['mouse 1', 'mouse 2', 'mouse 3', 'rat', 'cat', 'fly', 'worm', 'a', 'b', 'c']),
    ],
    holds: async ({ shuffleTogether, trainTestSplit }, { X, y, seeds }) => {
      const shuffles = await shuffleTogether.many(seeds.map((seed) => [X, y, seed]))
      const splits = await trainTestSplit.many(seeds.map((seed) => [X, y, { seed }]))
      const distinct = (draws: number[][]) => new Set(draws.map((draw) => draw.join())).size
      return all(
        must(
          distinct(shuffles.map(({ order }) => order)) >= 9,
          'Ten seeds must give shuffleTogether different orders.',
        ),
        must(
          distinct(splits.map(({ testIdx }) => ascending(testIdx))) >= 9,
          'Ten seeds must give trainTestSplit different test sets.',
        ),
      )
    },
  }),

  'the-draw-ignores-the-data': property({
    given: fc
      .record({ data: samples(), other: gridVec({ minLength: 12, maxLength: 12 }), opt: options })
      .map(({ data: { X, y }, other, opt }) => ({
        X,
        y,
        // Other values, another number of columns, other labels: all but one are of one class.
        otherX: X.map((_, i) => [other[i]!]),
        otherY: X.map((_, i): Label => (i === 0 ? 1 : 0)),
        opt,
      })),
    holds: async ({ shuffleTogether, trainTestSplit }, { X, y, otherX, otherY, opt }) => {
      const [one, two] = [
        await shuffleTogether(X, y, opt.seed),
        await shuffleTogether(otherX, otherY, opt.seed),
      ]
      const [first, second] = [await trainTestSplit(X, y, opt), await trainTestSplit(otherX, otherY, opt)]
      return all(
        same(two.order, one.order, exact, {
          because: 'The same seed and as many samples, but other values, must give the same order.',
        }),
        same(ascending(second.testIdx), ascending(first.testIdx), exact, {
          because: 'The same seed and as many samples, but other values, must give the same test set.',
        }),
      )
    },
  }),

  // Both statistical properties use fixed seeds, so that a program always gets the same verdict.
  'every-order-is-as-likely': statistical({
    given: [counted(5, 4000)],
    statistic: async ({ shuffleTogether }, { X, y, seeds }) => {
      const shuffles = await shuffleTogether.many(seeds.map((seed) => [X, y, seed]))
      return unevenness(
        shuffles.map(({ order }) => order),
        120,
        'the order',
      )
    },
    // 5! = 120 orders, 119 degrees of freedom.
    chance: { kind: 'chi-square', df: 119 },
    atMost: 207.2,
    because: 'Every order must be as likely as any other.',
    // Also measured: 91 to 140 four fair methods on four ranges of seeds; 249 to 337 swaps-with-any-place, 1053
    // sorts-by-chance, 1638 rounds-the-draw, 4096 stops-one-step-early, 16142 never-stays-in-place.
    measured: { reference: [118, 118], control: [335, 335] },
    control: 'swaps-with-any-place',
  }),

  'every-test-set-is-as-likely': statistical({
    given: [counted(6, 6000)],
    statistic: async ({ trainTestSplit }, { X, y, seeds }) => {
      const splits = await trainTestSplit.many(seeds.map((seed) => [X, y, { testSize: 3, seed }]))
      return unevenness(
        splits.map(({ testIdx }) => ascending(testIdx)),
        20,
        'the test set',
      )
    },
    // 3 of 6 in 20 ways, 19 degrees of freedom.
    chance: { kind: 'chi-square', df: 19 },
    atMost: 63.7,
    because: 'Every test set must be as likely as any other.',
    // Also measured: 12 to 32 four fair methods on four ranges of seeds; 106 to 157 swaps-with-any-place, 937
    // sorts-by-chance, 1119 never-stays-in-place, 6010 always-trains-on-the-first-row, 14010 tests-a-block.
    // 6000 seeds, since swaps-with-any-place shows less in sets: with 4000 about 8 such programs in 100 would pass.
    measured: { reference: [17.5, 17.5], control: [143, 143] },
    control: 'swaps-with-any-place',
  }),

  ...contract({ given: withOptions(), calls: legalCalls, badInput: badInput() }),
})

function pairsKept({ XTrain, XTest, yTrain, yTest, trainIdx, testIdx }: Split, X: Mat, y: Label[]) {
  return all(
    rowsAt(XTrain, X, trainIdx, 'XTrain[i] must be X[trainIdx[i]]'),
    rowsAt(XTest, X, testIdx, 'XTest[i] must be X[testIdx[i]]'),
    same(yTrain, at(y, trainIdx), exact, { because: 'yTrain[i] must be y[trainIdx[i]].' }),
    same(yTest, at(y, testIdx), exact, { because: 'yTest[i] must be y[testIdx[i]].' }),
  )
}

/** Rows are those of their numbers. The numbers, which rows carry in front, are compared first: they fit a line. */
function rowsAt(rows: Mat, X: Mat, indices: number[], because: string) {
  const front = (matrix: Mat) => matrix.map((row) => row[0])
  return all(
    same(front(rows), front(at(X, indices)), exact, { because: `${because} (shown: column 0).` }),
    same(rows, at(X, indices), exact, { because: `${because}.` }),
  )
}

/** How unevenly outcomes came up that should be as likely as each other: Pearson's χ². */
function unevenness(draws: number[][], outcomes: number, what: string) {
  const counts = new Map<string, number>()
  for (const draw of draws) counts.set(draw.join(', '), (counts.get(draw.join(', ')) ?? 0) + 1)
  if (counts.size > outcomes)
    return {
      value: Number.POSITIVE_INFINITY,
      because: `There are ${outcomes} outcomes to draw from, not ${counts.size}.`,
    }
  const expected = draws.length / outcomes
  const seen = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const [[draw, count] = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a)
  return {
    value: seen + (outcomes - counts.size) * expected,
    because:
      `Over ${draws.length} seeds ${what} ${draw} came up ${count} times. A fair draw gives each about ` +
      `${Math.round(expected)} times. χ² tells how uneven that is.`,
  }
}

function sized(n: number, testSize: number) {
  const X = range(n).map((i) => [i])
  return { X, y: X.map((): Label => 0), opt: { testSize, seed: n } }
}

function remainder(X: Mat, { testSize }: { testSize: number }): number {
  const share = testSize < 1 ? (testSize * X.length) % 1 : 0
  return share === 0 ? Number.NaN : share
}

function thirty(seeds: Seed[]) {
  return { X: range(30).map((i) => [i]), y: range(30).map((i): Label => `n${i}`), seeds }
}

function counted(n: number, nSeeds: number) {
  return { X: range(n).map((i) => [i]), y: range(n).map((i): Label => `n${i}`), seeds: range(nSeeds) }
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i)
}

function ascending(indices: number[]): number[] {
  return indices.toSorted((a, b) => a - b)
}

function at<T>(values: T[], indices: number[]): T[] {
  return indices.map((i) => values[i]!)
}

function legalCalls({ X, y, opt }: { X: Mat; y: Label[]; opt: { seed: number; testSize: number } }) {
  return { shuffleTogether: [X, y, opt.seed], trainTestSplit: [X, y, opt] }
}

function badInput(): BadInput[] {
  const X = [[1], [2], [3], [4], [5]]
  const y = ['a', 'b', 'c', 'd', 'e']
  const ragged = [[1], [2], [3, 3], [4], [5]]
  const shapes = (fn: string, last: unknown): BadInput[] => {
    const good = [X, y, last]
    return [
      { fn, what: 'X has more rows than y has labels', bad: [X, y.slice(1), last], good, code: 'SHAPE' },
      { fn, what: 'X has fewer rows than y has labels', bad: [X.slice(1), y, last], good, code: 'SHAPE' },
      { fn, what: 'the rows of X differ in length', bad: [ragged, y, last], good, code: 'SHAPE' },
    ]
  }
  const sizes = (testSize: number, legal: number, what = `testSize is ${testSize}`): BadInput => ({
    fn: 'trainTestSplit',
    what,
    bad: [X, y, { testSize, seed: 1 }],
    good: [X, y, { testSize: legal, seed: 1 }],
    code: 'PARAM',
  })
  return [
    ...shapes('shuffleTogether', 1),
    ...shapes('trainTestSplit', { testSize: 2, seed: 1 }),
    sizes(0, 0.1),
    sizes(-1, 1),
    sizes(-0.25, 0.25),
    sizes(1.5, 1),
    sizes(2.5, 2),
    sizes(5, 4, 'all five samples would be tested'),
    sizes(7, 4, 'seven of five samples would be tested'),
    sizes(0.9, 0.8, '0.9 of five samples, rounded up, is all of them'),
    {
      fn: 'trainTestSplit',
      what: 'there is one sample only',
      bad: [[[1]], ['a'], { seed: 1 }],
      good: [[[1], [2]], ['a', 'b'], { seed: 1 }],
      code: 'NOT_ENOUGH_SAMPLES',
    },
    {
      fn: 'trainTestSplit',
      what: 'there is one sample only',
      bad: [[[1]], ['a'], { testSize: 0.5, seed: 1, shuffle: false }],
      good: [[[1], [2]], ['a', 'b'], { testSize: 0.5, seed: 1, shuffle: false }],
      code: 'NOT_ENOUGH_SAMPLES',
    },
    {
      fn: 'trainTestSplit',
      what: 'all five samples would be tested',
      bad: [X, y, { testSize: 5, seed: 1, shuffle: false }],
      good: [X, y, { testSize: 4, seed: 1, shuffle: false }],
      code: 'PARAM',
    },
  ]
}
