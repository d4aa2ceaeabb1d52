import type { Mat } from '#kit'
import { distance } from '../linear-algebra/vector.ts'
import { mean } from '../statistics/descriptive.ts'
import { checkFeatures, checkFinite, checkParam, checkSameLength } from '../validation.ts'

/**
 * Mean silhouette: per sample (b − a) / max(a, b), where a is the mean distance to the other members of its
 * cluster and b the smallest mean distance to the members of another one.
 *
 * @param X n × d samples
 * @param labels n names of clusters: any numbers
 * @returns in [−1, 1]; a sample alone in its cluster, or with a = b = 0, counts 0
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM (fewer than 2 or more than n − 1 clusters)
 * @see scikit-learn `silhouette_score`; Rousseeuw 1987, J. Comput. Appl. Math. 20
 */
export function silhouette(X: Mat, labels: number[]): number {
  checkFeatures(X)
  checkSameLength(X, labels, 'X', 'labels')
  checkFinite(labels, 'labels')
  const names = [...new Set(labels)]
  checkParam(
    names.length >= 2 && names.length < X.length,
    `the silhouette needs 2 to ${X.length - 1} clusters, not ${names.length}`,
  )
  const widths = X.map((x, i) => {
    const distances = X.map((other) => distance(x, other))
    const membersOf = (name: number) => distances.filter((_, j) => j !== i && labels[j] === name)
    const own = membersOf(labels[i]!)
    if (own.length === 0) return 0
    const a = mean(own)
    const b = Math.min(...names.filter((name) => name !== labels[i]).map((name) => mean(membersOf(name))))
    return a === 0 && b === 0 ? 0 : (b - a) / Math.max(a, b)
  })
  return mean(widths)
}
