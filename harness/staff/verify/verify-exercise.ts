import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { counterexampleOf } from '#engine/feedback/counterexample.ts'
import { explain } from '#engine/feedback/explain.ts'
import { diagnose } from '#engine/grading/diagnose.ts'
import { type PropertyResult, runProperty } from '#engine/grading/run-property.ts'
import { earnedPoints } from '#engine/grading/score.ts'
import { propertySeed } from '#engine/grading/seeds.ts'
import { copyableProperties, type SuiteEntry } from '#engine/grading/suite.ts'
import { inProcess } from '#engine/spec/in-process.ts'
import type { AnswerKey } from '../answer-key.ts'
import { badManners } from './contract.ts'
import { filled, idleModules } from './idle.ts'

/** What `verify` found out about one exercise. */
export interface Verification {
  slug: string
  points: number
  seeds: number
  properties: { id: string; kind: string; visible: boolean }[]
  /** For every mistake the properties that catch it on the first seed, and the one that must. */
  kills: { mistake: string; caughtBy: string; properties: string[] }[]
  correct: string[]
  problems: string[]
}

type Module = Record<string, unknown>
type AnyFunction = (...args: unknown[]) => unknown

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
  for (const { words } of suite.entries)
    if (words.kind !== 'contract' && !kills.some(({ properties }) => properties.includes(words.id)))
      say(`${words.id} catches no known mistake`)

  await checkOtherwise(key, say)
  await checkManners(key, say)
  await checkIdle(key, say)
  for (const name of Object.keys(correct)) await checkNotDiagnosed(key, name, correct[name]!, say)
  return {
    slug: exercise.slug,
    points: exercise.manifest.points,
    seeds,
    properties: suite.entries.map(({ words, visible }) => ({ id: words.id, kind: words.kind, visible })),
    kills,
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

function wrong({ exemplar, mistakes }: AnswerKey, id: string): Module {
  return { ...exemplar, ...mistakes[id]?.exports }
}

/** What was not graded was not caught. */
function isCaught({ status }: PropertyResult): boolean {
  return status !== 'pass' && status !== 'ungraded'
}

/** A plain list of cases is the same on every seed. */
function isNews({ law }: SuiteEntry, seed: number): boolean {
  return seed === 1 || !Array.isArray(law.given)
}

function seedNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}

function run(
  { suite, exercise }: AnswerKey,
  { law, words }: SuiteEntry,
  module: Module,
  seed: number,
  shrink = false,
): Promise<PropertyResult> {
  return runProperty(law, {
    seed: propertySeed(`verify ${seed}`, '', exercise.slug, words.id),
    functions: suite.functions,
    transport: inProcess(module),
    shrink,
  })
}

/** Every mistake against every property on the first seed; each must be diagnosed as itself. */
async function killMatrix(key: AnswerKey, say: (problem: string) => void): Promise<Verification['kills']> {
  const kills: Verification['kills'] = []
  for (const [id, { caughtBy }] of Object.entries(key.mistakes)) {
    const module = wrong(key, id)
    const properties: string[] = []
    for (const entry of key.suite.entries) {
      const result = await run(key, entry, module, 1, true)
      if (result.status === 'ungraded') say(`${id} makes ${entry.words.id} ungraded: ${result.reason}`)
      if (!isCaught(result)) continue
      properties.push(entry.words.id)
      checkMessage(`${id} on ${entry.words.id}`, failureText(key, entry, result, id), say)
      if (entry.words.id === caughtBy) {
        const found = await diagnose(entry.law, diagnosisOptions(key, entry, module), key.bank)
        if (found !== id) say(`${id} is diagnosed as ${found ?? 'nothing'} when ${caughtBy} catches it`)
      }
    }
    kills.push({ mistake: id, caughtBy, properties })
  }
  return kills
}

/** A mistake that is also written otherwise is caught and recognised there too. */
async function checkOtherwise(key: AnswerKey, say: (problem: string) => void): Promise<void> {
  for (const [id, { caughtBy, otherwise }] of Object.entries(key.mistakes)) {
    const entry = key.suite.entries.find(({ words }) => words.id === caughtBy)
    if (!otherwise || !entry) continue
    const module = { ...key.exemplar, ...otherwise }
    if (!isCaught(await run(key, entry, module, 1)))
      say(`${id}, written otherwise, is not caught by ${caughtBy}`)
    const found = await diagnose(entry.law, diagnosisOptions(key, entry, module), key.bank)
    if (found !== id) say(`${id}, written otherwise, is diagnosed as ${found ?? 'nothing'} by ${caughtBy}`)
  }
}

function diagnosisOptions({ suite, exercise }: AnswerKey, { words }: SuiteEntry, module: Module) {
  return {
    seed: propertySeed('verify 1', '', exercise.slug, words.id),
    functions: suite.functions,
    transport: inProcess(module),
  }
}

async function checkNotDiagnosed(
  key: AnswerKey,
  name: string,
  module: Module,
  say: (problem: string) => void,
) {
  for (const entry of key.suite.entries) {
    const found = await diagnose(entry.law, diagnosisOptions(key, entry, module), key.bank)
    if (found) say(`${name} is correct but would be diagnosed as ${found} by ${entry.words.id}`)
  }
}

/** Every function of the exercise is held to its contract, not only the ones that a mistake is about. */
async function checkManners(key: AnswerKey, say: (problem: string) => void): Promise<void> {
  for (const { name, caughtBy, module } of badManners(key)) {
    const entry = key.suite.entries.find(({ words }) => words.id === caughtBy)
    if (!entry) say(`the property ${caughtBy} is missing`)
    else if (!isCaught(await run(key, entry, module, 1))) say(`${name} is not caught by ${caughtBy}`)
  }
}

/** The stub and every way to do nothing score exactly 0, and none of them stops the grader. */
async function checkIdle(key: AnswerKey, say: (problem: string) => void): Promise<void> {
  const { exercise, suite } = key
  const stubFile = join(exercise.folder, `${exercise.name}.ts`)
  if (!readFileSync(stubFile, 'utf8').includes('TODO')) say('the stub has no TODO')
  const stub: Module = await import(pathToFileURL(stubFile).href)
  for (const fn of Object.keys(exercise.manifest.exports))
    for (const [name, module] of [
      ['the stub', stub],
      ['the exemplar', key.exemplar],
    ] as const)
      if (typeof module[fn] !== 'function') say(`${name} does not export ${fn}`)
  const idle = {
    'the stub': stub,
    ...idleModules(exercise.manifest),
    'knows the visible examples by heart': await byHeart(key),
  }
  for (const [name, module] of Object.entries(idle)) {
    const results: PropertyResult[] = []
    for (const entry of suite.entries) results.push(await run(key, entry, module, 1))
    for (const [i, result] of results.entries())
      if (result.status === 'ungraded')
        say(`a module that ${name} makes ${suite.entries[i]!.words.id} ungraded: ${result.reason}`)
    const earned = earnedPoints(
      exercise.manifest,
      results.map(({ status }) => status === 'pass'),
      copyableProperties(suite),
    )
    if (earned.some((points) => points > 0)) {
      const which = suite.entries.filter((_, i) => results[i]!.status === 'pass').map(({ words }) => words.id)
      say(`${name} earns points: it passes ${which.join(', ')}`)
    }
  }
}

/** The right results for the calls that everyone can see in the tests, and nothing for any other. */
async function byHeart({ suite, exercise, exemplar }: AnswerKey): Promise<Module> {
  const known = new Map<string, unknown>()
  const nameOf = (fn: string, args: readonly unknown[]) => JSON.stringify([fn, args])
  for (const { law, visible } of suite.entries)
    if (visible && Array.isArray(law.given))
      await runProperty(law, {
        seed: 1,
        functions: suite.functions,
        transport: inProcess(exemplar),
        listen: ({ fn, args }) =>
          known.set(nameOf(fn, args), (exemplar[fn] as AnyFunction)(...structuredClone(args))),
      })
  return Object.fromEntries(
    Object.entries(exercise.manifest.exports).map(([fn, { returns }]) => [
      fn,
      (...args: unknown[]) =>
        known.has(nameOf(fn, args)) ? structuredClone(known.get(nameOf(fn, args))) : filled(returns, args, 0),
    ]),
  )
}

/** Interesting cases come up as often as each property says they must. */
async function checkFloors({ suite, exercise }: AnswerKey, seed: number, say: (problem: string) => void) {
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

function failureText(key: AnswerKey, entry: SuiteEntry, result: PropertyResult, mistake?: string): string {
  if (result.status === 'pass') return 'passes'
  if (result.status === 'ungraded') return `  ungraded: ${result.reason}`
  const known = mistake ? key.mistakes[mistake] : undefined
  return explain({
    slug: key.exercise.slug,
    words: entry.words,
    status: result.status,
    counterexample: counterexampleOf(result, key.exercise.manifest),
    timeBudgetMs: key.exercise.manifest.timeBudgetMs,
    ...(known ? { mistake: known } : {}),
  })
}

/** What a student reads fits a terminal and gives nothing of ours away. */
function checkMessage(of: string, text: string, say: (problem: string) => void): void {
  const lines = text.split('\n')
  if (lines.length > 25) say(`the message for ${of} has ${lines.length} lines:\n${text}`)
  if (lines.some((line) => [...line].length > 80))
    say(`the message for ${of} is wider than 80 columns:\n${text}`)
  if (/harness\/|solutions\/|reference\//.test(text)) say(`the message for ${of} holds a path of ours`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  if (/\u001b/.test(text)) say(`the message for ${of} holds an escape code`)
}

function checkWords({ exercise, mistakes }: AnswerKey, say: (problem: string) => void): void {
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
