import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Course, CourseError } from '#engine/course/course.ts'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import { keepSoFar } from '#engine/report/so-far.ts'
import { tell } from '#engine/report/tell.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import type { Level } from '#engine/sandbox/policy.ts'
import { prepareCourse } from '../answer-key/prepare.ts'
import { courseKey, lastingCourseKey } from './course-key.ts'
import { recordFolder, refuseOthersRecord } from './record-folder.ts'
import { aboutSubmission, type Given } from './submission.ts'

export interface GradeOptions extends Given {
  only?: string
  out?: string
  official?: boolean
  sandbox?: Level
}

/** Grades one submission and tells of it. What can be refused is refused before anything is run. */
export async function gradeFolder(folder: string, options: GradeOptions): Promise<void> {
  const submission = resolve(folder)
  const about = aboutSubmission(submission, options)
  const out = options.out === undefined ? recordFolder(submission, about) : resolve(options.out)
  refuseOthersRecord(out, about)
  const words =
    options.only
      ?.split(',')
      .map((word) => word.trim())
      .filter(Boolean) ?? []
  const { course, exercises, stubs } = await prepareCourse(words)
  checkFolder(course, folder, options)
  const key = options.official ? lastingCourseKey(course.root) : courseKey(course.root)
  const level = await levelFor(options)
  if (level === undefined) return
  const soFar = keepSoFar(out)
  const grade = await gradeSubmission({
    course,
    exercises,
    stubs,
    submission,
    level,
    about,
    key,
    tier: options.official ? 'official' : 'provisional',
    onExercise: soFar.exercise,
  })
  const isKept = await tell(grade, out)
  if (isKept) soFar.whole()
  process.exitCode = grade.status === 'graded' && isKept ? 0 : 3
}

/** Nobody hands in nothing at all: a folder without a single file of the course is another folder than was meant. */
function checkFolder({ exercises }: Course, folder: string, { official }: GradeOptions): void {
  if (!existsSync(folder) || exercises.some(({ file }) => existsSync(join(folder, file)))) return
  const message = `${folder} holds no file of any exercise (such as ${exercises[0]?.file}). Is it the right folder?`
  if (official) throw new CourseError(`${message} An official grade of nothing is refused.`)
  console.error(`neurograde: ${message}`)
}

/** The level to grade at; undefined, said why and with exit code 3, where it is not enough. */
async function levelFor({ official, sandbox }: GradeOptions): Promise<Level | undefined> {
  const probe = await probeLevel()
  const level = sandbox ?? probe.level
  if (level === 'isolated' && probe.level !== 'isolated')
    return refuse(`The isolated level is not available: ${probe.because}. Mend it with: ${probe.remedy}`)
  if (official && level !== 'isolated')
    return refuse(
      probe.level === 'isolated'
        ? 'An official grade needs the isolated sandbox: leave --sandbox restricted out.'
        : `An official grade needs the isolated sandbox: ${probe.because}. Mend it with: ${probe.remedy}`,
    )
  if (level !== 'isolated' && probe.because)
    console.error(`The sandbox is ${level}, since ${probe.because}. For full isolation: ${probe.remedy}`)
  return level
}

/** What could not be graded is no grade: exit 3 leaves the last good one in place. */
function refuse(message: string): undefined {
  console.error(`neurograde: ${message}`)
  process.exitCode = 3
}
