import { propertySeed } from '#engine/grading/seeds.ts'
import type { Suite, SuiteEntry } from '#engine/grading/suite.ts'
import type { RunOptions } from '#engine/running/run-property.ts'
import type { Transport } from '#engine/spec/student.ts'

/** What a property needs to run on one of the numbered seeds on which answer keys are proven. */
export function onSeed(
  { functions, exercise }: Pick<Suite, 'functions' | 'exercise'>,
  { words }: SuiteEntry,
  transport: Transport,
  seed: number,
): RunOptions {
  return { seed: propertySeed(`verify ${seed}`, '', exercise.slug, words.id), functions, transport }
}

/** A plain list of cases is the same on every seed. */
export function isNews({ law }: SuiteEntry, seed: number): boolean {
  return seed === 1 || !Array.isArray(law.given)
}
