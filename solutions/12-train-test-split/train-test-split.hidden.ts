import fc from 'fast-check'
import {
  all,
  exact,
  gridVec,
  judgedBy,
  must,
  properties,
  property,
  same,
  seed,
  statistical,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/12-train-test-split/train-test-split.takes.ts'
import type { Label, Mat, Seed } from '#kit'
import * as reference from '#reference/model-selection/split.ts'

type Module = typeof import('#exercises/12-train-test-split/train-test-split.ts')
type Shuffled = ReturnType<Module['shuffleTogether']>
type Split = ReturnType<Module['trainTestSplit']>

const samples = gridVec({ minLength: 4 }).map((values) => ({
  X: values.map((value, i) => [i, value]),
  y: values.map((_, i): Label => `n${i}`),
}))
/** The same number of samples with other values, another number of columns and other labels: all but one are of one class. */
const pairs = fc
  .record({ data: samples, nTest: fc.integer({ min: 1, max: 3 }), seed: seed() })
  .map(({ data: { X, y }, nTest, seed }) => ({
    X,
    y,
    otherX: X.map(([id, value]) => [value! - id!]),
    otherY: X.map((_, i): Label => (i === 0 ? 1 : 0)),
    opt: { testSize: nTest, seed },
  }))
/** Seeds that are easily taken for none, or for each other. */
const oddSeeds: Seed[] = [
  0,
  1,
  -1,
  0.5,
  1.5,
  -0.5,
  42,
  2 ** 32,
  2 ** 32 + 1,
  1e300,
  '',
  ' ',
  'NaN',
  'null',
  '1e300 ',
]

export default properties<Module>({
  'shuffled-rows-match-order': property({
    given: fc.record({ data: samples, seed: seed() }).map(({ data, seed }) => ({ ...data, seed })),
    runs: 50,
    holds: async ({ shuffleTogether }, { X, y, seed }) => isShuffled(await shuffleTogether(X, y, seed), X, y),
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
      ...[sized(2, 0.5), sized(2, 1), sized(3, 0.34), sized(5, 0.1), sized(10, 0.1), sized(12, 1)],
      ...[
        sized(100, 0.07),
        sized(50, 0.14),
        sized(100, 0.29),
        sized(300, 1e-9),
        sized(300, 299),
        sized(300, 0.996),
      ],
    ],
    covers: {
      'a share with a remainder below one half': [0.1, ({ X, opt }) => remainder(X, opt) < 0.5],
      'a share with a remainder above one half': [0.1, ({ X, opt }) => remainder(X, opt) > 0.5],
      'a count': [0.06, ({ opt }) => opt.testSize >= 1],
    },
    holds: async ({ trainTestSplit }, { X, y, opt }) =>
      hasSizes(await trainTestSplit(X, y, opt), X, opt.testSize),
  }),

  'shuffleTogether/the-draw-ignores-the-data': property({
    given: pairs,
    runs: 50,
    holds: async ({ shuffleTogether }, { X, y, otherX, otherY, opt }) => {
      const one = await shuffleTogether(X, y, opt.seed)
      const other = await shuffleTogether(otherX, otherY, opt.seed)
      return same(other.order, one.order, exact, {
        because: 'The same seed and as many samples, but other values, must give the same order.',
      })
    },
  }),

  'trainTestSplit/the-draw-ignores-the-data': property({
    given: pairs,
    runs: 50,
    holds: async ({ trainTestSplit }, { X, y, otherX, otherY, opt }) => {
      const one = await trainTestSplit(X, y, opt)
      const other = await trainTestSplit(otherX, otherY, opt)
      return same(ascending(other.testIdx), ascending(one.testIdx), exact, {
        because: 'The same seed and as many samples, but other values, must give the same test set.',
      })
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

  'shuffleTogether/odd-options': property({
    given: [sixty()],
    holds: async ({ shuffleTogether }, { X, y }) => {
      const shuffles = await shuffleTogether.many(oddSeeds.map((seed) => [X, y, seed]))
      return all(
        allDiffer(shuffles.map(({ order }) => order)),
        ...shuffles.map((shuffled) => isShuffled(shuffled, X, y)),
      )
    },
  }),

  'trainTestSplit/odd-options': property({
    given: [sixty()],
    holds: async ({ trainTestSplit }, { X, y }) => {
      const splits = await trainTestSplit.many(oddSeeds.map((seed) => [X, y, { testSize: 0.5, seed }]))
      return all(
        allDiffer(splits.map(({ testIdx }) => ascending(testIdx))),
        ...splits.map((split) => isSplit(split, X, y)),
      )
    },
  }),

  'trainTestSplit/defaults': property({
    given: [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 21, 100].map((n) => sized(n, 0.25)),
    holds: async ({ trainTestSplit }, { X, y }) => {
      const splits = await trainTestSplit.many([1, 2, 3, 4, 5, 6].map((seed) => [X, y, { seed }]))
      const told = await trainTestSplit(X, y, { seed: 1, testSize: 0.25, shuffle: true })
      return all(
        ...splits.map((split) => hasSizes(split, X, 0.25)),
        same(ascending(splits[0]!.testIdx), ascending(told.testIdx), exact, {
          because: 'Without testSize and shuffle the draw is that of testSize 0.25 and shuffle true.',
        }),
      )
    },
  }),

  ...stress<Module>(
    takes,
    {
      shuffleTogether: judgedBy<Module['shuffleTogether']>((result, [X, y]) => isShuffled(result, X, y)),
      trainTestSplit: judgedBy<Module['trainTestSplit']>(
        (split, [X, y, { testSize = 0.25, shuffle = true }]) =>
          all(isSplit(split, X, y, shuffle), hasSizes(split, X, testSize)),
      ),
    },
    { except: ['shuffleTogether/odd-options', 'trainTestSplit/odd-options', 'trainTestSplit/defaults'] },
  ),
})

/** Rows that a fair shuffle leaves in place: more than this many out of hundreds do not happen in 10^15 times. */
const STAY = 20

function isShuffled({ X: rows, y: labels, order }: Shuffled, X: Mat, y: Label[]) {
  const staying = order.filter((row, i) => row === i).length
  return all(
    same(ascending(order), range(X.length), exact, {
      because: 'order must hold the number of every row exactly once.',
    }),
    same(rows, at(X, order), exact, { because: 'Row i of the result must be X[order[i]].' }),
    same(labels, at(y, order), exact, { because: 'Label i of the result must be y[order[i]].' }),
    must(staying <= STAY, `Of ${order.length} rows ${staying} stay where they are.`, { got: order }),
  )
}

function isSplit(
  { XTrain, XTest, yTrain, yTest, trainIdx, testIdx }: Split,
  X: Mat,
  y: Label[],
  isDrawn = true,
) {
  const end = range(X.length).slice(-testIdx.length)
  const isEnd = testIdx.every((i) => i >= end[0]!)
  return all(
    same(ascending([...trainIdx, ...testIdx]), range(X.length), exact, {
      because: 'trainIdx and testIdx together must hold the number of every row exactly once.',
    }),
    same(XTrain, at(X, trainIdx), exact, { because: 'XTrain[i] must be X[trainIdx[i]].' }),
    same(XTest, at(X, testIdx), exact, { because: 'XTest[i] must be X[testIdx[i]].' }),
    same(yTrain, at(y, trainIdx), exact, { because: 'yTrain[i] must be y[trainIdx[i]].' }),
    same(yTest, at(y, testIdx), exact, { because: 'yTest[i] must be y[testIdx[i]].' }),
    must(isDrawn || isEnd, 'The last rows are for testing.', { got: testIdx }),
    must(!isDrawn || !isEnd || end.length < STAY, 'The test rows must be drawn from everywhere.', {
      got: testIdx,
    }),
  )
}

function hasSizes({ XTrain, XTest, trainIdx, testIdx }: Split, X: Mat, testSize: number) {
  const nTest = reference.testCount(X.length, testSize)
  const expected = [X.length - nTest, nTest]
  const because = `With testSize ${testSize}, ${nTest} of ${X.length} samples are for testing.`
  return all(
    same([XTrain.length, XTest.length], expected, exact, { because }),
    same([trainIdx.length, testIdx.length], expected, exact, { because }),
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

function allDiffer(draws: number[][]) {
  const texts = draws.map(String)
  const again = texts.findIndex((text, i) => texts.indexOf(text) < i)
  const [one, other] = [oddSeeds[texts.indexOf(texts[again]!)], oddSeeds[again]]
  return must(again === -1, `The seeds ${JSON.stringify(one)} and ${JSON.stringify(other)} draw the same.`)
}

function sized(n: number, testSize: number) {
  const X = range(n).map((i) => [i])
  return { X, y: X.map((): Label => 0), opt: { testSize, seed: n } }
}

function remainder(X: Mat, { testSize }: { testSize: number }): number {
  const share = testSize < 1 ? (testSize * X.length) % 1 : 0
  return share === 0 ? Number.NaN : share
}

function sixty() {
  return { X: range(60).map((i) => [i]), y: range(60).map((i): Label => `n${i}`) }
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
