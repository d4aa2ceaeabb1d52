import type { SuiteEntry } from '#engine/grading/suite.ts'
import type { PropertyResult } from '#engine/running/failure.ts'
import { judge, runProperty } from '#engine/running/run-property.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { onSeed } from '../answer-key/on-seed.ts'

export type Module = Record<string, unknown>
/** Takes a problem down: a sentence. */
export type Say = (problem: string) => void

/** What a property needs to run against a module on one of the seeds of `verify`. */
export function optionsOf({ suite }: AnswerKey, entry: SuiteEntry, module: Module, seed = 1) {
  return onSeed(suite, entry, inProcess(module), seed)
}

/** Runs a property against a module. */
export function run(
  key: AnswerKey,
  entry: SuiteEntry,
  module: Module,
  seed: number,
  shrink = false,
): Promise<PropertyResult> {
  const options = optionsOf(key, entry, module, seed)
  return shrink ? runProperty(entry.law, options) : judge(entry.law, options)
}

export function wrong({ exemplar, mistakes }: AnswerKey, id: string): Module {
  return { ...exemplar, ...mistakes[id]?.exports }
}

/** What was not graded was not caught. */
export function isCaught({ status }: PropertyResult): boolean {
  return status !== 'pass' && status !== 'ungraded'
}

export function seedNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}
