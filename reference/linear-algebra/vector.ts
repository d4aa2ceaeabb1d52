import type { Vec } from '#kit'

/** Sum of all entries; 0 for none. */
export function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Inner product of two vectors of the same length. */
export function dot(a: Vec, b: Vec): number {
  return a.reduce((total, value, j) => total + value * b[j]!, 0)
}

/** Squared Euclidean distance of two vectors of the same length. */
export function squaredDistance(a: Vec, b: Vec): number {
  return a.reduce((total, value, j) => total + (value - b[j]!) ** 2, 0)
}
