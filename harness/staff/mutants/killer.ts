import type { Suite, SuiteEntry } from '#engine/grading/suite.ts'
import { judge } from '#engine/running/run-property.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import type { Transport } from '#engine/spec/student.ts'
import { isNews, onSeed } from '../answer-key/on-seed.ts'
import { evaluate, type Imports, type Module } from './evaluate.ts'
import { Turns } from './turns.ts'

/** A program to be changed, and the properties that are to notice. */
export interface Subject {
  file: string
  source: string
  imports: Imports
  suite: Suite
}

/** What became of a changed program. */
export type Fate =
  | { killedBy: string }
  /** Every property holds; those that could not be judged are ours to mend. */
  | { killedBy: undefined; ungraded: string[] }

/**
 * What tries changed programs on one seed of `verify`, until a property notices: the one that noticed last time first, then
 * the cheapest.
 *
 * @throws Error when the program itself, unchanged, does not pass
 */
export async function killerOf({ file, source, imports, suite }: Subject, seed: number) {
  const turns = new Turns()
  const news = suite.entries.filter((entry) => isNews(entry, seed))
  const right = evaluate(file, source, imports, turns)
  const costs = new Map<SuiteEntry, number>()
  for (const entry of news) {
    turns.property = entry.words.id
    const [counting, before] = [counted(right), turns.total]
    const result = await judge(entry.law, onSeed(suite, entry, counting.transport, seed))
    if (result.status !== 'pass')
      throw new Error(`the exemplar does not pass ${entry.words.id}: ${result.status}`)
    costs.set(entry, counting.calls() + turns.total - before)
  }
  turns.isCounting = false
  const inTurn = news.sort((a, b) => costs.get(a)! - costs.get(b)!)

  return async (changed: string): Promise<Fate> => {
    let module: Module
    try {
      module = evaluate(file, changed, imports, turns)
    } catch (error) {
      if (error instanceof SyntaxError) throw error
      return { killedBy: 'it does not load' }
    }
    const ungraded: string[] = []
    for (const entry of [...inTurn]) {
      turns.isOver = false
      turns.property = entry.words.id
      const { status } = await judge(entry.law, onSeed(suite, entry, inProcess(module), seed))
      if (status === 'ungraded') ungraded.push(entry.words.id)
      // What is ended may look like a refusal, which passes.
      if (!turns.isOver && (status === 'pass' || status === 'ungraded')) continue
      // The next mutant is often in the same function.
      inTurn.splice(inTurn.indexOf(entry), 1)
      inTurn.unshift(entry)
      return { killedBy: turns.isOver ? 'it never ends' : entry.words.id }
    }
    return { killedBy: undefined, ungraded }
  }
}

/** Calls a module and says how often: with the turns of its loops, what a property costs. */
function counted(module: Module): { transport: Transport; calls: () => number } {
  let calls = 0
  const counting = Object.fromEntries(
    Object.entries(module).map(([fn, value]) => [
      fn,
      typeof value === 'function'
        ? (...args: unknown[]) => {
            calls++
            return value(...args)
          }
        : value,
    ]),
  )
  return { transport: inProcess(counting), calls: () => calls }
}
