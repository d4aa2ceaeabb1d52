/**
 * What grader and sandbox say to each other: frames of a 4-byte length (little endian), in them codec values, one
 * behind another. A request is `id, ...Request`, and one is under way at a time. Its replies are a `ReplyHead` and
 * as many results; the last one says that it is. The first frame of all is the head `[0, true, 0]`.
 */
import type { Played, Session } from '../spec/session.ts'

export type Request =
  /** Makes a new world for the code of an exercise and loads it there; the one before is forgotten. */
  | [kind: 'load', source: string, filename: string]
  /** Keeps an argument under a number: what is large and stands in several calls is sent once. */
  | [kind: 'keep', number: number, value: unknown]
  /**
   * Calls: of each its function, whether it is watched, how many arguments it has; of each argument the number
   * under which it is kept, or undefined and the value.
   */
  | [kind: 'batch', ...calls: unknown[]]
  /** A session. Its one result is an `ok` with a `PlayedHere`. */
  | [kind: 'play', session: Session]

/** There may be fewer results in the end than there were calls: then the calls that are left were not made. */
export type ReplyHead = [id: number, isLast: boolean, results: number]

/**
 * What came of one call, and what it printed. Its arguments are told if they are others now (of large ones that is looked
 * at in watched calls only). After a watched call the returned value, once on its way, is overwritten in the sandbox.
 */
export type Result =
  | [kind: 'ok', value: unknown, printed: string, argsAfter: unknown]
  | [kind: 'threw', thrown: Thrown, printed: string]
  /** What was returned can not be sent. */
  | [kind: 'refused', why: string, printed: string]

/** What came of a session: what is kept, what led nowhere, what one of the calls threw, or that the session is wrong. */
export type PlayedHere = Played | { threw: { fn: string; round: number; thrown: Thrown } } | { fault: string }

/** What the student's code threw. All of it is untrusted text. */
export interface Thrown {
  name: string
  message: string
  code: string
  stack: string
}

/** No request is followed by results of more weight (`Measure.weight`) than this and one more result. */
export const REPLY_WEIGHT = 16 * 1024 * 1024
/** Results are sent when they are so many bytes, or so old. */
export const REPLY_BYTES = 1024 * 1024
export const REPLY_EVERY_MS = 20
/** What one call may print; the rest is dropped. */
export const PRINTED_OF_A_CALL = 4000
