import { compileForm } from '#engine/course/form.ts'
import { judge } from '#engine/running/run-property.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import type { AnyProperty } from '#engine/spec/index.ts'
import { remoteStudent } from '#engine/spec/student.ts'
import type { Broken } from '#engine/spec/verdict.ts'
import type { Shape } from './shape.ts'

type Module = Record<string, unknown>

/** A module as a property sees a student, in this process. */
export function studentOf(shape: Shape, module: Module) {
  return remoteStudent(functionsOf(shape), inProcess(module))
}

/** The first way in which a module breaks a property on the cases of a seed; undefined if it holds. */
export async function brokenBy(
  shape: Shape,
  law: AnyProperty,
  module: Module,
  seed: number,
): Promise<Broken | undefined> {
  const result = await judge(law, { seed, functions: functionsOf(shape), transport: inProcess(module) })
  if (result.status === 'pass') return undefined
  if (result.status === 'ungraded') throw new Error(result.reason)
  return result.broken ?? { because: result.trouble?.message ?? '' }
}

function functionsOf({ manifest }: Shape) {
  return Object.fromEntries(
    Object.entries(manifest.exports).map(([fn, { returns }]) => [fn, { returns: compileForm(returns) }]),
  )
}
