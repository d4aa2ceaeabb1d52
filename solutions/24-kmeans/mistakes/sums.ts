import type { Vec } from '#kit'

export function squaredDistance(a: Vec, b: Vec): number {
  return sum(a.map((v, j) => (v - b[j]!) ** 2))
}

export function mean(values: Vec): number {
  return sum(values) / values.length
}

export function sum(values: Vec): number {
  return values.reduce((total, value) => total + value, 0)
}
