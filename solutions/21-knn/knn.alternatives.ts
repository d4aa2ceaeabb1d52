import { alternatives, readings } from '#engine/spec/index.ts'
import { type KnnModel, type Label, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from './knn.ts'

type Neighbour = { index: number; distance: number }

/** Any correct search makes a whole solution; votes are counted in a Map, and shares made of them. */
function searching(search: (X: Mat, q: Vec, k: number) => Neighbour[]): typeof exemplar {
  const nearest = ({ X, k }: KnnModel, q: Vec): Neighbour[] => {
    checkRow(q, X[0]!.length)
    return search(X, q, k)
  }
  const votes = (model: KnnModel, q: Vec): Map<Label, number> => {
    const neighbours = nearest(model, q)
    const hits = neighbours.filter(({ distance }) => distance === 0)
    const byDistance = model.weights === 'distance'
    const counts = new Map<Label, number>()
    for (const { index, distance } of byDistance && hits.length ? hits : neighbours) {
      const label = model.y[index]!
      counts.set(label, (counts.get(label) ?? 0) + (byDistance && distance > 0 ? 1 / distance : 1))
    }
    return counts
  }
  return {
    fitKnn(X, y, opt) {
      const k = opt?.k ?? 5
      if (X.length + y.length === 0) throw new MLError('EMPTY', 'no data')
      if (X.length !== y.length) throw new MLError('SHAPE', 'X and y')
      for (const row of X) checkRow(row, X[0]!.length)
      if (!(k >= 1 && k <= X.length && Math.floor(k) === k)) throw new MLError('PARAM', 'k')
      // Shares the arrays: a model is data, and nobody here changes it.
      return { X, y, k, weights: opt?.weights ?? 'uniform' }
    },
    nearest,
    predictKnn: (model, Q) =>
      Q.map((q) => {
        let best: [Label, number] | undefined
        for (const [label, count] of votes(model, q))
          if (!best || count > best[1] || (count === best[1] && label < best[0])) best = [label, count]
        return best![0]
      }),
    predictKnnProba(model, Q) {
      const classes = [...new Set(model.y)].sort((a, b) =>
        typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1,
      )
      const proba = Q.map((q) => {
        const counts = votes(model, q)
        let total = 0
        for (const count of counts.values()) total += count
        return classes.map((label) => (counts.get(label) ?? 0) / total)
      })
      return { classes, proba }
    },
  }
}

/** Looks for the minimum k times; Math.hypot is the distance. */
const partialSelection = searching((X, q, k) => {
  const distances = X.map((row) => Math.hypot(...row.map((value, j) => value - q[j]!)))
  const left = new Set(distances.keys())
  return Array.from({ length: k }, () => {
    let best = -1
    for (const i of left) if (best < 0 || distances[i]! < distances[best]!) best = i
    left.delete(best)
    return { index: best, distance: distances[best]! }
  })
})

/** One pass over the rows with a short list that stays sorted. */
const boundedInsertion = searching((X, q, k) => {
  const kept: Neighbour[] = []
  for (const [index, row] of X.entries()) {
    let square = 0
    for (const [j, value] of row.entries()) square += (value - q[j]!) * (value - q[j]!)
    const distance = square ** 0.5
    let at = kept.length
    while (at > 0 && kept[at - 1]!.distance > distance) at--
    kept.splice(at, 0, { index, distance })
    if (kept.length > k) kept.pop()
  }
  return kept
})

/** ‖x − q‖² = ‖x‖² − 2x·q + ‖q‖², as a matrix library would have it; sorted by the square. */
const expandedSquare = searching((X, q, k) => {
  const dot = (a: Vec, b: Vec) => a.reduce((sum, value, j) => sum + value * b[j]!, 0)
  const squares = X.map((row) => Math.max(0, dot(row, row) - 2 * dot(row, q) + dot(q, q)))
  const order = Uint32Array.from(squares.keys()).sort((a, b) => squares[a]! - squares[b]! || a - b)
  return Array.from(order.subarray(0, k), (index) => ({ index, distance: Math.sqrt(squares[index]!) }))
})

export default alternatives<typeof exemplar>({
  'partial-selection': partialSelection,
  'bounded-insertion': boundedInsertion,
  'expanded-square': expandedSquare,
})

export const accepted = readings<typeof exemplar>({
  'k-is-one-by-default': { fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { k: 1, ...opt }) },
  'the-default-k-shrinks-to-n': {
    fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { k: Math.min(5, X.length), ...opt }),
  },
  'one-empty-list-is-EMPTY': {
    fitKnn: (X, y, opt) => {
      if (X.length === 0 || y.length === 0) throw new MLError('EMPTY', 'no data')
      return exemplar.fitKnn(X, y, opt)
    },
  },
  'looks-at-k-before-the-data': {
    fitKnn: (X, y, opt) => {
      if (opt?.k !== undefined && !(opt.k >= 1)) throw new MLError('PARAM', 'k')
      return exemplar.fitKnn(X, y, opt)
    },
  },
  'NaN-as-k-is-NON_FINITE': {
    fitKnn: (X, y, opt) => {
      if (Number.isNaN(opt?.k)) throw new MLError('NON_FINITE', 'k')
      return exemplar.fitKnn(X, y, opt)
    },
  },
  'unknown-weights-are-PARAM': {
    fitKnn: (X, y, opt) => {
      if (opt?.weights && !['uniform', 'distance'].includes(opt.weights))
        throw new MLError('PARAM', 'weights')
      return exemplar.fitKnn(X, y, opt)
    },
  },
  'NaN-and-mixed-labels-are-refused': {
    fitKnn: (X, y, opt) => {
      if (new Set(y.map((label) => typeof label)).size > 1) throw new MLError('PARAM', 'mixed labels')
      if (y.some((label) => Number.isNaN(label))) throw new MLError('NON_FINITE', 'y')
      return exemplar.fitKnn(X, y, opt)
    },
  },
  'rows-without-columns-are-EMPTY': {
    fitKnn: (X, y, opt) => {
      if (X.some((row) => row.length === 0)) throw new MLError('EMPTY', 'no features')
      return exemplar.fitKnn(X, y, opt)
    },
  },
  'model-and-neighbours-hold-more-than-asked-for': {
    fitKnn: (X, y, opt) => ({ ...exemplar.fitKnn(X, y, opt), classes: [...new Set(y)].sort() }) as KnnModel,
    nearest: (model, q) =>
      exemplar.nearest(model, q).map((neighbour) => ({ ...neighbour, label: model.y[neighbour.index] })),
  },
  'predict-checks-the-model-too': {
    predictKnn: (model, Q) => {
      exemplar.fitKnn(model.X, model.y, { k: model.k })
      return exemplar.predictKnn(model, Q)
    },
  },
})

function checkRow(row: Vec, nFeatures: number): void {
  if (row.length !== nFeatures) throw new MLError('SHAPE', 'features')
  if (row.some((value) => !Number.isFinite(value))) throw new MLError('NON_FINITE', 'features')
}
