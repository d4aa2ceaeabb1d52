import fc from 'fast-check'
import {
  all,
  by,
  closedForm,
  exact,
  gridVec,
  judgedBy,
  largest,
  matches,
  must,
  properties,
  property,
  same,
  stress,
} from '#engine/spec/index.ts'
import takes from '#exercises/24-kmeans/kmeans.takes.ts'
import type { Mat } from '#kit'
import * as reference from '#reference/cluster/kmeans.ts'
import { squaredDistance } from '#reference/linear-algebra/vector.ts'
import { distance, isClose, joinNearest, rows } from './starts.ts'

// The three parts of k-means: assignClusters, updateCenters and inertia.

type Module = typeof import('#exercises/24-kmeans/kmeans.ts')

const evenly = (n: number): Mat => Array.from({ length: n }, (_, i) => [i])

export default properties<Module>({
  'samples-join-the-nearest-centre': property({
    // Never a tie: samples are on halves, and centre j is off the halves by j/16 in its first column. In
    // sixteenths, its squared distance to any sample is then j² modulo 16: 0, 1, 4 or 9.
    given: rows({ n: [1, 6], k: [1, 4], den: 2 }).map(({ X, init }) => ({
      X,
      centers: init.map(([first, ...rest], j) => [first! + j / 16, ...rest]),
    })),
    examples: [
      { X: [[299], [256], [2]], centers: evenly(300) },
      { X: [[0]], centers: [[1 + 2 ** -30], [1]] },
    ],
    holds: matches('assignClusters', reference.assignClusters, exact),
  }),

  'centres-are-means': property({
    given: rows({ n: [3, 8], k: [1, 3] }).map(({ X, init, pick }) => ({
      X,
      labels: pick.map((p, i) => (i < init.length ? init.length - 1 - i : p % init.length)),
      centers: init,
    })),
    examples: [{ X: evenly(260), labels: [...Array(260).keys()].reverse(), centers: evenly(260) }],
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
      { X: [[1], [1], [1]], labels: [1, 1, 1], centers: [[0], [1], [2]] },
      { X: [[0], [2], [0], [2]], labels: [0, 1, 0, 1], centers: [[0], [2], [9], [9]] },
    ],
    covers: {
      'several empty clusters': [0.2, ({ labels, centers }) => new Set(labels).size < centers.length - 1],
      'a tie for the farthest': [
        0.05,
        ({ X, labels, centers }) => {
          const own = X.map((x, i) => squaredDistance(x, centers[labels[i]!]!))
          return own.filter((d) => d === Math.max(...own)).length > 1
        },
      ],
    },
    holds: matches('updateCenters', reference.updateCenters, closedForm),
  }),

  'inertia-matches-definition': property({
    given: rows({ n: [1, 6], k: [1, 3] }).map(({ X, init, pick }) => ({
      X,
      labels: pick.map((p) => p % init.length),
      centers: init,
    })),
    examples: [{ X: [[1e8 + 1], [1e8 + 3]], labels: [0, 0], centers: [[1e8 + 2]] }],
    holds: matches('inertia', reference.inertia, closedForm),
  }),

  ...stress<Module>(takes, {
    assignClusters: judgedBy<Module['assignClusters']>((labels, [X, centers]) =>
      joinNearest(labels, X, centers),
    ),
    updateCenters: judgedBy<Module['updateCenters']>((got, [X, labels, centers]) => {
      const expected = reference.updateCenters(X, labels, centers)
      const own = X.map((x, i) => distance(x, centers[labels[i]!]!))
      const ranks = [...X.keys()].sort((i, j) => own[j]! - own[i]!)
      const verdicts = got.map((center, c) => {
        if (labels.includes(c))
          return same(center, expected[c], closedForm, {
            scale: largest(X),
            because: `Centre ${c} must be the mean of its samples.`,
          })
        // Of samples that are as far but for rounding, any will do.
        const far = own[ranks.shift()!]!
        return must(
          X.some((x, i) => String(x) === String(center) && isClose(own[i]!, far, X)),
          `Cluster ${c} is empty and must take the sample that is farthest from its own centre.`,
          { got: center, expected: expected[c] },
        )
      })
      return all(
        must(got.length === centers.length, `There must be ${centers.length} centres.`, { got }),
        ...verdicts,
      )
    }),
    inertia: by(reference.inertia),
  }),
})
