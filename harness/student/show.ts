import { loadCourse, selectExercises } from '#engine/course/course.ts'
import { lawOf, type PropertyWords } from '#engine/course/manifest.ts'
import { projectRoot } from '#engine/course/root.ts'
import { loadVisible } from '#engine/grading/suite.ts'

/** Lists the properties of an exercise in words: those that are checked here, and those that are graded later. */
export async function show(word: string): Promise<void> {
  const exercise = selectExercises(loadCourse(projectRoot, [word]), [word])[0]!
  const visible = new Set(Object.keys(await loadVisible(exercise)))
  const { properties, title } = exercise.manifest
  console.log(`${exercise.slug}: ${title}`)
  list(
    'Checked here',
    properties.filter(({ id }) => visible.has(id)),
  )
  list(
    'Graded after you hand in',
    properties.filter(({ id }) => !visible.has(id)),
  )
}

/** Properties that are asked of several functions stand once, with the names of these. */
function list(heading: string, properties: readonly PropertyWords[]): void {
  const laws = Map.groupBy(properties, ({ id }) => lawOf(id))
  console.log(`\n${heading} (${properties.length})`)
  for (const [id, asked] of laws) {
    const whom = [...new Set(asked.flatMap(({ judges }) => judges))].join(', ')
    console.log(`\n  ${id}  (${whom})\n    ${asked[0]!.statement}`)
    if (asked[0]!.formula) console.log(`    ${asked[0]!.formula}`)
  }
}
