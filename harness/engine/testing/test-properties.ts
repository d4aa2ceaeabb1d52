import { describe, test } from 'vitest'
import { loadCourse, selectExercises } from '../course/course.ts'
import { timeBudgetOf } from '../course/manifest.ts'
import { projectRoot } from '../course/root.ts'
import { counterexampleOf } from '../feedback/counterexample.ts'
import { explain } from '../feedback/explain.ts'
import { PRACTICE_KEY, propertySeed } from '../grading/seeds.ts'
import { assembleSuite } from '../grading/suite.ts'
import { runProperty } from '../running/run-property.ts'
import { inProcess } from '../spec/in-process.ts'
import type { AnyProperty } from '../spec/property.ts'

/** One vitest test for each property, with the words and the messages of the grader. */
export function testProperties(
  slug: string,
  laws: Record<string, AnyProperty>,
  module: Record<string, unknown>,
): void {
  const exercise = selectExercises(loadCourse(projectRoot), [slug])[0]!
  const { entries, functions } = assembleSuite(exercise, laws)
  describe(slug, () => {
    for (const { law, words } of entries)
      test(`${words.id}: ${words.statement}`, async () => {
        const seed = propertySeed(PRACTICE_KEY, '', slug, words.id)
        const result = await runProperty(law, { seed, functions, transport: inProcess(module) })
        if (result.status === 'pass') return
        if (result.status === 'ungraded') throw plainFailure(`This test could not run: ${result.reason}`)
        const { manifest } = exercise
        const counterexample = counterexampleOf(result, manifest)
        throw plainFailure(
          explain({
            slug,
            words,
            status: result.status,
            counterexample,
            timeBudgetMs: timeBudgetOf(manifest, result.trouble?.fn ?? ''),
          }),
        )
      })
  })
}

/** A failure without a stack: the message is all there is to read. */
function plainFailure(message: string): Error {
  const failure = new Error(`\n${message}\n`)
  failure.name = ''
  failure.stack = ''
  return failure
}
