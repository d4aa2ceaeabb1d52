import { type LoadedCourse, loadCourse } from '#engine/course/course.ts'
import { problemText } from '#engine/course/problems.ts'
import { projectRoot } from '#engine/course/root.ts'

/** Lists the exercises in their order, and what they are worth. */
export function list(): void {
  const course = loadCourse(projectRoot)
  const rows = rowsOf(course)
  for (const { number, title } of course.units) {
    const own = rows.filter(({ unit }) => unit === number)
    if (own.length === 0) continue
    console.log(`Unit ${number}  ${title}`)
    for (const { slug, points, difficulty } of own)
      console.log(`  ${slug.padEnd(26)} ${`${points} points`.padStart(10)}  ${'★'.repeat(difficulty)}`)
  }
  const total = rows.reduce((sum, { points }) => sum + points, 0)
  console.log(`${rows.length} exercises, ${total} points`)
  for (const problem of course.problems) console.error(`neurograde: ${problemText(problem)}`)
}

interface Row {
  slug: string
  unit: number
  points: number
  difficulty: number
}

/** What was handed out, also where its folder is gone; on the author's side what is in order. */
function rowsOf({ exercises, handedOut }: LoadedCourse): Row[] {
  if (handedOut)
    return Object.entries(handedOut.exercises).map(([slug, { unit, points, difficulty }]) => ({
      slug,
      unit,
      points,
      difficulty,
    }))
  return exercises.map(({ slug, manifest: { unit, points, difficulty } }) => ({
    slug,
    unit,
    points,
    difficulty,
  }))
}
