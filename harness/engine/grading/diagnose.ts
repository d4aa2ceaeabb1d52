import { type RunOptions, runProperty } from '../running/run-property.ts'
import type { Observations } from '../spec/answer-key.ts'
import { inProcess } from '../spec/in-process.ts'
import type { AnyProperty } from '../spec/property.ts'
import { type Call, StudentTrouble } from '../spec/student.ts'
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

/** Calls that are compared with every known mistake. */
const MAX_CALLS = 300
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
  const right = await answers(bank.exemplar, calls)
  const matches: string[] = []
  for (const [id, { exports, observe }] of Object.entries(bank.mistakes)) {
    if (!calls.some(({ fn }) => fn in exports)) continue
    const looks = { ...bank.observe, ...observe }
    const isInformative = calls.some((call, i) => !agree(call, right[i]!, looks))
    if (!isInformative) continue
    const module = { ...bank.exemplar, ...exports }
    const wrong = await answers(module, calls)
    if (!calls.every((call, i) => agree(call, wrong[i]!, looks))) continue
    // What passes a property can not explain why the student fails it: such an agreement is chance.
    const own = await runProperty(law, { ...options, transport: inProcess(module), shrink: false })
    if (own.status !== 'pass') matches.push(id)
  }
  return matches.length === 1 ? matches[0] : undefined
}

/** All calls that a property makes of the student, whatever it thinks of the results. */
async function callsOf(law: AnyProperty, options: RunOptions): Promise<Call[]> {
  const seen: Call[] = []
  const listening: AnyProperty = {
    ...law,
    holds: async (student, example): Promise<true> => {
      if (seen.length >= MAX_CALLS) return true
      try {
        await law.holds(student, example)
      } catch (error) {
        if (!(error instanceof StudentTrouble)) throw error
      }
      return true
    },
  }
  await runProperty(listening, { ...options, shrink: false, listen: (call) => seen.push(call) })
  return seen
}

async function answers(module: Record<string, unknown>, calls: readonly Call[]): Promise<Call[]> {
  const transport = inProcess(module)
  return Promise.all(
    calls.map(async ({ fn, args }): Promise<Call> => {
      try {
        return { fn, args, result: await transport.call(fn, args) }
      } catch (error) {
        if (error instanceof StudentTrouble) return { fn, args, trouble: error.trouble }
        throw error
      }
    }),
  )
}

function agree(a: Call, b: Call, observe: Observations): boolean {
  if (a.trouble || b.trouble) return Boolean(a.trouble && b.trouble) && a.trouble?.code === b.trouble?.code
  const look = observe[a.fn] ?? ((result: unknown) => result)
  try {
    return (
      firstDifference(look(a.result, a.args), look(b.result, b.args), equal, scaleOf(a.args)) === undefined
    )
  } catch {
    return false
  }
}
