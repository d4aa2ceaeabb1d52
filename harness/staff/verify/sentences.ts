import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lawOf } from '#engine/course/manifest.ts'
import type { SuiteEntry } from '#engine/grading/suite.ts'
import type { BadInput, Sentence } from '#engine/spec/index.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { isCaught, type Module, run, type Say } from './run.ts'
import { breaksItself, changedDefaults, refusals } from './sentence-breakers.ts'
import { isDefault, plain, type Stated, sentencesOfReadme, sentencesOfStub, wordsOf } from './statement.ts'

/** How the sentences of a statement fare. */
export interface SentenceTable {
  /** Whether there is a sentences file. */
  known: boolean
  total: number
  advice: number
  /** Sentences that nothing holds, or not as their entry says. */
  open: string[]
}

type Kills = readonly { mistake: string; properties: readonly string[] }[]
type Held = Exclude<Sentence, { advice: string }>

/** Every sentence of a statement is held by properties, each of which is shown to notice when it is broken. */
export async function checkSentences(key: AnswerKey, kills: Kills, say: Say): Promise<SentenceTable> {
  const { stated, words } = statementOf(key)
  const table = { known: key.sentences !== undefined, total: stated.length, advice: 0, open: [] as string[] }
  if (!key.sentences) {
    say(`${key.exercise.name}.sentences.ts is missing`)
    return table
  }
  const texts = new Map(stated.map((sentence) => [sentence.text, sentence]))
  for (const text of texts.keys())
    if (!Object.hasOwn(key.sentences, text)) {
      table.open.push(text)
      say(`nothing is said to hold the sentence: ${text}`)
    }
  for (const [text, sentence] of Object.entries(key.sentences)) {
    if (!texts.has(text) && !words.includes(plain(text))) say(`this sentence is not in the text: ${text}`)
    if ('advice' in sentence) {
      table.advice += texts.has(text) ? 1 : 0
      if (sentence.advice.trim() === '') say(`"${text}" is called advice without a reason`)
      continue
    }
    const problems = await problemsOf(key, texts.get(text) ?? { text, codes: [] }, sentence, kills)
    for (const problem of problems) say(`"${text}" ${problem}`)
    if (problems.length && texts.has(text)) table.open.push(text)
  }
  const broken = new Set(Object.values(key.sentences).flatMap((one) => ('held' in one ? one.broken : [])))
  for (const id of Object.keys(key.mistakes)) if (!broken.has(id)) say(`${id} breaks no sentence`)
  return table
}

/** The sentences of an exercise that must be held, and all words that an entry may quote. */
export function statementOf({ exercise, suite }: AnswerKey): { stated: Stated[]; words: string } {
  // A file that is missing is told of elsewhere.
  const read = (file: string) => {
    const path = join(exercise.folder, file)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  const [readme, stub] = [read('README.md'), read(`${exercise.name}.ts`)]
  const all = [...sentencesOfReadme(readme), ...sentencesOfStub(stub)]
  const properties = suite.entries.flatMap(({ words }) => [words.statement, words.formula ?? ''])
  return {
    stated: [...new Map(all.map((sentence) => [sentence.text, sentence])).values()],
    words: [wordsOf(readme, stub), ...properties.map(plain)].join('\n'),
  }
}

/** The properties that an id of an entry names: one, or that of every function (every one that has it). */
function named({ suite }: AnswerKey, id: string): SuiteEntry[] {
  const fits = id.startsWith('*/') ? (own: string) => own.endsWith(id.slice(1)) : (own: string) => own === id
  return suite.entries.filter(({ words }) => fits(words.id))
}

async function problemsOf(key: AnswerKey, stated: Stated, { held, broken, when }: Held, kills: Kills) {
  const missing = held.filter((id) => named(key, id).length === 0)
  if (held.length === 0) return ['is held by nothing']
  if (missing.length) return missing.map((id) => `is held by ${id}, which does not exist`)
  const entries = held.flatMap((id) => named(key, id))
  const ids = entries.map(({ words }) => words.id)
  const laws = new Set(ids.filter((id) => id.includes('/')).map(lawOf))
  const problems = (broken ?? []).flatMap((name) => {
    if (laws.has(name) && breaksItself(name)) return []
    const kill = kills.find(({ mistake }) => mistake === name)
    if (!kill) return [`is broken by ${name}, which is not in the bank nor a law that it is held by`]
    return kill.properties.some((id) => ids.includes(id))
      ? []
      : [`is broken by ${name}, which nothing notices`]
  })
  if (stated.codes.length) {
    problems.push(...untried(key, stated, entries, when))
    return [...problems, ...(await refused(key, stated, entries))]
  }
  if (isDefault(stated.text) && laws.has('defaults'))
    return [...problems, ...(await withOtherDefaults(key, stated, entries))]
  const isManners = /\bleave their arguments\b|\bsame result for the same call\b/.test(stated.text)
  if (isManners && laws.has('keeps-inputs') && laws.has('repeats-itself')) return problems
  return broken?.length ? problems : [...problems, 'names no mistake that breaks it']
}

/** Whoever never says a code of the row, or says another one, is noticed, for every function that says it. */
async function refused(key: AnswerKey, { codes }: Stated, entries: SuiteEntry[]): Promise<string[]> {
  const problems: string[] = []
  for (const code of codes) {
    let isSaid = false
    for (const fn of judgedBy(entries))
      for (const { name, module, isUsed } of refusals(key, fn, code)) {
        const caught = await catches(key, entries, fn, module)
        if (!isUsed()) continue
        isSaid = true
        if (!caught) problems.push(`does not notice a ${fn} that ${name}`)
      }
    if (!isSaid) problems.push(`never meets ${code}`)
  }
  return problems
}

/** Where rows share a code, each says by which bad input it is tried: the code alone would do for all of them. */
function untried(key: AnswerKey, { codes }: Stated, entries: SuiteEntry[], when: string[] = []): string[] {
  if (when.length === 0)
    return sharesCode(codes, statementOf(key).stated)
      ? ['shares its code with another row, so it needs "when"']
      : []
  const known = entries.flatMap(badInputOf).filter(({ code }) => codes.some((one) => code.includes(one)))
  return when
    .filter((words) => !known.some(({ what }) => what.startsWith(words)))
    .map((words) => `is tried when "${words}", which no bad input with its code is called`)
}

/** Whether several rows of the error table say one of these codes. */
export function sharesCode(codes: readonly string[], stated: readonly Stated[]): boolean {
  return codes.some((code) => stated.filter((row) => row.codes.includes(code)).length > 1)
}

/** The bad input that a property tries, by what is wrong with it, and the codes that are accepted. */
export function badInputOf({ law }: SuiteEntry): { what: string; code: string[] }[] {
  const cases: unknown = typeof law.given === 'function' ? law.given(1) : law.given
  if (!Array.isArray(cases)) return []
  return (cases as Partial<BadInput>[]).flatMap(({ what, code }) =>
    what !== undefined && code !== undefined ? [{ what, code: [code].flat() }] : [],
  )
}

/** Whoever takes another default for an option of the sentence is noticed. */
async function withOtherDefaults(key: AnswerKey, { text }: Stated, entries: SuiteEntry[]): Promise<string[]> {
  const held = entries.filter(({ words }) => words.id.endsWith('/defaults'))
  const all = judgedBy(held).flatMap((fn) => changedDefaults(key, fn))
  const meant = all.filter(({ option }) => text.split(/[^\p{L}\p{N}_]+/u).includes(option))
  const problems: string[] = []
  // A docstring of a field does not say its name: then every default of these functions counts.
  for (const { fn, option, module } of meant.length ? meant : all)
    if (!(await catches(key, held, fn, module)))
      problems.push(`does not notice a ${fn} that has another default for ${option}`)
  return all.length ? problems : ['is about a default, but no function that holds it has one']
}

function judgedBy(entries: readonly SuiteEntry[]): string[] {
  return [...new Set(entries.flatMap(({ words }) => words.judges))]
}

async function catches(key: AnswerKey, entries: SuiteEntry[], fn: string, module: Module): Promise<boolean> {
  for (const entry of entries)
    if (entry.words.judges.includes(fn) && isCaught(await run(key, entry, module, 1))) return true
  return false
}

/** What `verify` prints of the sentences. */
export function sentencesText({ known, total, advice, open }: SentenceTable): string {
  if (!known) return `${total} sentences, no sentences file yet`
  const state = open.length ? `${open.length} not held:` : 'all held'
  return [`${total} sentences, ${advice} of them advice, ${state}`, ...open.map((text) => `  ${text}`)].join(
    '\n  ',
  )
}
