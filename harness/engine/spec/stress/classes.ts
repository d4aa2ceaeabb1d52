import type { Label } from '#kit'
import type { Argument } from './argument.ts'
import type { Draw } from './draw.ts'
import { type CodeOr, replaced } from './fault.ts'
import { type ListOptions, list, put } from './lists.ts'
import { shownOption } from './options.ts'

/** A class a sample: numbers or strings. */
export function labels(options: ListOptions & { K?: readonly [number, number] } = {}): Argument {
  const made = list(options, ['labels'], {
    make: ({ rng, K, alphabet }, n): Label[] => {
      const classes = alphabet.slice(0, Math.max(2, K))
      // Every class as soon as there is room, so that a case has them all; then by chance.
      return shuffled(
        Array.from({ length: n }, (_, i) => classes[i < classes.length ? i : rng.int(classes.length)]!),
        rng,
      )
    },
    faults: () => [],
  })
  return { ...made, sizes: { ...made.sizes, ...(options.K ? { K: options.K } : {}) } }
}

/** Whole numbers from 0 to K − 1, one a sample: columns, clusters. */
export function codes(
  options: ListOptions & { outside?: CodeOr; fraction?: CodeOr; K?: readonly [number, number] } = {},
): Argument {
  const { outside = 'PARAM', fraction = outside } = options
  const made = list(options, [], {
    make: ({ rng, K }, n) =>
      shuffled(
        Array.from({ length: n }, (_, i) => (i < K ? K - 1 - i : rng.int(K))),
        rng,
      ),
    faults: (name) => {
      const holding = (what: string, code: CodeOr, value: number) =>
        code
          ? [replaced(name, `${name} holds ${what}`, code, (old) => put(old as number[], value, true))]
          : []
      return [
        ...holding('−1', outside, -1),
        ...holding('a fraction', fraction, 0.5),
        ...holding('NaN', fraction, Number.NaN),
      ]
    },
  })
  return { ...made, sizes: { ...made.sizes, ...(options.K ? { K: options.K } : {}) } }
}

/** Entries that are one of a few values each, such as 0 and 1. */
export function oneOfEach(
  values: readonly unknown[],
  options: ListOptions & { others?: readonly unknown[]; code?: CodeOr } = {},
): Argument {
  const { others = [], code = 'PARAM' } = options
  return list(options, [], {
    make: ({ rng }, n) =>
      shuffled(
        Array.from({ length: n }, (_, i) => values[i < values.length ? i : rng.int(values.length)]),
        rng,
      ),
    faults: (name) =>
      code
        ? others.map((other) =>
            replaced(name, `${name} holds ${shownOption(other)}`, code, (old) =>
              put(old as unknown[], other, true),
            ),
          )
        : [],
  })
}

/**
 * True classes and answers, `yTrue` and `yPred`. In a large recording all but a few samples are of one class, so that one count
 * is large. The answers are often right, so that something is found even of 260 classes, and take in one class more than
 * yTrue has, so that some are only predicted, and some never.
 */
export function classPair({ n }: Pick<ListOptions, 'n'> = {}): { yTrue: Argument; yPred: Argument } {
  const truths = labels(n ? { n } : {})
  return {
    yTrue: {
      ...truths,
      make: (draw) =>
        (truths.make(draw) as Label[]).map((t) =>
          isLarge(draw) && draw.rng.int(25) ? draw.alphabet[0]! : t,
        ),
    },
    yPred: {
      ...labels({ like: 'yTrue' }),
      make: (draw) => {
        const classes = classesOf(draw)
        return (draw.made.yTrue as Label[]).map((t) =>
          draw.rng.int(isLarge(draw) ? 25 : 2) ? t : classes[draw.rng.int(classes.length)]!,
        )
      },
    },
  }
}

/** The classes of a `classPair`: those of yTrue and the next one of the alphabet, if there is one. */
export function classesOf({ alphabet, K }: Draw): readonly Label[] {
  return alphabet.slice(0, Math.max(2, K) + 1)
}

function isLarge({ n, K }: Draw): boolean {
  return n > 100 && K < 10
}

function shuffled<T>(values: T[], { int }: { int(n: number): number }): T[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = int(i + 1)
    ;[values[i], values[j]] = [values[j]!, values[i]!]
  }
  return values
}
