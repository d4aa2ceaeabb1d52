import { constants } from 'node:os'

/**
 * Why a sandbox process came to its end. `outside` is not the student's doing: somebody killed it, the machine had no
 * memory, it was never given a processor.
 */
export type Cause = 'timeout' | 'memory' | 'itself' | 'protocol' | 'outside'

/** The end of a sandbox process while something was asked of it. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded'
  readonly why: Cause
  constructor(why: Cause, message: string) {
    super(message)
    this.why = why
  }
}

/** Signals that a program brings on itself: by running into a limit, a wrong access, an abort. */
const ownSignals = new Set([
  'SIGABRT',
  'SIGTRAP',
  'SIGILL',
  'SIGSEGV',
  'SIGBUS',
  'SIGFPE',
  'SIGSYS',
  'SIGXCPU',
  'SIGXFSZ',
])

/** What an exit tells. bubblewrap reports a signal of the process inside as 128 and its number. */
export function endingOf(
  code: number | null,
  signal: NodeJS.Signals | null,
  complaints: string,
): ProcessEnded {
  if (/heap out of memory|Allocation failed|bad_alloc/.test(complaints)) return outOfMemory()
  const by = signal ?? (code !== null && code > 128 ? signalOf(code - 128) : undefined)
  if (!by) return new ProcessEnded('itself', `it ended with code ${code}`)
  return new ProcessEnded(ownSignals.has(by) ? 'itself' : 'outside', `it was stopped by ${by}`)
}

export function outOfMemory(): ProcessEnded {
  return new ProcessEnded('memory', 'it ran out of memory (256 MB)')
}

function signalOf(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
}
