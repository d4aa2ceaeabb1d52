import type { Grade } from '../grading/record.ts'
import { render } from './template.ts'
import { failuresOf, nextStep, outcomeInWords, showPoints, uncheckedIn } from './words.ts'

/** GitHub drops a summary of more than 1 MiB whole; ours stays far below. */
const MAX_BYTES = 200 * 1024
const BAR_WIDTH = 10

/** The report of one grade as Markdown: the job summary of a push, and `report.md`. */
export function markdownReport(grade: Grade): string {
  const failures = failuresOf(grade)
  for (let shown = failures.length; ; shown = Math.floor(shown / 2)) {
    const text = reportWith(grade, failures.slice(0, Math.max(1, shown)), failures.length)
    if (Buffer.byteLength(text) <= MAX_BYTES || shown <= 1) return text
  }
}

function reportWith(grade: Grade, failures: ReturnType<typeof failuresOf>, total: number): string {
  const [first, ...others] = failures
  return render('student/report.hbs', {
    points: showPoints(grade.points),
    maxPoints: showPoints(grade.maxPoints),
    next: nextStep(grade),
    remark: uncheckedIn(grade) ?? '',
    exercises: grade.exercises.map((exercise) => ({
      unit: exercise.unit,
      name: `${exercise.slug.slice(0, 2)} ${exercise.title}`,
      outcome: outcomeInWords(exercise),
      points: showPoints(exercise.points),
      maxPoints: showPoints(exercise.maxPoints),
      percent: exercise.maxPoints ? Math.floor((100 * exercise.points) / exercise.maxPoints) : 0,
      bar: bar(exercise.points, exercise.maxPoints),
    })),
    first: first && {
      title: `${first.exercise.slug} / ${first.property.id}`,
      message: first.property.message,
      printed: first.exercise.printed,
    },
    others: others.map(({ property }) => ({ message: property.message })),
    othersCount: total - 1,
    tier: grade.tier,
    sandbox: grade.sandbox,
    suite: grade.engine.suiteDigest.slice(0, 12),
    digest: grade.digest.slice(0, 12),
  })
}

function bar(points: number, maxPoints: number): string {
  const full = maxPoints ? Math.floor((BAR_WIDTH * points) / maxPoints) : 0
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
}
