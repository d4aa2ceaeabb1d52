import type { Vec } from '#kit'
import { median } from '../statistics/descriptive.ts'
import { checkFiniteOrMissing, checkPositive } from '../validation.ts'

/** For normal data, the SD is this many times the MAD. */
const SD_PER_MAD = 1.4826

/**
 * Which values lie far from the others: |x − median| > k · 1.4826 · MAD, where MAD is the median of |x − median|.
 *
 * @param x n values; NaN is missing: it does not count, and is never flagged
 * @param k above 0: how many robust SD are far
 * @returns n flags; none for none. Without spread (MAD 0) nothing is flagged.
 * @throws MLError NON_FINITE for an infinity, PARAM
 * @see Leys et al. 2013, J Exp Soc Psychol 49:764; `scipy.stats.median_abs_deviation`
 */
export function flagOutliers(x: Vec, k = 5): boolean[] {
  checkFiniteOrMissing([x], 'x')
  checkPositive(k, 'k')
  const observed = x.filter((value) => !Number.isNaN(value))
  if (observed.length === 0) return x.map(() => false)
  const centre = median(observed)
  const mad = median(observed.map((value) => Math.abs(value - centre)))
  return x.map((value) => mad > 0 && Math.abs(value - centre) > k * SD_PER_MAD * mad)
}
