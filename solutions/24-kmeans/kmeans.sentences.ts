import { sentences } from '#engine/spec/index.ts'

const refused = ['refuses-bad-input', 'gives-the-reason']
const by = (...functions: string[]) => functions.flatMap((fn) => refused.map((law) => `${fn}/${law}`))

export default sentences({
  // What to write.
  'The new centre of a cluster is the mean of its samples, feature by feature.': {
    held: ['centres-are-means', 'the-mean-stays-in-the-middle'],
    broken: ['divides-by-all-samples', 'takes-the-median'],
  },
  'From the same start, k-means ends with the same labels, centres and inertia as the reference.': {
    held: ['kmeans-matches-reference'],
    broken: ['ignores-the-start', 'numbers-clusters-by-position'],
  },
  'When a cluster is empty on the way, k-means moves it just as updateCenters does, and goes on if only that centre moved.':
    { held: ['kmeans-moves-empty-clusters'], broken: ['has-another-rule-inside-kmeans'] },
  'Centre 0 is sample ⌊us[0] · n⌋.': {
    held: ['plus-plus-matches-definition', 'plus-plus-edge-cases'],
    broken: ['starts-with-sample-0'],
  },
  'For each further centre j, every sample has the weight D², its squared distance to the nearest centre chosen so far.':
    {
      held: ['plus-plus-matches-definition', 'plus-plus-picks-different-samples'],
      broken: ['weighs-by-distance', 'looks-at-the-newest-centre-only', 'looks-at-the-first-centre-only'],
    },
  'the first at which the running sum is **larger than** us[j] · (sum of all weights) becomes centre j': {
    held: ['plus-plus-matches-definition', 'plus-plus-edge-cases'],
    broken: ['stops-at-equal', 'takes-the-farthest-for-sure'],
  },
  'If all weights are 0, it is sample ⌊us[j] · n⌋.': {
    held: ['plus-plus-edge-cases', 'plus-plus-matches-definition'],
    broken: ['takes-sample-0-when-all-weights-are-0', 'takes-small-weights-for-none'],
  },
  'is the mean over all samples of s = (b − a) / max(a, b).': {
    held: ['silhouette-matches-definition'],
    broken: ['averages-over-clusters', 'divides-by-b'],
  },
  'Here a is the mean distance to the *other* samples of its own cluster': {
    held: ['silhouette-matches-definition'],
    broken: ['counts-the-sample-itself'],
  },
  'and b the mean distance to the samples of another one, where that is smallest.': {
    held: ['silhouette-matches-definition'],
    broken: ['takes-all-others-as-one-cluster', 'takes-the-nearest-other-sample'],
  },

  'no samples (only `assignClusters` accepts that), or no centres | EMPTY': { held: by('*') },
  'rows of different length; X and centres of different width; not one label for each sample | SHAPE': {
    held: by('*'),
  },
  'NaN or infinity in X or in the centres | NON_FINITE': { held: by('*') },
  'a label in `updateCenters` or `inertia` that is not one of the whole numbers 0, …, k − 1 | PARAM': {
    held: by('updateCenters', 'inertia'),
    when: ['labels holds'],
  },
  'more clusters than samples in `updateCenters`, `kmeans` or `kmeansPlusPlus` | PARAM': {
    held: by('updateCenters', 'kmeans', 'kmeansPlusPlus'),
    when: ['there are more centers', 'there are more init', 'k is above'],
  },
  '`k` or `maxIter` not a whole number from 1 on; `us` shorter than k, or with a number outside [0, 1) | PARAM':
    {
      held: by('kmeans', 'kmeansPlusPlus'),
      when: ['k is 0', 'k is 1.5', 'maxIter is 0', 'maxIter is 1.5', 'us is shorter', 'us holds'],
    },
  'fewer than 2 or more than n − 1 clusters in `silhouette` | PARAM': {
    held: by('silhouette'),
    when: ['all samples are in one', 'every sample is a cluster'],
  },
  'Of two faults in one call either may be told (no samples are also fewer than the clusters).': {
    advice: 'leaves the order free',
  },

  'Distances are Euclidean.': {
    held: ['samples-join-the-nearest-centre', 'kmeans-matches-reference', 'silhouette-matches-definition'],
    broken: [
      'adds-absolute-differences',
      'looks-at-the-first-feature-only',
      'gives-each-feature-the-same-spread',
      'squares-distances-in-the-silhouette',
    ],
  },
  'A sample that is equally far from two centres belongs to the lower cluster number.': {
    held: ['ties-go-to-the-lowest-cluster'],
    broken: ['gives-ties-to-the-highest-cluster'],
  },
  '`inertia` is a sum, not a mean, and goes by the labels that it is given.': {
    held: ['inertia-matches-definition', 'within-plus-between-is-all'],
    broken: ['averages-the-inertia', 'ignores-the-labels', 'forgets-the-square'],
  },
  'In `updateCenters` an **empty cluster** takes the sample that is farthest from its own centre before the update, `centers[labels[i]]`; of equally far ones the lowest index.':
    {
      held: ['empty-clusters-take-the-farthest-sample'],
      broken: [
        'divides-nothing-by-nothing',
        'keeps-the-old-centre-of-an-empty-cluster',
        'measures-from-the-empty-centre',
        'measures-from-the-new-means',
        'takes-the-last-of-equally-far-samples',
      ],
    },
  'Several, in the order of their numbers, take the farthest, the second farthest and so on.': {
    held: ['empty-clusters-take-the-farthest-sample'],
    broken: ['gives-all-empty-clusters-one-sample', 'serves-the-last-empty-cluster-first'],
  },
  'These samples still count in the mean of the cluster of their label.': {
    held: ['empty-clusters-take-the-farthest-sample'],
    broken: ['takes-the-sample-out-of-its-cluster'],
  },
  'One **iteration** of `kmeans` assigns all samples, then updates all centres.': {
    held: ['kmeans/iteration-limits'],
    broken: ['moves-centres-after-every-sample'],
  },
  'It stops after an iteration in which no centre moved (`converged` is true), or else after `maxIter` iterations, 300 unless given (`converged` is false).':
    {
      held: ['ends-in-a-fixed-point', 'kmeans/iteration-limits', 'kmeans/defaults'],
      broken: [
        'stops-after-one-iteration',
        'ignores-max-iter',
        'runs-one-iteration-too-many',
        'always-says-converged',
        'gives-up-after-a-hundred',
        'goes-on-to-a-thousand',
      ],
    },
  'The quiet iteration counts: the example takes `nIter` 3, so `converged` is true for `maxIter: 3`, false for 2.':
    {
      held: ['kmeans/iteration-limits'],
      broken: ['converges-only-with-iterations-left', 'does-not-count-the-quiet-iteration'],
    },
  'Labels that stand still are not enough: an empty cluster may be moving.': {
    held: ['kmeans-moves-empty-clusters'],
    broken: ['stops-when-labels-stand-still'],
  },
  'Also when `maxIter` ended the run, `labels` are those of the nearest returned `centers`, and `inertia` is theirs.':
    {
      held: ['result-fits-together'],
      broken: ['returns-labels-of-the-step-before', 'returns-the-inertia-of-the-step-before'],
    },
  '`inertiaHistory` never rises, ends with `inertia`, and has 1 to maxIter + 1 entries.': {
    held: ['inertia-never-rises', 'result-fits-together', 'kmeans/iteration-limits'],
    broken: [
      'writes-the-history-backwards',
      'leaves-the-end-out-of-the-history',
      'writes-two-entries-an-iteration',
    ],
  },
  '`us` may be longer than k.': {
    held: ['kmeansPlusPlus/decimals-and-units'],
    broken: ['draws-a-centre-for-each-number'],
  },
  'In `silhouette` labels are names: any numbers.': {
    held: ['silhouette-knows-no-names', 'silhouette-matches-definition'],
    broken: ['expects-labels-from-0', 'cuts-labels-to-whole-numbers'],
  },
  'A sample alone in its cluster has s = 0, as has one with a = b = 0.': {
    held: ['silhouette-edge-cases'],
    broken: ['gives-a-lone-sample-1', 'leaves-lone-samples-out', 'divides-by-no-distance'],
  },
  'Numbers come in any unit, close together far from 0 too: subtract before you square, since |a|² − 2ab + |b|² loses digits there.':
    {
      held: ['*/decimals-and-units', '*/whole-range', 'ends-in-a-fixed-point', 'inertia-matches-definition'],
      broken: [
        'wants-a-clear-winner',
        'stops-at-a-small-change',
        'expands-the-square',
        'decimals-and-units',
        'whole-range',
      ],
    },
  'Decisions that hang on the last digits are not graded.': {
    advice: 'leaves free what rounding decides',
  },
  'A call may take 3 seconds.': {
    advice: 'is timeBudgetMs of the manifest: the sandbox holds every call to it, no property measures time',
  },
  'Functions leave their arguments as they are and give the same result for the same call.': {
    held: ['*/keeps-inputs', '*/repeats-itself'],
  },

  // The docstrings.
  'n cluster numbers from 0 to k − 1; of equally near centres the lowest': {
    held: ['samples-join-the-nearest-centre', 'ties-go-to-the-lowest-cluster'],
    broken: ['numbers-clusters-in-a-byte', 'gives-ties-to-the-highest-cluster'],
  },
  'opt `maxIter`: the most iterations to run, 300 unless told': { held: ['kmeans/defaults'] },
})
