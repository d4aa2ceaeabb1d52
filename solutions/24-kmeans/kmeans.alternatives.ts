import { alternatives, readings } from '#engine/spec/index.ts'
import { type ErrorCode, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from './kmeans.ts'

/** Samples grouped by cluster, distances by Math.hypot, chance as normalised probabilities, no running sums. */
const grouping: typeof exemplar = {
  assignClusters(X, centers) {
    check(X, { centers })
    return X.map((x) => argmin(centers.map((center) => hypotDistance(x, center))))
  },
  updateCenters(X, labels, centers) {
    check(X, { labels, centers, some: true })
    refuse('PARAM', centers.length > X.length)
    const groups = Map.groupBy(X.keys(), (i) => labels[i]!)
    const own = X.map((x, i) => hypotDistance(x, centers[labels[i]!]!))
    const taken = new Set<number>()
    return centers.map((_, c) => {
      const group = groups.get(c)
      if (!group) {
        const farthest = argmin(own.map((d, i) => (taken.has(i) ? Number.POSITIVE_INFINITY : -d)))
        taken.add(farthest)
        return X[farthest]!.slice()
      }
      return transposed(group.map((i) => X[i]!)).map(welfordMean)
    })
  },
  inertia(X, labels, centers) {
    check(X, { labels, centers, some: true })
    return Math.hypot(...X.map((x, i) => hypotDistance(x, centers[labels[i]!]!))) ** 2
  },
  /** Keeps one entry of history, and counts only the iterations that changed something. */
  kmeans(X, init, opt = {}) {
    const { maxIter = 300 } = opt
    check(X, { centers: init, some: true })
    refuse('PARAM', init.length > X.length || !(maxIter >= 1) || maxIter % 1 !== 0)
    return step(init, [], 0)

    function step(centers: Mat, before: number[], nIter: number): exemplar.KMeansResult {
      const labels = grouping.assignClusters(X, centers)
      const next = grouping.updateCenters(X, labels, centers)
      const converged = String([labels, next]) === String([before, centers])
      if (!converged && nIter < maxIter) return step(next, labels, nIter + 1)
      const inertia = grouping.inertia(X, labels, centers)
      return {
        labels,
        centers: centers.map((c) => [...c]),
        inertia,
        inertiaHistory: [inertia],
        nIter,
        converged,
      }
    }
  },
  kmeansPlusPlus(X, k, us) {
    check(X, { some: true })
    refuse('PARAM', !Number.isInteger(k) || k < 1 || k > X.length || us.length < k)
    refuse('PARAM', Math.min(...us) < 0 || Math.max(...us) >= 1)
    const centers = [[...X[Math.floor(us[0]! * X.length)]!]]
    for (const u of us.slice(1, k)) {
      const weights = X.map((x) => Math.min(...centers.map((c) => hypotDistance(x, c))) ** 2)
      const total = weights.reduce((a, b) => a + b)
      let share = 0
      let chosen = total > 0 ? -1 : Math.floor(u * X.length)
      while (chosen < 0 || (total > 0 && share <= u && chosen < X.length - 1))
        share += weights[++chosen]! / total
      centers.push([...X[chosen]!])
    }
    return centers
  },
  silhouette(X, labels) {
    check(X, { labels, some: true })
    const groups = Map.groupBy(X.keys(), (i) => labels[i]!)
    refuse('PARAM', groups.size < 2 || groups.size >= X.length)
    const widths = X.map((x, i) => {
      const means = new Map(
        [...groups].map(([name, group]) => {
          const others = group.filter((j) => j !== i)
          return [name, welfordMean(others.map((j) => hypotDistance(x, X[j]!)))]
        }),
      )
      const own = labels[i]!
      const a = means.get(own)!
      means.delete(own)
      const b = Math.min(...means.values())
      if (groups.get(own)!.length === 1 || a === b) return 0
      return a < b ? 1 - a / b : b / a - 1
    })
    return welfordMean(widths)
  },
}

/** One pass over the samples with running sums, and |a|² − 2ab + |b|² for the distances. */
const runningSums: typeof exemplar = {
  assignClusters(X, centers) {
    check(X, { centers })
    const labels: number[] = []
    for (const x of X) {
      let best = 0
      for (let c = 1; c < centers.length; c++)
        if (expandedDistance(x, centers[c]!) < expandedDistance(x, centers[best]!)) best = c
      labels.push(best)
    }
    return labels
  },
  updateCenters(X, labels, centers) {
    check(X, { labels, centers, some: true })
    refuse('PARAM', centers.length > X.length)
    const sums = centers.map((center) => center.map(() => 0))
    const counts = centers.map(() => 0)
    const far: [number, number][] = []
    X.forEach((x, i) => {
      const c = labels[i]!
      counts[c]!++
      x.forEach((v, j) => {
        sums[c]![j]! += v
      })
      far.push([expandedDistance(x, centers[c]!), i])
    })
    far.sort(([d, i], [e, j]) => (d === e ? j - i : d - e))
    return sums.map((sum, c) => (counts[c] ? sum.map((v) => v / counts[c]!) : X[far.pop()![1]]!.slice()))
  },
  inertia(X, labels, centers) {
    check(X, { labels, centers, some: true })
    let sum = 0
    for (let i = 0; i < X.length; i++) sum += Math.max(0, expandedDistance(X[i]!, centers[labels[i]!]!))
    return sum
  },
  /** Counts from 1 and writes the inertia down after every update, with the labels before it. */
  kmeans(X, init, { maxIter = 300 } = {}) {
    check(X, { centers: init, some: true })
    refuse('PARAM', init.length > X.length || maxIter < 1 || !Number.isInteger(maxIter))
    let centers = init
    let labels = X.map(() => -1)
    const inertiaHistory: Vec = []
    let moving = true
    let nIter = 0
    while (moving && nIter < maxIter) {
      const assigned = runningSums.assignClusters(X, centers)
      const updated = runningSums.updateCenters(X, assigned, centers)
      moving = assigned.some((l, i) => l !== labels[i]) || JSON.stringify(updated) !== JSON.stringify(centers)
      labels = assigned
      centers = updated
      inertiaHistory.push(runningSums.inertia(X, labels, centers))
      nIter += 1
    }
    labels = runningSums.assignClusters(X, centers)
    const inertia = runningSums.inertia(X, labels, centers)
    inertiaHistory[inertiaHistory.length - 1] = inertia
    return { labels, centers, inertia, inertiaHistory, nIter, converged: !moving }
  },
  kmeansPlusPlus(X, k, us) {
    check(X, { some: true })
    refuse('PARAM', !Number.isInteger(k) || k < 1 || k > X.length || us.length < k)
    refuse(
      'PARAM',
      us.some((u) => u < 0 || u >= 1),
    )
    const weights = X.map(() => Number.POSITIVE_INFINITY)
    const centers: Mat = []
    for (let c = 0; c < k; c++) {
      let total = 0
      if (c > 0) for (const weight of weights) total += weight
      let chosen = Math.floor(us[c]! * X.length)
      if (total > 0) {
        let left = us[c]! * total
        for (chosen = 0; chosen < X.length - 1; chosen++) {
          left -= weights[chosen]!
          if (left < 0) break
        }
      }
      centers.push([...X[chosen]!])
      for (const [i, x] of X.entries()) weights[i] = Math.min(weights[i]!, expandedDistance(x, X[chosen]!))
    }
    return centers
  },
  silhouette(X, labels) {
    check(X, { labels, some: true })
    const sizes = new Map<number, number>()
    for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
    refuse('PARAM', sizes.size < 2 || sizes.size > X.length - 1)
    let sum = 0
    for (const [i, x] of X.entries()) {
      const reach = new Map<number, number>()
      for (const [j, y] of X.entries())
        reach.set(labels[j]!, (reach.get(labels[j]!) ?? 0) + Math.sqrt(Math.max(0, expandedDistance(x, y))))
      const size = sizes.get(labels[i]!)!
      if (size === 1) continue
      const a = reach.get(labels[i]!)! / (size - 1)
      let b = Number.POSITIVE_INFINITY
      for (const [name, far] of reach) if (name !== labels[i]) b = Math.min(b, far / sizes.get(name)!)
      sum += (b - a) / (Math.max(a, b) || 1)
    }
    return sum / X.length
  },
}

export default alternatives<typeof exemplar>({ grouping, 'running-sums': runningSums })

/**
 * What the statement leaves open: the code where no samples are also too few, codes for input that no case
 * holds (odd labels, NaN as chance or option, rows without columns, two faults at once), how the way of
 * k-means is written down, and whether a run that settles in its very last iteration has converged.
 */
export const accepted = readings<typeof exemplar>({
  'no-samples-are-fewer-than-clusters': {
    updateCenters: (X, labels, centers) => {
      refuse('PARAM', centers.length > X.length)
      return exemplar.updateCenters(X, labels, centers)
    },
    kmeans: (X, init, opt) => {
      refuse('PARAM', init.length > X.length)
      return exemplar.kmeans(X, init, opt)
    },
    kmeansPlusPlus: (X, k, us) => {
      refuse('PARAM', k > X.length)
      return exemplar.kmeansPlusPlus(X, k, us)
    },
    silhouette: (X, labels) => {
      refuse('PARAM', labels.length === 0)
      return exemplar.silhouette(X, labels)
    },
  },
  'values-are-looked-at-before-shapes': {
    assignClusters: (X, centers) => {
      refuse('NON_FINITE', ![X, centers].flat(2).every(Number.isFinite))
      return exemplar.assignClusters(X, centers)
    },
    updateCenters: (X, labels, centers) => {
      refuse('NON_FINITE', ![X, centers, labels].flat(3).every(Number.isFinite))
      refuse('SHAPE', labels.length !== X.length)
      return exemplar.updateCenters(X, labels, centers)
    },
    inertia: (X, labels, centers) => {
      refuse('NON_FINITE', ![X, centers, labels].flat(3).every(Number.isFinite))
      refuse('SHAPE', labels.length !== X.length)
      return exemplar.inertia(X, labels, centers)
    },
    silhouette: (X, labels) => {
      refuse('NON_FINITE', ![...X.flat(), ...labels].every(Number.isFinite))
      refuse('SHAPE', labels.length !== X.length)
      return exemplar.silhouette(X, labels)
    },
    kmeansPlusPlus: (X, k, us) => {
      refuse('NON_FINITE', !us.every(Number.isFinite))
      return exemplar.kmeansPlusPlus(X, k, us)
    },
  },
  'rows-without-columns-are-EMPTY': {
    assignClusters: (X, centers) => {
      refuse('EMPTY', X[0]?.length === 0 || centers[0]?.length === 0)
      return exemplar.assignClusters(X, centers)
    },
    silhouette: (X, labels) => {
      refuse('EMPTY', X[0]?.length === 0)
      return exemplar.silhouette(X, labels)
    },
  },
  'us-is-exactly-as-long-as-k': {
    kmeansPlusPlus: (X, k, us) => {
      refuse('PARAM', us.length > k)
      return exemplar.kmeansPlusPlus(X, k, us)
    },
  },
  'maxIter-may-be-endless': {
    kmeans: (X, init, { maxIter = Number.POSITIVE_INFINITY } = {}) =>
      exemplar.kmeans(X, init, { maxIter: maxIter === Number.POSITIVE_INFINITY ? 300 : maxIter }),
  },
  'settling-in-the-last-iteration-is-not-converged': {
    kmeans: (X, init, { maxIter = 300 } = {}) => {
      const result = exemplar.kmeans(X, init, { maxIter })
      return { ...result, converged: result.converged && result.nIter < maxIter }
    },
  },
  'a-last-look-shows-that-nothing-moves': {
    kmeans: (X, init, opt) => {
      const result = exemplar.kmeans(X, init, opt)
      const { labels, centers } = result
      const moved = exemplar.updateCenters(X, labels, centers)
      return { ...result, converged: String(moved) === String(centers) }
    },
  },
  'the-history-holds-the-ends-only': {
    kmeans: (X, init, opt) => {
      const result = exemplar.kmeans(X, init, opt)
      return {
        ...result,
        inertiaHistory: [result.inertiaHistory[0]!, result.inertia],
        nIter: result.nIter - 1,
      }
    },
  },
})

function hypotDistance(a: Vec, b: Vec): number {
  return Math.hypot(...a.map((v, j) => v - b[j]!))
}

function expandedDistance(a: Vec, b: Vec): number {
  const dot = (u: Vec, v: Vec) => u.reduce((sum, w, j) => sum + w * v[j]!, 0)
  return dot(a, a) - 2 * dot(a, b) + dot(b, b)
}

function argmin(values: Vec): number {
  return values.reduce((best, value, i) => (value < values[best]! ? i : best), 0)
}

function transposed(rows: Mat): Mat {
  return rows[0]!.map((_, j) => rows.map((row) => row[j]!))
}

function welfordMean(values: Vec): number {
  return values.reduce((mean, value, i) => mean + (value - mean) / (i + 1), 0)
}

function refuse(code: ErrorCode, isWrong: boolean): void {
  if (isWrong) throw new MLError(code, 'refused')
}

function check(
  X: Mat,
  { labels, centers, some }: { labels?: number[]; centers?: Mat; some?: boolean },
): void {
  refuse('EMPTY', (some === true && X.length === 0) || centers?.length === 0)
  refuse('SHAPE', labels !== undefined && labels.length !== X.length)
  refuse('SHAPE', new Set([...X, ...(centers ?? [])].map((row) => row.length)).size > 1)
  refuse(
    'NON_FINITE',
    [...X, ...(centers ?? [])].flat().some((v) => !Number.isFinite(v)),
  )
  if (labels && centers) refuse('PARAM', !labels.every((c) => centers[c]))
}
