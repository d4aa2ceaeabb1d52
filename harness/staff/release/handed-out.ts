import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Course } from '#engine/course/course.ts'
import type { HandedOut } from '#engine/course/handed-out.ts'
import { textDigest } from '#engine/course/text-digest.ts'
import { assembleSuite, loadVisible, suitePoints } from '#engine/grading/suite.ts'
import { stubDigests } from '../answer-key/prepare.ts'

/** Rooms of the student's tree in which only the stubs are the student's. */
const oursThere = ['exercises', 'harness', 'templates', '.github']

/** What `check` needs to know the whole course, and what was changed in it, whatever became of the tree. */
export async function handedOut(course: Course, folder: string): Promise<HandedOut> {
  const { exercises, root: _, title, units, points, sections, complete, budgetS } = course
  const stubs = stubDigests(exercises)
  const entries = exercises.map(async (exercise) => {
    const { slug, manifest } = exercise
    const visiblePoints = suitePoints(assembleSuite(exercise, await loadVisible(exercise)))
    const { title, unit, points, difficulty } = manifest
    return [slug, { title, unit, points, visiblePoints, difficulty, stub: stubs[slug]! }] as const
  })
  const theirs = new Set(exercises.map(({ file }) => file))
  const paths = oursThere.flatMap((room) => filesBelow(folder, room)).filter((path) => !theirs.has(path))
  return {
    course: { title, units, points, sections, complete, budgetS },
    exercises: Object.fromEntries(await Promise.all(entries)),
    files: Object.fromEntries(
      paths.sort().map((path) => [path, textDigest(readFileSync(join(folder, path), 'utf8'))]),
    ),
  }
}

function filesBelow(folder: string, room: string): string[] {
  return readdirSync(join(folder, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
}
