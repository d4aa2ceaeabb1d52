import fc from 'fast-check'
import {
  all,
  closedForm,
  exact,
  gridNumber,
  gridVec,
  hygiene,
  must,
  properties,
  property,
  same,
  workedExamples,
} from '#engine/spec/index.ts'
import takes from './kmeans.takes.ts'

type Module = typeof import('./kmeans.ts')

const X = [[0], [1], [9], [10]]
/** Sums over means that are not on the grid: more rounding than one formula. */
const rounded = { rel: 1e-9, abs: 1e-9 }

export default properties<Module>({
  ...workedExamples<Module>({
    assignClusters: [{ args: [X, [[0], [1]]], result: [0, 1, 1, 1] }],
    updateCenters: [
      { args: [X, [0, 1, 1, 1], [[0], [1]]], result: [[0], [20 / 3]] },
      {
        args: [
          [[0], [1], [8]],
          [0, 0, 0],
          [[0], [50]],
        ],
        result: [[3], [8]],
      },
    ],
    inertia: [{ args: [X, [0, 0, 1, 1], [[0.5], [9.5]]], result: 1 }],
    kmeans: [
      {
        args: [X, [[0], [1]]],
        result: { labels: [0, 0, 1, 1], centers: [[0.5], [9.5]], inertia: 1, nIter: 3, converged: true },
      },
      { args: [X, [[0], [1]], { maxIter: 2 }], result: { labels: [0, 0, 1, 1], nIter: 2, converged: false } },
    ],
    kmeansPlusPlus: [{ args: [X, 2, [0, 0.5]], result: [[0], [10]] }],
    silhouette: [{ args: [X, [0, 0, 1, 1]], result: (17 / 19 + 15 / 17) / 2 }],
  }),

  'ties-go-to-the-lowest-cluster': property({
    given: [
      { X: [[2]], centers: [[1], [3]], labels: [0] },
      { X: [[2]], centers: [[3], [1]], labels: [0] },
      { X: [[0], [2]], centers: [[9], [1], [-1], [1]], labels: [1, 1] },
      {
        X: [[5, 5]],
        centers: [
          [5, 4],
          [5, 5],
          [5, 5],
        ],
        labels: [1],
      },
    ],
    holds: async ({ assignClusters }, { X, centers, labels }) =>
      same(await assignClusters(X, centers), labels, exact, {
        because: 'Of equally near centres the one with the lowest number counts.',
      }),
  }),

  'the-mean-stays-in-the-middle': property({
    given: samples(),
    runs: 30,
    holds: async ({ updateCenters }, { X, labels, start }) => {
      const centers = await updateCenters(X, labels, start)
      return all(
        ...centers.map((center, c) => {
          const members = X.filter((_, i) => labels[i] === c)
          const left = center.map((v, j) => members.reduce((sum, x) => sum + (x[j]! - v), 0))
          return same(
            left,
            center.map(() => 0),
            rounded,
            {
              because: `The differences between centre ${c} and its samples must cancel out.`,
              sides: ['sum of the differences', 'should be'],
            },
          )
        }),
      )
    },
  }),

  'within-plus-between-is-all': property({
    given: samples(),
    runs: 30,
    holds: async ({ inertia }, { X, labels, k }) => {
      const clusters = Array.from({ length: k }, (_, c) => X.filter((_, i) => labels[i] === c))
      const [middle, means] = [mean(X), clusters.map(mean)]
      const spread = X.reduce((sum, x) => sum + squared(x, middle), 0)
      const between = clusters.reduce((sum, rows, c) => sum + rows.length * squared(means[c]!, middle), 0)
      return same((await inertia(X, labels, means)) + between, spread, rounded, {
        because: 'Inertia plus the spread between the clusters must be the spread of all samples.',
      })
    },
  }),

  'inertia-never-rises': property({
    given: samples().map(({ X, k }) => ({ X, init: X.slice(0, k) })),
    runs: 30,
    holds: async ({ kmeans }, { X, init }) => {
      const { inertiaHistory } = await kmeans(X, init)
      // Equal numbers may differ in their last digit.
      const slack = 1e-12 * Math.max(1, ...inertiaHistory)
      const rise = inertiaHistory.findIndex((value, i) => i > 0 && !(value <= inertiaHistory[i - 1]! + slack))
      return all(
        must(inertiaHistory.length > 0, 'inertiaHistory has at least one entry.'),
        must(rise === -1, `Entry ${rise} of inertiaHistory is larger than the one before.`, {
          got: inertiaHistory,
        }),
      )
    },
  }),

  'result-fits-together': property({
    // The centres start close together, so that they have a long way to go.
    given: samples().map(({ X, k }) => ({
      X,
      init: Array.from({ length: k }, (_, c) => X[0]!.map((v) => v + c / 4)),
      opt: { maxIter: 1 },
    })),
    runs: 30,
    holds: async ({ kmeans }, { X, init, opt }) => {
      const result = await kmeans(X, init, opt)
      const { labels, centers, inertia, inertiaHistory } = result
      const distances = X.map((x) => centers.map((center) => squared(x, center)))
      const own = distances.map((to, i) => to[labels[i]!] ?? Number.NaN)
      const tooFar = distances.findIndex((to, i) => !(own[i]! <= Math.min(...to) + 1e-9))
      return all(
        must(labels.length === X.length, `There must be ${X.length} labels.`, { got: labels }),
        must(centers.length === init.length, `There must be ${init.length} centers.`, { got: centers }),
        must(tooFar === -1, `Sample ${tooFar} is not with the nearest of the returned centres.`, {
          got: result,
        }),
        same(
          inertia,
          own.reduce((sum, d) => sum + d, 0),
          rounded,
          {
            because: 'inertia must be that of the returned labels and centers.',
          },
        ),
        same(inertiaHistory.at(-1), inertia, rounded, { because: 'inertiaHistory must end with inertia.' }),
      )
    },
  }),

  'plus-plus-edge-cases': property({
    // Totals of weights are powers of two here, so that a share of the total is exact in every formula.
    given: [
      { X: [0, 4, 5], us: [0, 0, 0], centers: [0, 4, 5] },
      { X: [0, 1, -1, 1, -1], us: [0, 0.25], centers: [0, -1] },
      { X: [0, 0, 0, 1, -1, 1, -1], us: [0, 0.25], centers: [0, -1] },
      { X: [0, 1, -1, 1, -1], us: [0, 0.5], centers: [0, 1] },
      { X: [2, 3, 4, 5], us: [0.25, 0], centers: [3, 2] },
      { X: [5, 7, 5], us: [0, 0, 0.5], centers: [5, 7, 7] },
      { X: [3, 3, 4, 4], us: [0.75, 0.5, 0.5], centers: [4, 3, 4] },
    ],
    holds: async ({ kmeansPlusPlus }, { X, us, centers }) =>
      same(
        await kmeansPlusPlus(
          X.map((x) => [x]),
          us.length,
          us,
        ),
        centers.map((x) => [x]),
        exact,
      ),
  }),

  'plus-plus-picks-different-samples': property({
    given: fc
      .record({
        values: fc.uniqueArray(gridNumber({ min: -4, max: 4, den: 2 }), { minLength: 2, maxLength: 5 }),
        copies: fc.integer({ min: 1, max: 3 }),
        us: fc.array(fc.nat(15), { minLength: 5, maxLength: 5 }),
      })
      .map(({ values, copies, us }) => ({
        X: Array.from({ length: copies }, () => values.map((v) => [v, -v])).flat(),
        k: values.length,
        us: values.map((_, i) => us[i]! / 16),
      })),
    runs: 40,
    holds: async ({ kmeansPlusPlus }, { X, k, us }) => {
      const centers = await kmeansPlusPlus(X, k, us)
      const rows = centers.map(String)
      return all(
        must(centers.length === k, `There must be ${k} centres.`, { got: centers }),
        must(
          rows.every((row) => X.map(String).includes(row)),
          'Every centre must be a row of X.',
          {
            got: centers,
          },
        ),
        must(new Set(rows).size === k, 'The centres must be different samples.', { got: centers }),
      )
    },
  }),

  'silhouette-knows-no-names': property({
    given: samples(4).map(({ X, labels }) => ({ X, labels: labels.map((c, i) => (i < 3 ? i % 2 : c)) })),
    runs: 30,
    holds: async ({ silhouette }, { X, labels }) => {
      const before = await silhouette(X, labels)
      const names = [
        [0.5, 0.25, 0],
        [10, 9, -1],
        [2 ** 32, 0, 2 ** 31],
        [256, 0, 512],
      ]
      return all(
        must(Math.abs(before) <= 1 + 1e-12, 'The silhouette lies between −1 and 1.', { got: before }),
        ...(await Promise.all(
          names.map(async (of) =>
            same(
              await silhouette(
                X,
                labels.map((c) => of[c]!),
              ),
              before,
              closedForm,
              {
                because: `Calling the clusters ${of.join(', ')} must change nothing.`,
              },
            ),
          ),
        )),
      )
    },
  }),

  'silhouette-edge-cases': property({
    given: [
      { X: [0, 1, 9], labels: [0, 0, 1], s: (8 / 9 + 7 / 8) / 3 },
      { X: [0, 2, 4, 9], labels: [5, 5, 1, 2], s: 0.125 },
      { X: [0, 0, 8, 8], labels: [0, 0, 1, 1], s: 1 },
      { X: [3, 3, 3, 3], labels: [0, 1, 0, 1], s: 0 },
      { X: [3, 3, 3, 3, 7, 7], labels: [0, 0, 1, 1, 2, 2], s: 1 / 3 },
    ],
    holds: async ({ silhouette }, { X, labels, s }) =>
      same(
        await silhouette(
          X.map((x) => [x]),
          labels,
        ),
        s,
      ),
  }),

  ...hygiene<Module>(takes),
})

/** Samples with one or two features in up to three clusters, none of which is empty, and centres to start from. */
function samples(least = 3) {
  const row = gridVec({ minLength: 2, maxLength: 2, min: -4, max: 4, den: 4 })
  return fc
    .record({
      d: fc.integer({ min: 1, max: 2 }),
      k: fc.integer({ min: 1, max: 3 }),
      rows: fc.array(fc.tuple(row, fc.nat(5)), { minLength: least, maxLength: 9 }),
    })
    .map(({ d, k, rows }) => {
      const X = rows.map(([x]) => x.slice(0, d))
      return { X, k, labels: rows.map(([, c], i) => (i < k ? k - 1 - i : c % k)), start: X.slice(0, k) }
    })
}

function mean(rows: number[][]): number[] {
  return rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length)
}

function squared(a: number[], b: number[]): number {
  return a.reduce((sum, v, j) => sum + (v - b[j]!) ** 2, 0)
}
