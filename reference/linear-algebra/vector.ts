import type { Vec } from '#kit'

/** Sum of all entries; 0 for none. */
export function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Inner product of two vectors of the same length. */
export function dot(a: Vec, b: Vec): number {
  return a.reduce((total, value, j) => total + value * b[j]!, 0)
}

/** Squared Euclidean distance of two vectors of the same length, measured in a unit. */
export function squaredDistance(a: Vec, b: Vec, unit = 1): number {
  return a.reduce((total, value, j) => total + ((value - b[j]!) / unit) ** 2, 0)
}

/** Euclidean distance of two vectors of the same length, of any size. */
export function distance(a: Vec, b: Vec): number {
  const square = squaredDistance(a, b)
  // Nearly always no square has vanished or overflowed, and there is nothing to scale.
  const isSafe = square > 1e-250 && square < Number.POSITIVE_INFINITY
  return isSafe ? Math.sqrt(square) : length(a.map((value, j) => value - b[j]!))
}

/** Euclidean length of a vector of any size. */
export function length(values: Vec): number {
  const unit = powerOfTwo(values)
  return unit * Math.sqrt(sum(values.map((value) => (value / unit) ** 2)))
}

/**
 * The largest power of two that no entry is smaller than, in size; 1 for none and for zeros. To divide by it costs no
 * digit, and makes all entries less than 2: then squares do not overflow, and only what does not count vanishes.
 */
export function powerOfTwo(values: Vec): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  // Rounding takes the logarithm of the largest numbers up to 1024.
  return largest > 0 ? 2 ** Math.min(1023, Math.floor(Math.log2(largest))) : 1
}
