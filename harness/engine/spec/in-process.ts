import { argumentLimits, copyOf, Measure, resultLimits, TooLarge } from './plain-data.ts'
import { scribble } from './scribble.ts'
import { playSession } from './session.ts'
import { type Answer, StudentTrouble, type Transport } from './student.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** Calls a module of this process: for exemplars, alternatives and mistakes, never for a submission. */
export function inProcess(module: Record<string, unknown>): Transport {
  return {
    call: async (fn, args, isWatched = false) => answer(module[fn], fn, args.map(copied), isWatched),
    play: async (session) => {
      let weight = 0
      const copies = new Map<unknown, unknown>()
      const copyOnce = (value: unknown, isShared: boolean | undefined) => {
        if (!isShared || typeof value !== 'object') return copied(value)
        if (!copies.has(value)) copies.set(value, copied(value))
        return copies.get(value)
      }
      const played = playSession(session, (fn, args, _, isShared) => {
        const given = args.map((arg, i) => copyOnce(arg, isShared[i]))
        const { value, weight: more } = answer(module[fn], fn, given, false)
        weight = more
        return value
      })
      if ('bad' in played) throw new StudentTrouble({ kind: 'bad-result', ...played.bad })
      return { value: played.kept, weight, printed: '' }
    },
  }
}

function copied(arg: unknown): unknown {
  return copyOf(arg, new Measure(argumentLimits))
}

/** One call with copies, as the sandbox would make it, within the limits of what can be sent. */
function answer(target: unknown, fn: string, given: readonly unknown[], isWatched: boolean): Answer {
  if (typeof target !== 'function')
    throw new StudentTrouble({ kind: 'no-export', fn, message: `${fn} is not exported.` })
  let returned: unknown
  try {
    returned = (target as AnyFunction)(...given)
  } catch (error) {
    throw new StudentTrouble(describeThrown(fn, error))
  }
  const measure = new Measure(resultLimits)
  try {
    const result = { value: copyOf(returned, measure), weight: measure.weight, printed: '' }
    if (!isWatched) return result
    const argsAfter = copyOf(given, new Measure(argumentLimits))
    scribble(returned)
    return { ...result, argsAfter }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    throw new StudentTrouble(unusable(fn, error.message))
  }
}

/** What was returned can not be sent. */
export function unusable(fn: string, why: string) {
  return { kind: 'bad-result' as const, fn, message: `what ${fn} returned can not be used: ${why}` }
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
