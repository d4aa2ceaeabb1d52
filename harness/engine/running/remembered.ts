import { CallLog } from '../spec/call-log.ts'
import type { AnyProperty } from '../spec/property.ts'
import type { Call } from '../spec/student.ts'
import { type Against, evaluate } from './evaluate.ts'
import type { PropertyResult } from './failure.ts'

/**
 * A failing case, tried again in a fresh world. If it holds there, the code remembers earlier calls, and that is what is
 * to be said of it: with the call that came before, where the case before is enough to make it fail again.
 *
 * @param anew makes the next call begin in a fresh world
 */
export async function unlessRemembered(
  law: AnyProperty,
  result: PropertyResult,
  cases: readonly unknown[],
  against: Omit<Against, 'log'>,
  anew: () => void,
): Promise<PropertyResult> {
  if (result.status !== 'fail' || result.trouble) return result
  const example = cases[result.index - 1]
  anew()
  if (await evaluate(law, example, against)) return result
  const before = await callBefore(law, result.index, cases, against, anew)
  const fn = result.calls.at(-1)?.fn ?? 'the code'
  const because =
    `${fn} remembers earlier calls: asked alone, in a fresh process, it gives the right result` +
    (before ? '. The first call shown came before.' : '.')
  const { because: _, ...values } = result.broken ?? {}
  return { ...result, isRemembered: true, broken: { ...values, because }, ...(before ? { before } : {}) }
}

/** The last call of the case before, if the case fails after it. */
async function callBefore(
  law: AnyProperty,
  index: number,
  cases: readonly unknown[],
  against: Omit<Against, 'log'>,
  anew: () => void,
): Promise<Call | undefined> {
  if (index < 2) return undefined
  anew()
  const log = new CallLog()
  await evaluate(law, cases[index - 2], { ...against, log })
  const stillFails = await evaluate(law, cases[index - 1], against)
  return stillFails ? log.calls.at(-1) : undefined
}
