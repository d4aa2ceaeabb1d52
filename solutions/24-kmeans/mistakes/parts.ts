import { mistakes } from '#engine/spec/index.ts'
import type { Vec } from '#kit'
import * as exemplar from '../kmeans.ts'
import { squaredDistance, sum } from './sums.ts'

// Of assignClusters, the means of updateCenters, and inertia.

export default mistakes<typeof exemplar>({
  'adds-absolute-differences': {
    says: 'adds absolute differences up instead of squared ones',
    explains: 'Your assignClusters picks the centre with the smallest sum of |difference| over the features.',
    asks: 'How long is the straight way between (0, 0) and (3, 4)?',
    caughtBy: 'samples-join-the-nearest-centre',
    exports: { assignClusters: nearestBy((a, b) => sum(a.map((v, j) => Math.abs(v - b[j]!)))) },
  },
  'looks-at-the-first-feature-only': {
    says: 'compares the first feature only',
    explains: 'Your assignClusters picks the centre that is nearest in column 0.',
    asks: 'Which columns of a sample take part in its distance to a centre?',
    caughtBy: 'samples-join-the-nearest-centre',
    exports: { assignClusters: nearestBy((a, b) => Math.abs(a[0]! - b[0]!)) },
  },
  'numbers-clusters-in-a-byte': {
    says: 'has room for 256 cluster numbers only',
    explains: 'Your assignClusters gives the remainder of the cluster number by 256, as an Uint8Array does.',
    asks: 'What is the largest number that fits into one byte?',
    caughtBy: 'samples-join-the-nearest-centre',
    exports: { assignClusters: (X, centers) => [...Uint8Array.from(exemplar.assignClusters(X, centers))] },
  },
  'gives-ties-to-the-highest-cluster': {
    says: 'gives a tie to the highest cluster number',
    explains: 'Your assignClusters takes the last of several equally near centres.',
    asks: 'Does your comparison change its mind when the next centre is just as near?',
    caughtBy: 'ties-go-to-the-lowest-cluster',
    exports: { assignClusters: nearestBy(squaredDistance, (d, best) => d <= best) },
  },
  'wants-a-clear-winner': {
    says: 'changes its mind only for a centre that is nearer by some small number',
    explains: 'Your assignClusters gives cluster 0 to everything where all numbers are small.',
    asks: 'Is 0.000000001 little, if the unit is the metre and the thing a synapse?',
    caughtBy: 'assignClusters/decimals-and-units',
    exports: { assignClusters: nearestBy(squaredDistance, (d, best) => d < best - 1e-9) },
  },
  'divides-by-all-samples': {
    says: 'divides the sum of a cluster by the number of all samples',
    explains: 'Your updateCenters divides by n instead of the number of samples in the cluster.',
    asks: 'How many numbers were added up for this one centre?',
    caughtBy: 'the-mean-stays-in-the-middle',
    exports: {
      updateCenters: (X, labels, centers) =>
        exemplar.updateCenters(X, labels, centers).map((center, c) => {
          const size = labels.filter((label) => label === c).length
          return size === 0 ? center : center.map((v) => (v * size) / X.length)
        }),
    },
  },
  'takes-the-median': {
    says: 'takes the median of each feature',
    explains: 'Your updateCenters gives the middle value of each cluster, not its mean.',
    asks: 'For which of the two is the sum of squared distances smallest?',
    caughtBy: 'centres-are-means',
    exports: {
      updateCenters: (X, labels, centers) =>
        exemplar.updateCenters(X, labels, centers).map((center, c) => {
          const members = X.filter((_, i) => labels[i] === c)
          return center.map((v, j) => (members.length ? median(members.map((x) => x[j]!)) : v))
        }),
    },
  },
  'forgets-the-square': {
    says: 'adds distances up that are not squared',
    explains: 'Your inertia equals the sum of the distances to the centres.',
    asks: 'Is a sample twice as far twice as bad, or four times?',
    caughtBy: 'inertia-matches-definition',
    exports: { inertia: adding((a, b) => Math.sqrt(squaredDistance(a, b))) },
  },
  'averages-the-inertia': {
    says: 'averages the squared distances',
    explains: 'Your inertia equals the sum of the squared distances divided by n.',
    asks: 'Does the definition say sum or mean?',
    caughtBy: 'within-plus-between-is-all',
    exports: { inertia: (X, labels, centers) => exemplar.inertia(X, labels, centers) / X.length },
  },
  'ignores-the-labels': {
    says: 'uses the nearest centre instead of the one that the label names',
    explains: 'Your inertia does not change when the labels do.',
    asks: 'How should a bad partition show in the inertia?',
    caughtBy: 'inertia-matches-definition',
    exports: {
      inertia: (X, labels, centers) => {
        exemplar.inertia(X, labels, centers)
        return exemplar.inertia(X, exemplar.assignClusters(X, centers), centers)
      },
    },
  },
  'expands-the-square': {
    says: 'works (a − b)² out as a² − 2ab + b²',
    explains: 'Your inertia loses its digits where samples are close to their centre and far from 0.',
    asks: 'How many digits are left of the difference of two large numbers that are nearly equal?',
    caughtBy: 'inertia-matches-definition',
    exports: { inertia: adding((a, b) => Math.max(0, dot(a, a) - 2 * dot(a, b) + dot(b, b))) },
  },
})

function nearestBy(
  distance: (a: Vec, b: Vec) => number,
  isNearer = (d: number, best: number) => d < best,
): typeof exemplar.assignClusters {
  return (X, centers) => {
    exemplar.assignClusters(X, centers)
    return X.map((x) => {
      const to = centers.map((center) => distance(x, center))
      return to.reduce((best, d, c) => (isNearer(d, to[best]!) ? c : best), 0)
    })
  }
}

function adding(price: (a: Vec, b: Vec) => number): typeof exemplar.inertia {
  return (X, labels, centers) => {
    exemplar.inertia(X, labels, centers)
    return sum(X.map((x, i) => price(x, centers[labels[i]!]!)))
  }
}

function dot(a: Vec, b: Vec): number {
  return sum(a.map((v, j) => v * b[j]!))
}

function median(values: Vec): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}
