import fc from 'fast-check'
import { compileForm } from '#engine/course/form.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import type { AnyProperty } from '#engine/spec/index.ts'
import { playSession, type Session } from '#engine/spec/session.ts'
import { remoteStudent, StudentTrouble } from '#engine/spec/student.ts'
import type { Broken } from '#engine/spec/verdict.ts'
import type { Shape } from './shape.ts'

type Module = Record<string, unknown>

/** A module as a property sees a student, sessions included, in this process. */
export function studentOf({ manifest }: Shape, module: Module) {
  const functions = Object.fromEntries(
    Object.entries(manifest.exports).map(([fn, { returns }]) => [fn, { returns: compileForm(returns) }]),
  )
  return Object.assign(remoteStudent(functions, inProcess(module)), {
    play: async (session: Session): Promise<unknown[]> => {
      const played = playSession(session, (fn, args) =>
        copy((module[fn] as (...args: unknown[]) => unknown)(...(copy(args) as unknown[]))),
      )
      if ('kept' in played) return played.kept
      throw new StudentTrouble({ kind: 'bad-result', ...played.bad })
    },
  })
}

/** The first way in which a module breaks a property on the cases of a seed; undefined if it holds. */
export async function brokenBy(
  shape: Shape,
  law: AnyProperty,
  module: Module,
  seed: number,
): Promise<Broken | undefined> {
  const cases = Array.isArray(law.given)
    ? law.given
    : [
        ...(law.examples ?? []),
        ...fc.sample(law.given as fc.Arbitrary<unknown>, { seed, numRuns: law.runs ?? 100 }),
      ]
  const student = studentOf(shape, module)
  for (const example of cases)
    try {
      const verdict = await law.holds(student, example)
      if (verdict !== true) return verdict
    } catch (error) {
      if (error instanceof StudentTrouble) return { because: error.message }
      throw error
    }
  return undefined
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]))
}
