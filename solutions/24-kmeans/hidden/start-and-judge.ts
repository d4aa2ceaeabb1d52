import {
  all,
  by,
  closedForm,
  exact,
  judgedBy,
  matches,
  must,
  properties,
  property,
  stress,
  type Verdict,
} from '#engine/spec/index.ts'
import takes from '#exercises/24-kmeans/kmeans.takes.ts'
import type { Mat, Vec } from '#kit'
import * as reference from '#reference/cluster/kmeans.ts'
import { silhouette } from '#reference/cluster/silhouette.ts'
import { squaredDistance } from '#reference/linear-algebra/vector.ts'
import { rows } from './starts.ts'

// Before and after k-means: kmeansPlusPlus and silhouette.

type Module = typeof import('#exercises/24-kmeans/kmeans.ts')

const names = [7, -3, 0, 2]

export default properties<Module>({
  'plus-plus-matches-definition': property({
    given: rows({ n: [4, 8], k: [1, 4], maxCols: 2 }).map(({ X, init, pick }) => ({
      X,
      k: init.length,
      us: clearChance(X, pick.slice(0, init.length)),
    })),
    examples: [1e-6, 1e-9, 1e9].map((unit) => ({ X: [[0], [unit], [3 * unit]], k: 2, us: [0, 0.5] })),
    covers: { 'three centres or more': [0.15, ({ k }) => k >= 3] },
    holds: matches('kmeansPlusPlus', reference.kmeansPlusPlus, exact),
  }),

  'silhouette-matches-definition': property({
    given: rows({ n: [4, 8], k: [1, 1] }).map(({ X, pick }) => ({
      X,
      labels: X.map((_, i) => (i < 3 ? names[i % 2]! : names[pick[i]! % 4]!)),
    })),
    covers: { 'three clusters or more': [0.2, ({ labels }) => new Set(labels).size > 2] },
    holds: matches('silhouette', silhouette, closedForm),
  }),

  ...stress<Module>(
    takes,
    {
      kmeansPlusPlus: judgedBy<Module['kmeansPlusPlus']>((centers, [X, k, us]) =>
        all(
          must(centers.length === k, `There must be ${k} centres.`, { got: centers }),
          ...centers.map((_, j) => isDrawn(centers.slice(0, j + 1), X, us[j]!)),
        ),
      ),
      silhouette: by(silhouette, { tolerance: { rel: 1e-9, abs: 1e-9 }, scale: () => 1 }),
    },
    { except: ['silhouette/lengths'] },
  ),
})

export const excused = {
  'silhouette/lengths': 'the least is three samples, with which the visible edge cases begin',
}

/** Whether the last centre is the sample that the draw gives, after those before it; rounding may move the goal a little. */
function isDrawn(centers: Mat, X: Mat, u: number): Verdict {
  const [before, drawn] = [centers.slice(0, -1), centers.at(-1)!]
  const weights = X.map((x) => Math.min(...before.map((center) => squaredDistance(x, center))))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let [running, goal] = [0, u * total]
  if (before.length === 0 || total === 0) {
    weights.fill(1)
    goal = Math.floor(u * X.length) + 0.5
  }
  const slack = before.length === 0 || total === 0 ? 0 : 1e-9 * total
  const isRight = X.some((x, i) => {
    running += weights[i]!
    const isReached = running > goal - slack || i === X.length - 1
    return isReached && running - weights[i]! <= goal + slack && String(x) === String(drawn)
  })
  return must(isRight, `Centre ${before.length} is another sample.`, { got: drawn })
}

/** Uniforms in [0, 1) that stay clear of the boundaries between two samples, where rounding would decide. */
function clearChance(X: Mat, pick: number[]): Vec {
  const us: Vec = []
  for (const p of pick) {
    const centers = us.length > 0 ? reference.kmeansPlusPlus(X, us.length, us) : []
    const weights = X.map((x) => Math.min(...centers.map((center) => squaredDistance(x, center))))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const shares = weights.map((_, i) =>
      weights.slice(0, i + 1).reduce((sum, weight) => sum + weight / total, 0),
    )
    let u = (5 * p + 1) / 64
    while (shares.some((share) => Math.abs(share - u) < 1e-6)) u += 1 / 128
    us.push(u)
  }
  return us
}
