import {
  type Argument,
  custom,
  labels,
  numbers,
  oneOf,
  optional,
  options,
  record,
  type Scalar,
  scalar,
  table,
  takes,
  whole,
} from '#engine/spec/index.ts'
import type { KnnModel, Label, Mat } from '#kit'

// Far from 0 with digits to lose: the square of 100000000.333 has no room for them.
const looks = { offsets: [1e3, 1e8 + 1 / 3] }
const X = table({ n: [1, 8], ...looks })
const weights = oneOf(['uniform', 'distance'])

const opt = options({
  k: optional(whole(1), 5, [3, 1]),
  weights: optional(weights, 'uniform', ['distance']),
})

function model(y: Argument, k: Scalar['make']): Argument {
  return record({ X, y, k: scalar({ make: k, odd: [], bad: [], code: false }), weights: scalar(weights) })
}

/** Few neighbours vote, however many rows there are: counting hundreds of votes hundreds of times takes time. */
const voters = () => model(labels({ like: 'X' }), ({ rng, n }) => 1 + rng.int(Math.min(n, 8)))

const q = numbers({ size: 'd', ...looks })
const Q = table({ empty: 'legal', width: 'SHAPE', ...looks })

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./knn.ts')>({
  fitKnn: {
    X,
    y: labels({ like: 'X' }),
    opt: {
      ...opt,
      // k is a number of rows, and the 5 of the default is one too many for four.
      make: (draw) => {
        const made = opt.make(draw) as { k?: number } | undefined
        const isLegal = (made?.k ?? 5) <= draw.n
        return isLegal ? made : { ...made, k: 1 + draw.rng.int(draw.n) }
      },
      faults: (name) => [
        ...opt.faults(name),
        {
          what: 'k is one more than there are rows',
          code: 'PARAM',
          about: [name],
          apply: (args) => ({ ...args, [name]: { k: (args.X as Mat).length + 1 } }),
        },
        ...[0, Number.NaN].map((k) => ({
          // Where the 5 of the default would be legal.
          what: `k is ${k} and there are 6 rows`,
          code: 'PARAM' as const,
          about: ['X', 'y', name],
          apply: ({ X, y }: Record<string, unknown>) => ({
            X: [...(X as Mat), ...(X as Mat)],
            y: [...(y as Label[]), ...(y as Label[])],
            [name]: { k },
          }),
        })),
        {
          what: 'k is left out and there are fewer than 5 rows',
          code: 'PARAM',
          about: [name],
          apply: (args) => ({ ...args, [name]: undefined }),
        },
      ],
    },
  },
  nearest: {
    // No neighbour depends on a label.
    model: model(
      custom(({ n }) => Array.from({ length: n }, (_, i) => `cell ${i}`)),
      ({ rng, n }) => (n > 100 ? 100 : 1) + rng.int(n > 100 ? 100 : n),
    ),
    q: {
      ...q,
      make: (draw) => (draw.rng.int(2) ? q.make(draw) : recorded(draw.made, draw.rng.int(draw.n))),
      faults: (name) => [
        ...q.faults(name),
        ...[1, -1].map((by) => ({
          what: `${name} has too ${by < 0 ? 'few' : 'many'} features`,
          code: 'SHAPE' as const,
          about: [name],
          apply: (args: Record<string, unknown>) => {
            const old = args[name] as number[]
            return { ...args, [name]: by < 0 ? old.slice(1) : [...old, 1] }
          },
        })),
      ],
    },
  },
  predictKnn: { model: voters(), Q: withRecorded() },
  predictKnnProba: { model: voters(), Q: withRecorded() },
})

/** Some queries are training rows, so that distances of 0 occur with all kinds of numbers. */
function withRecorded() {
  return {
    ...Q,
    make: (draw: Parameters<typeof Q.make>[0]) =>
      (Q.make(draw) as Mat).map((row) => (draw.rng.int(3) ? row : recorded(draw.made, draw.rng.int(draw.n)))),
  }
}

function recorded(made: Record<string, unknown>, i: number): number[] {
  return [...(made.model as KnnModel).X[i]!]
}
