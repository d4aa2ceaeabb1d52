import type { Sentence } from '#engine/spec/index.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { badInputOf, sharesCode, statementOf } from './sentences.ts'
import { isDefault, plain, type Stated } from './statement.ts'

/**
 * A sentences file to fill: what the present one says of sentences that still stand, and guesses for the others. Mistakes
 * without a sentence are put under the statement of the property that catches them.
 */
export function skeletonOf(key: AnswerKey): string {
  const { stated, words } = statementOf(key)
  const known = key.sentences ?? {}
  const table: Record<string, Sentence> = {}
  for (const sentence of stated) table[sentence.text] = known[sentence.text] ?? guess(key, sentence, stated)
  for (const [text, sentence] of Object.entries(known))
    if (words.includes(plain(text))) table[text] ??= sentence
  const placed = new Set(Object.values(table).flatMap((one) => ('held' in one ? (one.broken ?? []) : [])))
  for (const [id, { caughtBy }] of Object.entries(key.mistakes)) {
    if (placed.has(id)) continue
    const property = key.suite.entries.find((entry) => entry.words.id === caughtBy)
    const text = plain(property?.words.statement ?? caughtBy)
    const { held, broken = [] } = heldBy(table[text])
    table[text] = { held: [...new Set([...held, caughtBy])], broken: [...broken, id] }
  }
  return [
    "import { sentences } from '#engine/spec/index.ts'",
    '',
    'export default sentences({',
    ...Object.entries(table).map(([text, sentence]) => `  ${quoted(text)}: ${entryText(sentence)},`),
    '})',
  ].join('\n')
}

function heldBy(sentence: Sentence | undefined): { held: string[]; broken?: string[] } {
  return sentence && 'held' in sentence ? sentence : { held: [] }
}

function guess({ exercise, suite }: AnswerKey, { text, codes }: Stated, all: readonly Stated[]): Sentence {
  const mentioned = Object.keys(exercise.manifest.exports).filter((fn) => text.includes(`\`${fn}\``))
  // The functions that a row names may be exceptions, so they are taken at their word only where rows share a code.
  const isShared = sharesCode(codes, all)
  const of = (...laws: string[]) => {
    const ids = laws.flatMap((law) =>
      mentioned.length && isShared ? mentioned.map((fn) => `${fn}/${law}`) : [`*/${law}`],
    )
    return ids.filter((id) => suite.entries.some(({ words }) => words.id.endsWith(id.replace('*', ''))))
  }
  if (codes.length) {
    const held = of('refuses-bad-input', 'gives-the-reason')
    return isShared ? { held, when: whenOf(suite, text, codes) } : { held }
  }
  if (isDefault(text)) return { held: of('defaults') }
  if (/\bleave their arguments\b/.test(text)) return { held: of('keeps-inputs', 'repeats-itself') }
  return { held: [], broken: [] }
}

/** How bad input of a row is called, in two words: what begins with a word of the row, else all with its code. */
function whenOf({ entries }: AnswerKey['suite'], text: string, codes: readonly string[]): string[] {
  const names = new Set(text.split(/[^\p{L}\p{N}_.]+/u))
  const calls = entries
    .flatMap(badInputOf)
    .filter(({ code }) => code.every((one) => codes.includes(one)))
    .map(({ what }) => what.split(' ').slice(0, 2))
  const own = calls.filter(([name]) => names.has(name!))
  return [...new Set((own.length ? own : calls).map((words) => words.join(' ')))]
}

function entryText(sentence: Sentence): string {
  if ('advice' in sentence) return `{ advice: ${quoted(sentence.advice)} }`
  const list = (ids: readonly string[]) => `[${ids.map(quoted).join(', ')}]`
  const broken = sentence.broken ? `, broken: ${list(sentence.broken)}` : ''
  const when = sentence.when ? `, when: ${list(sentence.when)}` : ''
  return `{ held: ${list(sentence.held)}${broken}${when} }`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
