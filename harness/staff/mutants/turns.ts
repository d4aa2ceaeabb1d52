/** How often a mutant may go round its loops in one call, compared with the exemplar. */
const PATIENCE = 100
/** And besides: a step that is halved until nothing is left of it goes round a thousand times, and ends. */
const AT_LEAST = 10_000

/**
 * Counts how often loops go round in one call, so that a mutant that never ends is ended: after the same work on every
 * machine, in this process. First the calls of the exemplar are counted, then the calls of mutants are held to it.
 */
export class Turns {
  /** The most turns of the exemplar in one call, by property and function. */
  readonly #most = new Map<string, number>()
  #call = ''
  #turns = 0
  #limit = Number.POSITIVE_INFINITY
  /** Whether a mutant was ended since the last look. */
  isOver = false
  isCounting = true
  /** All turns of all calls so far. */
  total = 0
  /** The property that makes the calls. */
  property = ''

  /** A call from outside begins. */
  begin(fn: string): void {
    this.#call = `${this.property} ${fn}`
    this.#turns = 0
    const known = this.#most.get(this.#call) ?? 0
    this.#limit = this.isCounting ? Number.POSITIVE_INFINITY : AT_LEAST + PATIENCE * known
    // A property may have thousands of calls under way: those that come after need not be waited for.
    if (this.isOver) this.#limit = 0
  }

  /** A loop goes round; a list of n places is n turns. */
  readonly turn = (turns = 1): void => {
    this.#turns += turns
    this.total += turns
    if (this.isCounting) this.#most.set(this.#call, Math.max(this.#most.get(this.#call) ?? 0, this.#turns))
    if (this.#turns <= this.#limit) return
    this.isOver = true
    throw new Error('never ends')
  }

  /** `Array` for a program whose lists are counted before they are made: one of 2³² places ends the process. */
  readonly array = new Proxy(Array, {
    get: (array, key) => (key === 'from' ? this.#from : Reflect.get(array, key)),
    apply: (array, _, args: unknown[]) => this.#made(array, args),
    construct: (array, args: unknown[]) => this.#made(array, args),
  })

  readonly #from = (...args: Parameters<typeof Array.from>): unknown[] => {
    const [from] = args as unknown as [{ length?: unknown }]
    if (typeof from?.length === 'number') this.turn(Math.max(0, from.length))
    return Array.from(...args)
  }

  #made(array: ArrayConstructor, args: unknown[]): unknown[] {
    const [length] = args
    if (args.length === 1 && typeof length === 'number') this.turn(length)
    return array(...args)
  }
}
