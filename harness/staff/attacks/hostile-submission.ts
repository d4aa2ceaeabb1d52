import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Course, Exercise } from '#engine/course/course.ts'
import { type ExerciseRecord, gradeSchema } from '#engine/grading/record.ts'
import type { Level } from '#engine/sandbox/policy.ts'
import { composeFile } from '../answer-key/compose.ts'
import { type Attack, attackText, EXEMPLAR_FILE } from './attack.ts'
import { type Measured, measured } from './measured.ts'

/** Stands where an attack would look for it: in the environment and in a file. */
export const SECRET = 'neurograde-secret-0f2a9c71'
/** What burns time is tried in exercises that are graded fast, and whose calls have little time. */
const FAST = ['05', '06', '18']
/** The exercise that is right in every submission, to show that its grade is not lost. */
const HONEST = '12'
const MAX_PROCESSOR_MS = 60_000
const MAX_GRADER_BYTES = 1024 ** 3

/** Some attacks, each as another exercise of one submission. */
export type Group = Map<Exercise, Attack>

/** Puts attacks together, so that few submissions hold them all. */
export function inGroups(course: Course, attacks: readonly Attack[]): Group[] {
  const groups: Group[] = []
  const slots = course.exercises.filter(({ slug }) => !slug.startsWith(HONEST))
  for (const attack of attacks) {
    const fits = ({ slug }: Exercise) =>
      attack.exercise ? slug.startsWith(attack.exercise) : !attack.burns || FAST.includes(slug.slice(0, 2))
    const free = (group: Group) => slots.find((exercise) => fits(exercise) && !group.has(exercise))
    // What burns is kept apart: what it costs is told by the submission.
    const isAlike = (group: Group) => [...group.values()].every(({ burns }) => burns === attack.burns)
    let group = groups.find((one) => isAlike(one) && free(one))
    if (!group) {
      group = new Map()
      groups.push(group)
    }
    group.set(free(group)!, attack)
  }
  return groups
}

export interface Outcome {
  /** What went wrong, in words; by attack where that can be told. */
  complaints: { attack?: Attack; what: string }[]
  cost: Measured
  /** How long each attack took, in ms on the clock, as the record says; empty when there is none. */
  times: { name: string; ms: number }[]
  hostile: number
}

/** Grades a group with the real command, and says what was not contained. */
export async function gradeHostile(
  course: Course,
  group: Group,
  level: Level,
  folder: string,
): Promise<Outcome> {
  const honest = course.exercises.find(({ slug }) => slug.startsWith(HONEST))!
  const submission = join(folder, 'submission')
  write(join(submission, honest.file), await exemplarOf(course, honest))
  for (const [exercise, attack] of group) await place(course, submission, folder, exercise, attack)
  const only = [honest, ...group.keys()].map(({ slug }) => slug).join()
  const command = join(course.root, 'harness', 'neurograde.js')
  const out = join(folder, 'out')
  const cost = await measured(
    process.execPath,
    [command, 'grade', submission, '--only', only, '--out', out, '--sandbox', level],
    { ...process.env, NEUROGRADE_COURSE_KEY: SECRET, GITHUB_ACTIONS: 'false' },
  )
  const complaints: Outcome['complaints'] = complaintsAboutRun(cost, group.size)
  if (cost.code !== 0) return { complaints, cost, times: [], hostile: group.size }
  const files = ['grade.json', 'report.md'].map((file) => readFileSync(join(out, file), 'utf8'))
  const { exercises, timing } = gradeSchema.parse(JSON.parse(files[0]!))
  const recordOf = ({ slug }: Exercise) => exercises.find((record) => record.slug === slug)!
  if (recordOf(honest).points !== recordOf(honest).maxPoints)
    complaints.push({ what: 'an honest exercise lost points' })
  for (const [exercise, attack] of group)
    for (const what of complaintsAbout(attack, recordOf(exercise))) complaints.push({ attack, what })
  const isOpen = [...group.values()].some(({ open }) => open)
  for (const text of [cost.said, ...files]) complaints.push(...complaintsAboutText(text, isOpen))
  const times = [...group].map(([{ slug }, { name }]) => ({ name, ms: timing.exercises[slug] ?? 0 }))
  return { complaints, cost, times, hostile: group.size }
}

function complaintsAboutRun({ code, said, processorMs, graderBytes, left }: Measured, hostile: number) {
  const complaints: { what: string }[] = []
  if (code !== 0) complaints.push({ what: `the grader ended with ${code}: ${said.slice(-2000)}` })
  if (left.length > 0) complaints.push({ what: `processes were left: ${left.join()}` })
  if (processorMs > MAX_PROCESSOR_MS * hostile)
    complaints.push({
      what: `${Math.round(processorMs / 1000)} s of processor time for ${hostile} exercises`,
    })
  if (graderBytes === 0 && process.platform === 'linux') complaints.push({ what: 'the grader was not seen' })
  if (graderBytes > MAX_GRADER_BYTES) complaints.push({ what: `the grader took ${graderBytes >> 20} MB` })
  return complaints
}

function complaintsAbout({ loses }: Attack, record: ExerciseRecord): string[] {
  const complaints: string[] = []
  if (record.status === 'ungraded') complaints.push('it is ungraded')
  if (!loses && record.points !== 0) complaints.push(`it earned ${record.points} points`)
  for (const id of loses ?? [])
    if (record.properties.filter((one) => one.id.endsWith(`/${id}`)).every(({ status }) => status === 'pass'))
      complaints.push(`it passed ${id}`)
  const leak = /LEAK:[\w[][^\n]{0,60}/.exec(JSON.stringify(record))
  if (leak) complaints.push(`it found something: ${leak[0]}`)
  return complaints
}

function complaintsAboutText(text: string, mayLeak: boolean): { what: string }[] {
  return [
    ...(text.includes(SECRET) ? ['a secret stands in what is written'] : []),
    ...(!mayLeak && /LEAK:[\w[]/.test(text) ? ['what was found stands in what is written'] : []),
    ...(/::(notice|error|add-mask)|##\[/.test(text) ? ['a command stands in what is written'] : []),
    ...(/(?!\n)[\p{Cf}\p{Cc}]/u.test(text)
      ? ['a character that can not be seen stands in what is written']
      : []),
  ].map((what) => ({ what }))
}

const exemplars = new Map<string, Promise<string>>()

function exemplarOf({ root }: Course, exercise: Exercise): Promise<string> {
  const made = exemplars.get(exercise.slug) ?? composeFile(root, exercise, { kind: 'exemplar' })
  exemplars.set(exercise.slug, made)
  return made
}

async function place(course: Course, submission: string, folder: string, exercise: Exercise, attack: Attack) {
  const file = join(submission, exercise.file)
  const text = attackText(attack, Object.keys(exercise.manifest.exports))
  mkdirSync(dirname(file), { recursive: true })
  if (attack.loses) write(join(dirname(file), EXEMPLAR_FILE), await exemplarOf(course, exercise))
  if (!attack.place) return write(file, text)
  const elsewhere = join(folder, 'elsewhere', exercise.slug)
  mkdirSync(elsewhere, { recursive: true })
  attack.place({ file, elsewhere, exemplar: await exemplarOf(course, exercise), text })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
