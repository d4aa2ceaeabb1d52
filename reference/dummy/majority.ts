import type { Label, Mat } from '#kit'
import { encodeLabels } from '../dataset/labels.ts'

/** What is known without looking: the classes and how frequent they are. */
export interface MajorityModel {
  kind: 'majority'
  /** K classes in ascending order. */
  classes: Label[]
  /** K shares of the training labels, in the order of `classes`; they sum to 1. */
  prior: number[]
  majority: Label
}

/**
 * The majority model: always the most frequent training label. Of equally frequent ones, the smallest.
 *
 * @param y n ≥ 1 labels; one class is enough
 * @throws MLError EMPTY, NON_FINITE, PARAM for numbers and strings together
 * @see scikit-learn `DummyClassifier(strategy='prior')`
 */
export function fitMajority(y: Label[]): MajorityModel {
  const { classes, codes } = encodeLabels(y)
  const prior = classes.map((_, k) => codes.filter((code) => code === k).length / y.length)
  return { kind: 'majority', classes, prior, majority: classes[prior.indexOf(Math.max(...prior))]! }
}

/**
 * The majority label for every row. The values in X do not matter: NaN and ragged rows are fine.
 *
 * @returns n labels; none for no rows
 */
export function predictMajority(m: MajorityModel, X: Mat): Label[] {
  return X.map(() => m.majority)
}

/**
 * The prior for every row. The values in X do not matter.
 *
 * @returns n × K, columns in the order of `classes`; no rows for no rows
 */
export function predictMajorityProba(m: MajorityModel, X: Mat): Mat {
  return X.map(() => [...m.prior])
}
