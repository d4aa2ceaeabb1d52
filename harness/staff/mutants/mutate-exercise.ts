import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { importsOfProgram } from './evaluate.ts'
import { killerOf, type Subject } from './killer.ts'
import { type Mutant, mutantsOf } from './mutants.ts'

/** What survives the first of these is tried on the others. */
const SEEDS = [1, 2, 3]

/** What became of the mutants of one exemplar. */
export interface Outcome {
  slug: string
  mutants: number
  /** How many each property noticed first. */
  killedBy: Record<string, number>
  /** What no property noticed on any seed. */
  survivors: Survivor[]
  /** For the reader; nothing is decided by it. */
  seconds: number
}

/** A mutant without its program, which the lines stand for. */
export type Survivor = Omit<Mutant, 'source'> & {
  /** Properties that could not be judged: they are ours to mend. */
  ungraded?: string[]
}

/** Tries every mutant of the exemplar of an exercise. */
export async function mutateExercise(
  root: string,
  { suite, exercise }: Pick<AnswerKey, 'suite' | 'exercise'>,
): Promise<Outcome> {
  const began = performance.now()
  const file = join(root, 'solutions', exercise.slug, `${exercise.name}.ts`)
  const source = readFileSync(file, 'utf8')
  const outcome = await mutate({ file, source, suite, imports: await importsOfProgram(file, source) })
  return { ...outcome, seconds: Math.round(performance.now() - began) / 1000 }
}

/** Tries every mutant of a program. */
export async function mutate(subject: Subject): Promise<Omit<Outcome, 'seconds'>> {
  const all = mutantsOf(subject.file, subject.source)
  const killedBy = new Map<string, number>()
  let open: { mutant: Mutant; ungraded: string[] }[] = all.map((mutant) => ({ mutant, ungraded: [] }))
  for (const seed of SEEDS) {
    if (open.length === 0) break
    const kill = await killerOf(subject, seed)
    const survived: typeof open = []
    for (const { mutant, ungraded } of open) {
      const fate = await kill(mutant.source)
      if (fate.killedBy === undefined) survived.push({ mutant, ungraded: [...ungraded, ...fate.ungraded] })
      else killedBy.set(fate.killedBy, (killedBy.get(fate.killedBy) ?? 0) + 1)
    }
    open = survived
  }
  return {
    slug: subject.suite.exercise.slug,
    mutants: all.length,
    killedBy: Object.fromEntries(killedBy),
    survivors: open.map(({ mutant: { source: _, ...mutant }, ungraded }) => ({
      ...mutant,
      ...(ungraded.length ? { ungraded: [...new Set(ungraded)] } : {}),
    })),
  }
}
