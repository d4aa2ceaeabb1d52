import type { LoadedCourse } from '#engine/course/course.ts'
import { type Outline, outline } from '#engine/course/outline.ts'
import { problemText } from '#engine/course/problems.ts'
import { projectRoot } from '#engine/course/root.ts'

/** Lists the exercises in their order, and what they are worth; what is not in order is named below. */
export async function list(): Promise<void> {
  const quick = outline(projectRoot)
  if (quick) return show(quick)
  const course = (await import('#engine/course/course.ts')).loadCourse(projectRoot)
  show({ units: course.units, exercises: exercisesOf(course) })
  for (const problem of course.problems) console.error(`neurograde: ${problemText(problem)}`)
}

function show({ units, exercises }: Outline): void {
  for (const { number, title } of units) {
    const own = exercises.filter(({ unit }) => unit === number)
    if (own.length === 0) continue
    console.log(`Unit ${number}  ${title}`)
    for (const { slug, points, difficulty } of own)
      console.log(`  ${slug.padEnd(26)} ${`${points} points`.padStart(10)}  ${'★'.repeat(difficulty)}`)
  }
  const total = exercises.reduce((sum, { points }) => sum + points, 0)
  console.log(`${exercises.length} exercises, ${total} points`)
}

/** What was handed out, also where its folder is gone; on the author's side what is in order. */
function exercisesOf({ exercises, handedOut }: LoadedCourse): Outline['exercises'] {
  if (handedOut) return Object.entries(handedOut.exercises).map(([slug, exercise]) => ({ ...exercise, slug }))
  return exercises.map(({ slug, manifest }) => ({ ...manifest, slug }))
}
