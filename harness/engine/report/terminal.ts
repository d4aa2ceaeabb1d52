import type { Grade } from '../grading/record.ts'
import { failuresOf, nextStep, outcomeInWords, showPoints, uncheckedIn } from './words.ts'

/** A grade as plain lines for a terminal: one for each exercise, the first failure in full, or all, and the total. */
export function terminalReport(grade: Grade, { all = false } = {}): string {
  const width = Math.max(...grade.exercises.map(({ slug }) => slug.length), 0)
  const lines = grade.exercises.map(
    (exercise) =>
      `${exercise.slug.padEnd(width)}  ${`${showPoints(exercise.points)} / ${showPoints(exercise.maxPoints)}`.padStart(14)}  ${outcomeInWords(exercise)}`,
  )
  const [first, ...others] = failuresOf(grade)
  const shown = first ? [first, ...(all ? others : [])] : []
  const failure = shown.flatMap(({ property }) => (property.message ? ['', property.message] : []))
  const more = !all && others.length ? ['', `${others.length} more do not hold.`] : []
  const total = `${showPoints(grade.points)} of ${showPoints(grade.maxPoints)} points (${grade.tier}, sandbox: ${grade.sandbox}). ${nextStep(grade)}`
  const unchecked = uncheckedIn(grade)
  return [...lines, ...failure, ...more, '', total, ...(unchecked ? [unchecked] : [])].join('\n')
}
