import { MLError } from '#kit'

/** Throws PARAM unless a condition on an option holds. */
export function checkParam(holds: boolean, message: string): void {
  if (!holds) throw new MLError('PARAM', message)
}

/** Throws PARAM unless a value is a whole number in `least` … `most`. */
export function checkWhole(
  value: number,
  least: number,
  name: string,
  most = Number.POSITIVE_INFINITY,
): void {
  checkParam(
    Number.isInteger(value) && value >= least && value <= most,
    `${name} must be a whole number ${Number.isFinite(most) ? `in ${least} … ${most}` : `from ${least}`}, not ${value}`,
  )
}

/** Throws PARAM unless a value is above 0 and finite. */
export function checkPositive(value: number, name: string): void {
  checkParam(value > 0 && Number.isFinite(value), `${name} must be above 0, not ${value}`)
}

/** Throws PARAM unless a value is at least 0 and finite. */
export function checkNotNegative(value: number, name: string): void {
  checkParam(value >= 0 && Number.isFinite(value), `${name} must be at least 0, not ${value}`)
}

/** Throws PARAM unless a value lies in [0, 1]. */
export function checkFraction(value: number, name: string): void {
  checkParam(value >= 0 && value <= 1, `${name} must lie in 0 … 1, not ${value}`)
}
