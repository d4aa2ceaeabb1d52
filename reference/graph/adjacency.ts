import type { Label, Mat } from '#kit'
import { sortedClasses } from '../metrics/classification.ts'
import { checkFeatures, checkParam, checkRectangular, checkSameLength } from '../validation.ts'

/** EMPTY, SHAPE, NON_FINITE, and PARAM unless A is the adjacency matrix of an undirected graph without loops. */
export function checkGraph(A: Mat): void {
  checkFeatures(A, 'A')
  checkRectangular(A, 'A', A.length)
  checkParam(
    A.every((row, i) => row.every((edge, j) => (edge === 0 || edge === 1) && edge === A[j]![i])),
    'A is not a symmetric matrix of 0 and 1',
  )
  checkParam(
    A.every((row, i) => row[i] === 0),
    'A connects a node with itself',
  )
}

/**
 * Every edge divided by the root of the degrees of its two nodes: D^−½ A D^−½.
 *
 * @param A n × n, 0 or 1, symmetric, zero diagonal
 * @returns n × n, symmetric, with eigenvalues in −1 … 1; a node without edges has a row of zeros
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 * @see von Luxburg 2007, Statistics and Computing 17(4)
 */
export function normalizedAdjacency(A: Mat): Mat {
  checkGraph(A)
  const degrees = A.map((row) => row.reduce((sum, edge) => sum + edge, 0))
  return A.map((row, i) =>
    row.map((edge, j) => (edge === 0 ? 0 : edge / Math.sqrt(degrees[i]! * degrees[j]!))),
  )
}

/**
 * The share of possible edges that exist, within and between classes of nodes. A node is no pair with itself.
 *
 * @param A n × n, 0 or 1, symmetric, zero diagonal
 * @param labels n classes
 * @returns K × K, symmetric, 0 … 1; rows and columns follow the distinct labels in ascending order. A class of one
 *   node has 0 on the diagonal.
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM
 */
export function blockDensities(A: Mat, labels: readonly Label[]): Mat {
  checkGraph(A)
  checkSameLength(A, labels, 'A', 'labels')
  const classes = sortedClasses([...labels])
  const members = classes.map((own) => [...labels.keys()].filter((i) => labels[i] === own))
  return members.map((from) =>
    members.map((to) => {
      const edges = from.reduce((sum, i) => to.reduce((partial, j) => partial + A[i]![j]!, sum), 0)
      const pairs = from.length * (from === to ? from.length - 1 : to.length)
      return pairs === 0 ? 0 : edges / pairs
    }),
  )
}
