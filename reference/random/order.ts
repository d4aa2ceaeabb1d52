import type { Rng } from '#kit'

/**
 * 0 … n − 1, every order as likely as every other.
 *
 * @see Fisher and Yates 1938, Durstenfeld 1964 (CACM algorithm 235)
 */
export function randomOrder(n: number, rng: Rng): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let last = n - 1; last > 0; last--) {
    const drawn = rng.int(last + 1)
    ;[order[last], order[drawn]] = [order[drawn]!, order[last]!]
  }
  return order
}
