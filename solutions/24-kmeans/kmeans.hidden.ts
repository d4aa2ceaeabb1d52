import fc from 'fast-check'
import {
  all,
  type BadInput,
  closedForm,
  contract,
  exact,
  gridNumber,
  gridVec,
  matches,
  must,
  properties,
  property,
  same,
  scaleOf,
  screened,
  type Verdict,
} from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as reference from '#reference/cluster/kmeans.ts'
import { silhouette } from '#reference/cluster/silhouette.ts'
import { neuronTable } from '#reference/data/neuron-table.ts'
import { squaredDistance } from '#reference/linear-algebra/vector.ts'
import { adjustedRandIndex } from '#reference/metrics/clustering.ts'
import { fitStandardScaler, transform } from '#reference/preprocessing/scaler.ts'

/** Sums over means that are not on the grid, of data that was moved about: more rounding than one formula. */
const moved = { rel: 1e-9, abs: 1e-9 }

export default properties<typeof import('#exercises/24-kmeans/kmeans.ts')>({
  'samples-join-the-nearest-centre': property({
    // Never a tie: samples are on halves, and centre j is off the halves by j/16 in its first column. In
    // sixteenths, its squared distance to any sample is then j² modulo 16: 0, 1, 4 or 9.
    given: rows({ n: [1, 6], k: [1, 4], den: 2 }).map(({ X, init }) => ({
      X,
      centers: init.map(([first, ...rest], j) => [first! + j / 16, ...rest]),
    })),
    examples: [{ X: [], centers: [[0], [1]] }],
    covers: {
      'a sample that another distance would send elsewhere': [
        0.04,
        ({ X, centers }) => X.some((x) => nearestByAbsolutes(x, centers) !== nearest(x, centers)),
      ],
    },
    holds: matches('assignClusters', reference.assignClusters, exact),
  }),

  'ties-go-to-the-lowest-cluster': property({
    // One feature and few values: every correct distance is the same for equally far centres.
    given: fc
      .record({
        x: fc.array(gridNumber({ min: -2, max: 2, den: 2 }), { minLength: 1, maxLength: 5 }),
        c: fc.array(gridNumber({ min: -2, max: 2, den: 1 }), { minLength: 2, maxLength: 4 }),
      })
      .map(({ x, c }) => ({ X: x.map((v) => [v]), centers: c.map((v) => [v]) })),
    covers: { 'a tie for the nearest': [0.2, ({ X, centers }) => X.some(([x]) => isTied(x!, centers))] },
    holds: matches('assignClusters', reference.assignClusters, exact),
  }),

  'centres-are-means': property({
    given: rows({ n: [3, 8], k: [1, 3] }).map(({ X, init, pick }) => ({
      X,
      labels: allUsed(pick.slice(0, X.length), init.length),
      centers: init,
    })),
    covers: { 'several clusters': [0.2, ({ centers }) => centers.length > 1] },
    holds: matches('updateCenters', reference.updateCenters, closedForm),
  }),

  'empty-clusters-take-the-farthest-sample': property({
    // Along one axis, the other column constant, so that equal distances are equal in every formula.
    given: fc
      .record({
        x: gridVec({ minLength: 4, maxLength: 7, min: -4, max: 4, den: 2 }),
        c: gridVec({ minLength: 2, maxLength: 4, min: -4, max: 4, den: 2 }),
        pick: fc.array(fc.nat(11), { minLength: 7, maxLength: 7 }),
        used: fc.integer({ min: 1, max: 3 }),
        first: fc.nat(3),
      })
      .map(({ x, c, pick, used, first }) => {
        // The clusters in use start anywhere in the ring of all k, so that any number may be empty.
        const inUse = Math.min(used, c.length - 1)
        return {
          X: x.map((v) => [0.5, v]),
          labels: x.map((_, i) => (first + (pick[i]! % inUse)) % c.length),
          centers: c.map((v) => [0.5, v]),
        }
      }),
    examples: [
      { X: [[0], [1], [8]], labels: [0, 0, 0], centers: [[0], [50]] },
      { X: [[1], [1], [1]], labels: [1, 1, 1], centers: [[0], [1], [2]] },
    ],
    covers: {
      'several empty clusters': [0.2, ({ labels, centers }) => new Set(labels).size < centers.length - 1],
      'a tie for the farthest': [0.05, hasTieForTheFarthest],
    },
    holds: matches('updateCenters', reference.updateCenters, closedForm),
  }),

  'inertia-matches-definition': property({
    given: rows({ n: [1, 6], k: [1, 3] }).map(({ X, init, pick }) => ({
      X,
      labels: X.map((_, i) => pick[i]! % init.length),
      centers: init,
    })),
    covers: {
      'a sample that is not with its nearest centre': [
        0.2,
        ({ X, labels, centers }) => X.some((x, i) => nearest(x, centers) !== labels[i]),
      ],
    },
    holds: matches('inertia', reference.inertia, closedForm),
  }),

  'within-plus-between-is-all': property({
    given: rows({ n: [3, 8], k: [1, 3] }).map(({ X, init, pick }) => {
      const labels = allUsed(pick.slice(0, X.length), init.length)
      return { X, labels, centers: reference.updateCenters(X, labels, init) }
    }),
    holds: async ({ inertia }, { X, labels, centers }) => {
      const inOne = labels.map(() => 0)
      const middle = reference.updateCenters(X, inOne, [X[0]!])
      const spread = reference.inertia(X, inOne, middle)
      const between = labels.reduce((sum, c) => sum + squaredDistance(centers[c]!, middle[0]!), 0)
      return same((await inertia(X, labels, centers)) + between, spread, moved, {
        because: 'Inertia plus the spread between the clusters must be the spread of all samples.',
      })
    },
  }),

  'kmeans-matches-reference': property({
    given: clearCases(),
    runs: 60,
    covers: {
      'more than one cluster': [0.2, ({ init }) => init.length > 1],
      'labels that change on the way': [
        0.15,
        ({ X, init }) => !sameList(reference.assignClusters(X, init), reference.kmeans(X, init).labels),
      ],
    },
    holds: async ({ kmeans }, { X, init }) => {
      const expected = reference.kmeans(X, init)
      const got = await kmeans(X, init)
      return all(
        same(got.labels, expected.labels, exact),
        same(got.centers, expected.centers),
        same(got.inertia, expected.inertia, closedForm, { scale: scaleOf(X) ** 2 }),
      )
    },
  }),

  'result-fits-together': property({
    // The centres start close together, so that they have a long way to go.
    given: fc
      .record({ start: rows({ n: [4, 10], k: [1, 3] }), maxIter: fc.integer({ min: 1, max: 2 }) })
      .map(({ start: { X, init }, maxIter }) => {
        const [first = 0, ...rest] = X[0]!
        return { X, init: init.map((_, c) => [first + c / 4, ...rest]), opt: { maxIter } }
      }),
    runs: 60,
    covers: {
      'a run that maxIter ends while labels change': [
        0.1,
        ({ X, init, opt: { maxIter } }) =>
          !sameList(
            reference.kmeans(X, init, { maxIter: maxIter + 1 }).labels,
            labelsBefore(X, init, maxIter),
          ),
      ],
    },
    holds: async ({ kmeans }, { X, init, opt }) => {
      const result = await kmeans(X, init, opt)
      const size = hasSize(result, X, init)
      if (size !== true) return size
      const { labels, centers, inertia, inertiaHistory } = result
      const tooFar = X.findIndex((x, i) => {
        const distances = centers.map((center) => squaredDistance(x, center))
        return distances[labels[i]!]! > Math.min(...distances) + 1e-9
      })
      return all(
        must(tooFar === -1, `Sample ${tooFar} is not with the nearest of the returned centres.`, {
          got: result,
        }),
        same(inertia, reference.inertia(X, labels, centers), moved, {
          because: 'inertia must be that of the returned labels and centers.',
        }),
        same(inertiaHistory.at(-1), inertia, moved, { because: 'inertiaHistory must end with inertia.' }),
      )
    },
  }),

  'ends-in-a-fixed-point': property({
    given: rows({ n: [3, 10], k: [1, 3] }).map(({ X, init }) => ({ X, init })),
    // Evenly spread samples take long: these 13 and 112 iterations, the same in every formula (all is dyadic).
    examples: [
      { X: evenly(64), init: evenly(3) },
      { X: evenly(200), init: evenly(16) },
    ],
    runs: 60,
    holds: async ({ kmeans }, { X, init }) => {
      const result = await kmeans(X, init)
      const size = hasSize(result, X, init)
      if (size !== true) return size
      const means = reference.updateCenters(X, result.labels, result.centers)
      const used = init.map((_, c) => c).filter((c) => result.labels.includes(c))
      return all(
        must(result.converged, 'It must go on until nothing changes: 300 iterations are enough.', {
          got: result,
        }),
        same(
          used.map((c) => result.centers[c]),
          used.map((c) => means[c]),
          moved,
          { because: 'Each centre must be the mean of its samples.' },
        ),
      )
    },
  }),

  'every-cluster-is-used': property({
    given: farStarts(),
    covers: {
      'an empty cluster at the start': [
        0.5,
        ({ X, init }) => unusedIn(reference.assignClusters(X, init), init),
      ],
      'an empty cluster while the labels stand still': [
        0.1,
        ({ X, init }) => unusedIn(stopsOnLabels(X, init), init),
      ],
    },
    runs: 60,
    holds: async ({ kmeans }, { X, init }) => {
      const { labels } = await kmeans(X, init)
      const unused = init.findIndex((_, c) => !labels.includes(c))
      return must(unused === -1, `No sample is in cluster ${unused}.`, { got: labels })
    },
  }),

  'kmeans-moves-empty-clusters': property({
    given: clearFarStarts(),
    runs: 60,
    covers: {
      'several empty clusters': [
        0.15,
        ({ X, init }) => new Set(reference.assignClusters(X, init)).size < init.length - 1,
      ],
    },
    holds: async ({ kmeans }, { X, init, opt }) => {
      const expected = reference.kmeans(X, init, opt)
      const { labels, centers } = await kmeans(X, init, opt)
      return all(same(centers, expected.centers), same(labels, expected.labels, exact))
    },
  }),

  'moves-with-the-data': property({
    given: clearCases(gridNumber({ min: -8, max: 8, den: 2 })),
    runs: 40,
    holds: async ({ kmeans }, { X, init, by }) => {
      const before = await kmeans(X, init)
      // A much larger unit, in which numbers are small: whoever stops at a small change stops too early.
      for (const unit of [1, 2 ** -14]) {
        // With two features turned by the angle of the 3-4-5 triangle, which is exact in whole numbers.
        const flat = X[0]!.length === 1
        const factor = flat ? 2 : 5
        const move = ([a = 0, b = 0, ...rest]: Vec): Vec => {
          const turned = flat ? [2 * a] : [3 * a - 4 * b, 4 * a + 3 * b]
          return [...turned, ...rest.map((v) => factor * v)].map((v) => (v + by) * unit)
        }
        const after = await kmeans(X.map(move), init.map(move))
        const how =
          unit === 1
            ? `The data were ${flat ? 'doubled' : 'turned, made 5 times as large'} and shifted by ${by}`
            : 'The data were moved and measured in a unit 16384 times as large'
        const verdict = all(
          same(after.labels, before.labels, exact, { because: `${how}: the labels must stay.` }),
          same(inUnit(after.centers, unit), inUnit(before.centers.map(move), unit), moved, {
            because: `${how}: the centres must move along.`,
          }),
          same(after.inertia / (factor * unit) ** 2, before.inertia, moved, {
            because: `${how}: the inertia must change by the square.`,
          }),
        )
        if (verdict !== true) return verdict
      }
      return true
    },
  }),

  'sample-order-does-not-matter': property({
    given: clearCases(),
    runs: 40,
    holds: async ({ kmeans }, { X, init, by: turn }) => {
      const rotate = <T>(list: T[]): T[] => [
        ...list.slice(turn % X.length),
        ...list.slice(0, turn % X.length),
      ]
      const before = await kmeans(X, init)
      const after = await kmeans(rotate(X), init)
      return all(
        same(after.labels, rotate(before.labels), exact, {
          because: 'With the samples in another order each must keep its label.',
        }),
        same(after.centers, before.centers, moved, {
          because: 'The order of the samples must not move the centres.',
        }),
      )
    },
  }),

  'centre-order-only-renames': property({
    given: clearCases(),
    runs: 40,
    covers: { 'more than one cluster': [0.2, ({ init }) => init.length > 1] },
    holds: async ({ kmeans }, { X, init }) => {
      const before = await kmeans(X, init)
      const after = await kmeans(X, [...init].reverse())
      return all(
        same(
          after.labels,
          before.labels.map((label) => init.length - 1 - label),
          exact,
          { because: 'With init in reverse order each label c must become k − 1 − c.' },
        ),
        same(after.centers, [...before.centers].reverse(), moved, {
          because: 'With init in reverse order the centres must be the same, in reverse order.',
        }),
      )
    },
  }),

  'stops-at-max-iter': property({
    given: slowCases(),
    runs: 40,
    covers: { 'a maxIter above 1': [0.2, ({ opt }) => opt.maxIter > 1] },
    holds: async ({ kmeans }, { X, init, opt }) => {
      const expected = reference.kmeans(X, init, opt)
      const { converged, nIter, inertiaHistory, centers, labels } = await kmeans(X, init, opt)
      return all(
        same(converged, false, exact, { because: `It can not converge in maxIter = ${opt.maxIter}.` }),
        must(
          Number.isInteger(nIter) && nIter >= 0 && nIter <= opt.maxIter,
          `nIter must be a whole number from 0 to ${opt.maxIter}.`,
          { got: nIter },
        ),
        must(
          inertiaHistory.length >= 1 && inertiaHistory.length <= opt.maxIter + 1,
          `inertiaHistory must have 1 to ${opt.maxIter + 1} entries.`,
          { got: inertiaHistory },
        ),
        same(centers, expected.centers, closedForm, {
          because: `After ${opt.maxIter} iteration(s) the centres are elsewhere.`,
        }),
        same(labels, expected.labels, exact),
      )
    },
  }),

  'plus-plus-matches-definition': property({
    given: rows({ n: [4, 8], k: [1, 4], maxCols: 2 }).map(({ X, init, pick }) => ({
      X,
      k: init.length,
      us: clearChance(X, pick.slice(0, init.length)),
    })),
    covers: { 'three centres or more': [0.15, ({ k }) => k >= 3] },
    holds: matches('kmeansPlusPlus', reference.kmeansPlusPlus, exact),
  }),

  'plus-plus-edge-cases': property({
    // Totals of weights are powers of two here, so that a share of the total is exact in every formula.
    given: [
      { X: [[0], [1], [-1], [1], [-1]], k: 2, us: [0, 0.25] },
      { X: [[0], [0], [0], [1], [-1], [1], [-1]], k: 2, us: [0, 0.25] },
      { X: [[0], [1], [-1], [1], [-1]], k: 2, us: [0, 0.5] },
      { X: [[0], [4], [5]], k: 3, us: [0, 0, 0] },
      { X: [[2], [3], [4], [5]], k: 2, us: [0.25, 0] },
      { X: [[5], [7], [5]], k: 3, us: [0, 0, 0.5] },
      { X: [[5], [5], [7], [5]], k: 2, us: [0, 0] },
      { X: [[3], [3], [3], [3]], k: 3, us: [0, 0.5, 0.75] },
      { X: [[1], [1], [2], [2]], k: 3, us: [0, 0, 0.5] },
    ],
    holds: matches('kmeansPlusPlus', reference.kmeansPlusPlus, exact),
  }),

  'plus-plus-picks-different-samples': property({
    given: fc
      .record({
        values: fc.uniqueArray(gridNumber({ min: -4, max: 4, den: 2 }), { minLength: 2, maxLength: 5 }),
        copies: fc.integer({ min: 1, max: 3 }),
        us: fc.array(
          fc.integer({ min: 0, max: 15 }).map((k) => k / 16),
          { minLength: 5, maxLength: 5 },
        ),
      })
      .map(({ values, copies, us }) => ({
        X: Array.from({ length: copies }, () => values.map((v) => [v, -v])).flat(),
        k: values.length,
        us: us.slice(0, values.length),
      })),
    holds: async ({ kmeansPlusPlus }, { X, k, us }) => {
      const centers = await kmeansPlusPlus(X, k, us)
      const rows = centers.map(String)
      return all(
        must(centers.length === k, `There must be ${k} centres.`, { got: centers }),
        must(
          rows.every((row) => X.map(String).includes(row)),
          'Every centre must be a row of X.',
          { got: centers },
        ),
        must(new Set(rows).size === k, 'The centres must be different samples.', { got: centers }),
      )
    },
  }),

  'silhouette-matches-definition': property({
    given: named(),
    covers: { 'three clusters or more': [0.2, ({ labels }) => new Set(labels).size > 2] },
    holds: matches('silhouette', silhouette, closedForm),
  }),

  'silhouette-knows-no-names': property({
    given: named(),
    runs: 60,
    holds: async ({ silhouette }, { X, labels }) => {
      const before = await silhouette(X, labels)
      const renamed = await silhouette(
        X,
        labels.map((name) => 9 - 4 * name),
      )
      const rescaled = await silhouette(
        X.map((row) => row.map((v) => 4 * v + 3)),
        labels,
      )
      return all(
        must(Math.abs(before) <= 1 + 1e-12, 'The silhouette lies between −1 and 1.', { got: before }),
        same(renamed, before, closedForm, { because: 'Other names for the clusters must change nothing.' }),
        same(rescaled, before, moved, {
          because: 'X times 4 plus 3 is another unit and another zero: that must change nothing.',
        }),
      )
    },
  }),

  'silhouette-edge-cases': property({
    given: [
      { X: [[0], [1], [9]], labels: [0, 0, 1] },
      { X: [[0], [2], [4], [9]], labels: [5, 5, 1, 2] },
      { X: [[0], [0], [8], [8]], labels: [0, 0, 1, 1] },
      { X: [[3], [3], [3], [3]], labels: [0, 1, 0, 1] },
      { X: [[3], [3], [3], [3], [7], [7]], labels: [0, 0, 1, 1, 2, 2] },
    ],
    holds: matches('silhouette', silhouette, closedForm),
  }),

  'finds-the-cell-types': property({
    // ARI to the true types, 400 neurons, 20 % interneurons, standardised, one k-means++ start, seeds 1 to 30:
    // 0.794 to 0.945, mean 0.880. Centres divided by n: 0.222 to 0.533; the start itself: mean 0.39; random
    // labels: at most 0.007. Start and data are fixed, so a correct program gives the value of the reference.
    given: [1, 2, 3].map((seed) => ({ seed })),
    holds: async ({ kmeans }, { seed }) => {
      const { X, y, init } = recording(seed)
      const { labels } = await kmeans(X, init)
      const agreement = adjustedRandIndex(y, labels)
      return must(
        agreement >= 0.7,
        `The two clusters must agree with the cell types: adjusted Rand index ${agreement.toFixed(2)}, not 0.70 or more.`,
      )
    },
  }),

  ...contract({
    given: rows({ n: [4, 8], k: [2, 3] }),
    calls: ({ X, init }) => legalCalls(X, init),
    badInput: badInput(),
  }),
})

interface Start {
  X: Mat
  init: Mat
}

/** Samples and centres of one width, and as many numbers to choose with as there are samples. */
function rows({
  n: [minN, maxN],
  k: [minK, maxK],
  den = 4,
  maxCols = 3,
}: {
  n: [number, number]
  k: [number, number]
  den?: number
  maxCols?: number
}): fc.Arbitrary<Start & { pick: number[] }> {
  const row = gridVec({ minLength: maxCols, maxLength: maxCols, min: -4, max: 4, den })
  return fc
    .record({
      d: fc.integer({ min: 1, max: maxCols }),
      samples: fc.array(fc.tuple(row, fc.nat(11)), { minLength: minN, maxLength: maxN }),
      centers: fc.array(row, { minLength: minK, maxLength: maxK }),
    })
    .map(({ d, samples, centers }) => ({
      X: samples.map(([x]) => x.slice(0, d)),
      init: centers.map((c) => c.slice(0, d)),
      pick: samples.map(([, p]) => p),
    }))
}

/** Labels in which each of k clusters has a sample: the first k samples see to that. */
function allUsed(pick: number[], k: number): number[] {
  return pick.map((p, i) => (i < k ? k - 1 - i : p % k))
}

/**
 * Starts from which no decision on the way is close, so that every correct program makes the same ones, and
 * no cluster runs empty. Samples of a start that is not so are spread out a little, again and again.
 */
function clearCases(by: fc.Arbitrary<number> = fc.nat(9)): fc.Arbitrary<Start & { by: number }> {
  return screened(
    fc.record({ start: rows({ n: [5, 10], k: [1, 3] }), from: fc.nat(9), by }),
    ({ start: { X, init }, from, by }, step) => {
      const spread = X.map((row, i) => row.map((v, j) => v + (step * ((7 * i + 5 * j + 3) % 11)) / 16))
      return { X: spread, init: init.map((_, c) => spread[(from + c) % X.length]!), by }
    },
    (start, step) => {
      // At first it looks for a start that is not the answer already.
      const { X, init } = start
      return !(init.length > 1 && step < 30 && reference.kmeans(X, init).nIter < 3) && isClear(start)
    },
    { otherwise: ({ by }) => ({ X: [[0], [1], [9], [10]], init: [[0], [1]], by }) },
  )
}

/**
 * Whether every decision on the way is clear: the nearest centre of each sample (or several centres that lie
 * on the sample itself), and the sample that an empty cluster takes (or equal samples).
 */
function isClear({ X, init }: Start, { mayBeEmpty = false } = {}): boolean {
  let centers = init
  for (let before = ''; ; ) {
    const labels = reference.assignClusters(X, centers)
    const own = X.map((x, i) => squaredDistance(x, centers[labels[i]!]!))
    const isClose = (a: number, b: number) => Math.abs(a - b) < 1e-6 * (1 + a)
    for (const [i, x] of X.entries())
      for (const center of centers) {
        const isRivalCentre = isClose(squaredDistance(x, center), own[i]!)
        const isOwn = center === centers[labels[i]!]
        if (isRivalCentre && !isOwn && !(own[i] === 0 && sameList(center, x))) return false
      }
    const empty = init.filter((_, c) => !labels.includes(c)).length
    if (empty > 0 && !mayBeEmpty) return false
    const farthest = [...X.keys()].sort((i, j) => own[j]! - own[i]!).slice(0, empty + 1)
    if (farthest.some((i, rank) => rank > 0 && isRival(farthest[rank - 1]!, i))) return false
    function isRival(i: number, j: number): boolean {
      return isClose(own[i]!, own[j]!) && !sameList(X[i]!, X[j]!)
    }
    const updated = reference.updateCenters(X, labels, centers)
    if (String([labels, updated]) === before) return true
    before = String([labels, updated])
    centers = updated
  }
}

/** Clear cases along a line that start at its end, with a maxIter that comes too soon by two or more. */
function slowCases(): fc.Arbitrary<Start & { opt: { maxIter: number } }> {
  const soon = (X: Mat, nIter: number, cut: number) => ({
    ...{ X, init: X.slice(0, 3), nIter },
    opt: { maxIter: 1 + (cut % (nIter - 4)) },
  })
  return screened(
    fc.record({
      gaps: fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 12, maxLength: 14 }),
      cut: fc.nat(3),
    }),
    ({ gaps, cut }, step) => {
      let at = 0
      const X = gaps.map((gap, i) => {
        at += gap + ((step * (7 * i + 3)) % 11)
        return [at / 4]
      })
      return soon(X, reference.kmeans(X, X.slice(0, 3)).nIter, cut)
    },
    (start) => start.nIter >= 6 && isClear(start),
    {
      otherwise: ({ cut }) =>
        soon(
          [0, 1, 5, 12, 15, 21, 23, 28].map((x) => [x]),
          7,
          cut,
        ),
    },
  ).map(({ X, init, opt }) => ({ X, init, opt }))
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

/** The same without close decisions, with a maxIter that ends some of the runs on their way. */
function clearFarStarts(): fc.Arbitrary<Start & { opt: { maxIter: number } }> {
  return screened(
    fc.record({ start: farStarts(), maxIter: fc.integer({ min: 1, max: 6 }) }),
    ({ start: { X, init }, maxIter }, step) => ({
      X: X.map(([x = 0]) => [x + ((step * (7 * x + 3)) % 11) / 16]),
      init,
      opt: { maxIter },
    }),
    (start) => isClear(start, { mayBeEmpty: true }),
    {
      otherwise: ({ maxIter }) => ({ X: [[0], [1.25], [20]], init: [[0.5], [10], [100]], opt: { maxIter } }),
    },
  )
}

/** The labels of a k-means that stops as soon as the labels do not change. */
function stopsOnLabels(X: Mat, init: Mat): number[] {
  let centers = init
  let labels = reference.assignClusters(X, centers)
  for (;;) {
    centers = reference.updateCenters(X, labels, centers)
    const after = reference.assignClusters(X, centers)
    if (sameList(after, labels)) return labels
    labels = after
  }
}

/** Uniforms in [0, 1) that stay clear of the boundaries between two samples, where rounding would decide. */
function clearChance(X: Mat, pick: number[]): number[] {
  const us: number[] = []
  for (const p of pick) {
    const centers = us.length > 0 ? reference.kmeansPlusPlus(X, us.length, us) : []
    const weights = X.map((x) => Math.min(...centers.map((center) => squaredDistance(x, center))))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const shares = weights.map((_, i) =>
      weights.slice(0, i + 1).reduce((sum, weight) => sum + weight / total, 0),
    )
    let u = (5 * p + 1) / 64
    while (shares.some((share) => Math.abs(share - u) < 1e-6)) u += 1 / 128
    us.push(u)
  }
  return us
}

/** Samples with two or more clusters under odd names, one of which has two samples. */
function named(): fc.Arbitrary<{ X: Mat; labels: number[] }> {
  const names = [7, -3, 0, 2]
  return rows({ n: [4, 8], k: [1, 1] }).map(({ X, pick }) => ({
    X,
    labels: X.map((_, i) => (i < 3 ? names[i % 2]! : names[pick[i]! % 4]!)),
  }))
}

const recordings = new Map<number, Start & { y: number[] }>()

/** A recording with known cell types and a start for k-means, made once. */
function recording(seed: number): Start & { y: number[] } {
  const made = recordings.get(seed)
  if (made) return made
  const { X: raw, y } = neuronTable(seed, { n: 400, fracFS: 0.2 })
  const X = transform(fitStandardScaler(raw), raw)
  recordings.set(seed, { X, y, init: reference.kmeansPlusPlus(X, 2, [0.1, 0.3]) })
  return recording(seed)
}

function inUnit(rows: Mat, unit: number): Mat {
  return rows.map((row) => row.map((v) => v / unit))
}

function evenly(n: number): Mat {
  return Array.from({ length: n }, (_, i) => [i])
}

function nearest(x: Vec, centers: Mat): number {
  return reference.assignClusters([x], centers)[0]!
}

function nearestByAbsolutes(x: Vec, centers: Mat): number {
  const sums = centers.map((center) => x.reduce((sum, v, j) => sum + Math.abs(v - center[j]!), 0))
  return sums.indexOf(Math.min(...sums))
}

function isTied(x: number, centers: Mat): boolean {
  const distances = centers.map(([c]) => Math.abs(x - c!))
  return distances.filter((d) => d === Math.min(...distances)).length > 1
}

function hasTieForTheFarthest({ X, labels, centers }: { X: Mat; labels: number[]; centers: Mat }): boolean {
  const distances = X.map((x, i) => squaredDistance(x, centers[labels[i]!]!))
  return distances.filter((d) => d === Math.max(...distances)).length > 1
}

function unusedIn(labels: number[], init: Mat): boolean {
  return init.some((_, c) => !labels.includes(c))
}

function labelsBefore(X: Mat, init: Mat, maxIter: number): number[] {
  return maxIter === 1
    ? reference.assignClusters(X, init)
    : reference.kmeans(X, init, { maxIter: maxIter - 1 }).labels
}

function sameList(a: unknown[], b: unknown[]): boolean {
  return String(a) === String(b)
}

/** A result of the right size with labels in range, so that more can be asked of it. */
function hasSize({ labels, centers }: reference.KMeansResult, X: Mat, init: Mat): Verdict {
  return all(
    must(labels.length === X.length, `There must be ${X.length} labels.`, { got: labels }),
    must(
      labels.every((label) => init[label] !== undefined),
      `Labels must be from 0 to ${init.length - 1}.`,
      { got: labels },
    ),
    must(
      centers.length === init.length && centers.every((center) => center.length === X[0]!.length),
      `There must be ${init.length} centers, as wide as the samples.`,
      { got: centers },
    ),
    must(centers.flat().every(Number.isFinite), 'A centre is not a number.', { got: centers }),
  )
}

function legalCalls(X: Mat, init: Mat) {
  const labels = X.map((_, i) => i % init.length)
  return {
    assignClusters: [X, init],
    updateCenters: [X, labels, init],
    inertia: [X, labels, init],
    kmeans: [X, init, { maxIter: 50 }],
    kmeansPlusPlus: [X, 2, [0.5, 0.25]],
    silhouette: [X, labels],
  }
}

function badInput(): BadInput[] {
  const X = [
    [0, 0],
    [1, 0],
    [9, 1],
    [8, 1],
  ]
  const centers = [
    [0, 0],
    [8, 0],
  ]
  const labels = [0, 0, 1, 1]
  const ragged = [[0, 0], [1], [9, 1], [8, 1]]
  const holed = [
    [0, 0],
    [1, Number.NaN],
    [9, 1],
    [8, 1],
  ]
  const endless = [
    [0, 0],
    [Number.POSITIVE_INFINITY, 0],
  ]
  const wide = [
    [0, 0, 0],
    [8, 0, 0],
  ]
  /** The legal call of each function, and where its samples, labels and centres stand. */
  const legal: Record<string, { good: unknown[]; labels?: number; centers?: number }> = {
    assignClusters: { good: [X, centers], centers: 1 },
    updateCenters: { good: [X, labels, centers], labels: 1, centers: 2 },
    inertia: { good: [X, labels, centers], labels: 1, centers: 2 },
    kmeans: { good: [X, centers], centers: 1 },
    kmeansPlusPlus: { good: [X, 2, [0.5, 0.25]] },
    silhouette: { good: [X, labels], labels: 1 },
  }
  return Object.entries(legal).flatMap(([fn, { good, ...at }]): BadInput[] => {
    const put = (what: string, code: BadInput['code'], place: number, value: unknown): BadInput => ({
      fn,
      what,
      bad: good.with(place, value),
      good,
      code,
    })
    // No samples are also too few for the clusters: where that is PARAM, either code is right.
    const none = fn === 'inertia' ? 'EMPTY' : (['EMPTY', 'PARAM'] as const)
    const noSamples = put('there are no samples', none, 0, [])
    return [
      ...(fn === 'assignClusters'
        ? []
        : [at.labels === undefined ? noSamples : { ...noSamples, bad: noSamples.bad.with(at.labels, []) }]),
      put('the rows of X differ in length', 'SHAPE', 0, ragged),
      put('X holds NaN', 'NON_FINITE', 0, holed),
      ...(at.labels === undefined
        ? []
        : [put('there are fewer labels than samples', 'SHAPE', at.labels, [0, 0, 1])]),
      ...(at.centers === undefined
        ? []
        : [
            put('X and the centres differ in width', 'SHAPE', at.centers, wide),
            put('the centres hold infinity', 'NON_FINITE', at.centers, endless),
            ...(at.labels === undefined ? [put('there are no centres', 'EMPTY', at.centers, [])] : []),
          ]),
      ...(at.labels !== undefined && at.centers !== undefined
        ? [
            put('a label is 2 with two clusters', 'PARAM', at.labels, [0, 0, 1, 2]),
            put('a label is negative', 'PARAM', at.labels, [0, 0, 1, -1]),
          ]
        : []),
      ...(fn === 'updateCenters' || fn === 'kmeans'
        ? [put('there are more clusters than samples', 'PARAM', at.centers!, [...X, [5, 5]])]
        : []),
      ...(fn === 'kmeans'
        ? [0, -1, 1.5].map((maxIter) => ({
            fn,
            what: `maxIter is ${maxIter}`,
            bad: [X, centers, { maxIter }],
            good: [X, centers, { maxIter: 50 }],
            code: 'PARAM' as const,
          }))
        : []),
      ...(fn === 'kmeansPlusPlus'
        ? [
            put('k is 0', 'PARAM', 1, 0),
            put('k is 1.5', 'PARAM', 1, 1.5),
            { ...put('k is above n', 'PARAM', 1, 5), bad: [X, 5, [0.5, 0.25, 0.5, 0.5, 0.5]] },
            put('us is shorter than k', 'PARAM', 2, [0.5]),
            put('a number in us is 1', 'PARAM', 2, [0.5, 1]),
            put('a number in us is negative', 'PARAM', 2, [-0.25, 0.5]),
          ]
        : []),
      ...(fn === 'silhouette'
        ? [
            put('there is only one cluster', 'PARAM', 1, [0, 0, 0, 0]),
            put('every sample is a cluster of its own', 'PARAM', 1, [0, 1, 2, 3]),
          ]
        : []),
    ]
  })
}
