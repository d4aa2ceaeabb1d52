import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  above,
  by,
  gridVec,
  hygiene,
  must,
  numbers,
  optional,
  property,
  type Sentence,
  scalar,
  stress,
  takes,
} from '#engine/spec/index.ts'
import { MLError } from '#kit'
import { type Doctoring, madeUpKey, totalWith } from './made-up-key.fixture.ts'
import { skeletonOf } from './sentence-skeleton.ts'
import { checkSentences, sentencesText } from './sentences.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurograde-sentences-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const readme = `# 03 · Total

The total adds values up.

## Errors

| input | code |
|---|---|
| no values | EMPTY |

## Conventions

- Any unit is right. Ask (e.g. A friend)
  when in doubt.
- Functions leave their arguments as they are and give the same result for the same call.
`
const refused = ['*/refuses-bad-input', '*/gives-the-reason']
const manners = 'Functions leave their arguments as they are and give the same result for the same call.'
const sound: Record<string, Sentence> = {
  'The total adds values up.': { held: ['matches'], broken: ['doubles-it', 'adds-one'] },
  'no values | EMPTY': { held: refused },
  'Any unit is right.': { held: ['*/whole-range'], broken: ['whole-range'] },
  'Ask (e.g. A friend) when in doubt.': { advice: 'for whom the text is not enough' },
  [manners]: { held: ['*/keeps-inputs', '*/repeats-itself'] },
}
const kills = [
  { mistake: 'doubles-it', properties: ['matches', 'total/lengths'] },
  { mistake: 'adds-one', properties: ['matches', 'is-additive'] },
]

async function checked(changes: Record<string, Sentence | undefined>, doctoring: Doctoring = {}) {
  const problems: string[] = []
  const entries = Object.entries({ ...sound, ...changes }).filter(([, one]) => one !== undefined)
  const sentences = Object.fromEntries(entries) as Record<string, Sentence>
  const key = madeUpKey(folder, { readme, sentences, ...doctoring })
  const table = await checkSentences(key, kills, (problem) => problems.push(problem))
  return { table, problems }
}

test('a statement of which every sentence is held has no problems', async () => {
  const { table, problems } = await checked({})
  expect(problems).toEqual([])
  expect(table).toEqual({ known: true, total: 4, advice: 1, open: [] })
  expect(sentencesText(table)).toBe('4 sentences, 1 of them advice, all held')
})

test('an exercise without a sentences file is a problem', async () => {
  const { table, problems } = await checked({}, { sentences: undefined })
  expect(problems).toEqual(['total.sentences.ts is missing'])
  expect(sentencesText(table)).toBe('4 sentences, no sentences file yet')
})

describe('a problem is reported', () => {
  const said = async (changes: Record<string, Sentence | undefined>, doctoring?: Doctoring) =>
    (await checked(changes, doctoring)).problems

  test('when a sentence has no entry, and the table says which', async () => {
    const { table, problems } = await checked({ 'Any unit is right.': undefined })
    expect(problems).toEqual(['nothing is said to hold the sentence: Any unit is right.'])
    expect(sentencesText(table)).toBe('4 sentences, 1 of them advice, 1 not held:\n    Any unit is right.')
  })

  test('when an entry is for a sentence that is not in the text any more', async () => {
    expect(await said({ 'Any unit is fine.': { advice: 'is old' } })).toEqual([
      'this sentence is not in the text: Any unit is fine.',
    ])
  })

  test('when advice has no reason', async () => {
    expect(await said({ 'Any unit is right.': { advice: '' } })).toEqual([
      '"Any unit is right." is called advice without a reason',
    ])
  })

  test.each<[string, Sentence, string]>([
    ['nothing holds a sentence', { held: [] }, 'is held by nothing'],
    ['a property does not exist', { held: ['is-gone'] }, 'is held by is-gone, which does not exist'],
    ['no function has such a property', { held: ['*/gone'] }, 'is held by */gone, which does not exist'],
    ['no mistake is named', { held: ['matches'] }, 'names no mistake that breaks it'],
    [
      'a mistake does not exist',
      { held: ['matches'], broken: ['is-gone'] },
      'is broken by is-gone, which is not in the bank nor a law that it is held by',
    ],
    [
      'a kind of stress is named that does not hold it',
      { held: ['matches'], broken: ['lengths'] },
      'is broken by lengths, which is not in the bank nor a law that it is held by',
    ],
    [
      'a mistake is noticed by other properties only',
      { held: ['is-additive'], broken: ['doubles-it'] },
      'is broken by doubles-it, which nothing notices',
    ],
  ])('when %s', async (_, sentence, problem) => {
    expect(await said({ 'Any unit is right.': sentence })).toEqual([`"Any unit is right." ${problem}`])
  })

  test('when manners are held by half of what notices them', async () => {
    expect(await said({ [manners]: { held: ['*/repeats-itself'] } })).toEqual([
      `"${manners}" names no mistake that breaks it`,
    ])
  })

  test('when a mistake of the bank breaks no sentence', async () => {
    expect(
      await said({ 'The total adds values up.': { held: ['matches'], broken: ['doubles-it'] } }),
    ).toEqual(['adds-one breaks no sentence'])
  })

  test('when a row of the error table is held by properties that do not see its code', async () => {
    expect(await said({ 'no values | EMPTY': { held: ['*/refuses-bad-input'] } })).toEqual([
      '"no values | EMPTY" does not notice a total that says another code than EMPTY',
    ])
    expect(await said({ 'no values | EMPTY': { held: ['matches'] } })).toEqual([
      '"no values | EMPTY" never meets EMPTY',
    ])
    const lenient = property({ given: gridVec(), holds: () => must(true, '') })
    expect(
      await said({}, { laws: { 'total/refuses-bad-input': lenient, 'total/gives-the-reason': lenient } }),
    ).toEqual(['"no values | EMPTY" never meets EMPTY'])
  })

  test('when a row promises a code that is never said', async () => {
    const changed = readme.replace('| no values | EMPTY |', '| no values | EMPTY |\n| a \\| b | SHAPE |')
    expect(await said({ 'a | b | SHAPE': { held: refused } }, { readme: changed })).toEqual([
      '"a | b | SHAPE" never meets SHAPE',
    ])
  })
})

describe('rows of the error table that share a code', () => {
  const changed = readme.replace('| no values | EMPTY |', '| no values | EMPTY |\n| nothing at all | EMPTY |')
  const rows = (first: Sentence, second: Sentence) =>
    checked({ 'no values | EMPTY': first, 'nothing at all | EMPTY': second }, { readme: changed })

  test('say by which bad input they are tried', async () => {
    const { problems } = await rows(
      { held: refused, when: ['x is empty'] },
      { held: refused, when: ['x is'] },
    )
    expect(problems).toEqual([])
  })

  test('are a problem when they do not, or when it is never tried', async () => {
    const { problems } = await rows({ held: refused }, { held: refused, when: ['y is'] })
    expect(problems).toEqual([
      '"no values | EMPTY" shares its code with another row, so it needs "when"',
      '"nothing at all | EMPTY" is tried when "y is", which no bad input with its code is called',
    ])
  })

  test('get a guess in the skeleton', () => {
    const named = changed.replace('nothing at all', 'x without values')
    expect(skeletonOf(madeUpKey(folder, { readme: named }))).toContain(
      "'x without values | EMPTY': { held: ['*/refuses-bad-input', '*/gives-the-reason'], when: ['x is'] },",
    )
  })
})

describe('a default', () => {
  interface Scaled {
    total(x: number[], scale?: number): number
  }
  const scaled = takes<Scaled>({
    total: { x: numbers({ n: [1, 6], nonFinite: false }), scale: scalar(optional(above(0), 1, [0.5, 2])) },
  })
  const total: Scaled['total'] = (x, scale = 1) => {
    if (!(scale > 0 && Number.isFinite(scale))) throw new MLError('PARAM', 'scale')
    return scale * totalWith((values) => values.reduce((sum, value) => sum + value, 0)).total(x)
  }
  const stub = '/** @param scale 1 unless told */\nexport function total() {\n  throw new Error("TODO")\n}\n'
  const laws = { ...hygiene<Scaled>(scaled), ...stress<Scaled>(scaled, { total: by(total) }) }
  const withDefault = (held: string[], changes: Doctoring['laws'] = {}) =>
    checked(
      { 'scale 1 unless told': { held } },
      {
        stub,
        takes: scaled,
        exemplar: { total },
        laws: { ...laws, ...changes },
        extra: ['defaults'],
      },
    )

  test('is broken by verify itself', async () => {
    expect((await withDefault(['*/defaults'])).problems).toEqual([])
  })

  test('is a problem when another one is not noticed', async () => {
    const lenient = property({ given: gridVec(), holds: () => must(true, '') })
    expect((await withDefault(['*/defaults'], { 'total/defaults': lenient })).problems).toEqual([
      '"scale 1 unless told" does not notice a total that has another default for scale',
    ])
  })
})

test('the skeleton keeps what is said, guesses what follows from a rule, and places every mistake', () => {
  const known: Record<string, Sentence> = { 'Any unit is right.': { advice: "it's 'so'" } }
  expect(
    skeletonOf(madeUpKey(folder, { readme, sentences: known })),
  ).toBe(`import { sentences } from '#engine/spec/index.ts'

export default sentences({
  'no values | EMPTY': { held: ['*/refuses-bad-input', '*/gives-the-reason'] },
  'Any unit is right.': { advice: 'it\\'s \\'so\\'' },
  'Ask (e.g. A friend) when in doubt.': { held: [], broken: [] },
  '${manners}': { held: ['*/keeps-inputs', '*/repeats-itself'] },
  'The total is the sum of the values.': { held: ['matches', 'is-additive'], broken: ['doubles-it', 'adds-one'] },
})`)
})
