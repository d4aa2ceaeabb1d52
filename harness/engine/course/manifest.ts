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
  hints: z.tuple([text, text, text]),
})

const timeBudgetMs = z.int().min(50).max(60_000)

/** The manifest of one exercise, `exercise.json`. Unknown keys are errors. */
export const manifestSchema = z.strictObject({
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
      /** How long one call of this function may take: a study of 20 s makes no helper a hang of 20 s. */
      timeBudgetMs: timeBudgetMs.optional(),
    }),
  ),
  properties: z
    .array(z.preprocess(withSharedWords, wordedProperty))
    .min(1)
    .superRefine((list, context) => {
      for (const [i, { id }] of list.entries())
        if (list.findIndex((other) => other.id === id) !== i)
          context.addIssue({ code: 'custom', path: [i, 'id'], message: `"${id}" stands twice` })
      if (!list.some(({ kind }) => kind === 'differential'))
        context.addIssue({
          code: 'custom',
          message: 'at least one property must be "differential" (anchored)',
        })
    }),
})

export type Manifest = z.infer<typeof manifestSchema>
export type PropertyWords = Manifest['properties'][number]

/** How long one call of a function may take. */
export function timeBudgetOf(
  { exports, timeBudgetMs }: Pick<Manifest, 'exports' | 'timeBudgetMs'>,
  fn: string,
): number {
  return (Object.hasOwn(exports, fn) ? exports[fn]?.timeBudgetMs : undefined) ?? timeBudgetMs
}

/** The hygiene properties say the same in every exercise: `{ "id": "keeps-inputs" }` is enough. */
function withSharedWords(entry: unknown): unknown {
  const id = (entry as { id?: unknown } | null)?.id
  const words = typeof id === 'string' ? sharedWords[id] : undefined
  return words ? { ...words, ...(entry as object) } : entry
}
