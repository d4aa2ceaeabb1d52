import { diagnose } from '#engine/grading/diagnose.ts'
import type { SuiteEntry } from '#engine/grading/suite.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { isNews } from '../answer-key/on-seed.ts'
import { isCaught, type Module, optionsOf, run, type Say, seedNumbers, wrong } from './run.ts'

/** A diagnosis is made of one run; on how many seeds each mistake must be recognised by it. */
const DIAGNOSED_SEEDS = 5

/** A mistake is recognised as itself by the property that names it. */
export async function checkDiagnosed(key: AnswerKey, id: string, entry: SuiteEntry, say: Say): Promise<void> {
  for (const seed of seedNumbers(DIAGNOSED_SEEDS)) {
    if (!isNews(entry, seed)) continue
    const found = await diagnose(entry.law, optionsOf(key, entry, wrong(key, id), seed), key.bank)
    if (found !== id)
      say(`${id} is diagnosed as ${found ?? 'nothing'} when ${entry.words.id} catches it on seed ${seed}`)
  }
}

/** A mistake that is also written otherwise is caught and recognised there too. */
export async function checkOtherwise(key: AnswerKey, say: Say): Promise<void> {
  for (const [id, { caughtBy, otherwise }] of Object.entries(key.mistakes)) {
    const entry = key.suite.entries.find(({ words }) => words.id === caughtBy)
    if (!otherwise || !entry) continue
    const module = { ...key.exemplar, ...otherwise }
    if (!isCaught(await run(key, entry, module, 1)))
      say(`${id}, written otherwise, is not caught by ${caughtBy}`)
    const found = await diagnose(entry.law, optionsOf(key, entry, module), key.bank)
    if (found !== id) say(`${id}, written otherwise, is diagnosed as ${found ?? 'nothing'} by ${caughtBy}`)
  }
}

/** What is correct is never recognised as a mistake. */
export async function checkNotDiagnosed(key: AnswerKey, name: string, module: Module, say: Say) {
  for (const entry of key.suite.entries) {
    const found = await diagnose(entry.law, optionsOf(key, entry, module), key.bank)
    if (found) say(`${name} is correct but would be diagnosed as ${found} by ${entry.words.id}`)
  }
}
