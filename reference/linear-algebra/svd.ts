import type { Mat, Vec } from '#kit'

/** A matrix X as Σ s · u · vᵀ over directions that have nothing to do with each other, the strongest first. */
export interface Svd {
  /** Singular values, at least 0, descending. */
  s: Vec
  /** The right singular vectors, one row for each singular value. */
  v: Mat
  /** uᵀy for each left singular vector u. */
  along(y: Vec): Vec
}

/**
 * The singular value decomposition of a matrix, as far as its rank: QR with pivoting, then Jacobi's rotations.
 *
 * Columns may be in very different units: what rounding costs is as if each column had been given with a relative
 * error. LAPACK and ml-matrix measure all by the largest column, and lose the digits of a much smaller one.
 *
 * @param X n × d, n at least 1, with entries of about 1 at most: their squares must neither overflow nor vanish
 * @see Drmač and Veselić 2008, SIAM J. Matrix Anal. Appl. 29, "New fast and accurate Jacobi SVD algorithm"
 */
export function svdOf(X: Mat): Svd {
  const columns = X[0]!.map((_, j) => X.map((row) => row[j]!))
  const mirrors = triangular(columns)
  // The rows of R. Where X = Q·R, Q only turns the samples: s and v are those of R.
  const G = mirrors.map((_, k) => columns.map((column) => column[k]!))
  const turned = orthogonalise(G)
  const sizes = G.map((row) => Math.sqrt(product(row, row)))
  const order = [...G.keys()].filter((k) => sizes[k]! > 0).sort((p, q) => sizes[q]! - sizes[p]!)
  return {
    s: order.map((k) => sizes[k]!),
    v: order.map((k) => G[k]!.map((value) => value / sizes[k]!)),
    along: (y) => {
      const rest = [...y]
      for (const [k, mirror] of mirrors.entries()) reflect(rest, mirror, k)
      return order.map((k) => product(turned[k]!, rest))
    },
  }
}

/**
 * Makes columns triangular, up to their order, by mirrors (Householder), the longest column first.
 *
 * @returns for each row of the triangle the unit vector, from that row on, across which everything was mirrored
 */
function triangular(columns: Mat): Mat {
  const mirrors: Mat = []
  const open = [...columns]
  const n = columns[0]!.length
  for (let k = 0; k < n && open.length > 0; k++) {
    const lengths = open.map((column) => Math.sqrt(product(column, column, k)))
    const longest = Math.max(...lengths)
    if (longest === 0) break
    const [pivot] = open.splice(lengths.indexOf(longest), 1)
    const mirror = pivot!.slice(k)
    mirror[0]! += mirror[0]! < 0 ? -longest : longest
    const size = Math.sqrt(product(mirror, mirror))
    for (let i = 0; i < mirror.length; i++) mirror[i]! /= size
    reflect(pivot!, mirror, k)
    pivot!.fill(0, k + 1)
    for (const column of open) reflect(column, mirror, k)
    mirrors.push(mirror)
  }
  return mirrors
}

/** Turns rows in pairs until all are orthogonal, within some ten sweeps; returns, for each, what it was made of. */
function orthogonalise(G: Mat): Mat {
  const turned = G.map((_, k) => G.map((_, l) => (k === l ? 1 : 0)))
  const negligible = Number.EPSILON * Math.max(4, G[0]?.length ?? 0)
  let isOrthogonal = false
  for (let sweep = 0; sweep < 60 && !isOrthogonal; sweep++) {
    isOrthogonal = true
    for (let p = 0; p < G.length; p++)
      for (let q = p + 1; q < G.length; q++) {
        const a = G[p]!
        const b = G[q]!
        const overlap = product(a, b)
        const aa = product(a, a)
        const bb = product(b, b)
        if (Math.abs(overlap) <= negligible * Math.sqrt(aa) * Math.sqrt(bb)) continue
        isOrthogonal = false
        const zeta = (bb - aa) / (2 * overlap)
        const tan = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
        const cos = 1 / Math.sqrt(1 + tan * tan)
        turn(a, b, cos, tan * cos)
        turn(turned[p]!, turned[q]!, cos, tan * cos)
      }
  }
  return turned
}

function turn(a: Vec, b: Vec, cos: number, sin: number): void {
  for (let i = 0; i < a.length; i++) {
    const value = a[i]!
    a[i] = cos * value - sin * b[i]!
    b[i] = sin * value + cos * b[i]!
  }
}

/** Mirrors what a column holds from row `from` on. */
function reflect(column: Vec, mirror: Vec, from: number): void {
  let along = 0
  for (let i = 0; i < mirror.length; i++) along += mirror[i]! * column[from + i]!
  for (let i = 0; i < mirror.length; i++) column[from + i]! -= 2 * along * mirror[i]!
}

/** Inner product of what two columns hold from a place on. */
function product(a: Vec, b: Vec, from = 0): number {
  let total = 0
  for (let i = from; i < a.length; i++) total += a[i]! * b[i]!
  return total
}
