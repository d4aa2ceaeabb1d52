import { inProcess } from '#engine/spec/in-process.ts'
import type { Power } from '#engine/spec/property.ts'
import { remoteStudent } from '#engine/spec/student.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { isCaught, type Module, run, type Say, wrong } from './run.ts'

/** No property fails a correct program by bad luck more often than that. */
const FALSE_FAIL = 1e-6

/**
 * The limits of every statistical property rest on what was measured: the bands of the exemplar and of the wrong program
 * come out again as they are written down, the bound on a false fail that follows is low, and the wrong program fails.
 */
export async function checkPower(key: AnswerKey, say: Say): Promise<void> {
  for (const entry of key.suite.entries) {
    const { power } = entry.law
    if (!power) continue
    const { id } = entry.words
    if (!key.mistakes[power.control]) {
      say(`${id} names the control "${power.control}", which is not in the bank of mistakes`)
      continue
    }
    const values = await valuesOf(key, power, key.exemplar)
    checkBand(`${id}: the exemplar`, values, power.measured.reference, say)
    checkBand(
      `${id}: ${power.control}`,
      await valuesOf(key, power, wrong(key, power.control)),
      power.measured.control,
      say,
    )
    const bound = power.falseFail(values)
    if (!(bound <= FALSE_FAIL))
      say(
        `${id} fails a correct program with a probability of up to ${bound.toPrecision(2)}, not ${FALSE_FAIL}`,
      )
    if (!isCaught(await run(key, entry, wrong(key, power.control), 1)))
      say(`${id} does not fail its control ${power.control}`)
  }
}

function valuesOf({ suite }: AnswerKey, power: Power, module: Module): Promise<number[]> {
  return power.measure(remoteStudent(suite.functions, inProcess(module)))
}

/** To three digits: the last ones differ from machine to machine where a program goes through many roundings. */
function checkBand(of: string, values: number[], band: readonly [number, number], say: Say): void {
  const digits = ([low, high]: readonly [number, number]) => `${low.toPrecision(3)} to ${high.toPrecision(3)}`
  const found = digits([Math.min(...values), Math.max(...values)])
  if (found !== digits(band)) say(`${of} gives ${found}, not ${digits(band)} as its band says`)
}
