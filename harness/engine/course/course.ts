import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod'
import { CourseError } from './course-error.ts'
import { exerciseFolders } from './folders.ts'
import { courseSchema, type HandedOut, readHandedOut, restoreHandedOut } from './handed-out.ts'
import { type Manifest, manifestSchema } from './manifest.ts'
import { type CourseProblem, handedOutProblem, problemText } from './problems.ts'
import { readChecked } from './read-json.ts'
import { restoreCommand } from './restore.ts'
import { HANDED_OUT, isStudentTree } from './student-tree.ts'

export { CourseError } from './course-error.ts'

/** One exercise: its folder name is its key, its file is named after the folder. */
export interface Exercise {
  /** `05-regression-loss` */
  slug: string
  /** `regression-loss` */
  name: string
  /** `exercises/05-regression-loss/regression-loss.ts`, the file that a student writes. */
  file: string
  /** The folder of the exercise. */
  folder: string
  manifest: Manifest
}

export interface Course extends z.infer<typeof courseSchema> {
  root: string
  exercises: Exercise[]
  /** All exercises by name, where `exercises` holds only some of them. */
  slugs?: string[]
}

/** A course as it was found: what is in order, and what is not. */
export interface LoadedCourse extends Course {
  /** What is no exercise, or not one in order, and stops nothing but commands on itself. */
  problems: CourseProblem[]
  /** In a student's tree: the course as it was handed out. */
  handedOut?: HandedOut
}

/**
 * Reads and checks `exercises/course.json` and every manifest. One exercise that is not in order leaves the
 * others: see `problems`.
 *
 * @param words only the exercises that these name are read (05, regression-loss): checking a manifest takes its time
 * @throws CourseError when there is no course at all
 */
export function loadCourse(root: string, words: readonly string[] = []): LoadedCourse {
  const problems: CourseProblem[] = []
  /** What a reading gives; undefined, and a problem, when it can't. */
  const tried = <T>(name: string, remedy: () => string, read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof CourseError)) throw error
      problems.push({ name, message: error.message, remedy: remedy() })
      return undefined
    }
  }
  const handedOut = tried(
    HANDED_OUT,
    () => restoreHandedOut(root),
    () => readHandedOut(root),
  )
  const course = readCourse(root, handedOut)
  const folder = join(root, 'exercises')
  const known = handedOut && Object.keys(handedOut.exercises)
  const { slugs, strays } = exerciseFolders(folder, known)
  for (const { name, because } of strays)
    problems.push({
      name,
      message: `exercises/${name} ${because}.`,
      remedy: 'Delete it, or move it out of exercises/.',
    })
  const units = new Set(course.units.map(({ number }) => number))
  const folders = known ?? slugs
  const all = [...folders, ...strays.map(({ name }) => name)]
  const isAsked = (slug: string) => words.length === 0 || words.some((word) => isNamed(slug, word))
  const exercises = folders.filter(isAsked).flatMap((slug): Exercise[] => {
    const lost = handedOut && handedOutProblem(root, slug, handedOut)
    if (lost) problems.push(lost)
    const manifest = lost
      ? undefined
      : tried(
          slug,
          () => UNFINISHED,
          () => readManifest(root, slug, all, units),
        )
    const name = slug.slice(3)
    const file = `exercises/${slug}/${name}.ts`
    return manifest ? [{ slug, name, file, folder: join(folder, slug), manifest }] : []
  })
  return { ...course, root, exercises, slugs: folders, problems, ...(handedOut ? { handedOut } : {}) }
}

const UNFINISHED = 'Mend it, or move the folder out of exercises/ until it is ready.'

/** The exercises that a list of words names: `05`, `regression-loss` or `05-regression-loss`; all, for no words. */
export function selectExercises(
  course: Course & { problems?: CourseProblem[] },
  words: readonly string[],
): Exercise[] {
  if (words.length === 0) return inOrder(course).exercises
  const found = new Set<Exercise>()
  for (const word of words) {
    const exercise = course.exercises.find(({ slug }) => isNamed(slug, word))
    const problem = exercise ? undefined : course.problems?.find(({ name }) => isNamed(name, word))
    if (problem) throw new CourseError(problemText(problem))
    if (!exercise)
      throw new CourseError(`There is no exercise "${word}". There are: ${slugsOf(course).join(', ')}.`)
    found.add(exercise)
  }
  return course.exercises.filter((exercise) => found.has(exercise))
}

/** Whether a word means an exercise. */
function isNamed(slug: string, word: string): boolean {
  return slug === word || slug.slice(3) === word || slug.startsWith(`${word.padStart(2, '0')}-`)
}

/** The exercises of a course by name, in order, whether they were read or not. */
export function slugsOf({ exercises, slugs }: Course): string[] {
  return slugs ?? exercises.map(({ slug }) => slug)
}

/**
 * The course, where all of it is needed.
 *
 * @throws CourseError when anything in it is not in order
 */
export function inOrder<T extends Course & { problems?: CourseProblem[] }>(course: T): T {
  const { problems = [] } = course
  if (problems.length)
    throw new CourseError(
      `The course is not in order, and all of it is asked for:\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}\nName the exercises that you want to go on without the others.`,
    )
  return course
}

/** What was handed out is right even where the file is not: that it was changed is told with the other changes. */
function readCourse(root: string, handedOut: HandedOut | undefined): z.infer<typeof courseSchema> {
  if (handedOut) return handedOut.course
  const path = join(root, 'exercises', 'course.json')
  if (!existsSync(path)) {
    const remedy = isStudentTree(root)
      ? ` ${restoreCommand(root, ['exercises/course.json', HANDED_OUT], () => true)}`
      : ''
    throw new CourseError(`${root} holds no course: exercises/course.json is missing.${remedy}`)
  }
  return readChecked(path, 'exercises/course.json', courseSchema, 'course')
}

function readManifest(
  root: string,
  slug: string,
  slugs: readonly string[],
  units: ReadonlySet<number>,
): Manifest {
  const shown = `exercises/${slug}/exercise.json`
  const manifest = readChecked(join(root, shown), shown, manifestSchema, 'exercise')
  if (!units.has(manifest.unit))
    throw new CourseError(`${shown}: unit ${manifest.unit} is not in course.json.`)
  for (const earlier of manifest.requires)
    if (!slugs.includes(earlier) || earlier >= slug)
      throw new CourseError(`${shown}: requires "${earlier}", which is not an earlier exercise.`)
  return manifest
}
