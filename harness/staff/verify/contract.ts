import type { Form } from '#engine/course/form.ts'
import { scribble } from '#engine/spec/scribble.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { filled } from './idle.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** A solution that is right but for its manners, and the hygiene property that must notice. */
export interface BadManners {
  name: string
  caughtBy: string
  module: Record<string, unknown>
}

/** For every function of an exercise the four ways to break its contract, made from the exemplar. */
export function badManners({ exercise, exemplar, suite }: AnswerKey): BadManners[] {
  return Object.entries(exercise.manifest.exports).flatMap(([fn, { returns }]) => {
    const right = exemplar[fn] as AnyFunction
    const spoil = (name: string, id: string, wrong: AnyFunction): BadManners => ({
      name: `a ${fn} that ${name}`,
      caughtBy: `${fn}/${id}`,
      module: { ...exemplar, [fn]: wrong },
    })
    const ids = new Set(suite.entries.map(({ words }) => words.id))
    const has = (id: string) => ids.has(`${fn}/${id}`)
    return [
      ...(has('keeps-inputs')
        ? [
            spoil('changes its arguments', 'keeps-inputs', (...args) => {
              const result = structuredClone(right(...args))
              scribble(args)
              return result
            }),
          ]
        : []),
      spoil('remembers the call before', 'repeats-itself', forgetsNothing(right)),
      ...(has('refuses-bad-input')
        ? [
            spoil('accepts everything', 'refuses-bad-input', (...args) =>
              orElse(right, args, () => filled(returns as Form, args, 1)),
            ),
            spoil('gives no reason', 'gives-the-reason', (...args) =>
              orElse(right, args, () => {
                throw new Error('no')
              }),
            ),
          ]
        : []),
    ]
  })
}

function orElse(right: AnyFunction, args: unknown[], otherwise: () => unknown): unknown {
  try {
    return right(...args)
  } catch {
    return otherwise()
  }
}

/** Right on the first call with an argument list, shifted by the number of calls afterwards. */
function forgetsNothing(right: AnyFunction): AnyFunction {
  const seen = new Set<string>()
  return (...args) => {
    const result = structuredClone(right(...args))
    const call = JSON.stringify(args)
    if (!seen.has(call)) {
      seen.add(call)
      return result
    }
    return altered(result)
  }
}

function altered(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return `${value}!`
  if (Array.isArray(value)) return value.map(altered)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, altered(item)]))
  return value
}
