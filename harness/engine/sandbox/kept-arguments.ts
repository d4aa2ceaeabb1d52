import { argumentLimits, resultLimits } from '../spec/plain-data.ts'
import type { Writer } from './codec.ts'

/** An argument of so many numbers is worth a number of its own. */
const LARGE = 8192
/** What one process keeps at most; then it starts anew. */
const MAX_KEPT = 12

/** Large arguments that a process has been sent: each is sent once and named after. */
export class KeptArguments {
  private numbers = new Map<unknown, number>()

  numberOf(arg: unknown): number | undefined {
    return this.numbers.get(arg)
  }

  /** Sends what is large and not there yet. */
  async sendNew(
    args: readonly unknown[],
    ask: (write: (writer: Writer) => void) => Promise<unknown>,
  ): Promise<void> {
    for (const arg of args) {
      if (this.numbers.has(arg) || !isLarge(arg)) continue
      const number = this.numbers.size % MAX_KEPT
      for (const [old, taken] of this.numbers) if (taken === number) this.numbers.delete(old)
      await ask((writer) => {
        writer.write('keep', resultLimits)
        writer.write(number, resultLimits)
        writer.write(arg, argumentLimits)
      })
      this.numbers.set(arg, number)
    }
  }
}

function isLarge(value: unknown): boolean {
  return partsUpTo(value, LARGE) >= LARGE
}

/** How many parts a value has, as far as it matters. */
function partsUpTo(value: unknown, enough: number): number {
  if (typeof value !== 'object' || value === null) return 1
  if (Array.isArray(value) && (value.length === 0 || typeof value[0] === 'number')) return 1 + value.length
  let parts = 1
  for (const item of Object.values(value)) {
    parts += partsUpTo(item, enough - parts)
    if (parts >= enough) return parts
  }
  return parts
}
