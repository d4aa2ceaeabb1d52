import { mistakes } from '#engine/spec/index.ts'
import type { Mat, Vec } from '#kit'
import * as exemplar from '../kmeans.ts'
import { mean, squaredDistance, sum } from './sums.ts'

// Of kmeansPlusPlus and silhouette.

export default mistakes<typeof exemplar>({
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
    exports: { kmeansPlusPlus: plusPlus({ draw: (weights) => weights.indexOf(Math.max(...weights)) }) },
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
  'draws-a-centre-for-each-number': {
    says: 'draws as many centres as there are numbers in us',
    explains: 'Your kmeansPlusPlus returns more than k centres where us is longer than k.',
    asks: 'Who says how many centres there are: k, or the length of us?',
    caughtBy: 'kmeansPlusPlus/decimals-and-units',
    exports: {
      kmeansPlusPlus: (X, k, us) => {
        exemplar.kmeansPlusPlus(X, k, us)
        return exemplar.kmeansPlusPlus(X, Math.min(us.length, X.length), us)
      },
    },
  },
  'stops-at-equal': {
    says: 'stops where the running sum equals its goal',
    explains: 'Your kmeansPlusPlus takes the first running sum >= goal, where the statement says >.',
    asks: 'With us[j] = 0 and a first sample of weight 0, may that sample be drawn?',
    caughtBy: 'plus-plus-edge-cases',
    exports: { kmeansPlusPlus: plusPlus({ isReached: (running, goal) => running >= goal }) },
  },
  'takes-sample-0-when-all-weights-are-0': {
    says: 'takes sample 0 when all weights are 0',
    explains: 'Your kmeansPlusPlus does not use us[j] where no sample has a weight.',
    asks: 'What does the statement ask for when the sum of the weights is 0?',
    caughtBy: 'plus-plus-edge-cases',
    exports: { kmeansPlusPlus: plusPlus({ none: () => 0 }) },
  },
  'takes-small-weights-for-none': {
    says: 'takes a small sum of weights for 0',
    explains: 'Your kmeansPlusPlus draws without weights where all numbers are small.',
    asks: 'How large is a squared distance of a micrometre, in metres?',
    caughtBy: 'plus-plus-matches-definition',
    exports: { kmeansPlusPlus: plusPlus({ least: 1e-9 }) },
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
    exports: { silhouette: widths({ own: (distances) => sum(distances) / (distances.length + 1) }) },
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
  'divides-by-b': {
    says: 'divides by b instead of the larger of a and b',
    explains: 'Your s equals (b − a) / b, which is below −1 for a sample in a wrong cluster.',
    asks: 'Which of a and b is larger for a sample in the wrong cluster?',
    caughtBy: 'silhouette-matches-definition',
    exports: { silhouette: widths({ width: (a, b) => (a === b ? 0 : b === 0 ? -a : (b - a) / b) }) },
  },
  'expects-labels-from-0': {
    says: 'does not see clusters with negative names',
    explains: 'Your silhouette goes through the labels 0, 1, 2, … instead of those that occur.',
    asks: 'Where does the statement say which numbers labels are?',
    caughtBy: 'silhouette-matches-definition',
    exports: { silhouette: widths({ isSeen: (name) => name >= 0 }) },
  },
  'cuts-labels-to-whole-numbers': {
    says: 'takes labels for the same that differ behind the point only',
    explains: 'Your silhouette puts the clusters 0, 0.25 and 0.5 together.',
    asks: 'Is 0.5 | 0 still the name of the same cluster?',
    caughtBy: 'silhouette-knows-no-names',
    exports: {
      silhouette: (X, labels) => {
        exemplar.silhouette(X, labels)
        const cut = labels.map((label) => label | 0)
        return new Set(cut).size > 1 ? exemplar.silhouette(X, cut) : 0
      },
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
          mean(s.filter((_, i) => labels.indexOf(labels[i]!) !== labels.lastIndexOf(labels[i]!))),
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

function plusPlus({
  seen = (centers: Mat) => centers,
  weight = (squared: number) => squared,
  isReached = (running: number, goal: number) => running > goal,
  draw = (weights: Vec, u: number): number => {
    let running = 0
    const goal = u * sum(weights)
    const found = weights.findIndex((w) => {
      running += w
      return isReached(running, goal)
    })
    return found < 0 ? weights.length - 1 : found
  },
  none = (n: number, u: number) => Math.floor(u * n),
  least = 0,
}): typeof exemplar.kmeansPlusPlus {
  return (X, k, us) => {
    exemplar.kmeansPlusPlus(X, k, us)
    const centers: Mat = [[...X[Math.floor(us[0]! * X.length)]!]]
    for (const u of us.slice(1, k)) {
      const weights = X.map((x) => weight(Math.min(...seen(centers).map((c) => squaredDistance(x, c)))))
      centers.push([...X[sum(weights) > least ? draw(weights, u) : none(X.length, u)]!])
    }
    return centers
  }
}

function widths({
  distance = (a: Vec, b: Vec) => Math.sqrt(squaredDistance(a, b)),
  own = mean,
  others = (groups: Vec[]) => Math.min(...groups.map(mean)),
  width = (a: number, b: number) => (a === b ? 0 : (b - a) / Math.max(a, b)),
  isSeen = (_: number): boolean => true,
  average = mean as (s: Vec, labels: number[]) => number,
  alone = 0,
}): typeof exemplar.silhouette {
  return (X, labels) => {
    exemplar.silhouette(X, labels)
    const names = [...new Set(labels)]
    const s = X.map((x, i) => {
      const to = (name: number) =>
        X.filter((_, j) => j !== i && labels[j] === name).map((y) => distance(x, y))
      const company = to(labels[i]!)
      if (company.length === 0) return alone
      const groups = names.filter((name) => name !== labels[i] && isSeen(name)).map(to)
      return width(own(company), groups.length > 0 ? others(groups) : 0)
    })
    return average(s, labels)
  }
}
