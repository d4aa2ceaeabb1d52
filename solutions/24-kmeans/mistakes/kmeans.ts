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
  'leaves-the-end-out-of-the-history': {
    says: 'ends the history one iteration too early',
    explains: 'Your inertiaHistory lacks the inertia of the labels and centres that are returned.',
    asks: 'When do you write an entry: before the centres move, or after it too?',
    caughtBy: 'result-fits-together',
    exports: {
      kmeans: changed((result) => ({ ...result, inertiaHistory: result.inertiaHistory.slice(0, -1) })),
    },
  },
  'writes-two-entries-an-iteration': {
    says: 'writes an entry into the history after each of the two steps',
    explains: 'Your inertiaHistory has up to two entries an iteration.',
    asks: 'How many entries may there be after one iteration?',
    caughtBy: 'kmeans/iteration-limits',
    exports: {
      kmeans: changed((result) => {
        const [first, ...rest] = result.inertiaHistory
        return { ...result, inertiaHistory: [first!, ...rest.flatMap((value) => [value, value])] }
      }),
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
})

/** What of a run is the same for every correct program: how its way is written down is free. */
export const observe = observations<typeof exemplar>({
  kmeans: ({ labels, centers, inertia, inertiaHistory, nIter, converged }, [X, init, opt]) => {
    const slack = 1e-9 * (1 + Math.abs(inertia))
    // A start that is the answer already is seen in the first iteration, or in the second.
    const isSettled = exemplar.kmeans(X, init).nIter === 1
    return {
      labels,
      centers,
      inertia,
      end: isSettled ? 'settled' : { nIter, converged },
      historyIsLong: inertiaHistory.length > (opt?.maxIter ?? 300) + 1,
      historyEndsWithInertia: Math.abs(inertiaHistory.at(-1)! - inertia) <= slack,
      historyRises: inertiaHistory.some((value, i) => i > 0 && value > inertiaHistory[i - 1]! + slack),
    }
  },
})

/** A kmeans with another result. */
export function changed(change: (result: exemplar.KMeansResult) => exemplar.KMeansResult): Kmeans {
  return (X, init, opt) => change(exemplar.kmeans(X, init, opt))
}
