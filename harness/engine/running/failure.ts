import type { Call, Trouble } from '../spec/student.ts'
import type { Broken } from '../spec/verdict.ts'

/** A case in which a property does not hold, with everything that is needed to show it. */
export interface Failure {
  status: 'fail' | 'error' | 'timeout'
  /** The calls of this case, in order; of very many the first and the last. */
  calls: Call[]
  broken?: Broken
  trouble?: Trouble
  /** The case holds in a fresh world: the code remembers earlier calls. `before` is one that is enough for it. */
  isRemembered?: true
  before?: Call
  /** Which case it was, from 1, and how often it was made simpler. */
  index: number
  shrinks: number
}

/** What one case has shown. */
export type Found = Omit<Failure, 'index' | 'shrinks'>

export type PropertyResult =
  | { status: 'pass'; runs: number }
  | ({ runs: number } & Failure)
  | { status: 'ungraded'; runs: number; reason: string }

/** Whether a failing case holds in a fresh world: what is wrong is that the code remembers. */
export function isRemembered(result: PropertyResult): boolean {
  return 'isRemembered' in result && result.isRemembered === true
}

/** How trouble with the student's code counts. */
export function foundTrouble(trouble: Trouble, calls: Call[]): Found {
  switch (trouble.kind) {
    case 'timeout':
      return { status: 'timeout', calls, trouble }
    case 'budget':
      return { status: 'timeout', calls: [], trouble, broken: { because: trouble.message } }
    case 'bad-result':
      return {
        status: 'fail',
        calls,
        trouble,
        broken: { because: `Look at the form of the result: ${trouble.message}.` },
      }
    default:
      return { status: 'error', calls, trouble }
  }
}
