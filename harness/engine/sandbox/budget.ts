/** What an exercise may still use. */
export interface Account {
  /** Takes note of processor time, in ms; false when the exercise has used up its own. */
  spend(ms: number): boolean
  readonly isSpent: boolean
  /** Whether less than a share of the exercise's time was used since now. */
  share(part: number): () => boolean
  /** What the exercise does not need is there for the others. */
  close(): void
}

/**
 * The processor time that the exercises of one submission share. Each is sure of an equal part; beyond that, up to a
 * limit of its own, it takes what others left.
 */
export class ProcessorBudget {
  private readonly totalMs: number
  private readonly sureMs: number
  /** Of every exercise what it used, and what it is sure of as long as it is not done. */
  private readonly parts = new Map<string, { usedMs: number; sureMs: number }>()

  constructor(totalMs: number, exercises: readonly string[]) {
    this.totalMs = totalMs
    this.sureMs = totalMs / Math.max(1, exercises.length)
    for (const exercise of exercises) this.parts.set(exercise, { usedMs: 0, sureMs: this.sureMs })
  }

  account(exercise: string, ownMs: number): Account {
    const part = this.parts.get(exercise) ?? { usedMs: 0, sureMs: 0 }
    this.parts.set(exercise, part)
    const isSpent = () =>
      part.usedMs >= ownMs || (part.usedMs >= this.sureMs && this.claimedMs() >= this.totalMs)
    return {
      spend: (ms) => {
        part.usedMs += ms
        return !isSpent()
      },
      get isSpent() {
        return isSpent()
      },
      share: (share) => {
        const until = part.usedMs + share * ownMs
        return () => part.usedMs < until && !isSpent()
      },
      close: () => {
        part.sureMs = 0
      },
    }
  }

  private claimedMs(): number {
    let sum = 0
    for (const { usedMs, sureMs } of this.parts.values()) sum += Math.max(usedMs, sureMs)
    return sum
  }
}
