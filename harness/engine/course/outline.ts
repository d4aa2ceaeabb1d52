import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exerciseFolders } from './folders.ts'
import type { HandedOut } from './handed-out.ts'
import { handedOutProblem } from './problems.ts'
import { HANDED_OUT, isStudentTree } from './student-tree.ts'

/** What a list of the course shows. */
export interface Outline {
  units: { number: number; title: string }[]
  exercises: { slug: string; unit: number; points: number; difficulty: number }[]
}

/**
 * The outline of a course in which nothing is wrong as far as a list shows it; undefined otherwise, and then
 * `loadCourse` has the words. It is read without the schemas, which take longer to load than all else that a list does.
 */
export function outline(root: string): Outline | undefined {
  try {
    const found = isStudentTree(root) ? handedOutOutline(root) : authorsOutline(root)
    return found && isOutline(found) ? found : undefined
  } catch {
    return undefined // a file that is missing or broken
  }
}

function handedOutOutline(root: string): Outline | undefined {
  const handedOut = read(root, HANDED_OUT) as HandedOut
  const known = Object.keys(handedOut.exercises)
  const { strays } = exerciseFolders(join(root, 'exercises'), known)
  if (strays.length || known.some((slug) => handedOutProblem(root, slug, handedOut))) return undefined
  const exercises = Object.entries(handedOut.exercises).map(([slug, exercise]) => ({ ...exercise, slug }))
  return { units: handedOut.course.units, exercises }
}

function authorsOutline(root: string): Outline | undefined {
  const { slugs, strays } = exerciseFolders(join(root, 'exercises'))
  if (strays.length) return undefined
  const { units } = read(root, 'exercises/course.json') as Outline
  const exercises = slugs.map((slug) => ({
    ...(read(root, `exercises/${slug}/exercise.json`) as object),
    slug,
  }))
  return { units, exercises: exercises as Outline['exercises'] }
}

function isOutline(found: Outline): boolean {
  const units = new Set(found.units.map(({ number }) => number))
  return (
    found.units.every(({ number, title }) => Number.isInteger(number) && typeof title === 'string') &&
    found.exercises.every(
      ({ unit, points, difficulty }) =>
        units.has(unit) && Number.isInteger(points) && [1, 2, 3].includes(difficulty),
    )
  )
}

function read(root: string, path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
