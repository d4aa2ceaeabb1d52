import { type Mat, MLError, type Seed } from '#kit'
import { checkParam } from './checks.ts'
import { stream } from './streams.ts'

/** The plan of a stochastic block model: how many nodes each class has, and how likely two classes connect. */
export interface BlockModel {
  sizes: number[]
  P: Mat
}

export interface SbmConnectome {
  /** n × n: 1 for an edge; zero diagonal; symmetric unless directed. Nodes come class by class. */
  A: Mat
  /** What is planted: the class of each node, 0 … K − 1. */
  truth: number[]
}

/** Keeps the matrix to a few hundred megabytes. */
const MAX_NEURONS = 5000

/** The plans of the course. The densities are design choices; the kind of structure is that of real connectomes. */
export const SBM_PRESETS = {
  assortative90: planted([30, 30, 30], 0.35, 0.05),
  assortative120: planted([40, 40, 40], 0.3, 0.05),
  disassortative: planted([40, 40, 40], 0.05, 0.3),
  unstructured: planted([40, 40, 40], 0.12, 0.12),
  /** A dense core that everybody connects to a little, and three modules that keep to themselves. */
  coreAndModules: {
    sizes: [30, 30, 30, 30],
    P: [
      [0.6, 0.12, 0.12, 0.12],
      [0.12, 0.35, 0.03, 0.03],
      [0.12, 0.03, 0.35, 0.03],
      [0.12, 0.03, 0.03, 0.35],
    ],
  },
} satisfies Record<string, BlockModel>

/**
 * A connectome in which whether two neurons connect depends on their classes alone (stochastic block model).
 *
 * @param sizes K whole numbers from 1: the neurons of each class, at most 5000 in all
 * @param P K × K probabilities of an edge; symmetric unless directed
 * @param opt.directed whether an edge from i to j is drawn apart from that from j to i
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function sbmConnectome(
  seed: Seed,
  sizes: number[],
  P: Mat,
  { directed = false }: { directed?: boolean } = {},
): SbmConnectome {
  if (sizes.length === 0 || P.length === 0) throw new MLError('EMPTY', 'there is no class')
  if ([P, ...P].some((list) => list.length !== sizes.length))
    throw new MLError('SHAPE', `P is not ${sizes.length} × ${sizes.length}`)
  if (!P.every((row) => row.every(Number.isFinite))) throw new MLError('NON_FINITE', 'P is not finite')
  checkParam(
    sizes.every((size) => Number.isInteger(size) && size >= 1),
    'a class has no whole number of neurons',
  )
  checkParam(
    sizes.reduce((total, size) => total + size, 0) <= MAX_NEURONS,
    `more than ${MAX_NEURONS} neurons`,
  )
  checkParam(
    P.every((row, a) => row.every((p, b) => p >= 0 && p <= 1 && (directed || p === P[b]![a]))),
    directed ? 'P holds something that is not a probability' : 'P is not a symmetric matrix of probabilities',
  )
  const random = stream(seed, 'sbm-connectome')
  const truth = sizes.flatMap((size, own) => Array<number>(size).fill(own))
  const A = truth.map(() => truth.map(() => 0))
  for (const [i, from] of truth.entries())
    for (const [j, to] of truth.entries()) {
      if (i === j || (!directed && j < i)) continue
      const edge = random.next() < P[from]![to]! ? 1 : 0
      A[i]![j] = edge
      if (!directed) A[j]![i] = edge
    }
  return { A, truth }
}

function planted(sizes: number[], within: number, between: number): BlockModel {
  return { sizes, P: sizes.map((_, a) => sizes.map((_, b) => (a === b ? within : between))) }
}
