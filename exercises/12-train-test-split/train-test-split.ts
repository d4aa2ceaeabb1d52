import { createRng, type Label, type Mat, MLError, type Seed } from '#kit'

/** Samples in a random order, with the order itself. */
export interface Shuffled {
  X: Mat
  y: Label[]
  /** Which row of the input each row is: X[i] here is X[order[i]] there. */
  order: number[]
}

/** The two parts of a data set. */
export interface Split {
  XTrain: Mat
  XTest: Mat
  yTrain: Label[]
  yTest: Label[]
  /** Which row of the input each training row is: XTrain[i] is X[trainIdx[i]]. */
  trainIdx: number[]
  /** Which row of the input each test row is. */
  testIdx: number[]
}

export interface SplitOptions {
  /** Below 1 the share of the samples to test on, rounded up; from 1 their number. 0.25 unless told. */
  testSize?: number
  seed: Seed
  /** Draw at random; true unless told. */
  shuffle?: boolean
}

/**
 * Puts the samples into a random order and keeps each row together with its label.
 *
 * @param X n rows
 * @param y n labels
 * @param seed where the random stream starts
 * @returns n rows, n labels and the n numbers of the order
 * @throws MLError see the error table of the README
 */
export function shuffleTogether(X: Mat, y: Label[], seed: Seed): Shuffled {
  throw new Error('TODO: write shuffleTogether')
}

/**
 * Splits the samples into a part to learn from and a part to test on.
 *
 * @param X n rows
 * @param y n labels
 * @param opt how many to test on, the seed, and whether to draw at random: see SplitOptions
 * @returns rows, labels and row numbers of both parts
 * @throws MLError see the error table of the README
 */
export function trainTestSplit(X: Mat, y: Label[], opt: SplitOptions): Split {
  throw new Error('TODO: write trainTestSplit')
}
