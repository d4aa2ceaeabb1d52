import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Exercise } from '#engine/course/course.ts'
import { digestOfFiles } from '#engine/grading/digests.ts'
import { filesOf } from '../answer-key/answer-key.ts'
import { filesReached } from '../source/imports.ts'
import { equivalentsPath } from './equivalents.ts'
import { digestsIn } from './table.ts'

export const TABLE = 'solutions/mutants.md'

/** The operators, and what tries the mutants. */
const PROGRAM = 'harness/staff/mutants/mutate-exercise.ts'

/**
 * The digest of what a row of the table says something about: the exemplar, its properties with all that they import,
 * the reasons, and how mutants are made. The bank of mistakes and the alternatives have no part in it.
 */
export function mutantsDigest(root: string, { slug, name }: Pick<Exercise, 'slug' | 'name'>): string {
  const code = filesReached(root, [
    PROGRAM,
    `solutions/${slug}/${name}.ts`,
    ...filesOf(join(root, 'solutions', slug), name, 'hidden').map((path) => relative(root, path)),
    `exercises/${slug}/${name}.visible.ts`,
  ]).map((file) => join(root, file))
  const texts = [join(root, 'exercises', slug, 'exercise.json'), equivalentsPath(root, { slug, name })]
  return digestOfFiles(root, [...code, ...texts.filter((path) => existsSync(path))]).slice(0, 16)
}

/** The exercises of which the committed table says something else than `neurograde mutants` might say now. */
export function mutantsOutOfDate(
  root: string,
  exercises: readonly Pick<Exercise, 'slug' | 'name'>[],
): string[] {
  const path = join(root, TABLE)
  const known = existsSync(path) ? digestsIn(readFileSync(path, 'utf8')) : {}
  return exercises
    .filter((exercise) => known[exercise.slug] !== mutantsDigest(root, exercise))
    .map(({ slug }) => slug)
}
