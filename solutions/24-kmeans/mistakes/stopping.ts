import { mistakes } from '#engine/spec/index.ts'
import * as exemplar from '../kmeans.ts'
import { changed } from './kmeans.ts'

// Of kmeans: when it stops, and what it says of its end.

export default mistakes<typeof exemplar>({
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
  'stops-at-a-small-change': {
    says: 'stops when no centre moves by more than 0.0001',
    explains: 'Your kmeans ends early where all numbers are small.',
    asks: 'Is 0.0001 little? In volts, for the height of a spike?',
    caughtBy: 'ends-in-a-fixed-point',
    exports: {
      kmeans: looping((now, before) =>
        now.centers.every((row, c) => row.every((v, j) => Math.abs(v - before.centers[c]![j]!) < 1e-4)),
      ),
    },
  },
  'stops-when-labels-stand-still': {
    says: 'stops as soon as the labels do not change, though centres still move',
    explains: 'Your kmeans ends too early when an empty cluster has just moved onto another centre.',
    asks: 'Can a centre have moved although no sample has changed its cluster?',
    caughtBy: 'kmeans-moves-empty-clusters',
    exports: { kmeans: looping((now, before) => String(now.labels) === String(before.labels)) },
  },
  'has-another-rule-inside-kmeans': {
    says: 'leaves empty clusters alone, unlike updateCenters',
    explains: 'Your kmeans keeps the centre of an empty cluster where it is.',
    asks: 'Does your kmeans call your updateCenters?',
    caughtBy: 'kmeans-moves-empty-clusters',
    exports: {
      kmeans: looping(isSame, (X, labels, centers) =>
        exemplar
          .updateCenters(X, labels, centers)
          .map((center, c) => (labels.includes(c) ? center : centers[c]!)),
      ),
    },
  },
  'gives-up-after-a-hundred': {
    says: 'stops after 100 iterations unless maxIter is given',
    explains: 'Your kmeans without maxIter equals a run with maxIter = 100.',
    asks: 'Which maxIter does the statement give when none is passed?',
    caughtBy: 'kmeans/defaults',
    exports: { kmeans: (X, init, { maxIter = 100 } = {}) => exemplar.kmeans(X, init, { maxIter }) },
  },
  'goes-on-to-a-thousand': {
    says: 'stops after 1000 iterations unless maxIter is given',
    explains: 'Your kmeans without maxIter equals a run with maxIter = 1000.',
    asks: 'Which maxIter does the statement give when none is passed?',
    caughtBy: 'kmeans/defaults',
    exports: { kmeans: (X, init, { maxIter = 1000 } = {}) => exemplar.kmeans(X, init, { maxIter }) },
  },
  'ignores-max-iter': {
    says: 'runs until nothing changes, whatever maxIter is',
    explains: 'Your kmeans gives the same for every maxIter.',
    asks: 'Where in your loop does maxIter come in?',
    caughtBy: 'kmeans/iteration-limits',
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
    caughtBy: 'kmeans/iteration-limits',
    exports: {
      kmeans: (X, init, opt = {}) => {
        exemplar.kmeans(X, init, opt)
        return exemplar.kmeans(X, init, { maxIter: (opt.maxIter ?? 300) + 1 })
      },
    },
  },
  'always-says-converged': {
    says: 'says that it has converged even when maxIter ended it',
    explains: 'In your result converged is always true.',
    asks: 'What should somebody do who learns that a run has not converged?',
    caughtBy: 'kmeans/iteration-limits',
    exports: { kmeans: changed((result) => ({ ...result, converged: true })) },
  },
  'converges-only-with-iterations-left': {
    says: 'says that it has not converged when it did so in the last iteration allowed',
    explains: 'Your converged is false whenever nIter equals maxIter.',
    asks: 'Does maxIter: 3 suffice for the example of the README?',
    caughtBy: 'kmeans/iteration-limits',
    exports: {
      kmeans: (X, init, opt = {}) => {
        const result = exemplar.kmeans(X, init, opt)
        return { ...result, converged: result.converged && result.nIter < (opt.maxIter ?? 300) }
      },
    },
  },
  'does-not-count-the-quiet-iteration': {
    says: 'counts only the iterations in which a centre moved',
    explains: 'Your nIter is one less than it should be once the run has converged.',
    asks: 'How many rows has the table of the README?',
    caughtBy: 'kmeans/iteration-limits',
    exports: {
      kmeans: changed((result) => ({ ...result, nIter: result.nIter - (result.converged ? 1 : 0) })),
    },
  },
})

type Standing = Pick<exemplar.KMeansResult, 'labels' | 'centers'>

/** A kmeans with another end, or another update. */
function looping(
  isDone: (now: Standing, before: Standing) => boolean,
  update = exemplar.updateCenters,
): typeof exemplar.kmeans {
  return (X, init, { maxIter = 300 } = {}) => {
    exemplar.kmeans(X, init, { maxIter })
    let now: Standing = { labels: exemplar.assignClusters(X, init), centers: init }
    const inertiaHistory = [exemplar.inertia(X, now.labels, init)]
    for (let nIter = 1; ; nIter++) {
      const before = now
      const centers = update(X, before.labels, before.centers)
      now = { centers, labels: exemplar.assignClusters(X, centers) }
      const inertia = exemplar.inertia(X, now.labels, centers)
      inertiaHistory.push(inertia)
      const converged = isDone(now, before)
      if (converged || nIter === maxIter) return { ...now, inertia, inertiaHistory, nIter, converged }
    }
  }
}

function isSame(now: Standing, before: Standing): boolean {
  return String(now.centers) === String(before.centers)
}
