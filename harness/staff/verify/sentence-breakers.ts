import type { Form } from '#engine/course/form.ts'
import { withAt } from '#engine/spec/stress/table.ts'
import { MLError } from '#kit'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { filled } from './idle.ts'
import type { Module } from './run.ts'
import { at, spoiltBy } from './stress-table.ts'

type AnyFunction = (...args: unknown[]) => unknown

const manners = ['keeps-inputs', 'repeats-itself', 'refuses-bad-input', 'gives-the-reason']

/** Whether `verify` breaks a law by itself, for every function: a kind of stress, or manners. */
export function breaksItself(law: string): boolean {
  return law in spoiltBy || manners.includes(law)
}

/** A function that never says a code, and one that says another, made of the exemplar. */
export function refusals(
  { exemplar, exercise }: AnswerKey,
  fn: string,
  code: string,
): { name: string; module: Module; isUsed: () => boolean }[] {
  const returns = exercise.manifest.exports[fn]!.returns as Form
  const instead = (name: string, wrong: AnyFunction) => {
    let used = false
    const spoilt: AnyFunction = (...args) => {
      try {
        return (exemplar[fn] as AnyFunction)(...args)
      } catch (error) {
        if ((error as Partial<MLError>).code !== code) throw error
        used = true
        return wrong(...args)
      }
    }
    return { name, module: { ...exemplar, [fn]: spoilt }, isUsed: () => used }
  }
  return [
    instead(`never refuses with ${code}`, (...args) => filled(returns, args, 1)),
    instead(`says another code than ${code}`, () => {
      throw new MLError(code === 'UNSEEN_LABEL' ? 'SHAPE' : 'UNSEEN_LABEL', `not ${code}`)
    }),
  ]
}

/** For each option of a function that may be left out, the exemplar with another default for it. */
export function changedDefaults(
  { exemplar, takes }: AnswerKey,
  fn: string,
): { fn: string; option: string; module: Module }[] {
  return Object.entries(takes?.signatures[fn] ?? {}).flatMap(([argument, { defaults = [] }], i) =>
    defaults
      .filter(({ others }) => others.length)
      .map(({ path, others }) => {
        const changed: AnyFunction = (...args) => {
          const given = [...args]
          if (at(given[i], path) === undefined) given[i] = withAt(given[i], path, others[0])
          return (exemplar[fn] as AnyFunction)(...given)
        }
        return { fn, option: path.at(-1) ?? argument, module: { ...exemplar, [fn]: changed } }
      }),
  )
}
