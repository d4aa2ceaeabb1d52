import { startAt } from './level.ts'
import type { Level } from './policy.ts'
import type { SandboxProcess } from './process.ts'

/** A process that has used more is not handed on: its limits are for the next exercise too. */
const HANDED_ON_BELOW_MS = 20_000
const STARTS = 3

/**
 * The processes in which one submission is run. An exercise has a process to itself while it is graded, and a world of
 * its own inside; a process that came through it unharmed serves the next exercise of the same submission.
 */
export class SandboxPool {
  private readonly level: Level
  private readonly idle: SandboxProcess[] = []
  private isClosed = false

  constructor(level: Level) {
    this.level = level
  }

  async take(): Promise<SandboxProcess> {
    for (let found = this.idle.pop(); found; found = this.idle.pop()) if (found.isAlive) return found
    return this.fresh()
  }

  /** A new process; a start that fails may have been stopped from outside, and is tried again. */
  async fresh(tries = 1): Promise<SandboxProcess> {
    try {
      return await startAt(this.level)
    } catch (error) {
      if (tries === STARTS) throw error
      return this.fresh(tries + 1)
    }
  }

  giveBack(process: SandboxProcess): void {
    if (this.isClosed || !process.isAlive || process.processorMs > HANDED_ON_BELOW_MS) process.kill()
    else this.idle.push(process)
  }

  /** Ends the processes that nobody uses. */
  close(): void {
    this.isClosed = true
    for (const process of this.idle.splice(0)) process.kill()
  }
}
