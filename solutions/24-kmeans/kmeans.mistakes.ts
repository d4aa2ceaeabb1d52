import { mistakes, observations } from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as exemplar from './kmeans.ts'

type Kmeans = typeof exemplar.kmeans

export default mistakes<typeof exemplar>({
  'adds-absolute-differences': {
    says: 'adds absolute differences up instead of squared ones',
    explains: 'Your assignClusters picks the centre with the smallest sum of |difference| over the features.',
    asks: 'How long is the straight way between (0, 0) and (3, 4)?',
    caughtBy: 'samples-join-the-nearest-centre',
    exports: withParts({
      assign: (X, centers) => assignBy(X, centers, (a, b) => sum(a.map((v, j) => Math.abs(v - b[j]!)))),
    }),
  },
  'looks-at-the-first-feature-only': {
    says: 'compares the first feature only',
    explains:
      'Your assignClusters picks the centre that is nearest in column 0, whatever the other columns say.',
    asks: 'Which columns of a sample take part in its distance to a centre?',
    caughtBy: 'samples-join-the-nearest-centre',
    exports: {
      assignClusters: (X, centers) => assignBy(X, centers, (a, b) => Math.abs(a[0]! - b[0]!)),
    },
  },
  'gives-ties-to-the-highest-cluster': {
    says: 'gives a tie to the highest cluster number',
    explains: 'Your assignClusters takes the last of several equally near centres.',
    asks: 'Does your comparison change its mind when the next centre is just as near?',
    caughtBy: 'ties-go-to-the-lowest-cluster',
    exports: {
      assignClusters: (X, centers) =>
        assignBy(X, [...centers].reverse(), squaredDistance).map((c) => centers.length - 1 - c),
    },
  },
  'divides-by-all-samples': {
    says: 'divides the sum of a cluster by the number of all samples',
    explains: 'Your updateCenters divides by n instead of the number of samples in the cluster.',
    asks: 'How many numbers were added up for this one centre?',
    caughtBy: 'centres-are-means',
    exports: withParts({
      update: (X, labels, centers) =>
        exemplar.updateCenters(X, labels, centers).map((center, c) => {
          const size = labels.filter((label) => label === c).length
          return size === 0 ? center : center.map((v) => (v * size) / X.length)
        }),
    }),
  },
  'adds-without-dividing': {
    says: 'adds the samples of a cluster up but does not divide',
    explains: 'Your updateCenters returns the sum of each cluster, not its mean.',
    asks: 'Where is the middle of 4 and 6?',
    caughtBy: 'centres-are-means',
    exports: {
      updateCenters: (X, labels, centers) =>
        exemplar.updateCenters(X, labels, centers).map((center, c) => {
          const size = labels.filter((label) => label === c).length
          return size === 0 ? center : center.map((v) => v * size)
        }),
    },
  },
  'divides-nothing-by-nothing': {
    says: 'divides 0 by 0 for an empty cluster',
    explains: 'Your updateCenters gives NaN as the centre of a cluster without samples.',
    asks: 'What is the mean of no samples, and what does the statement ask for instead?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: { updateCenters: (X, labels, centers) => relocated(X, labels, centers, nan) },
  },
  'keeps-the-old-centre-of-an-empty-cluster': {
    says: 'leaves the centre of an empty cluster where it was',
    explains: 'Your updateCenters returns the old centre of a cluster without samples.',
    asks: 'Will a centre that is far from everything ever get a sample if it stays there?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: withParts({
      update: (X, labels, centers) => relocated(X, labels, centers, (c) => [...centers[c]!]),
    }),
  },
  'measures-from-the-empty-centre': {
    says: 'takes the sample that is farthest from the centre of the empty cluster',
    explains:
      'Your updateCenters measures from the empty centre, not from the centre that each sample belongs to.',
    asks: 'Which sample is served worst at the moment: far from which centre?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: (X, labels, centers) =>
        relocated(X, labels, centers, (c, rank) =>
          farthest(
            X.map((x) => squaredDistance(x, centers[c]!)),
            rank,
          ),
        ),
    },
  },
  'measures-from-the-new-means': {
    says: 'measures from the new means, not from the centres before the update',
    explains:
      'Your updateCenters gives an empty cluster the sample that is farthest from the new mean of its cluster.',
    asks: 'What does the statement mean by “before the update”?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: { updateCenters: fromNewMeans },
  },
  'gives-all-empty-clusters-one-sample': {
    says: 'gives every empty cluster the same sample',
    explains: 'Your updateCenters moves all empty clusters to the one farthest sample.',
    asks: 'If two centres lie on each other, which samples can the second one ever win?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: (X, labels, centers) =>
        relocated(X, labels, centers, () => farthest(ownDistances(X, labels, centers), 0)),
    },
  },
  'takes-the-last-of-equally-far-samples': {
    says: 'takes the last of several equally far samples',
    explains: 'Your updateCenters gives an empty cluster the highest index among the farthest samples.',
    asks: 'Which of two equally far samples comes first in the list?',
    caughtBy: 'empty-clusters-take-the-farthest-sample',
    exports: {
      updateCenters: (X, labels, centers) => {
        exemplar.updateCenters(X, labels, centers)
        const backwards = ownDistances(X, labels, centers).reverse()
        return relocated(X, labels, centers, (_, rank) => X.length - 1 - farthest(backwards, rank))
      },
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
        const newLabels = [...labels]
        let rank = 0
        for (const c of centers.keys())
          if (!labels.includes(c)) newLabels[farthest(ownDistances(X, labels, centers), rank++)] = c
        return moved.map((center, c) => (newLabels.includes(c) ? meanOf(X, newLabels, c) : center))
      },
    },
  },
  'forgets-the-square': {
    says: 'adds distances up that are not squared',
    explains: 'Your inertia equals the sum of the distances to the centres.',
    asks: 'Is a sample twice as far twice as bad, or four times?',
    caughtBy: 'inertia-matches-definition',
    exports: {
      inertia: (X, labels, centers) => {
        exemplar.inertia(X, labels, centers)
        return sum(ownDistances(X, labels, centers).map(Math.sqrt))
      },
    },
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
  'writes-the-history-backwards': {
    says: 'writes the newest inertia at the front of the history',
    explains: 'Your inertiaHistory begins with the final inertia.',
    asks: 'In which order does somebody read how a run went?',
    caughtBy: 'inertia-never-rises',
    exports: {
      kmeans: changed((result) => ({ ...result, inertiaHistory: [...result.inertiaHistory].reverse() })),
    },
  },
  'ignores-the-start': {
    says: 'starts from the first samples, whatever init is',
    explains: 'Your kmeans gives the same for every init of the same size.',
    asks: 'What is the second argument for?',
    caughtBy: 'kmeans-matches-reference',
    exports: {
      kmeans: (X, init, opt) => {
        exemplar.kmeans(X, init, opt)
        return exemplar.kmeans(X, X.slice(0, init.length), opt)
      },
    },
  },
  'returns-labels-of-the-step-before': {
    says: 'returns the labels that were taken before the last update',
    explains: 'Your labels belong to the centres before the last update, not to those that are returned.',
    asks: 'Which came first in your last iteration: the labels or the centres?',
    caughtBy: 'result-fits-together',
    exports: {
      kmeans: (X, init, opt) => {
        const result = exemplar.kmeans(X, init, opt)
        const labels = exemplar.assignClusters(X, centersBefore(X, init, result.nIter))
        const inertia = exemplar.inertia(X, labels, result.centers)
        return {
          ...result,
          labels,
          inertia,
          inertiaHistory: [...result.inertiaHistory.slice(0, -1), inertia],
        }
      },
    },
  },
  'returns-the-inertia-of-the-step-before': {
    says: 'returns the inertia from before the last update',
    explains: 'Your inertia belongs to the labels and centres before the last update.',
    asks: 'Does your inertia equal inertia(X, labels, centers) of what you return?',
    caughtBy: 'result-fits-together',
    exports: {
      kmeans: changed((result) => ({
        ...result,
        inertia: result.inertiaHistory.at(-2)!,
        inertiaHistory: result.inertiaHistory.slice(0, -1),
      })),
    },
  },
  'stops-after-one-iteration': {
    says: 'runs one iteration only',
    explains: 'Your kmeans equals a run with maxIter = 1.',
    asks: 'After the centres have moved, is every sample still with the nearest one?',
    caughtBy: 'ends-in-a-fixed-point',
    exports: {
      kmeans: (X, init, opt) => {
        exemplar.kmeans(X, init, opt)
        return { ...exemplar.kmeans(X, init, { maxIter: 1 }), converged: true }
      },
    },
  },
  'gives-up-after-a-hundred': {
    says: 'stops after 100 iterations unless maxIter is given',
    explains: 'Your kmeans without maxIter equals a run with maxIter = 100.',
    asks: 'Which maxIter does the statement give when none is passed?',
    caughtBy: 'ends-in-a-fixed-point',
    exports: { kmeans: (X, init, { maxIter = 100 } = {}) => exemplar.kmeans(X, init, { maxIter }) },
  },
  'stops-when-labels-stand-still': {
    says: 'stops as soon as the labels do not change, though centres still move',
    explains:
      'Your kmeans ends one iteration too early when an empty cluster has just moved onto another centre.',
    asks: 'Can a centre have moved although no sample has changed its cluster?',
    caughtBy: 'every-cluster-is-used',
    exports: withParts({ isDone: (now, before) => String(now.labels) === String(before.labels) }),
  },
  'stops-at-a-small-change': {
    says: 'stops when the inertia falls by less than 0.0001',
    explains: 'Your kmeans ends early where all numbers are small.',
    asks: 'Is 0.0001 little? In volts, for the height of a spike?',
    caughtBy: 'moves-with-the-data',
    exports: withParts({ isDone: (now, before) => before.inertia - now.inertia < 1e-4 }),
  },
  'has-another-rule-inside-kmeans': {
    says: 'moves empty clusters by another rule than updateCenters',
    explains:
      'Your kmeans gives an empty cluster the sample that is farthest from the new mean of its cluster.',
    asks: 'Does your kmeans call your updateCenters?',
    caughtBy: 'kmeans-moves-empty-clusters',
    exports: { kmeans: withParts({ update: fromNewMeans }).kmeans! },
  },
  'gives-each-feature-the-same-spread': {
    says: 'standardises the features before it measures distances',
    explains: 'Your kmeans divides each feature by its standard deviation, which changes what is near.',
    asks: 'Who decides on the scale of the features: kmeans, or whoever calls it?',
    caughtBy: 'moves-with-the-data',
    exports: {
      kmeans: (X, init, opt) => {
        exemplar.kmeans(X, init, opt)
        const spreads = X[0]!.map((_, j) => {
          const column = X.map((row) => row[j]!)
          const centre = sum(column) / X.length
          return Math.sqrt(sum(column.map((v) => (v - centre) ** 2)) / X.length) || 1
        })
        const shrink = (rows: Mat) => rows.map((row) => row.map((v, j) => v / spreads[j]!))
        const result = exemplar.kmeans(shrink(X), shrink(init), opt)
        const centers = result.centers.map((row) => row.map((v, j) => v * spreads[j]!))
        return { ...result, centers, inertia: exemplar.inertia(X, result.labels, centers) }
      },
    },
  },
  'moves-centres-after-every-sample': {
    says: 'moves the centre after every single sample',
    explains: 'Your kmeans updates the centres while samples are still being assigned.',
    asks: 'Would the result be the same if the samples came in another order?',
    caughtBy: 'sample-order-does-not-matter',
    exports: {
      kmeans: (X, init, opt) => {
        const centers = init.map((center) => [...center])
        const counts = init.map(() => 1)
        for (const x of X) {
          const c = exemplar.assignClusters([x], centers)[0]!
          counts[c]!++
          centers[c] = centers[c]!.map((v, j) => v + (x[j]! - v) / counts[c]!)
        }
        return exemplar.kmeans(X, init.length <= X.length ? centers : init, opt)
      },
    },
  },
  'numbers-clusters-by-position': {
    says: 'sorts the centres, so that clusters have other numbers than in init',
    explains: 'Your kmeans numbers the clusters by the first feature of their centres.',
    asks: 'Which row of init did cluster 0 start from?',
    caughtBy: 'centre-order-only-renames',
    exports: {
      kmeans: changed((result) => {
        const order = [...result.centers.keys()].sort(
          (a, b) => result.centers[a]![0]! - result.centers[b]![0]!,
        )
        return {
          ...result,
          labels: result.labels.map((label) => order.indexOf(label)),
          centers: order.map((c) => result.centers[c]!),
        }
      }),
    },
  },
  'ignores-max-iter': {
    says: 'runs until nothing changes, whatever maxIter is',
    explains: 'Your kmeans gives the same for every maxIter.',
    asks: 'Where in your loop does maxIter come in?',
    caughtBy: 'stops-at-max-iter',
    exports: {
      kmeans: (X, init, opt) => {
        exemplar.kmeans(X, init, opt)
        return exemplar.kmeans(X, init)
      },
    },
  },
  'runs-one-iteration-too-many': {
    says: 'runs one iteration more than maxIter',
    explains: 'Your kmeans equals a run with maxIter + 1.',
    asks: 'How often does your loop run for maxIter = 1?',
    caughtBy: 'stops-at-max-iter',
    exports: {
      kmeans: (X, init, opt = {}) => {
        const { maxIter = 300 } = opt
        exemplar.kmeans(X, init, opt)
        return exemplar.kmeans(X, init, { maxIter: maxIter + 1 })
      },
    },
  },
  'always-says-converged': {
    says: 'says that it has converged even when maxIter ended it',
    explains: 'In your result converged is always true.',
    asks: 'What should somebody do who learns that a run has not converged?',
    caughtBy: 'stops-at-max-iter',
    exports: { kmeans: changed((result) => ({ ...result, converged: true })) },
  },
  'weighs-by-distance': {
    says: 'weighs samples by their distance, not by its square',
    explains: 'Your kmeansPlusPlus draws with D where the statement says D².',
    asks: 'Which power of the distance is the weight?',
    caughtBy: 'plus-plus-matches-definition',
    exports: { kmeansPlusPlus: plusPlus({ weight: Math.sqrt }) },
  },
  'looks-at-the-newest-centre-only': {
    says: 'measures from the newest centre only',
    explains: 'Your kmeansPlusPlus measures to the centre chosen last.',
    asks: 'Should a sample beside the first centre be drawn again as the third?',
    caughtBy: 'plus-plus-picks-different-samples',
    exports: { kmeansPlusPlus: plusPlus({ seen: (centers) => centers.slice(-1) }) },
  },
  'looks-at-the-first-centre-only': {
    says: 'measures from the first centre only',
    explains: 'Your kmeansPlusPlus measures to centre 0.',
    asks: 'Which of the centres chosen so far is the one that counts for a sample?',
    caughtBy: 'plus-plus-picks-different-samples',
    exports: { kmeansPlusPlus: plusPlus({ seen: (centers) => centers.slice(0, 1) }) },
  },
  'takes-the-farthest-for-sure': {
    says: 'always takes the sample with the largest weight',
    explains: 'Your kmeansPlusPlus does not use us after the first centre.',
    asks: 'What happens with one broken recording far away from all others?',
    caughtBy: 'plus-plus-matches-definition',
    exports: {
      kmeansPlusPlus: plusPlus({ draw: (weights) => weights.indexOf(Math.max(...weights)) }),
    },
  },
  'draws-without-weights': {
    says: 'draws every sample with the same chance',
    explains: 'Your kmeansPlusPlus takes sample ⌊us[j] · n⌋ for every centre.',
    asks: 'Where do the squared distances come in?',
    caughtBy: 'plus-plus-matches-definition',
    exports: { kmeansPlusPlus: plusPlus({ draw: (weights, u) => Math.floor(u * weights.length) }) },
  },
  'starts-with-sample-0': {
    says: 'always takes sample 0 first',
    explains: 'Your kmeansPlusPlus does not use us[0].',
    asks: 'Which sample does us[0] choose?',
    caughtBy: 'plus-plus-matches-definition',
    exports: {
      kmeansPlusPlus: (X, k, us) => {
        exemplar.kmeansPlusPlus(X, k, us)
        return exemplar.kmeansPlusPlus(X, k, [0, ...us.slice(1)])
      },
    },
  },
  'stops-at-equal': {
    says: 'stops where the running sum equals its goal',
    explains:
      'Your kmeansPlusPlus takes the first sample with running sum >= goal, where the statement says >.',
    asks: 'With us[j] = 0 and a first sample of weight 0, may that sample be drawn?',
    caughtBy: 'plus-plus-edge-cases',
    exports: {
      kmeansPlusPlus: plusPlus({
        draw: (weights, u) => runningSums(weights).findIndex((running) => running >= u * sum(weights)),
      }),
    },
  },
  'takes-sample-0-when-all-weights-are-0': {
    says: 'takes sample 0 when all weights are 0',
    explains: 'Your kmeansPlusPlus does not use us[j] where no sample has a weight.',
    asks: 'What does the statement ask for when the sum of the weights is 0?',
    caughtBy: 'plus-plus-edge-cases',
    exports: { kmeansPlusPlus: plusPlus({ drawNone: () => 0 }) },
  },
  'squares-distances-in-the-silhouette': {
    says: 'squares the distances',
    explains: 'Your silhouette equals the one with squared distances.',
    asks: 'Does the definition of a and b say distance or squared distance?',
    caughtBy: 'silhouette-matches-definition',
    exports: { silhouette: widths({ distance: squaredDistance }) },
  },
  'counts-the-sample-itself': {
    says: 'counts a sample among its own neighbours',
    explains: 'Your a is a mean over all members of the cluster, with the distance 0 to the sample itself.',
    asks: 'How many other samples are there in a cluster of two?',
    caughtBy: 'silhouette-matches-definition',
    exports: {
      silhouette: widths({ own: (distances) => sum(distances) / (distances.length + 1) }),
    },
  },
  'takes-all-others-as-one-cluster': {
    says: 'takes all other clusters together',
    explains:
      'Your b is the mean distance to all samples of other clusters, not to those of the nearest one.',
    asks: 'With three clusters, how many mean distances are there to choose the smallest of?',
    caughtBy: 'silhouette-matches-definition',
    exports: { silhouette: widths({ others: (groups) => mean(groups.flat()) }) },
  },
  'takes-the-nearest-other-sample': {
    says: 'uses the nearest sample of another cluster instead of a mean',
    explains: 'Your b is the smallest single distance to a sample of another cluster.',
    asks: 'Is b a distance to one sample, or a mean over a cluster?',
    caughtBy: 'silhouette-matches-definition',
    exports: { silhouette: widths({ others: (groups) => Math.min(...groups.flat()) }) },
  },
  'divides-by-b': {
    says: 'divides by b instead of the larger of a and b',
    explains: 'Your s equals (b − a) / b, which is below −1 for a sample in a wrong cluster.',
    asks: 'Which of a and b is larger for a sample in the wrong cluster?',
    caughtBy: 'silhouette-knows-no-names',
    exports: { silhouette: widths({ width: (a, b) => (a === b ? 0 : b === 0 ? -a : (b - a) / b) }) },
  },
  'expects-labels-from-0': {
    says: 'goes through the labels 0, 1, 2, … instead of those that occur',
    explains: 'Your silhouette does not see clusters with negative names.',
    asks: 'Where does the statement say which numbers labels are?',
    caughtBy: 'silhouette-knows-no-names',
    exports: { silhouette: widths({ isSeen: (name) => name >= 0 }) },
  },
  'averages-over-clusters': {
    says: 'averages over clusters first, so that small clusters count as much as large ones',
    explains: 'Your silhouette is the mean over clusters of their mean s.',
    asks: 'What is the mean taken over: samples or clusters?',
    caughtBy: 'silhouette-matches-definition',
    exports: {
      silhouette: widths({
        average: (s, labels) =>
          mean([...new Set(labels)].map((name) => mean(s.filter((_, i) => labels[i] === name)))),
      }),
    },
  },
  'gives-a-lone-sample-1': {
    says: 'gives a sample that is alone in its cluster s = 1',
    explains: 'Your a is 0 for a sample without company, which makes its s as good as can be.',
    asks: 'What does the statement say about a cluster of one?',
    caughtBy: 'silhouette-edge-cases',
    exports: { silhouette: widths({ alone: 1 }) },
  },
  'leaves-lone-samples-out': {
    says: 'leaves samples that are alone in their cluster out of the mean',
    explains: 'Your silhouette is the mean over the samples in clusters of two or more.',
    asks: 'By how many samples is the mean divided?',
    caughtBy: 'silhouette-edge-cases',
    exports: {
      silhouette: widths({
        average: (s, labels) =>
          mean(s.filter((_, i) => labels.filter((label) => label === labels[i]).length > 1)),
      }),
    },
  },
  'divides-by-no-distance': {
    says: 'divides 0 by 0 where samples lie on each other',
    explains: 'Your silhouette is NaN when a and b of a sample are both 0.',
    asks: 'What does the statement ask for when a = b = 0?',
    caughtBy: 'silhouette-edge-cases',
    exports: { silhouette: widths({ width: (a, b) => (b - a) / Math.max(a, b) }) },
  },
})

/**
 * How a run is written down is free, and so is `converged` when the run settles just as maxIter ends it: what
 * of a result of kmeans can be compared between two programs.
 */
export const observe = observations<typeof exemplar>({
  kmeans: ({ labels, centers, inertia, inertiaHistory, nIter, converged }, [X, init, opt = {}]) => {
    const { maxIter = 300 } = opt
    // The exemplar has seen in iteration nIter that nothing changed in it; others see it sooner or later.
    const isOpen = maxIter < 300 && [0, 1].includes(exemplar.kmeans(X, init).nIter - maxIter)
    return {
      labels,
      centers,
      inertia,
      converged: isOpen || converged,
      historyEndsWithInertia: Math.abs(inertiaHistory.at(-1)! - inertia) <= 1e-9 * (1 + Math.abs(inertia)),
      historyRises: inertiaHistory.some((value, i) => i > 0 && value > inertiaHistory[i - 1]! * (1 + 1e-9)),
      isWithinMaxIter: nIter <= maxIter,
    }
  },
})

/** Where a run stands between two iterations. */
type Standing = Pick<exemplar.KMeansResult, 'labels' | 'centers' | 'inertia'>

/** A solution with a wrong part: the function itself, if it is one, and a kmeans that is made of it. */
function withParts({
  assign = exemplar.assignClusters,
  update = exemplar.updateCenters,
  isDone = (now, before) => String([now.labels, now.centers]) === String([before.labels, before.centers]),
}: {
  assign?: typeof exemplar.assignClusters
  update?: typeof exemplar.updateCenters
  isDone?: (now: Standing, before: Standing) => boolean
}): Partial<typeof exemplar> {
  const stand = (X: Mat, centers: Mat): Standing => {
    const labels = assign(X, centers)
    return { labels, centers, inertia: exemplar.inertia(X, labels, centers) }
  }
  const kmeans: Kmeans = (X, init, { maxIter = 300 } = {}) => {
    exemplar.kmeans(X, init, { maxIter })
    let now = stand(
      X,
      init.map((center) => [...center]),
    )
    const inertiaHistory = [now.inertia]
    for (let nIter = 1; ; nIter++) {
      const before = now
      now = stand(X, update(X, before.labels, before.centers))
      inertiaHistory.push(now.inertia)
      const converged = isDone(now, before)
      if (converged || nIter === maxIter) return { ...now, inertiaHistory, nIter, converged }
    }
  }
  return {
    kmeans,
    ...(assign === exemplar.assignClusters ? {} : { assignClusters: assign }),
    ...(update === exemplar.updateCenters ? {} : { updateCenters: update }),
  }
}

function changed(change: (result: exemplar.KMeansResult) => exemplar.KMeansResult): Kmeans {
  return (X, init, opt) => change(exemplar.kmeans(X, init, opt))
}

/** The centres that iteration number n starts with. */
function centersBefore(X: Mat, init: Mat, n: number): Mat {
  return n <= 1 ? init : exemplar.kmeans(X, init, { maxIter: n - 1 }).centers
}

function assignBy(X: Mat, centers: Mat, distance: (a: Vec, b: Vec) => number): number[] {
  exemplar.assignClusters(X, centers)
  return X.map((x) => {
    const distances = centers.map((center) => distance(x, center))
    return distances.indexOf(Math.min(...distances))
  })
}

/** The new centres with another choice for empty clusters: a sample index or a centre. */
function relocated(
  X: Mat,
  labels: number[],
  centers: Mat,
  choose: (cluster: number, rank: number) => number | Vec,
): Mat {
  let rank = 0
  return exemplar.updateCenters(X, labels, centers).map((center, c) => {
    if (labels.includes(c)) return center
    const chosen = choose(c, rank++)
    return typeof chosen === 'number' ? [...X[chosen]!] : chosen
  })
}

/** Empty clusters take the sample that is farthest from the new mean of its cluster. */
function fromNewMeans(X: Mat, labels: number[], centers: Mat): Mat {
  const means = exemplar.updateCenters(X, labels, centers)
  const own = ownDistances(X, labels, means)
  return relocated(X, labels, centers, (_, rank) => farthest(own, rank))
}

function nan(): Vec {
  return [Number.NaN, Number.NaN]
}

/** The index at a rank from the largest, lowest index first among equals. */
function farthest(distances: Vec, rank: number): number {
  return [...distances.keys()].sort((i, j) => distances[j]! - distances[i]!)[rank]!
}

function ownDistances(X: Mat, labels: number[], centers: Mat): Vec {
  return X.map((x, i) => squaredDistance(x, centers[labels[i]!]!))
}

function meanOf(X: Mat, labels: number[], c: number): Vec {
  const members = X.filter((_, i) => labels[i] === c)
  return X[0]!.map((_, j) => mean(members.map((row) => row[j]!)))
}

function plusPlus({
  seen = (centers) => centers,
  weight = (squared) => squared,
  draw = (weights, u) => runningSums(weights).findIndex((running) => running > u * sum(weights)),
  drawNone = (n, u) => Math.floor(u * n),
}: {
  seen?: (centers: Mat) => Mat
  weight?: (squared: number) => number
  draw?: (weights: Vec, u: number) => number
  drawNone?: (n: number, u: number) => number
}): typeof exemplar.kmeansPlusPlus {
  return (X, k, us) => {
    exemplar.kmeansPlusPlus(X, k, us)
    const centers: Mat = [[...X[Math.floor(us[0]! * X.length)]!]]
    for (const u of us.slice(1, k)) {
      const weights = X.map((x) => weight(Math.min(...seen(centers).map((c) => squaredDistance(x, c)))))
      centers.push([...X[sum(weights) > 0 ? draw(weights, u) : drawNone(X.length, u)]!])
    }
    return centers
  }
}

function widths({
  distance = (a, b) => Math.sqrt(squaredDistance(a, b)),
  own = mean,
  others = (groups) => Math.min(...groups.map(mean)),
  width = (a, b) => (a === b ? 0 : (b - a) / Math.max(a, b)),
  isSeen = () => true,
  average = mean,
  alone = 0,
}: {
  distance?: (a: Vec, b: Vec) => number
  own?: (distances: Vec) => number
  others?: (groups: Vec[]) => number
  width?: (a: number, b: number) => number
  isSeen?: (name: number) => boolean
  average?: (widths: Vec, labels: number[]) => number
  alone?: number
}): typeof exemplar.silhouette {
  return (X, labels) => {
    exemplar.silhouette(X, labels)
    const s = X.map((x, i) => {
      const to = (name: number) =>
        X.filter((_, j) => j !== i && labels[j] === name).map((y) => distance(x, y))
      if (to(labels[i]!).length === 0) return alone
      const groups = [...new Set(labels)].filter((name) => name !== labels[i] && isSeen(name)).map(to)
      return width(own(to(labels[i]!)), groups.length > 0 ? others(groups) : 0)
    })
    return average(s, labels)
  }
}

function runningSums(values: Vec): Vec {
  let running = 0
  return values.map((value) => (running += value))
}

function squaredDistance(a: Vec, b: Vec): number {
  return sum(a.map((value, j) => (value - b[j]!) ** 2))
}

function mean(values: Vec): number {
  return sum(values) / values.length
}

function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}
