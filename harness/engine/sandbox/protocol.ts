/**
 * What grader and sandbox say to each other: frames of a 4-byte length (little endian) and a codec body.
 * A request is `[id, ...Request]`, its reply `[id, ...Reply]`; one is under way at a time, and the first
 * frame of all is `[0, 'ready']`.
 */
export type Request =
  | ['load', source: string, filename: string]
  | ['batch', calls: [fn: string, args: unknown[]][]]
  | ['rehearse', fn: string, args: unknown[], freshArgs: unknown[]]

/** What came of one call of a batch. */
export type Result = [returned: true, value: unknown] | [returned: false, thrown: Thrown]

export type Reply = ['ok', value: unknown] | ['threw', thrown: Thrown] | ['refused', why: string]

/** What the student's code threw. All of it is untrusted text. */
export interface Thrown {
  name: string
  message: string
  code: string
  stack: string
}
