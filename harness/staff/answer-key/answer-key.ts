import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CourseError, type Exercise } from '#engine/course/course.ts'
import type { MistakeBank } from '#engine/grading/diagnose.ts'
import { assembleSuite, loadVisible, type Suite } from '#engine/grading/suite.ts'
import type { Mistake } from '#engine/spec/index.ts'

type Module = Record<string, unknown>

/** Everything the staff side knows of one exercise. */
export interface AnswerKey {
  exercise: Exercise
  suite: Suite
  exemplar: Module
  alternatives: Record<string, Module>
  /** Accepted readings of the statement, as parts of a module. */
  readings: Record<string, Module>
  mistakes: Record<string, Mistake<Module>>
  bank: MistakeBank
}

/** Loads the answer key of an exercise from `solutions/`. */
export async function loadAnswerKey(root: string, exercise: Exercise): Promise<AnswerKey> {
  const part = async (ending: string): Promise<Module> => {
    const path = join(root, 'solutions', exercise.slug, `${exercise.name}${ending}`)
    if (!existsSync(path))
      throw new CourseError(`solutions/${exercise.slug}/${exercise.name}${ending} is missing.`)
    return import(pathToFileURL(path).href)
  }
  const [visible, hidden, exemplar, ways, bank] = await Promise.all([
    loadVisible(exercise),
    part('.hidden.ts'),
    part('.ts'),
    part('.alternatives.ts'),
    part('.mistakes.ts'),
  ])
  const mistakes = bank.default as AnswerKey['mistakes']
  return {
    exercise,
    suite: assembleSuite(exercise, visible, hidden.default as Parameters<typeof assembleSuite>[2]),
    exemplar,
    alternatives: ways.default as Record<string, Module>,
    readings: (ways.accepted ?? {}) as Record<string, Module>,
    mistakes,
    bank: { exemplar, mistakes, observe: (bank.observe ?? {}) as MistakeBank['observe'] },
  }
}
