import type { Mat, Vec } from '#kit'

/**
 * Eigenvalues, descending, and eigenvectors (rows) of a symmetric matrix by Jacobi's rotations: a second opinion,
 * which has nothing in common with the decompositions of ml-matrix.
 *
 * @see Golub and Van Loan, Matrix Computations, section 8.5
 */
export function jacobiEigen(symmetric: Mat): { values: Vec; vectors: Mat } {
  const A = symmetric.map((row) => [...row])
  const V = A.map((_, i) => A.map((_, j) => Number(i === j)))
  for (let sweep = 0; sweep < 20; sweep++)
    for (let p = 0; p < A.length; p++)
      for (let q = p + 1; q < A.length; q++) {
        if (Math.abs(A[p]![q]!) < 1e-16) continue
        const angle = Math.atan2(2 * A[p]![q]!, A[q]![q]! - A[p]![p]!) / 2
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        for (const row of A) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!]
        for (const M of [A, V]) {
          const [a, b] = [M[p]!, M[q]!]
          M[p] = a.map((value, j) => c * value - s * b[j]!)
          M[q] = a.map((value, j) => s * value + c * b[j]!)
        }
      }
  const order = [...A.keys()].sort((a, b) => A[b]![b]! - A[a]![a]!)
  return { values: order.map((i) => A[i]![i]!), vectors: order.map((i) => V[i]!) }
}
