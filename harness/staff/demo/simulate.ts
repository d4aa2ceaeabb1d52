import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Course, Exercise } from '#engine/course/course.ts'
import { createRng, type Rng } from '#kit'
import { loadAnswerKey } from '../answer-key/answer-key.ts'
import { composeFile } from '../answer-key/compose.ts'

/** One simulated student: a folder with a submission, and what was planted in it. */
export interface SimulatedStudent {
  id: string
  folder: string
  planted: string
}

type Work = 'exemplar' | 'alternative' | 'mistake' | 'stub' | 'missing' | 'crash' | 'loop' | 'syntax'

/** Who is in the class: what a student does in most exercises, and what in a few. */
const students: readonly { planted: string; usual: Work; few?: Work; howMany?: number }[] = [
  { planted: 'everything right', usual: 'exemplar' },
  { planted: 'right in other ways', usual: 'alternative' },
  { planted: 'one known mistake', usual: 'exemplar', few: 'mistake', howMany: 1 },
  { planted: 'two known mistakes', usual: 'alternative', few: 'mistake', howMany: 2 },
  { planted: 'three known mistakes', usual: 'exemplar', few: 'mistake', howMany: 3 },
  { planted: 'a known mistake everywhere', usual: 'mistake' },
  { planted: 'half not started', usual: 'exemplar', few: 'stub', howMany: 4 },
  { planted: 'nothing started', usual: 'stub' },
  { planted: 'files missing', usual: 'exemplar', few: 'missing', howMany: 2 },
  { planted: 'one runs out of memory', usual: 'exemplar', few: 'crash', howMany: 1 },
  { planted: 'one runs for ever', usual: 'exemplar', few: 'loop', howMany: 1 },
  { planted: 'one has a syntax error', usual: 'exemplar', few: 'syntax', howMany: 1 },
]

/** Makes the submissions of a class of 12: the same class for the same seed. */
export async function simulateClass(
  course: Course,
  folder: string,
  seed: string,
): Promise<SimulatedStudent[]> {
  const rng = createRng(seed)
  const simulated: SimulatedStudent[] = []
  for (const [i, { planted, usual, few, howMany = 0 }] of students.entries()) {
    const id = `student-${String(i + 1).padStart(2, '0')}`
    mkdirSync(join(folder, id), { recursive: true })
    const special = new Set(pick(course.exercises, howMany, rng).map(({ slug }) => slug))
    for (const exercise of course.exercises) {
      const work = few && special.has(exercise.slug) ? few : usual
      const text = await fileFor(course, exercise, work, rng)
      if (text !== undefined) write(join(folder, id, exercise.file), text)
    }
    simulated.push({ id, folder: join(folder, id), planted })
  }
  return simulated
}

async function fileFor(
  { root }: Course,
  exercise: Exercise,
  work: Work,
  rng: Rng,
): Promise<string | undefined> {
  const key = await loadAnswerKey(root, exercise)
  const anyOf = (ids: Record<string, unknown>): string => Object.keys(ids)[rng.int(Object.keys(ids).length)]!
  switch (work) {
    case 'exemplar':
      return composeFile(root, exercise, { kind: 'exemplar' })
    case 'alternative':
      return composeFile(root, exercise, { kind: 'alternative', id: anyOf(key.alternatives) })
    case 'mistake':
      return composeFile(root, exercise, { kind: 'mistake', id: anyOf(key.mistakes) })
    case 'stub':
      return readFileSync(join(exercise.folder, `${exercise.name}.ts`), 'utf8')
    case 'missing':
      return undefined
    default:
      return trouble[work](Object.keys(exercise.manifest.exports))
  }
}

/** Files that do not work, in the ways that files do not work. */
const trouble = {
  crash: (fns: string[]) =>
    everywhere(fns, 'const kept = []\n  while (true) kept.push(new Array(100000).fill(1.5))'),
  loop: (fns: string[]) => everywhere(fns, 'while (true) {}'),
  syntax: (fns: string[]) => `${everywhere(fns, 'return 0')}\nexport function (\n`,
}

function everywhere(fns: readonly string[], body: string): string {
  return fns.map((fn) => `export function ${fn}() {\n  ${body}\n}`).join('\n\n')
}

function pick<T>(items: readonly T[], count: number, rng: Rng): T[] {
  const left = [...items]
  return Array.from({ length: Math.min(count, items.length) }, () => left.splice(rng.int(left.length), 1)[0]!)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
