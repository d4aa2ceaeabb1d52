import { type Call, StudentTrouble } from './student.ts'

/** Of many calls the first and the last are kept: a session has thousands. */
const KEPT_AT_EACH_END = 300
/** What the results of one case may weigh together. */
const MAX_WEIGHT = 64 * 1024 * 1024

/** The calls of one case. */
export class CallLog {
  weight = 0
  count = 0
  private readonly first: Call[] = []
  private last: Call[] = []

  get calls(): Call[] {
    return [...this.first, ...this.last.slice(-KEPT_AT_EACH_END)]
  }

  add(call: Call): void {
    this.count++
    if (this.first.length < KEPT_AT_EACH_END) this.first.push(call)
    else {
      this.last.push(call)
      if (this.last.length === 2 * KEPT_AT_EACH_END) this.last = this.last.slice(KEPT_AT_EACH_END)
    }
  }

  /**
   * Takes note of what a result weighs.
   *
   * @throws StudentTrouble when that is too much for one case
   */
  weigh(weight: number, fn: string): void {
    this.weight += weight
    if (this.weight > MAX_WEIGHT)
      throw new StudentTrouble({
        kind: 'bad-result',
        fn,
        message: `the results of ${fn} in this case take more than ${MAX_WEIGHT >> 20} MB`,
      })
  }
}
