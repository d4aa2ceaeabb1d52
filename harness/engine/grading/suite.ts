import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Exercise } from '../course/course.ts'
import { CourseError } from '../course/course.ts'
import { compileForm } from '../course/form.ts'
import type { PropertyWords } from '../course/manifest.ts'
import type { AnyProperty } from '../spec/property.ts'
import { propertyPoints, sumOfPoints } from './score.ts'

/** A property with its words: what grading works through, in the order of the manifest. */
export interface SuiteEntry {
  words: PropertyWords
  law: AnyProperty
  visible: boolean
}

/** The properties of one exercise and what is needed to call its functions. */
export interface Suite {
  exercise: Exercise
  entries: SuiteEntry[]
  functions: Record<string, { returns: (value: unknown) => string | undefined }>
}

/**
 * The visible properties of an exercise, as its folder has them.
 *
 * @throws CourseError when it has none; whatever importing them throws
 */
export async function loadVisible({ slug, folder, name }: Exercise): Promise<Record<string, AnyProperty>> {
  const path = join(folder, `${name}.visible.ts`)
  if (!existsSync(path)) throw new CourseError(`exercises/${slug}/${name}.visible.ts is missing.`)
  const laws: unknown = (await import(pathToFileURL(path).href)).default
  if (typeof laws !== 'object' || laws === null)
    throw new CourseError(`exercises/${slug}/${name}.visible.ts has no properties as its default export.`)
  return laws as Record<string, AnyProperty>
}

/**
 * Joins words and code. Without `hidden` the suite holds the visible properties only.
 *
 * @throws CourseError when the ids of the manifest and of the code do not match one to one
 */
export function assembleSuite(
  exercise: Exercise,
  visible: Record<string, AnyProperty>,
  hidden?: Record<string, AnyProperty>,
): Suite {
  const { properties, exports } = exercise.manifest
  const known = new Set(properties.map(({ id }) => id))
  const wrong = [
    ...Object.keys({ ...visible, ...hidden })
      .filter((id) => !known.has(id))
      .map((id) => `"${id}" has code but no words`),
    ...(hidden
      ? properties
          .filter(({ id }) => !(id in visible) && !(id in hidden))
          .map(({ id }) => `"${id}" has words but no code`)
      : []),
    ...Object.keys(visible)
      .filter((id) => hidden && id in hidden)
      .map((id) => `"${id}" is both visible and hidden`),
  ]
  if (wrong.length)
    throw new CourseError(
      `${exercise.slug}: words and code of the properties differ:\n  ${wrong.join('\n  ')}`,
    )
  const entries = properties.flatMap((words): SuiteEntry[] => {
    const law = visible[words.id] ?? hidden?.[words.id]
    return law ? [{ words, law, visible: words.id in visible }] : []
  })
  const functions = Object.fromEntries(
    Object.entries(exports).map(([fn, { returns }]) => {
      const misfit = compileForm(returns)
      return [fn, { returns: (value: unknown) => misfit(value, `the result of ${fn}`) }]
    }),
  )
  return { exercise, entries, functions }
}

/** What the properties of a suite are worth together. */
export function suitePoints({ exercise: { manifest }, entries }: Suite): number {
  const worth = propertyPoints(manifest)
  return sumOfPoints(entries.map(({ words }) => worth[manifest.properties.indexOf(words)]! / 100))
}

/**
 * The properties, in the order of the manifest, whose right answers anyone can copy out of the tests: the visible
 * ones, unless nothing else is graded.
 */
export function copyableProperties({ exercise, entries }: Suite): boolean[] {
  const visible = new Set(entries.filter((entry) => entry.visible).map(({ words }) => words.id))
  const hasHidden = visible.size < entries.length
  return exercise.manifest.properties.map(({ id }) => hasHidden && visible.has(id))
}
