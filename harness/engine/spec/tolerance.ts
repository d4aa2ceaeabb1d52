/** How far two numbers may be apart and still count as equal: abs · scale + rel · max(|a|, |b|). */
export interface Tolerance {
  rel: number
  abs: number
}

/** Labels, indices, counts, and arithmetic that is exact in binary64 (tiers T0 and T1). */
export const exact: Tolerance = { rel: 0, abs: 0 }
/** A few floating point operations: losses, metrics, scalers (T2). */
export const closedForm: Tolerance = { rel: 1e-12, abs: 1e-12 }
/** Direct linear algebra: least squares, spectra (T3). */
export const linearAlgebra: Tolerance = { rel: 1e-8, abs: 1e-9 }
/** A converged convex optimum: logistic regression, softmax (T4). */
export const convexOptimum: Tolerance = { rel: 1e-4, abs: 1e-5 }
/** A gradient against central differences of magnitude-4 inputs. */
export const finiteDifference: Tolerance = { rel: 1e-5, abs: 1e-7 }

/**
 * Whether two numbers are equal within a tolerance. NaN equals only NaN, −0 equals 0, and an infinity
 * equals only itself.
 *
 * @param scale the size of the inputs (at least 1) that the absolute part is relative to
 */
export function approx(a: number, b: number, { rel, abs }: Tolerance, scale = 1): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= abs * scale + rel * Math.max(Math.abs(a), Math.abs(b))
}

/**
 * The first place where `a` is not as `b`, as a path such as `.coef[2]`; undefined when there is none. A record
 * may hold more than was asked for: fields that only `a` has do not count.
 */
export function firstDifference(
  a: unknown,
  b: unknown,
  tolerance: Tolerance,
  scale = 1,
  path = '',
): string | undefined {
  if (typeof a === 'number' && typeof b === 'number')
    return approx(a, b, tolerance, scale) ? undefined : path || 'value'
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return `${path}.length`
    for (let i = 0; i < a.length; i++) {
      const found = firstDifference(a[i], b[i], tolerance, scale, `${path}[${i}]`)
      if (found) return found
    }
    return undefined
  }
  if (isRecord(a) && isRecord(b)) {
    for (const key of Object.keys(b)) {
      const found = firstDifference(a[key], b[key], tolerance, scale, `${path}.${key}`)
      if (found) return found
    }
    return undefined
  }
  return Object.is(a, b) ? undefined : path || 'value'
}

/**
 * max(1, the largest absolute number in the arrays of a value): the scale S of curriculum section 2.4. A number
 * that stands alone, such as an option, is no datum: alpha = 1e12 must not make everything equal.
 */
export function scaleOf(value: unknown): number {
  if (Array.isArray(value))
    return value.reduce<number>(
      (most, item) =>
        Math.max(most, typeof item === 'number' && Number.isFinite(item) ? Math.abs(item) : scaleOf(item)),
      1,
    )
  if (isRecord(value)) return Math.max(1, ...Object.values(value).map(scaleOf))
  return 1
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
