import { LOST } from '../grading/lost-exercise.ts'
import type { ExerciseRecord, Grade, PropertyRecord } from '../grading/record.ts'

/** What became of an exercise, in words. */
export function outcomeInWords({
  status,
  untouched,
  blockedBy,
  properties,
  unchecked,
}: ExerciseRecord): string {
  const held = properties.filter((property) => property.status === 'pass').length
  switch (status) {
    case 'pass':
      return unchecked ? `all ${held} that are checked here hold` : 'complete'
    case 'ungraded':
      return 'could not be graded (not your fault)'
    case 'blocked':
      return `waits for ${blockedBy}`
    default:
      if (untouched) return 'not started'
      if (properties[0]?.id === LOST) return 'files are missing or changed'
      if (held === 0 && properties.every((property) => property.status === 'error')) return 'does not run yet'
      return `${held} of ${properties.length} ${unchecked ? 'that are checked here' : 'properties'} hold`
  }
}

/** What is to be looked at, most useful first: properties that do not hold, exercises in their order. */
export function failuresOf({ exercises }: Grade): { exercise: ExerciseRecord; property: PropertyRecord }[] {
  return exercises
    .filter(({ status, untouched }) => status !== 'pass' && status !== 'blocked' && !untouched)
    .flatMap((exercise) => {
      const failing = exercise.properties.filter(({ status }) => status !== 'pass' && status !== 'blocked')
      // A file that does not load fails every property for one reason: that is said once.
      const allAlike =
        failing.length === exercise.properties.length && failing.every(({ runs }) => runs === 0)
      return (allAlike ? failing.slice(0, 1) : failing).map((property) => ({ exercise, property }))
    })
}

/** The one thing to do next. */
export function nextStep(grade: Grade): string {
  const ungraded = grade.exercises.filter(({ status }) => status === 'ungraded')
  if (ungraded.length)
    return `${ungraded.length} could not be graded: your teacher has to look, nothing is lost.`
  const [first] = failuresOf(grade)
  if (first) return `Next: ${first.property.id} in ${first.exercise.slug}.`
  const open = grade.exercises.find(({ status }) => status !== 'pass')
  if (open) return `Next: start ${open.slug}.`
  return uncheckedIn(grade) ? 'All that is checked here holds.' : 'Everything holds.'
}

/** What a check of the visible properties leaves to the grading, in words; undefined where all was judged. */
export function uncheckedIn({ exercises, maxPoints }: Grade): string | undefined {
  const left = exercises.flatMap(({ unchecked }) => unchecked ?? [])
  if (left.length === 0) return undefined
  const here = exercises.reduce((sum, { properties }) => sum + properties.length, 0)
  const more = left.reduce((sum, { properties }) => sum + properties, 0)
  const points = left.reduce((sum, one) => sum + one.points, 0)
  return (
    `${here} of ${here + more} properties are checked here; ${more} more, worth ${showPoints(points)} of ` +
    `${showPoints(maxPoints + points)} points, are graded after you hand in.`
  )
}

/** Points as people write them: at most two decimals. */
export function showPoints(points: number): string {
  return String(Math.round(points * 100) / 100)
}
