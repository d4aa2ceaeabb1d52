import { keepsInputs } from '../laws/hygiene.ts'
import { type AnyProperty, property } from '../property.ts'
import { entry, type Plays, session, shared, step, the } from '../session.ts'
import { functionNamed, GraderFault, type Student } from '../student.ts'
import type { Verdict } from '../verdict.ts'
import type { Answer } from './answer.ts'
import { withAt } from './argument.ts'
import type { Named } from './fault.ts'
import { casesOfKind, type KindName, kindNames, kinds, type StressCase } from './kinds.ts'
import { namedCall, positional, type Signature, sizesOf, type Takes } from './takes.ts'

/**
 * The properties that try every kind of stress on every function, under ids such as `mse/many-samples`. What a function
 * takes says which kinds apply; `answers` says what is right.
 *
 * @param except which of them are left out: those that the answer key states by itself, or excuses
 */
export function stress<Module>(
  { signatures }: Takes,
  answers: { [fn in keyof Module]?: Answer },
  { except = [] }: { except?: readonly `${keyof Module & string}/${KindName}`[] } = {},
): Record<string, AnyProperty<Module>> {
  const laws: Record<string, AnyProperty<Module>> = {}
  for (const [fn, signature] of Object.entries(signatures)) {
    const answer = answers[fn as keyof Module]
    if (!answer) continue
    for (const kind of kindNames) {
      const id = `${fn}/${kind}` as `${keyof Module & string}/${KindName}`
      const given = except.includes(id) ? undefined : casesFor(kind, fn, signature, answer)
      if (given)
        laws[id] = property({
          given,
          holds: kind === 'no-memory' ? remembersNothing(answer) : isRight(answer),
        })
    }
  }
  return laws
}

type Given = (seed: number) => readonly (StressCase & { others?: unknown[][] })[]

/** The cases of a kind; undefined where it does not apply, or where only the answer key can state it. */
function casesFor(kind: KindName, fn: string, signature: Signature, answer: Answer): Given | undefined {
  if (kind === 'iteration-limits') return undefined
  if (kind === 'no-memory') return (seed) => inBetween(fn, signature, seed)
  if (kind === 'defaults')
    return hasDefaults(signature) && answer.differ
      ? (seed) => defaults(fn, signature, answer, seed)
      : undefined
  const made = kinds[kind]
  return made.applies(signature) ? (seed) => casesOfKind(made, fn, signature, `${seed} ${kind}`) : undefined
}

export function hasDefaults(signature: Signature): boolean {
  return Object.values(signature).some(({ defaults = [] }) => defaults.length > 0)
}

function isRight(answer: Answer) {
  return async (student: Student<unknown>, { fn, args, what }: StressCase): Promise<Verdict> => {
    return because(what, await answer.check(await functionNamed(student, fn)(...args), args, student))
  }
}

/** What is special about the case goes before whatever else is said. */
function because(what: string, verdict: Verdict): Verdict {
  if (verdict === true) return true
  return {
    ...verdict,
    because: verdict.because ? `${what}: ${verdict.because}` : `${what}, the result is another.`,
  }
}

/** Draws that are tried until a wrong default shows. */
const TRIES = 200

/** A call without the option for each value that a wrong default might have, in which that value would show. */
function defaults(fn: string, signature: Signature, { differ }: Answer, seed: number): StressCase[] {
  return Object.entries(signature).flatMap(([name, { defaults = [] }]) =>
    defaults.flatMap(({ path, unless, others }) =>
      others.map((other): StressCase => {
        const option = path.at(-1) ?? name
        for (let i = 0; i < TRIES; i++) {
          // With as many samples as there may be: with few of them an option may not be left out.
          const n = sizesOf(signature).n[1]
          const call = namedCall(signature, `${seed} ${option} ${String(other)} ${i}`, { n })
          const having = (value: unknown) => positional({ ...call, [name]: withAt(call[name], path, value) })
          const args = having(undefined)
          if (differ!(args, having(other)))
            return { fn, args, what: `Without ${option}, which then is ${String(unless)}` }
        }
        throw new GraderFault(`no case of ${fn} shows that ${option} is ${String(other)} by default`)
      }),
    ),
  )
}

/** A call, others with other arguments, options and fields of a record, and the call again with the same arrays. */
function inBetween(fn: string, signature: Signature, seed: number) {
  const { n, d, K } = sizesOf(signature)
  const sizes = { n: n[1], d: d[1], K: K[1] }
  const lists = Object.keys(signature).filter((name) => signature[name]!.traits.includes('list'))
  return Array.from({ length: 3 }, (_, i) => {
    const call = namedCall(signature, `${seed} ${fn} memory ${i}`, sizes)
    const other = namedCall(signature, `${seed} ${fn} other ${i}`, sizes)
    const others = [
      other,
      { ...call, ...optionsOf(signature, other) },
      ...lists.slice(0, 2).map((name) => ({ ...call, [name]: other[name] })),
      ...lists.flatMap((name) =>
        Object.keys(signature[name]!.fields ?? {}).map((field) => ({
          ...call,
          [name]: { ...(call[name] as Named), [field]: (other[name] as Named)[field] },
        })),
      ),
    ]
    return { fn, what: AGAIN, args: positional(call), others: others.map(positional) }
  })
}

const AGAIN = 'Called again with the same arrays, after calls with other arguments'

function optionsOf(signature: Signature, named: Named): Named {
  return Object.fromEntries(
    Object.entries(named).filter(([name]) => signature[name]!.traits.includes('option')),
  )
}

/**
 * Every call of a sequence is right, whatever came before it. The same arrays are the same objects in all calls. Where a
 * function changes them, that is no memory, and `keeps-inputs` tells of it: then each call has copies.
 */
function remembersNothing(answer: Answer) {
  return async (
    student: Student<unknown>,
    { fn, args, others = [], what }: StressCase & { others?: unknown[][] },
  ) => {
    const calls = [args, ...others, args]
    const wrong = async (isShared: boolean) => {
      const results = await inOneTrip(student, fn, calls, isShared)
      for (const [i, of] of calls.entries()) {
        const verdict = await answer.check(results[i], of, student)
        if (verdict !== true) return { of, verdict: because(i === 0 ? 'At the first call' : what, verdict) }
      }
      return undefined
    }
    const found = await wrong(true)
    if (!found) return true
    const kept = await Promise.all([args, ...others].map((of) => keepsInputs(student, { [fn]: of })))
    const reason = kept.every((verdict) => verdict === true) ? found : await wrong(false)
    if (!reason) return true
    // What a session calls is not shown: the call that went wrong is made once more, to be seen.
    await functionNamed(student, fn)(...reason.of)
    return reason.verdict
  }
}

/** The results of calls that are made one after the other, with the same objects where arguments are the same, or copies. */
function inOneTrip(
  student: Student<unknown>,
  fn: string,
  calls: readonly unknown[][],
  isShared: boolean,
): Promise<unknown[]> {
  const values = [...new Set(calls.flat())]
  const at = new Map(values.map((value, i) => [value, i]))
  const source = (arg: unknown) => (isShared ? shared('values', at.get(arg)!) : entry('values', at.get(arg)!))
  const steps = calls.map((of, i) => step(fn, of.map(source), `call ${i}`))
  return (student as unknown as Plays).play(
    session({ tables: { values }, first: steps, keepLast: steps.map(({ name }) => the(name)) }),
  )
}
