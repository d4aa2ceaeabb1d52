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
export function firstDifference(a: unknown, b: unknown, tolerance: Tolerance, scale = 1): string | undefined {
  const path = difference(a, b, tolerance, scale)
  return path === '' ? 'value' : path
}

/** The path is put together on the way back, where there is one: most values are equal. */
function difference(a: unknown, b: unknown, tolerance: Tolerance, scale: number): string | undefined {
  if (typeof a === 'number' && typeof b === 'number') return approx(a, b, tolerance, scale) ? undefined : ''
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return '.length'
    for (let i = 0; i < a.length; i++) {
      const found = difference(a[i], b[i], tolerance, scale)
      if (found !== undefined) return `[${i}]${found}`
    }
    return undefined
  }
  if (isRecord(a) && isRecord(b)) {
    for (const key of Object.keys(b)) {
      const found = difference(a[key], b[key], tolerance, scale)
      if (found !== undefined) return `.${key}${found}`
    }
    return undefined
  }
  return Object.is(a, b) ? undefined : ''
}

/**
 * max(1, the largest absolute number in the arrays of a value): the scale S of curriculum section 2.4. A number
 * that stands alone, such as an option, is no datum: alpha = 1e12 must not make everything equal.
 */
export function scaleOf(value: unknown): number {
  let most = 1
  if (Array.isArray(value))
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i]
      const size = typeof item === 'number' ? Math.abs(item) : scaleOf(item)
      if (size > most && size < Number.POSITIVE_INFINITY) most = size
    }
  else if (isRecord(value)) for (const key of Object.keys(value)) most = Math.max(most, scaleOf(value[key]))
  return most
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
