import { timeBudgetOf } from '#engine/course/manifest.ts'
import { counterexampleOf } from '#engine/feedback/counterexample.ts'
import { explain } from '#engine/feedback/explain.ts'
import type { SuiteEntry } from '#engine/grading/suite.ts'
import type { PropertyResult } from '#engine/running/failure.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import type { Say } from './run.ts'

/** The message that a student reads of a result. */
export function failureText(
  key: AnswerKey,
  entry: SuiteEntry,
  result: PropertyResult,
  mistake?: string,
): string {
  if (result.status === 'pass') return 'passes'
  if (result.status === 'ungraded') return `  ungraded: ${result.reason}`
  const known = mistake ? key.mistakes[mistake] : undefined
  return explain({
    slug: key.exercise.slug,
    words: entry.words,
    status: result.status,
    counterexample: counterexampleOf(result, key.exercise.manifest),
    timeBudgetMs: timeBudgetOf(key.exercise.manifest, result.trouble?.fn ?? ''),
    ...(known ? { mistake: known } : {}),
  })
}

/** What a student reads fits a terminal and gives nothing of ours away. */
export function checkMessage(of: string, text: string, say: Say): void {
  const lines = text.split('\n')
  if (lines.length > 25) say(`the message for ${of} has ${lines.length} lines:\n${text}`)
  if (lines.some((line) => [...line].length > 80))
    say(`the message for ${of} is wider than 80 columns:\n${text}`)
  if (/harness\/|solutions\/|reference\//.test(text)) say(`the message for ${of} holds a path of ours`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  if (/\u001b/.test(text)) say(`the message for ${of} holds an escape code`)
}
