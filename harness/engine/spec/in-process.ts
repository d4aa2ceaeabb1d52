import { type Rehearsal, StudentTrouble, type Transport } from './student.ts'

/** Calls a module of this process: for exemplars, alternatives and mistakes, never for a submission. */
export function inProcess(module: Record<string, unknown>): Transport {
  const call = (fn: string, args: readonly unknown[]): unknown => {
    const target = module[fn]
    if (typeof target !== 'function')
      throw new StudentTrouble({ kind: 'no-export', fn, message: `${fn} is not exported` })
    try {
      return target(...args)
    } catch (error) {
      throw new StudentTrouble(describeThrown(fn, error))
    }
  }
  return {
    call: async (fn, args) => copy(call(fn, copy(args))),
    many: async (fn, argsList) =>
      argsList.map((args) => {
        try {
          return copy(call(fn, copy(args)))
        } catch (error) {
          if (error instanceof StudentTrouble) return error
          throw error
        }
      }),
    rehearse: async (fn, args): Promise<Rehearsal> => {
      const given = copy(args)
      const returned = call(fn, given)
      const first = copy(returned)
      const argsAfter = copy(given) as unknown[]
      scribble(returned)
      return { first, argsAfter, second: copy(call(fn, copy(args))) }
    },
  }
}

function describeThrown(fn: string, error: unknown) {
  const { name, code, message } = (error ?? {}) as { name?: unknown; code?: unknown; message?: unknown }
  return {
    kind: 'threw' as const,
    fn,
    message: typeof message === 'string' ? message : String(error),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof code === 'string' ? { code } : {}),
  }
}

/** A deep copy of plain data: what a trip through the sandbox does to a value. */
function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])) as T
  return value
}

/** Overwrites every number in a value, so that a function that kept a reference to it gives itself away. */
export function scribble(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'object') scribble(item, seen)
    else Reflect.set(value, key, typeof item === 'number' ? item + 1 : item)
  }
}
