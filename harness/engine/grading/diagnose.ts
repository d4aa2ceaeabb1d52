import { casesOf } from '../running/cases.ts'
import { type Against, evaluate } from '../running/evaluate.ts'
import { judge, type RunOptions } from '../running/run-property.ts'
import type { Observations } from '../spec/answer-key.ts'
import { CallLog } from '../spec/call-log.ts'
import { inProcess } from '../spec/in-process.ts'
import type { AnyProperty } from '../spec/property.ts'
import { type Call, StudentTrouble, type Transport } from '../spec/student.ts'
import { firstDifference, scaleOf } from '../spec/tolerance.ts'

/** What is known of wrong ways to write an exercise. */
export interface MistakeBank {
  exemplar: Record<string, unknown>
  mistakes: Record<
    string,
    {
      says: string
      explains: string
      asks: string
      exports: Record<string, unknown>
      observe?: Observations
    }
  >
  observe: Observations
}

/** So many calls are compared with every known mistake, and those of the case that makes them so many. */
const MAX_CALLS = 300
const CASES_AT_A_TIME = 25
/** Results that weigh more are not compared: what is so large is no known mistake. */
const MAX_WEIGHT = 16 * 1024 * 1024
const equal = { rel: 1e-9, abs: 1e-9 }

/**
 * The one known mistake that behaves as the student's code on every call of a failing property.
 * Undefined unless it explains all of them and no other mistake does: a partial match would mislead.
 */
export async function diagnose(
  law: AnyProperty,
  options: RunOptions,
  bank: MistakeBank,
): Promise<string | undefined> {
  const calls = await callsOf(law, options)
  if (calls.length === 0 || calls.some(({ trouble }) => trouble && trouble.kind !== 'threw')) return undefined
  const exemplar = inProcess(bank.exemplar)
  const compared: Compared[] = []
  for (const call of calls)
    compared.push({ call, right: await answerOf(exemplar, call), scale: scaleOf(call.args) })
  const matches: string[] = []
  for (const [id, { exports, observe }] of Object.entries(bank.mistakes)) {
    if (!calls.some(({ fn }) => fn in exports)) continue
    const looks = { ...bank.observe, ...observe }
    // Calls that tell the student from right code come first: they rule most mistakes out at once.
    const telling = compared.filter(({ call, right, scale }) => !agree(call, right, looks, scale))
    if (telling.length === 0) continue
    const module = { ...bank.exemplar, ...exports }
    const others = compared.filter((entry) => !telling.includes(entry))
    if (!(await behavesAs(inProcess(module), [...telling, ...others], looks))) continue
    // What passes a property can not explain why the student fails it: such an agreement is chance.
    const own = await judge(law, { ...options, transport: inProcess(module) })
    if (own.status !== 'pass') matches.push(id)
  }
  return matches.length === 1 ? matches[0] : undefined
}

interface Compared {
  call: Call
  right: Call
  /** Of the arguments. */
  scale: number
}

/** The calls that a property makes of the student, whatever it thinks of the results. */
async function callsOf(law: AnyProperty, options: RunOptions): Promise<Call[]> {
  const cases = casesOf(law, options.seed)
  const calls: Call[] = []
  let weight = 0
  for (let start = 0; start < cases.length && calls.length < MAX_CALLS; start += CASES_AT_A_TIME) {
    const logs = await Promise.all(
      cases.slice(start, start + CASES_AT_A_TIME).map((example) => logOf(law, example, options)),
    )
    for (const log of logs) {
      calls.push(...log.calls)
      weight += log.weight
    }
    if (weight > MAX_WEIGHT) return []
  }
  return calls
}

async function logOf(law: AnyProperty, example: unknown, against: Against): Promise<CallLog> {
  const log = new CallLog()
  await evaluate(law, example, { ...against, log })
  return log
}

/** Whether a module answers all calls as the student did; the first that it does not settles it. */
async function behavesAs(
  module: Transport,
  calls: readonly Compared[],
  observe: Observations,
): Promise<boolean> {
  for (const { call, scale } of calls)
    if (!agree(call, await answerOf(module, call), observe, scale)) return false
  return true
}

async function answerOf(module: Transport, { fn, args }: Call): Promise<Call> {
  try {
    return { fn, args, result: (await module.call(fn, args)).value }
  } catch (error) {
    if (error instanceof StudentTrouble) return { fn, args, trouble: error.trouble }
    throw error
  }
}

function agree(a: Call, b: Call, observe: Observations, scale: number): boolean {
  if (a.trouble || b.trouble) return Boolean(a.trouble && b.trouble) && a.trouble?.code === b.trouble?.code
  const look = observe[a.fn] ?? ((result: unknown) => result)
  try {
    return firstDifference(look(a.result, a.args), look(b.result, b.args), equal, scale) === undefined
  } catch {
    return false
  }
}
