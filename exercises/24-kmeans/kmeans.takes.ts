import {
  type Argument,
  codes,
  custom,
  iterations,
  optional,
  options,
  scalar,
  table,
  takes,
  whole,
} from '#engine/spec/index.ts'
import type { Mat } from '#kit'

const X = table({ n: [1, 8] })
/** What no samples mean where they are also too few for the clusters. */
const few = table({ n: [1, 8], empty: ['EMPTY', 'PARAM'] })

/** Never more centres than samples, and hardly ever a sample that is as near to one as to another. */
function centers(faults: { none: 'EMPTY' | ['EMPTY', 'PARAM']; isTooMany: boolean }): Argument {
  const made = table({ size: 'K', width: 'SHAPE', empty: faults.none })
  return {
    ...made,
    sizes: { K: [2, 4] },
    make: (draw) => {
      const samples = draw.made.X as Mat
      const rows = made.make({ ...draw, K: Math.min(draw.K, samples.length) }) as Mat
      const beside = (v: number, c: number, j: number) => v + ((v - samples[0]![j]!) * (3 * c + j + 1)) / 100
      return rows.map((row, c) => row.map((v, j) => beside(v, c, j)))
    },
    faults: (name) => [
      ...made.faults(name),
      ...(faults.isTooMany
        ? [
            {
              what: `there are more ${name} than samples`,
              code: 'PARAM' as const,
              about: [name],
              apply: (args: Record<string, unknown>) => ({
                ...args,
                [name]: [...(args.X as Mat), (args.X as Mat)[0]!],
              }),
            },
          ]
        : []),
    ],
  }
}

const numbers = codes({ like: 'X' })

/**
 * The cluster of each sample. Most are in cluster 0, and the last cluster may be empty.
 *
 * @param without what labels without samples may be told as
 */
function clusters(without: Codes): Argument {
  return {
    ...numbers,
    make: ({ rng, K, made }) => {
      const samples = made.X as Mat
      const used = Math.max(1, Math.min(K, samples.length) - rng.int(2))
      return samples.map((_, i) => (i < used ? i : rng.int(8) ? 0 : rng.int(used)))
    },
    faults: (name) => [
      ...withoutX(numbers.faults(name), without),
      {
        what: `${name} holds the number of centres`,
        code: 'PARAM',
        about: [name],
        apply: (args) => ({
          ...args,
          [name]: (args[name] as number[]).with(-1, (args.centers as Mat).length),
        }),
      },
    ],
  }
}

/** Names of clusters: at least two, and one of them with two samples. */
const names: Argument = {
  ...codes({ like: 'X', outside: false }),
  make: ({ rng, K, made }) =>
    (made.X as Mat).map((_, i) => [7, -3, 0, 2][i < 3 ? i % 2 : rng.int(8) ? 0 : rng.int(K)]!),
  faults: (name) => [
    ...withoutX(codes({ like: 'X', outside: false }).faults(name), ['SHAPE', 'EMPTY', 'PARAM']),
    replaced(name, 'all samples are in one cluster', (labels) => labels.map(() => 7)),
    replaced(name, 'every sample is a cluster of its own', (labels) => labels.map((_, i) => i)),
  ],
}

type Codes = ReturnType<Argument['faults']>[number]['code']

/** Labels without samples are two faults or three, of which any may be told. */
function withoutX(faults: ReturnType<Argument['faults']>, code: Codes) {
  return faults.map((fault) => (fault.what.startsWith('X is empty') ? { ...fault, code } : fault))
}

function replaced(name: string, what: string, change: (labels: number[]) => number[]) {
  const apply = (args: Record<string, unknown>) => ({ ...args, [name]: change(args[name] as number[]) })
  return { what, code: 'PARAM' as const, about: [name], apply }
}

/** Numbers in [0, 1), enough for every k and mostly more than that. */
const chance: Argument = {
  ...custom(({ rng, made }) => {
    const odd = [0, 0.1, 0.5, 0.7, 1 - 2 ** -53]
    return Array.from({ length: Math.max(4, made.k as number) }, () => odd[rng.int(9)] ?? rng.next())
  }),
  traits: ['list'],
  faults: (name) => [
    {
      what: `${name} is shorter than k`,
      code: 'PARAM',
      about: [name],
      apply: (args) => ({ ...args, [name]: (args[name] as number[]).slice(0, (args.k as number) - 1) }),
    },
    ...[-0.25, 1, 1.5, Number.NaN].map((u) => replaced(name, `${name} holds ${u}`, (us) => us.with(0, u))),
    {
      what: 'k is above the number of samples',
      code: 'PARAM',
      about: ['k', name],
      apply: (args) => {
        const k = (args.X as Mat).length + 1
        return { ...args, k, [name]: Array.from({ length: k }, () => 0.5) }
      },
    },
  ],
}

/** What the functions take: legal calls, bad input and stress are made of it. */
export default takes<typeof import('./kmeans.ts')>({
  assignClusters: {
    X: table({ n: [1, 8], empty: 'legal' }),
    centers: centers({ none: 'EMPTY', isTooMany: false }),
  },
  updateCenters: {
    X: few,
    labels: clusters(['SHAPE', 'EMPTY', 'PARAM']),
    centers: centers({ none: ['EMPTY', 'PARAM'], isTooMany: true }),
  },
  inertia: {
    X,
    labels: clusters(['SHAPE', 'EMPTY']),
    centers: centers({ none: ['EMPTY', 'PARAM'], isTooMany: false }),
  },
  kmeans: {
    X: few,
    init: centers({ none: 'EMPTY', isTooMany: true }),
    opt: options({ maxIter: optional(iterations({ odd: [], typical: [1, 3, 50] }), 300, [100, 1000]) }),
  },
  kmeansPlusPlus: {
    X: few,
    k: scalar({ ...whole(1), make: ({ rng, n }) => 1 + rng.int(Math.min(n, 4)) }),
    us: chance,
  },
  silhouette: { X: table({ n: [3, 8], empty: ['EMPTY', 'PARAM'] }), labels: names },
})
