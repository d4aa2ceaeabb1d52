import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Form, isOneOf } from '#engine/course/form.ts'
import type { Manifest } from '#engine/course/manifest.ts'
import { earnedPoints } from '#engine/grading/score.ts'
import { copyableProperties } from '#engine/grading/suite.ts'
import type { PropertyResult } from '#engine/running/failure.ts'
import { judge } from '#engine/running/run-property.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import type { Transport } from '#engine/spec/student.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { type Module, run, type Say } from './run.ts'

type AnyFunction = (...args: unknown[]) => unknown
type Returns = (args: readonly unknown[]) => unknown

/** Ways to do nothing. None of them may earn a single point. */
export function idleModules({ exports }: Pick<Manifest, 'exports'>): Record<string, Record<string, Returns>> {
  const everywhere = (returns: (form: Form) => Returns): Record<string, Returns> =>
    Object.fromEntries(
      Object.entries(exports).map(([fn, { returns: form }]) => {
        const body = returns(form)
        return [fn, (...args: unknown[]) => body(args)]
      }),
    )
  return {
    'returns undefined': everywhere(() => () => undefined),
    'returns 0': everywhere(() => () => 0),
    'returns 1': everywhere(() => () => 1),
    'returns NaN': everywhere(() => () => Number.NaN),
    'returns []': everywhere(() => () => []),
    'returns its first argument': everywhere(() => (args) => args[0]),
    'returns its last argument': everywhere(() => (args) => args.at(-1)),
    'returns zeros of the right form': everywhere((form) => (args) => filled(form, args, 0)),
    'returns ones of the right form': everywhere((form) => (args) => filled(form, args, 1)),
    'returns empties of the right form': everywhere((form) => () => filled(form, [], 0)),
    'returns NaN of the right form': everywhere((form) => (args) => filled(form, args, Number.NaN)),
  }
}

/** A value of a form, made of one number; lists are as long as the first argument. */
export function filled(form: Form, args: readonly unknown[], value: number): unknown {
  const n = Array.isArray(args[0]) ? args[0].length : 0
  const width = Array.isArray(args[0]) && Array.isArray(args[0][0]) ? args[0][0].length : 1
  if (Array.isArray(form)) return Array.from({ length: n }, () => filled(form[0], args, value))
  if (typeof form === 'object' && isOneOf(form))
    return filled(form.oneOf.find((way) => way !== 'null') ?? 'null', args, value)
  if (typeof form === 'object')
    return Object.fromEntries(
      Object.entries(form).map(([key, inner]) => [key.replace('?', ''), filled(inner, args, value)]),
    )
  if (form.startsWith("'")) return form.slice(1, -1)
  switch (form) {
    case 'number[][]':
      return Array.from({ length: n }, () => Array<number>(width).fill(value))
    case 'number[]':
    case 'label[]':
      return Array<number>(n).fill(value)
    case 'string[]':
      return Array<string>(n).fill('a')
    case 'boolean[]':
      return Array<boolean>(n).fill(value !== 0)
    case 'string':
      return 'a'
    case 'boolean':
      return value !== 0
    case 'null':
      return null
    default:
      return value
  }
}

/** The stub and every way to do nothing score exactly 0, and none of them stops the grader. */
export async function checkIdle(key: AnswerKey, say: Say): Promise<void> {
  const { exercise, suite } = key
  const stubFile = join(exercise.folder, `${exercise.name}.ts`)
  if (!readFileSync(stubFile, 'utf8').includes('TODO')) say('the stub has no TODO')
  const stub: Module = await import(pathToFileURL(stubFile).href)
  for (const fn of Object.keys(exercise.manifest.exports))
    for (const [name, module] of [
      ['the stub', stub],
      ['the exemplar', key.exemplar],
    ] as const)
      if (typeof module[fn] !== 'function') say(`${name} does not export ${fn}`)
  const idle = {
    'the stub': stub,
    ...idleModules(exercise.manifest),
    'knows the visible examples by heart': await byHeart(key),
  }
  for (const [name, module] of Object.entries(idle)) {
    const results: PropertyResult[] = []
    for (const entry of suite.entries) results.push(await run(key, entry, module, 1))
    for (const [i, result] of results.entries())
      if (result.status === 'ungraded')
        say(`a module that ${name} makes ${suite.entries[i]!.words.id} ungraded: ${result.reason}`)
    const earned = earnedPoints(
      exercise.manifest,
      results.map(({ status }) => status === 'pass'),
      copyableProperties(suite),
    )
    if (earned.properties.some((points) => points > 0)) {
      const which = suite.entries.filter((_, i) => results[i]!.status === 'pass').map(({ words }) => words.id)
      say(`${name} earns points: it passes ${which.join(', ')}`)
    }
  }
}

/** The right results for the calls that everyone can see in the tests, and nothing for any other. */
async function byHeart({ suite, exercise, exemplar }: AnswerKey): Promise<Module> {
  const known = new Map<string, unknown>()
  const nameOf = (fn: string, args: readonly unknown[]) => JSON.stringify([fn, args])
  const right = inProcess(exemplar)
  const listening: Transport = {
    play: (session) => right.play(session),
    call: (fn, args, isWatched) => {
      known.set(nameOf(fn, args), (exemplar[fn] as AnyFunction)(...structuredClone(args)))
      return right.call(fn, args, isWatched)
    },
  }
  for (const { law, visible } of suite.entries)
    if (visible && Array.isArray(law.given))
      await judge(law, { seed: 1, functions: suite.functions, transport: listening })
  return Object.fromEntries(
    Object.entries(exercise.manifest.exports).map(([fn, { returns }]) => [
      fn,
      (...args: unknown[]) =>
        known.has(nameOf(fn, args)) ? structuredClone(known.get(nameOf(fn, args))) : filled(returns, args, 0),
    ]),
  )
}
