import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { SingleBar } from 'cli-progress'
import Table from 'cli-table3'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import type { Grade } from '#engine/grading/record.ts'
import { writeReports } from '#engine/report/files.ts'
import { showPoints } from '#engine/report/words.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { prepareCourse } from '../answer-key/prepare.ts'
import { courseKey } from '../grade/course-key.ts'
import { type SimulatedStudent, simulateClass } from './simulate.ts'

/** Makes a simulated class and grades it: exit code 3 when something could not be graded or kept. */
export async function demo({ seed, out }: { seed: string; out?: string }): Promise<void> {
  const folder = out ? resolve(out) : mkdtempSync(join(tmpdir(), 'neurograde-demo-'))
  const { level, because, remedy } = await probeLevel()
  if (because) console.log(`The sandbox is ${level}, since ${because}. For full isolation: ${remedy}\n`)
  const { course, exercises, stubs } = await prepareCourse()
  console.log(`Making a class of 12 students in ${folder} …`)
  const students = await simulateClass(course, join(folder, 'submissions'), seed)
  const bar = new SingleBar({
    format: 'Grading {bar} {value}/{total} exercises · {student}',
    noTTYOutput: true,
    notTTYSchedule: 5000,
  })
  bar.start(students.length * exercises.length, 0, { student: '' })
  const grades: Grade[] = []
  let isKept = true
  try {
    for (const student of students) {
      const grade = await gradeSubmission({
        course,
        exercises,
        stubs,
        level,
        submission: student.folder,
        about: { id: student.id },
        tier: 'provisional',
        key: courseKey(course.root),
        onExercise: () => bar.increment({ student: student.id }),
      })
      isKept = (await writeReports(join(folder, 'reports', student.id), grade)) && isKept
      grades.push(grade)
    }
  } finally {
    bar.stop() // its timer would keep the process alive
  }
  console.log(`\n${classTable(students, grades)}\n`)
  console.log(`Reports: ${join(folder, 'reports')}/student-NN/report.md, records beside them (grade.json)`)
  if (!isKept || grades.some(({ status }) => status === 'ungraded')) process.exitCode = 3
}

function classTable(students: readonly SimulatedStudent[], grades: readonly Grade[]): string {
  const table = new Table({
    head: ['student', 'points', 'complete', 'recognised mistakes', 'seconds', 'planted'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
  })
  for (const [i, { id, planted }] of students.entries()) {
    const { points, maxPoints, exercises, timing } = grades[i]!
    const complete = exercises.filter(({ status }) => status === 'pass').length
    const mistakes = new Set(
      exercises.flatMap(({ properties }) => properties.flatMap(({ mistake }) => mistake?.id ?? [])),
    )
    table.push([
      id,
      `${showPoints(points)} / ${showPoints(maxPoints)}`,
      `${complete} / ${exercises.length}`,
      String(mistakes.size),
      (timing.ms / 1000).toFixed(1),
      planted,
    ])
  }
  return table.toString()
}
