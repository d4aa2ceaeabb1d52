import * as z from 'zod'
import { formSchema } from './form.ts'
import { sharedWords } from './shared-words.ts'

const text = z.string().trim().min(1)

export const propertyKinds = [
  'differential', // against the reference or a closed form: the anchor of an exercise
  'metamorphic',
  'invariant',
  'optimality',
  'statistical',
  'stress', // right under odd options, in any unit, of any size …
  'contract', // hygiene: inputs kept, no memory, errors
] as const

/** How much of a failure a student is shown, from least to most. */
export const revealLevels = ['name', 'statement', 'counterexample', 'diagnosis'] as const

export type RevealLevel = (typeof revealLevels)[number]

/** Whether a property shows a student as much as a level stands for. */
export function reveals({ reveal }: { reveal: RevealLevel }, level: RevealLevel): boolean {
  return revealLevels.indexOf(reveal) >= revealLevels.indexOf(level)
}

const wordedProperty = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case, such as "keeps-pairs-together"'),
  kind: z.enum(propertyKinds),
  statement: text,
  formula: text.optional(),
  weight: z.int().min(1).max(10),
  reveal: z.enum(revealLevels).default('diagnosis'),
  /** Three for a visible property; one line for a hidden one, which does not speak of a case that nobody has seen. */
  hints: z.union([z.tuple([text, text, text]), z.tuple([text])]),
  /** The functions that it is about together. */
  judges: z.array(z.string()).min(1).optional(),
  /** The functions that it is asked of one by one, as a property each: `mse/keeps-inputs`. All unless told. */
  each: z.array(z.string()).min(1).optional(),
})

type Worded = z.infer<typeof wordedProperty>

/** A property in words. Of one that is asked of each function there is one for every function. */
export type PropertyWords = Omit<Worded, 'judges' | 'each'> & { judges: string[] }

const timeBudgetMs = z.int().min(50).max(60_000)

/** The manifest of one exercise, `exercise.json`. Unknown keys are errors. */
export const manifestSchema = z
  .strictObject({
    title: text,
    unit: z.int().min(1),
    /** Sections of the chapter, such as "S4.8". */
    covers: z.array(z.string().regex(/^S\d[\w./-]*$/, 'must be a section such as "S4.8"')).min(1),
    /**
     * Earlier exercises that this one builds on, by folder name: advice for the student and the table of the course.
     * They must exist and come earlier; whether a file imports them is free, since everyone may write it anew.
     */
    requires: z.array(z.string()),
    points: z.int().min(1),
    difficulty: z.int().min(1).max(3),
    /** How long one call of a student's function may take, where the export says nothing else. */
    timeBudgetMs: timeBudgetMs.default(1000),
    /** Processor time for all calls of the exercise together, in seconds. */
    budgetS: z.int().min(1).max(600).default(60),
    /** The functions to write: parameter names (optional ones end in "?") and the form of the result. */
    exports: z.record(
      z.string(),
      z.strictObject({
        takes: z.array(z.string().regex(/^\w+\??$/)),
        returns: formSchema,
        /** Its share of the points, relative to the others. */
        weight: z.int().min(1).max(20).default(1),
        /** How long one call of this function may take: a study of 20 s makes no helper a hang of 20 s. */
        timeBudgetMs: timeBudgetMs.optional(),
      }),
    ),
    properties: z.array(z.preprocess(withSharedWords, wordedProperty)).min(1),
  })
  .superRefine(({ properties, exports }, context) => {
    const issue = (i: number, message: string) =>
      context.addIssue({ code: 'custom', path: ['properties', i], message })
    const anchored = new Set<string>()
    for (const [i, { id, kind, judges, each }] of properties.entries()) {
      if (properties.findIndex((other) => other.id === id) !== i) issue(i, `"${id}" stands twice`)
      if (judges ? each : !each && !isShared(id) && Object.keys(exports).length > 1)
        issue(i, `"${id}" must name its functions: "judges" for those it is about together, or "each"`)
      for (const fn of judges ?? each ?? [])
        if (!Object.hasOwn(exports, fn)) issue(i, `"${id}" names ${fn}, which is not among the exports`)
      if (kind === 'differential') for (const fn of judges ?? each ?? Object.keys(exports)) anchored.add(fn)
    }
    for (const fn of Object.keys(exports))
      if (!anchored.has(fn))
        context.addIssue({
          code: 'custom',
          path: ['properties'],
          message: `at least one property of ${fn} must be "differential" (anchored)`,
        })
  })
  .transform(({ properties, ...manifest }) => ({
    ...manifest,
    properties: properties.flatMap(({ judges, each, ...words }): PropertyWords[] =>
      judges || !(each || isShared(words.id))
        ? [{ ...words, judges: judges ?? Object.keys(manifest.exports) }]
        : (each ?? Object.keys(manifest.exports)).map((fn) => ({
            ...words,
            id: `${fn}/${words.id}`,
            judges: [fn],
          })),
    ),
  }))

export type Manifest = z.infer<typeof manifestSchema>

/** The property without the function that it is asked of: `keeps-inputs` of `mse/keeps-inputs`. */
export function lawOf(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/** How long one call of a function may take. */
export function timeBudgetOf(
  { exports, timeBudgetMs }: Pick<Manifest, 'exports' | 'timeBudgetMs'>,
  fn: string,
): number {
  return (Object.hasOwn(exports, fn) ? exports[fn]?.timeBudgetMs : undefined) ?? timeBudgetMs
}

/** Some properties say the same in every exercise: `{ "id": "keeps-inputs" }` is enough. */
function withSharedWords(entry: unknown): unknown {
  const id = (entry as { id?: unknown } | null)?.id
  const words = typeof id === 'string' ? sharedWords[id] : undefined
  return words ? { ...words, ...(entry as object) } : entry
}

function isShared(id: string): boolean {
  return Object.hasOwn(sharedWords, id)
}
