import { mistakes, observations } from '#engine/spec/index.ts'
import type { Mat } from '#kit'
import * as exemplar from '../kmeans.ts'

type Kmeans = typeof exemplar.kmeans

export default mistakes<typeof exemplar>({
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
        const { nIter, centers, inertiaHistory } = result
        const before = nIter === 1 ? init : exemplar.kmeans(X, init, { maxIter: nIter - 1 }).centers
        const labels = exemplar.assignClusters(X, before)
        const inertia = exemplar.inertia(X, labels, centers)
        return { ...result, labels, inertia, inertiaHistory: [...inertiaHistory.slice(0, -1), inertia] }
      },
    },
  },
  'returns-the-inertia-of-the-step-before': {
    says: 'returns the inertia from before the last update',
    explains: 'Your inertia belongs to the labels and centres before the last update.',
    asks: 'Does your inertia equal inertia(X, labels, centers) of what you return?',
    caughtBy: 'result-fits-together',
    exports: {
      kmeans: changed((result) => {
        const inertiaHistory = result.inertiaHistory.slice(0, -1)
        return { ...result, inertia: inertiaHistory.at(-1)!, inertiaHistory }
      }),
    },
  },
  'gives-each-feature-the-same-spread': {
    says: 'standardises the features before it measures distances',
    explains: 'Your kmeans divides each feature by its standard deviation, which changes what is near.',
    asks: 'Who decides on the scale of the features: kmeans, or whoever calls it?',
    caughtBy: 'kmeans-matches-reference',
    exports: {
      kmeans: (X, init, opt) => {
        exemplar.kmeans(X, init, opt)
        const spreads = X[0]!.map((_, j) => {
          const column = X.map((row) => row[j]!)
          const mean = column.reduce((sum, v) => sum + v / X.length, 0)
          return Math.hypot(...column.map((v) => v - mean)) || 1
        })
        const shrink = (rows: Mat) => rows.map((row) => row.map((v, j) => v / spreads[j]!))
        const result = exemplar.kmeans(shrink(X), shrink(init), opt)
        const centers = result.centers.map((row) => row.map((v, j) => v * spreads[j]!))
        return { ...result, centers, inertia: exemplar.inertia(X, result.labels, centers) }
      },
    },
  },
  'numbers-clusters-by-position': {
    says: 'sorts the centres, so that clusters have other numbers than in init',
    explains: 'Your kmeans numbers the clusters by the first feature of their centres.',
    asks: 'Which row of init did cluster 0 start from?',
    caughtBy: 'kmeans-matches-reference',
    exports: {
      kmeans: changed((result) => {
        const { centers, labels } = result
        const order = [...centers.keys()].sort((a, b) => centers[a]![0]! - centers[b]![0]!)
        return {
          ...result,
          labels: labels.map((label) => order.indexOf(label)),
          centers: order.map((c) => centers[c]!),
        }
      }),
    },
  },
  'moves-centres-after-every-sample': {
    says: 'moves the centre after every single sample',
    explains: 'Your kmeans updates the centres while samples are still being assigned.',
    asks: 'Would the result be the same if the samples came in another order?',
    caughtBy: 'kmeans/iteration-limits',
    exports: {
      kmeans: (X, init, opt) => {
        exemplar.kmeans(X, init, opt)
        const centers = init.map((center) => [...center])
        const counts = init.map(() => 1)
        for (const x of X) {
          const c = exemplar.assignClusters([x], centers)[0]!
          counts[c]!++
          centers[c] = centers[c]!.map((v, j) => v + (x[j]! - v) / counts[c]!)
        }
        return exemplar.kmeans(X, centers, opt)
      },
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

/** What of a run is the same for every correct program: how its way is written down is free. */
export const observe = observations<typeof exemplar>({
  kmeans: ({ labels, centers, inertia, inertiaHistory, nIter, converged }, [X, init]) => {
    const slack = 1e-9 * (1 + Math.abs(inertia))
    // A start that is the answer already is seen in the first iteration, or in the second.
    const isSettled = exemplar.kmeans(X, init).nIter === 1
    return {
      labels,
      centers,
      inertia,
      end: isSettled ? 'settled' : { nIter, converged },
      historyEndsWithInertia: Math.abs(inertiaHistory.at(-1)! - inertia) <= slack,
      historyRises: inertiaHistory.some((value, i) => i > 0 && value > inertiaHistory[i - 1]! + slack),
    }
  },
})

function changed(change: (result: exemplar.KMeansResult) => exemplar.KMeansResult): Kmeans {
  return (X, init, opt) => change(exemplar.kmeans(X, init, opt))
}

type Standing = Pick<exemplar.KMeansResult, 'labels' | 'centers'>

/** A kmeans with another end, or another update. */
function looping(
  isDone: (now: Standing, before: Standing) => boolean,
  update = exemplar.updateCenters,
): Kmeans {
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
