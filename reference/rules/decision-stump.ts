import type { Vec } from '#kit'
import { checkBinary, checkFinite, checkPaired } from '../validation.ts'

/** x ≤ threshold → leftLabel, beyond it rightLabel. A threshold of −Infinity is a constant rule. */
export interface Stump {
  threshold: number
  leftLabel: 0 | 1
  rightLabel: 0 | 1
  /** How many of the training samples it calls wrong. */
  trainErrors: number
}

/**
 * Decision stump: the one threshold, with the one pair of labels, that makes the fewest training errors.
 *
 * Thresholds tried are −Infinity and the midpoints between neighbouring distinct values. Of equally good rules,
 * the one with the smallest threshold wins, then the one with leftLabel 1. The labels always differ.
 *
 * @param x n values of one feature, n ≥ 1
 * @param y n labels, 0 or 1; one class is enough, and gives −Infinity
 * @throws MLError EMPTY, SHAPE, NON_FINITE, PARAM for another label than 0 and 1
 * @see Iba and Langley 1992, Induction of one-level decision trees. scikit-learn's
 *   `DecisionTreeClassifier(max_depth=1)` minimises Gini impurity instead.
 */
export function fitStump(x: Vec, y: (0 | 1)[]): Stump {
  checkPaired(x, y, 'x', 'y')
  checkFinite(x, 'x')
  checkBinary(y, 'y')
  const order = [...x.keys()].sort((a, b) => x[a]! - x[b]!)
  // Errors of "left is 1": every 0 to the left of the threshold and every 1 to the right.
  let errors = y.filter((label) => label === 1).length
  let best = betterSide(errors, x.length, Number.NEGATIVE_INFINITY)
  for (const [place, i] of order.slice(0, -1).entries()) {
    errors += y[i] === 0 ? 1 : -1
    const next = x[order[place + 1]!]!
    if (next === x[i]) continue
    const stump = betterSide(errors, x.length, midpoint(x[i]!, next))
    if (stump.trainErrors < best.trainErrors) best = stump
  }
  return best
}

/**
 * The labels that a stump gives.
 *
 * @param x n values of its feature
 * @returns n labels; none for none
 * @throws MLError NON_FINITE
 */
export function predictStump(stump: Stump, x: Vec): (0 | 1)[] {
  checkFinite(x, 'x')
  return x.map((value) => (value <= stump.threshold ? stump.leftLabel : stump.rightLabel))
}

function betterSide(errors: number, n: number, threshold: number): Stump {
  return errors <= n - errors
    ? { threshold, leftLabel: 1, rightLabel: 0, trainErrors: errors }
    : { threshold, leftLabel: 0, rightLabel: 1, trainErrors: n - errors }
}

/** Halfway from a to the larger b, and never b itself: between neighbouring doubles the sum may round up to b. */
function midpoint(a: number, b: number): number {
  const middle = a / 2 + b / 2
  return middle < b ? middle : a
}
