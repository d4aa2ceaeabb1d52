import type { Exercise } from '../course/course.ts'
import { type Manifest, manifestSchema } from '../course/manifest.ts'
import { gridNumber } from '../spec/arbitraries/index.ts'
import { matches } from '../spec/laws/matches.ts'
import { type AnyProperty, property } from '../spec/property.ts'
import { exact } from '../spec/tolerance.ts'
import { must, same } from '../spec/verdict.ts'

/** A made-up exercise for tests: one function, `double(x)`, and three properties. */
export function madeUpExercise(
  slug = '01-double',
  changes: Partial<Record<keyof Manifest, unknown>> = {},
): Exercise {
  const name = slug.slice(3)
  return {
    slug,
    name,
    file: `exercises/${slug}/${name}.ts`,
    folder: `/nowhere/exercises/${slug}`,
    manifest: manifestSchema.parse({
      title: 'Doubling',
      unit: 1,
      covers: ['S1.a'],
      requires: [],
      points: 10,
      difficulty: 1,
      timeBudgetMs: 200,
      exports: { double: { takes: ['x'], returns: 'number' } },
      properties: [
        wordsOf('worked-example', 'differential', { judges: ['double'] }),
        wordsOf('doubles', 'differential', { formula: 'double(x) = 2 · x' }),
        wordsOf('is-odd', 'metamorphic', { weight: 1 }),
      ],
      ...changes,
    }),
  }
}

/** The module that the made-up exercise asks for. */
export interface Doubling {
  double(x: number): number
}

export const madeUpVisible: Record<string, AnyProperty> = {
  'worked-example': property({
    given: [{ x: 3 }],
    holds: matches<Doubling, { x: number }>('double', (x: number) => 2 * x, exact),
  }),
}

export const madeUpHidden: Record<string, AnyProperty> = {
  doubles: property({
    given: gridNumber().map((x) => ({ x })),
    holds: matches<Doubling, { x: number }>('double', (x) => 2 * x, exact),
  }),
  'is-odd': property<Doubling, number>({
    given: gridNumber({ min: 1 }),
    runs: 20,
    holds: async ({ double }, x) =>
      same(await double(-x), -(await double(x)), exact, { because: 'Of −x it must be the opposite.' }),
  }),
}

/** A property that the grader itself stumbles over. */
export const faulty: AnyProperty = property({
  given: [{ x: 1 }],
  holds: matches<Doubling, { x: number }>('double', () => JSON.parse('{'), exact),
})

/** A property that everything passes. */
export const vacuous: AnyProperty = property({ given: [0], holds: () => must(true, '') })

export function wordsOf(id: string, kind: string, more: object = {}): object {
  return {
    id,
    kind,
    statement: 'The double of a number is twice the number.',
    weight: 2,
    hints: ['Look.', 'Twice.', 'x + x'],
    ...more,
  }
}
