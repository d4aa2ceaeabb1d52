/**
 * What grader and sandbox say to each other: frames of a 4-byte length (little endian) and a codec body.
 * A request is `[id, ...Request]`, its reply `[id, ...Reply]`; one is under way at a time, and the first
 * frame of all is `[0, 'ready']`.
 */
export type Request =
  | ['load', source: string, filename: string]
  | ['call', fn: string, args: unknown[]]
  | ['many', fn: string, argsList: unknown[][]]
  | ['rehearse', fn: string, args: unknown[], freshArgs: unknown[]]

export type Reply = ['ok', value: unknown] | ['threw', thrown: Thrown] | ['refused', why: string]

/** What the student's code threw. All of it is untrusted text. */
export interface Thrown {
  name: string
  message: string
  code: string
  stack: string
}
