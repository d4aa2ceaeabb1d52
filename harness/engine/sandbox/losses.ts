import type { Trouble } from '../spec/student.ts'

/** A function that hung or crashed this often is not called again: each time costs a process or the time limit. */
const MAX_LOSSES = 2
/** After this many in one exercise nothing of it is called again. */
const MAX_LOSSES_IN_ALL = 6

/** What an exercise has cost in processes: counts, not times, so that they are the same everywhere. */
export class Losses {
  private readonly byFunction = new Map<string, { count: number; trouble: Trouble }>()
  private strains = 0

  has(fn: string): boolean {
    return this.byFunction.has(fn)
  }

  add(fn: string, trouble: Trouble): void {
    this.byFunction.set(fn, { count: (this.byFunction.get(fn)?.count ?? 0) + 1, trouble })
  }

  /** A process has ended in a call that may be innocent of it; true when that has happened too often to believe. */
  strain(): boolean {
    return ++this.strains > MAX_LOSSES_IN_ALL
  }

  /** Why a function is not called any more. It says so, and not that the function failed on this input. */
  refusal(fn: string): Trouble | undefined {
    const own = this.byFunction.get(fn)
    if (own && own.count >= MAX_LOSSES) {
      const what = own.trouble.kind === 'timeout' ? 'did not finish in time' : 'ended its process'
      return notAgain(fn, `it ${what} on ${MAX_LOSSES} other inputs`)
    }
    const inAll = [...this.byFunction.values()].reduce((sum, { count }) => sum + count, 0)
    if (inAll < MAX_LOSSES_IN_ALL) return undefined
    return notAgain(fn, `functions of this exercise failed to finish ${MAX_LOSSES_IN_ALL} times`)
  }
}

function notAgain(fn: string, why: string): Trouble {
  return { kind: 'budget', fn, message: `${fn} was not called any more: ${why}.` }
}
