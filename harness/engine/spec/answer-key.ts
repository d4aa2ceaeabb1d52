/** A known wrong implementation of some functions of an exercise; the others are the exemplar's. */
export interface Mistake<Module> {
  /** What the code does, as the end of "Recognised: …". */
  says: string
  /** One sentence on what the student's results equal. */
  explains: string
  /** A question that leads on. */
  asks: string
  /** The property that must catch it. */
  caughtBy: string
  exports: Partial<Module>
  /** The same mistake in code of another structure (another way to train, say): it must be recognised too. */
  otherwise?: Partial<Module>
  /** What this mistake is recognised by, for functions where that is not what the exercise observes. */
  observe?: Observations
}

/** States the mistakes of an exercise; the key says what the code does: `divides-by-n-minus-1`. */
export function mistakes<Module>(
  bank: Record<string, Mistake<Module>>,
): Record<string, Mistake<Record<string, unknown>>> {
  return bank as unknown as Record<string, Mistake<Record<string, unknown>>>
}

export type Observations = Record<string, (result: unknown, args: readonly unknown[]) => unknown>

/**
 * What of a result can be compared between two correct ways, for functions whose result has a free choice
 * in it (a shuffle, the order inside a set).
 */
export function observations<Module>(
  looks: {
    [K in keyof Module]?: Module[K] extends (...args: infer A) => infer R
      ? (result: R, args: A) => unknown
      : never
  },
): Observations {
  return looks as unknown as Observations
}

/** What holds a sentence of the statement, or why nothing can. */
export type Sentence =
  | {
      // Ids of properties, or a pattern for those of all functions: '*/is-a-mean'.
      held: string[]
      /**
       * Mistakes of the bank that break the sentence, or laws that `verify` breaks by itself (`whole-range`). Not needed
       * for a row of the error table, a default, or the manners of every function.
       */
      broken?: string[]
      /** Of a row that shares its code with another one: how its bad input begins to be called, as in `eps is`. */
      when?: string[]
    }
  | {
      /** Why no program can break it: it explains, or leaves something free. */
      advice: string
    }

/**
 * The sentences of a statement, word for word (white space aside), with the properties that hold them. A row of a
 * table is its cells: `both lists empty | EMPTY`.
 */
export function sentences(table: Record<string, Sentence>): Record<string, Sentence> {
  return table
}
