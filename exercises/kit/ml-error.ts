/** The reasons for which a function of this course refuses its input. */
export type ErrorCode =
  | 'EMPTY'
  | 'SHAPE'
  | 'NON_FINITE'
  | 'PARAM'
  | 'NOT_ENOUGH_SAMPLES'
  | 'SINGLE_CLASS'
  | 'UNSEEN_LABEL'

/**
 * The error to throw for bad input. The code says why; the message is yours and is never graded.
 *
 * @example throw new MLError('SHAPE', 'yTrue has 3 values, yPred has 2')
 */
export class MLError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string) {
    super(message)
    this.name = 'MLError'
    this.code = code
  }
}
