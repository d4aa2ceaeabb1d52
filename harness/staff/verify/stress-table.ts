import { judge } from '#engine/running/run-property.ts'
import type { Argument, Takes } from '#engine/spec/index.ts'
import { type KindName, kindNames, whyNot, withAt } from '#engine/spec/stress/table.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { isCaught, optionsOf, type Say } from './run.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** One cell of the table: the property that tries a kind of stress on a function, or why none does. */
export interface StressCell {
  fn: string
  kind: KindName
  property?: string
  reason?: string
}

/** Exercise × function × kind of stress. A cell without a property needs a reason. */
export function stressTable({
  exercise,
  suite,
  takes,
  excused,
}: Pick<AnswerKey, 'exercise' | 'suite' | 'takes' | 'excused'>): StressCell[] {
  const ids = new Set(suite.entries.map(({ words }) => words.id))
  return Object.keys(exercise.manifest.exports).flatMap((fn) =>
    kindNames.map((kind): StressCell => {
      const id = `${fn}/${kind}`
      if (ids.has(id)) return { fn, kind, property: id }
      const signature = takes?.signatures[fn]
      const reason = excused[id] ?? (signature && whyNot(kind, signature))
      return { fn, kind, ...(reason ? { reason } : {}) }
    }),
  )
}

/** No cell is empty, no excuse is for a cell that has a property, and every stress property sees its own kind of mistake. */
export async function checkStress(key: AnswerKey, say: Say): Promise<StressCell[]> {
  if (!key.takes) {
    say(`${key.exercise.name}.takes.ts is missing: nothing is known of what the functions take`)
    return []
  }
  const cells = stressTable(key)
  for (const { fn, kind, property, reason } of cells)
    if (!property && !reason)
      say(
        `${fn} is not tried under "${kind}": state ${fn}/${kind}, or excuse it with a reason in the answer key`,
      )
  const ids = new Set(cells.map(({ fn, kind }) => `${fn}/${kind}`))
  for (const id of Object.keys(key.excused)) {
    if (!ids.has(id)) say(`"${id}" is excused, but there is no such function or kind`)
    if (key.suite.entries.some(({ words }) => words.id === id)) say(`"${id}" is excused although it is tried`)
  }
  for (const { fn, kind, property } of cells) {
    const spoil = property ? spoils[kind] : undefined
    const entry = key.suite.entries.find(({ words }) => words.id === property)
    if (!spoil || !entry) continue
    const wrong = spoil(key.exemplar[fn] as AnyFunction, key.takes, fn)
    if (wrong && !isCaught(await judge(entry.law, optionsOf(key, entry, { ...key.exemplar, [fn]: wrong }))))
      say(`${property} does not catch a ${fn} that ${spoiltBy[kind]}`)
  }
  return cells
}

type Spoil = (right: AnyFunction, takes: Takes, fn: string) => AnyFunction | undefined

/** What a function does that one kind of stress must notice. */
export const spoiltBy: Partial<Record<KindName, string>> = {
  'odd-options': 'takes odd values of its options for none',
  defaults: 'has another default',
  lengths: 'gives up on the shortest input',
  'decimals-and-units': 'rounds its numbers to sixteenths',
  'whole-range': 'rounds and limits its numbers',
  'many-samples': 'looks at 255 samples only',
  'any-label': 'turns texts into numbers where it can',
  'no-memory': 'remembers what it gave for an input of that size',
}

/** For each kind a way to spoil any function, of which only that kind of stress has to know. */
const spoils: Partial<Record<KindName, Spoil>> = {
  'odd-options': (right, takes, fn) => {
    const odd = each(takes, fn).flatMap(({ odd = [] }, i) =>
      odd.map(({ path, value }) => ({ i, path, value })),
    )
    return (...args) =>
      right(
        ...odd.reduce(
          (given, { i, path, value }) =>
            Object.is(at(given[i], path), value) ? given.with(i, withAt(given[i], path, undefined)) : given,
          args,
        ),
      )
  },
  defaults: (right, takes, fn) => {
    const known = each(takes, fn).flatMap(({ defaults = [] }, i) => defaults.map((one) => ({ i, ...one })))
    return (...args) => {
      const given = [...args]
      for (const { i, path, others } of known)
        if (others.length && at(given[i], path) === undefined) given[i] = withAt(given[i], path, others[0])
      return right(...given)
    }
  },
  lengths: (right, takes, fn) => {
    const lists = each(takes, fn).flatMap(({ traits }, i) => (traits.includes('list') ? [i] : []))
    return (...args) => {
      const result = right(...args)
      if (lists.some((i) => Array.isArray(args[i]) && (args[i] as unknown[]).length < 3))
        throw new Error('too few')
      return result
    }
  },
  'decimals-and-units':
    (right) =>
    (...args) =>
      right(...args.map((arg) => numbersIn(arg, (x) => Math.round(16 * x) / 16))),
  'whole-range':
    (right) =>
    (...args) =>
      right(
        ...args.map((arg) => numbersIn(arg, (x) => Math.max(-64, Math.min(64, Math.round(16 * x) / 16)))),
      ),
  'many-samples':
    (right) =>
    (...args) =>
      right(...args.map(first255)),
  'any-label':
    (right) =>
    (...args) =>
      right(...args.map(labelsIn)),
  'no-memory': (right) => {
    const known = new Map<string, unknown>()
    return (...args) => {
      const size = JSON.stringify(args.map((arg) => (Array.isArray(arg) ? arg.length : typeof arg)))
      const result = right(...args)
      if (!known.has(size)) known.set(size, structuredClone(result))
      return known.get(size)
    }
  },
}

function each({ signatures }: Takes, fn: string): Argument[] {
  return Object.values(signatures[fn] ?? {})
}

/** What a value holds at the end of a path. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

/** A value with its measured numbers changed: those in lists of numbers that are not all whole. */
function numbersIn(value: unknown, change: (x: number) => number): unknown {
  if (Array.isArray(value)) {
    const numbers = value.every((item) => typeof item === 'number')
    return numbers
      ? value.map((x) => (Number.isInteger(x) && Math.abs(x) < 64 ? x : change(x)))
      : value.map((item) => numbersIn(item, change))
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbersIn(item, change)]))
  return value
}

/** A list cut, or a record with its lists cut. */
function first255(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 255)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, first255(item)]))
  return value
}

function labelsIn(value: unknown): unknown {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? value : Number(value)
  if (Array.isArray(value)) return value.map(labelsIn)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, labelsIn(item)]))
  return value
}
