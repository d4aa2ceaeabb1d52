import { mistakes } from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as exemplar from '../kmeans.ts'
import { squaredDistance, sum } from './sums.ts'

// Of updateCenters: what becomes of a cluster without samples.

export default mistakes<typeof exemplar>({
  'divides-nothing-by-nothing': {
    says: 'divides 0 by 0 for an empty cluster',
    explains: 'Your updateCenters gives NaN as the centre of a cluster without samples.',
    asks: 'What is the mean of no samples, and what does the statement ask for instead?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: { updateCenters: relocating(({ X }) => X[0]!.map(() => Number.NaN)) },
  },
  'keeps-the-old-centre-of-an-empty-cluster': {
    says: 'leaves the centre of an empty cluster where it was',
    explains: 'Your updateCenters returns the old centre of a cluster without samples.',
    asks: 'Will a centre that is far from everything ever get a sample if it stays there?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: { updateCenters: relocating(({ centers }, c) => centers[c]!) },
  },
  'measures-from-the-empty-centre': {
    says: 'takes the sample that is farthest from the centre of the empty cluster',
    explains: 'Your updateCenters measures from the empty centre, not from the one that a sample belongs to.',
    asks: 'Which sample is served worst at the moment: far from which centre?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: relocating(({ X, centers }, c, rank) =>
        farthest(
          X,
          X.map((x) => squaredDistance(x, centers[c]!)),
          rank,
        ),
      ),
    },
  },
  'measures-from-the-new-means': {
    says: 'measures from the new means, not from the centres before the update',
    explains: 'Your updateCenters takes the sample that is farthest from the new mean of its cluster.',
    asks: 'What does the statement mean by “before the update”?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: relocating(({ X, labels, centers }, _, rank) =>
        farthest(X, ownDistances(X, labels, exemplar.updateCenters(X, labels, centers)), rank),
      ),
    },
  },
  'gives-all-empty-clusters-one-sample': {
    says: 'gives every empty cluster the same sample',
    explains: 'Your updateCenters moves all empty clusters to the one farthest sample.',
    asks: 'If two centres lie on each other, which samples can the second one ever win?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: relocating(({ X, labels, centers }) => farthest(X, ownDistances(X, labels, centers), 0)),
    },
  },
  'serves-the-last-empty-cluster-first': {
    says: 'serves empty clusters from the last to the first',
    explains: 'Your updateCenters gives the farthest sample to the empty cluster with the highest number.',
    asks: 'Which of two empty clusters comes first, and which sample does it take?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: relocating(({ X, labels, centers }, _, rank) => {
        const nEmpty = centers.length - new Set(labels).size
        return farthest(X, ownDistances(X, labels, centers), nEmpty - 1 - rank)
      }),
    },
  },
  'takes-the-last-of-equally-far-samples': {
    says: 'takes the last of several equally far samples',
    explains: 'Your updateCenters gives an empty cluster the highest index among the farthest samples.',
    asks: 'Which of two equally far samples comes first in the list?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: relocating(({ X, labels, centers }, _, rank) =>
        farthest([...X].reverse(), ownDistances(X, labels, centers).reverse(), rank),
      ),
    },
  },
  'takes-the-sample-out-of-its-cluster': {
    says: 'takes the sample of an empty cluster out of the mean of its old cluster',
    explains: 'Your updateCenters averages a cluster without the sample that an empty cluster took.',
    asks: 'Which cluster do the labels of this update name for the sample?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: (X, labels, centers) => {
        const moved = exemplar.updateCenters(X, labels, centers)
        const ranks = ranked(ownDistances(X, labels, centers))
        const after = [...labels]
        for (const c of centers.keys()) if (!labels.includes(c)) after[ranks.shift()!] = c
        return moved.map((center, c) => {
          const members = X.filter((_, i) => after[i] === c)
          return center.map((v, j) => (members.length ? sum(members.map((x) => x[j]!)) / members.length : v))
        })
      },
    },
  },
})

interface Update {
  X: Mat
  labels: number[]
  centers: Mat
}

/** The new centres with another choice for empty clusters. */
function relocating(
  choose: (update: Update, cluster: number, rank: number) => Vec,
): typeof exemplar.updateCenters {
  return (X, labels, centers) => {
    let rank = 0
    return exemplar
      .updateCenters(X, labels, centers)
      .map((center, c) => (labels.includes(c) ? center : [...choose({ X, labels, centers }, c, rank++)]))
  }
}

function ranked(distances: Vec): number[] {
  return [...distances.keys()].sort((i, j) => distances[j]! - distances[i]!)
}

function farthest(X: Mat, distances: Vec, rank: number): Vec {
  return X[ranked(distances)[rank]!]!
}

function ownDistances(X: Mat, labels: number[], centers: Mat): Vec {
  return X.map((x, i) => squaredDistance(x, centers[labels[i]!]!))
}
