import fc from 'fast-check'
import {
  all,
  exact,
  judgedBy,
  largest,
  must,
  oncePerCase,
  properties,
  property,
  same,
  screened,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/24-kmeans/kmeans.takes.ts'
import * as reference from '#reference/cluster/kmeans.ts'
import { creeping, isClear, isSame, joinNearest, rows, type Start } from './starts.ts'

type Module = typeof import('#exercises/24-kmeans/kmeans.ts')
type Options = { maxIter?: number }

/** Sums over means that are not on the grid: more rounding than one formula. */
const rounded = { rel: 1e-9, abs: 1e-9 }
const expectedOf = oncePerCase(({ X, init, opt }: Start & { opt?: Options }) =>
  reference.kmeans(X, init, opt),
)

export default properties<Module>({
  'kmeans-matches-reference': property({
    given: clearStarts(),
    runs: 60,
    covers: {
      'more than one cluster': [0.2, ({ init }) => init.length > 1],
      'labels that change on the way': [
        0.15,
        ({ X, init }) => !isSame(reference.assignClusters(X, init), reference.kmeans(X, init).labels),
      ],
    },
    holds: async ({ kmeans }, example) => {
      const { X, init } = example
      const expected = expectedOf(example)
      const got = await kmeans(X, init)
      return all(
        same(got.labels, expected.labels, exact),
        same(got.centers, expected.centers),
        same(got.inertia, expected.inertia, rounded),
      )
    },
  }),

  'ends-in-a-fixed-point': property({
    given: clearStarts().map(({ X, init }) => ({ X, init })),
    // Each takes as many iterations as it has samples, in whatever unit.
    examples: [creeping(12), inUnit(creeping(9), 1e-9), inUnit(creeping(9), 2 ** 30)],
    runs: 40,
    holds: async ({ kmeans }, { X, init }) => {
      const { labels, centers, converged } = await kmeans(X, init)
      const scale = largest(X)
      const means = centers.map((_, c) => {
        const members = X.filter((_, i) => labels[i] === c)
        return X[0]!.map((_, j) => members.reduce((sum, x) => sum + x[j]!, 0) / members.length)
      })
      return all(
        must(converged, 'It must go on until no centre moves: 300 iterations are enough.', {
          got: converged,
        }),
        same(centers, means, rounded, { scale, because: 'Each centre must be the mean of its samples.' }),
      )
    },
  }),

  'kmeans-moves-empty-clusters': property({
    given: screened(
      fc.record({ start: farStarts(), maxIter: fc.integer({ min: 1, max: 6 }) }),
      ({ start: { X, init }, maxIter }, step) => ({
        X: X.map(([x = 0]) => [x + ((step * (7 * x + 3)) % 11) / 16]),
        init,
        opt: { maxIter },
      }),
      (start) => isClear(start, { mayBeEmpty: true }),
      {
        otherwise: ({ maxIter }) => ({
          X: [[0], [1.25], [20]],
          init: [[0.5], [10], [100]],
          opt: { maxIter },
        }),
      },
    ),
    runs: 60,
    covers: {
      'several empty clusters': [
        0.15,
        ({ X, init }) => new Set(reference.assignClusters(X, init)).size < init.length - 1,
      ],
    },
    holds: async ({ kmeans }, example) => {
      const { labels, centers } = await kmeans(example.X, example.init, example.opt)
      const expected = expectedOf(example)
      return all(same(centers, expected.centers), same(labels, expected.labels, exact))
    },
  }),

  'kmeans/defaults': property({
    given: [creeping(303)],
    holds: async ({ kmeans }, start) => {
      const { nIter, converged, labels } = await kmeans(start.X, start.init)
      const because = 'Without maxIter, which then is 300, a start that would take 303 iterations ends early.'
      return same(
        { nIter, converged, inCluster0: labels.filter((c) => c === 0).length },
        { nIter: 300, converged: false, inCluster0: 301 },
        exact,
        { because },
      )
    },
  }),

  'kmeans/iteration-limits': property({
    // A start of n samples takes n iterations, in the last of which nothing changes.
    given: [3, 5, 6, 9].flatMap((n) =>
      [1, n - 2, n - 1, n, n + 1].map((maxIter) => ({ ...creeping(n), opt: { maxIter } })),
    ),
    holds: async ({ kmeans }, example) => {
      const { X, init, opt } = example
      const expected = expectedOf(example)
      const { converged, nIter, inertiaHistory, centers, labels } = await kmeans(X, init, opt)
      const entries = inertiaHistory.length
      return all(
        same({ converged, nIter }, { converged: expected.converged, nIter: expected.nIter }, exact, {
          because: `It takes ${X.length} iterations until one changes nothing, and maxIter is ${opt.maxIter}.`,
        }),
        must(
          entries >= 1 && entries <= opt.maxIter + 1,
          `inertiaHistory must have 1 to maxIter + 1 entries.`,
          {
            got: inertiaHistory,
          },
        ),
        same(centers, expected.centers, rounded, {
          because: `After ${opt.maxIter} iteration(s) the centres are elsewhere.`,
        }),
        same(labels, expected.labels, exact),
      )
    },
  }),

  ...stress<Module>(
    takes,
    {
      kmeans: judgedBy<Module['kmeans']>((result, args) => {
        const { labels, centers, inertia, inertiaHistory } = result
        const [X, init, { maxIter = 300 } = {}] = args
        const { clear, expected } = wayOf(args)
        const size = must(
          centers.length === init.length && centers.every((center) => center.length === X[0]!.length),
          `There must be ${init.length} centers, as wide as the samples.`,
          { got: centers },
        )
        const nearest = size === true ? joinNearest(labels, X, centers) : size
        if (nearest !== true) return nearest
        // An inertia that should be 0 is one of centres that are means but for rounding.
        const scale = largest(X)
        const slack = X.length * X[0]!.length * (1e-12 * scale) ** 2
        const sum = reference.inertia(X, labels, centers)
        const rises = inertiaHistory.some((value, i) => value > inertiaHistory[i - 1]! * (1 + 1e-9) + slack)
        const tolerance = { rel: 1e-9, abs: slack }
        return all(
          same(inertia, sum, tolerance, { scale: 1, because: 'inertia is that of labels and centers.' }),
          same(inertiaHistory.at(-1), sum, tolerance, { scale: 1, because: 'inertiaHistory ends with it.' }),
          must(!rises, 'inertiaHistory must not rise.', { got: inertiaHistory }),
          must(result.nIter >= 0 && result.nIter <= maxIter, 'nIter is at most maxIter.', {
            got: result.nIter,
          }),
          clear ? same(labels, expected.labels, exact) : true,
          clear ? same(centers, expected.centers, { rel: 1e-9, abs: 1e-12 }, { scale }) : true,
        )
      }),
    },
    { except: ['kmeans/defaults'] },
  ),
})

/** Where the reference ends, and whether every correct program ends there. */
const wayOf = oncePerCase(([X, init, opt]: Parameters<Module['kmeans']>) => {
  const expected = reference.kmeans(X, init, opt)
  return {
    expected,
    clear: reference.kmeans(X, init).converged && isClear({ X, init }, { mayBeEmpty: true }),
  }
})

/**
 * Starts from which no decision on the way is close and no cluster runs empty. Samples of a start that is not so are
 * spread out a little, again and again.
 */
function clearStarts(): fc.Arbitrary<Start> {
  return screened(
    fc.record({ start: rows({ n: [5, 10], k: [1, 3] }), from: fc.nat(9) }),
    ({ start: { X, init }, from }, step) => {
      const spread = X.map((row, i) => row.map((v, j) => v + (step * ((7 * i + 5 * j + 3) % 11)) / 16))
      return { X: spread, init: init.map((_, c) => spread[(from + c) % X.length]!) }
    },
    (start, step) => {
      // At first it looks for a start that is not the answer already.
      const { X, init } = start
      return !(init.length > 1 && step < 30 && reference.kmeans(X, init).nIter < 3) && isClear(start)
    },
    { otherwise: () => ({ X: [[0], [1], [9], [10]], init: [[0], [1]] }) },
  )
}

/**
 * Starts with a centre that nobody is near, beside at least as many different samples as clusters. Half of
 * them have a sample far out that is alone in its cluster: the empty cluster moves on top of it first, and
 * no label changes then.
 */
function farStarts(): fc.Arbitrary<Start> {
  return fc
    .record({
      values: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 6 }),
      copies: fc.integer({ min: 1, max: 2 }),
      alone: fc.boolean(),
      far: fc.integer({ min: 30, max: 40 }),
    })
    .map(({ values, copies, alone, far }) => {
      const near = Array.from({ length: copies }, () => values.map((v) => [v])).flat()
      return alone
        ? { X: [...near, [far]], init: [[values[0]! / 2 + 2], [20], [100]] }
        : { X: near, init: [[values[0]!], [far], [far + 1]] }
    })
}

function inUnit({ X, init }: Start, unit: number): Start {
  return { X: X.map((x) => x.map((v) => v * unit)), init: init.map((x) => x.map((v) => v * unit)) }
}
