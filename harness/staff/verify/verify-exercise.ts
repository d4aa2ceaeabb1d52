import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { lawOf } from '#engine/course/manifest.ts'
import { propertySeed } from '#engine/grading/seeds.ts'
import type { AnswerKey } from '../answer-key/answer-key.ts'
import { isNews } from '../answer-key/on-seed.ts'
import { badManners } from './contract.ts'
import { checkFairness, type Fairness, fairnessOf } from './fairness.ts'
import { checkIdle } from './idle.ts'
import { checkMessage, failureText } from './messages.ts'
import { checkPower } from './power.ts'
import { checkDiagnosed, checkNotDiagnosed, checkOtherwise } from './recognition.ts'
import { isCaught, type Module, run, type Say, seedNumbers, wrong } from './run.ts'
import { checkSentences, type SentenceTable } from './sentences.ts'
import { checkStress, type StressCell } from './stress-table.ts'

/** What `verify` found out about one exercise. */
export interface Verification {
  slug: string
  points: number
  seeds: number
  properties: { id: string; kind: string; visible: boolean }[]
  /** For every mistake the properties that catch it on the first seed, and the one that must. */
  kills: { mistake: string; caughtBy: string; properties: string[] }[]
  /** Which property tries which kind of stress on which function, or why none does. */
  stress: StressCell[]
  /** Of every mistake in one function, how much of what the function is worth it loses. */
  fairness: Fairness[]
  /** Whether every sentence of the statement is held. */
  sentences: SentenceTable
  correct: string[]
  problems: string[]
}

/** Proves one exercise: design section 8. Problems are sentences; an exercise is sound without any. */
export async function verifyExercise(key: AnswerKey, { seeds }: { seeds: number }): Promise<Verification> {
  const { suite, exercise } = key
  const problems: string[] = []
  const say = (problem: string) => problems.push(problem)
  const correct = correctSolutions(key)

  checkWords(key, say)
  if (Object.keys(key.alternatives).length < 2) say('has fewer than two alternatives')
  for (const seed of seedNumbers(seeds)) {
    for (const [name, module] of Object.entries(correct))
      for (const entry of suite.entries) {
        if (!isNews(entry, seed)) continue
        const result = await run(key, entry, module, seed)
        if (result.status !== 'pass')
          say(
            `${name} is correct but fails ${entry.words.id} on seed ${seed}:\n${failureText(key, entry, result)}`,
          )
      }
    for (const [id, mistake] of Object.entries(key.mistakes)) {
      const entry = suite.entries.find(({ words }) => words.id === mistake.caughtBy)
      if (!entry) say(`${id} names the property "${mistake.caughtBy}", which does not exist`)
      else if (isNews(entry, seed) && !isCaught(await run(key, entry, wrong(key, id), seed)))
        say(`${id} is not caught by ${mistake.caughtBy} on seed ${seed}`)
    }
    await checkFloors(key, seed, say)
  }

  const kills = await killMatrix(key, say)
  // Of a property that is asked of each function, one that catches something shows that it can.
  const caught = new Set(kills.flatMap(({ properties }) => properties.map(lawOf)))
  for (const { words } of suite.entries)
    if (words.kind !== 'contract' && words.kind !== 'stress' && !caught.has(lawOf(words.id)))
      say(`${words.id} catches no known mistake`)

  await checkOtherwise(key, say)
  await checkPower(key, say)
  await checkManners(key, say)
  const stress = await checkStress(key, say)
  const fairness = fairnessOf(key, kills)
  checkFairness(fairness, say)
  const sentences = await checkSentences(key, kills, say)
  await checkIdle(key, say)
  for (const name of Object.keys(correct)) await checkNotDiagnosed(key, name, correct[name]!, say)
  return {
    slug: exercise.slug,
    points: exercise.manifest.points,
    seeds,
    properties: suite.entries.map(({ words, visible }) => ({ id: words.id, kind: words.kind, visible })),
    kills,
    stress,
    fairness,
    sentences,
    correct: Object.keys(correct),
    problems,
  }
}

function correctSolutions({ exemplar, alternatives, readings }: AnswerKey): Record<string, Module> {
  const named = (prefix: string, modules: Record<string, Module>) =>
    Object.entries(modules).map(([id, module]) => [`${prefix} ${id}`, { ...exemplar, ...module }] as const)
  return {
    'the exemplar': exemplar,
    ...Object.fromEntries(named('the alternative', alternatives)),
    ...Object.fromEntries(named('the reading', readings)),
  }
}

/** Every mistake against every property on the first seed; each must be diagnosed as itself. */
async function killMatrix(key: AnswerKey, say: Say): Promise<Verification['kills']> {
  const kills: Verification['kills'] = []
  for (const [id, { caughtBy }] of Object.entries(key.mistakes)) {
    const module = wrong(key, id)
    const properties: string[] = []
    for (const entry of key.suite.entries) {
      // Making a case simpler is dear: what a student reads is checked where the property that names the mistake fails.
      const result = await run(key, entry, module, 1, entry.words.id === caughtBy)
      if (result.status === 'ungraded') say(`${id} makes ${entry.words.id} ungraded: ${result.reason}`)
      if (!isCaught(result)) continue
      properties.push(entry.words.id)
      checkMessage(`${id} on ${entry.words.id}`, failureText(key, entry, result, id), say)
      if (entry.words.id === caughtBy) await checkDiagnosed(key, id, entry, say)
    }
    kills.push({ mistake: id, caughtBy, properties })
  }
  return kills
}

/** Every function of the exercise is held to its contract, not only the ones that a mistake is about. */
async function checkManners(key: AnswerKey, say: Say): Promise<void> {
  for (const { name, caughtBy, module } of badManners(key)) {
    const entry = key.suite.entries.find(({ words }) => words.id === caughtBy)
    if (!entry) say(`the property ${caughtBy} is missing`)
    else if (!isCaught(await run(key, entry, module, 1))) say(`${name} is not caught by ${caughtBy}`)
  }
}

/** Interesting cases come up as often as each property says they must. */
async function checkFloors({ suite, exercise }: AnswerKey, seed: number, say: Say) {
  for (const { law, words } of suite.entries) {
    if (!law.covers || Array.isArray(law.given)) continue
    const cases = fc.sample(law.given as fc.Arbitrary<unknown>, {
      seed: propertySeed(`verify ${seed}`, '', exercise.slug, words.id),
      numRuns: law.runs ?? 100,
    })
    for (const [what, [share, is]] of Object.entries(law.covers)) {
      const found = cases.filter(is).length / cases.length
      if (found < share)
        say(
          `${words.id}: only ${Math.round(found * 100)} % of the cases have ${what} on seed ${seed}, not ${share * 100} %`,
        )
    }
  }
}

function checkWords({ exercise, mistakes }: AnswerKey, say: Say): void {
  const files = [
    `${exercise.name}.ts`,
    `${exercise.name}.test.ts`,
    `${exercise.name}.visible.ts`,
    'README.md',
  ]
  for (const file of files) if (!existsSync(join(exercise.folder, file))) say(`${file} is missing`)
  for (const [id, { says, explains, asks }] of Object.entries(mistakes))
    if (!says || !explains || !asks) say(`${id} lacks words`)
}
