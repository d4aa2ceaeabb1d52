import type { Label, Mat } from '#kit'
import { checkLabels, checkParam } from '../validation.ts'

/** What somebody has: measurements, answers to them, or what followed on actions. */
export interface Problem {
  X?: Mat
  y?: Label[]
  /** What the answers are, for one who knows. */
  yKind?: 'categorical' | 'continuous'
  transitions?: { s: number; a: number; r: number; s2: number }[]
}

/**
 * The kind of learning that data ask for. The values of X do not matter.
 *
 * Transitions are for reinforcement learning; without y the rest is unsupervised. With y, yKind decides. Without
 * yKind, strings and whole numbers are classes and numbers with a fraction are quantities: counts need
 * yKind 'continuous'.
 *
 * @throws MLError NON_FINITE for a y that is NaN or infinite; PARAM for y together with transitions, for numbers
 *   and strings together, and for another word as yKind
 * @see scikit-learn `utils.multiclass.type_of_target`
 */
export function learningProblem({
  y,
  yKind,
  transitions,
}: Problem): 'classification' | 'regression' | 'unsupervised' | 'reinforcement' {
  if (y) checkLabels(y, 'y')
  checkParam(!(y && transitions), 'a problem has labels or transitions, not both')
  checkParam(
    yKind === undefined || yKind === 'categorical' || yKind === 'continuous',
    `yKind must be 'categorical' or 'continuous', not ${yKind}`,
  )
  if (transitions) return 'reinforcement'
  if (!y) return 'unsupervised'
  if (yKind) return yKind === 'categorical' ? 'classification' : 'regression'
  return y.every((label) => typeof label === 'string' || Number.isInteger(label))
    ? 'classification'
    : 'regression'
}
