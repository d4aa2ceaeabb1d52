import { join } from 'node:path'
import { type Manifest, manifestSchema } from '#engine/course/manifest.ts'
import { projectRoot } from '#engine/course/root.ts'
import { sharedWords } from '#engine/course/shared-words.ts'
import type { AnyProperty, Mistake } from '#engine/spec/index.ts'
import { bundledText } from '../answer-key/compose.ts'

type Module = Record<string, unknown>

/**
 * The shape of an exercise that is yet to come: its functions and the properties that are hardest on the engine, so that
 * the language is tried on them before 29 exercises are written in it.
 */
export interface Shape {
  slug: string
  manifest: Manifest
  hidden: Record<string, AnyProperty>
  exemplar: Module
  mistakes: Record<string, Mistake<Module>>
}

/** What a shape is made of: words are of no interest here. */
export interface ShapeParts extends Omit<Shape, 'manifest' | 'exemplar'> {
  exports: object
  budgetS?: number
  timeBudgetMs?: number
  exemplar: object
}

export function shape({ slug, exports, hidden, exemplar, mistakes, ...budgets }: ShapeParts): Shape {
  const ids = Object.keys(hidden)
  const manifest = manifestSchema.parse({
    ...budgets,
    title: slug,
    unit: 1,
    covers: ['S1.a'],
    requires: [],
    points: 10,
    difficulty: 1,
    exports,
    properties: [
      ...ids
        .filter((id) => !id.includes('/'))
        .map((id, i) => ({
          id,
          kind: i === 0 ? 'differential' : 'invariant',
          judges: Object.keys(exports),
          statement: `${id.replaceAll('-', ' ')}.`,
          weight: 1,
          hints: ['a', 'b', 'c'],
        })),
      ...Object.keys(sharedWords).flatMap((id) => {
        const each = Object.keys(exports).filter((fn) => ids.includes(`${fn}/${id}`))
        return each.length ? [{ id, each }] : []
      }),
    ],
  })
  return { slug, manifest, hidden, exemplar: { ...exemplar } as Module, mistakes }
}

/** The file of a submission: the exemplar, or the exemplar with one of the mistakes in it. */
export function submissionText({ slug, manifest }: Shape, mistake?: string): Promise<string> {
  const part = (file: string) => JSON.stringify(join(projectRoot, 'harness/staff/shapes', slug, file))
  return bundledText(
    projectRoot,
    [
      `import * as exemplar from ${part('exemplar.ts')}`,
      ...(mistake === undefined ? [] : [`import bank from ${part('mistakes.ts')}`]),
      `const solution = { ...exemplar${mistake === undefined ? '' : `, ...bank[${JSON.stringify(mistake)}].exports`} }`,
      ...Object.keys(manifest.exports).map((fn) => `export const ${fn} = solution.${fn}`),
    ].join('\n'),
  )
}
