import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { type Manifest, manifestSchema } from './manifest.ts'

const courseSchema = z.strictObject({
  title: z.string().min(1),
  units: z.array(z.strictObject({ number: z.int().min(1), title: z.string().min(1) })).min(1),
  /** What all exercises together are worth once the course is complete. */
  points: z.int().min(1),
  /** Every section of the chapter, in order. */
  sections: z.array(z.string()).min(1),
  /** Whether all exercises are in: then `verify` insists on the points and on every section. */
  complete: z.boolean(),
})

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
}

/** The course files are not as they should be. The message says where and what to do. */
export class CourseError extends Error {
  override readonly name = 'CourseError'
}

/** Reads and checks `exercises/course.json` and every manifest. */
export function loadCourse(root: string): Course {
  const folder = join(root, 'exercises')
  if (!existsSync(join(folder, 'course.json')))
    throw new CourseError(`${root} holds no course: exercises/course.json is missing.`)
  const course = readChecked(join(folder, 'course.json'), 'exercises/course.json', courseSchema)
  const slugs = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
  for (const [i, slug] of slugs.entries())
    if (slugs[i + 1]?.startsWith(slug.slice(0, 3)))
      throw new CourseError(
        `exercises/: ${slug} and ${slugs[i + 1]} have the same number; give one of them another.`,
      )
  const exercises = slugs.map((slug): Exercise => {
    const name = slug.slice(3)
    return {
      slug,
      name,
      file: `exercises/${slug}/${name}.ts`,
      folder: join(folder, slug),
      manifest: readChecked(
        join(folder, slug, 'exercise.json'),
        `exercises/${slug}/exercise.json`,
        manifestSchema,
      ),
    }
  })
  const units = new Set(course.units.map(({ number }) => number))
  for (const { slug, manifest } of exercises) {
    if (!units.has(manifest.unit))
      throw new CourseError(`exercises/${slug}/exercise.json: unit ${manifest.unit} is not in course.json.`)
    for (const earlier of manifest.requires)
      if (!slugs.includes(earlier) || earlier >= slug)
        throw new CourseError(
          `exercises/${slug}/exercise.json: requires "${earlier}", which is not an earlier exercise.`,
        )
  }
  return { ...course, root, exercises }
}

/** The exercises that a list of words names: `05`, `regression-loss` or `05-regression-loss`. */
export function selectExercises(course: Course, words: readonly string[]): Exercise[] {
  if (words.length === 0) return course.exercises
  const found = new Set<Exercise>()
  for (const word of words) {
    const exercise = course.exercises.find(
      ({ slug, name }) => slug === word || name === word || slug.startsWith(`${word.padStart(2, '0')}-`),
    )
    if (!exercise)
      throw new CourseError(
        `There is no exercise "${word}". There are: ${course.exercises.map(({ slug }) => slug).join(', ')}.`,
      )
    found.add(exercise)
  }
  return course.exercises.filter((exercise) => found.has(exercise))
}

function readChecked<T>(path: string, shown: string, schema: z.ZodType<T>): T {
  if (!existsSync(path)) throw new CourseError(`${shown} is missing.`)
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new CourseError(`${shown} is not valid JSON: ${(error as Error).message}`)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(
    ({ path: where, message }) => `  ${where.length ? where.join('.') : '(top level)'}: ${message}`,
  )
  throw new CourseError(
    `${shown} is not a valid ${shown.endsWith('course.json') ? 'course' : 'exercise'}:\n${issues.join('\n')}`,
  )
}
