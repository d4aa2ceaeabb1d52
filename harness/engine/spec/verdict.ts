import { closedForm, firstDifference, scaleOf, type Tolerance } from './tolerance.ts'

/** How a law was broken, as data: words are made of it in `feedback/`. */
export interface Broken {
  /** In words, what is wrong; empty when `got` beside `expected` says it all. */
  because?: string
  got?: unknown
  expected?: unknown
  /** Where in the result the first difference is, such as `.coef[2]`. */
  where?: string
  /** Whose `got` and `expected` are, where both are the student's: `['your pcaTransform', 'your fitPca']`. */
  sides?: readonly [string, string]
}

/** What a property says of one case: it holds, or how it is broken. */
export type Verdict = true | Broken

/** The two values are equal within the tolerance: `got` is the student's, `expected` what it should be. */
export function same(
  got: unknown,
  expected: unknown,
  tolerance: Tolerance = closedForm,
  { scale = scaleOf(expected), because, sides }: Pick<Broken, 'because' | 'sides'> & { scale?: number } = {},
): Verdict {
  const where = firstDifference(got, expected, tolerance, scale)
  return (
    where === undefined || {
      got,
      expected,
      where,
      ...(because ? { because } : {}),
      ...(sides ? { sides } : {}),
    }
  )
}

/** A statement that must be true; `because` says in words what it means that it is not. */
export function must(
  holds: boolean,
  because: string,
  values: Pick<Broken, 'got' | 'expected' | 'sides'> = {},
): Verdict {
  return holds || { because, ...values }
}

/** The first verdict that is broken; holds when all do. */
export function all(...verdicts: Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict !== true) ?? true
}
