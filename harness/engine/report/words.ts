import { LOST } from '../grading/lost-exercise.ts'
import type { ExerciseRecord, Grade, PropertyRecord } from '../grading/record.ts'

/** What became of an exercise, in words. */
export function outcomeInWords({ status, untouched, blockedBy, properties }: ExerciseRecord): string {
  const held = properties.filter((property) => property.status === 'pass').length
  switch (status) {
    case 'pass':
      return 'complete'
    case 'ungraded':
      return 'could not be graded (not your fault)'
    case 'blocked':
      return `waits for ${blockedBy}`
    default:
      if (untouched) return 'not started'
      if (properties[0]?.id === LOST) return 'files are missing or changed'
      if (held === 0 && properties.every((property) => property.status === 'error')) return 'does not run yet'
      return `${held} of ${properties.length} properties hold`
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
  return open ? `Next: start ${open.slug}.` : 'Everything holds.'
}

/** Points as people write them: at most two decimals. */
export function showPoints(points: number): string {
  return String(Math.round(points * 100) / 100)
}
