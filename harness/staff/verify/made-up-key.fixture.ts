import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestSchema } from '#engine/course/manifest.ts'
import { assembleSuite } from '#engine/grading/suite.ts'
import {
  type AnyProperty,
  by,
  closedForm,
  gridVec,
  hygiene,
  type Mistake,
  matches,
  numbers,
  property,
  same,
  stress,
  takes,
} from '#engine/spec/index.ts'
import { MLError } from '#kit'
import type { AnswerKey } from '../answer-key/answer-key.ts'

interface Totals {
  total(x: number[]): number
}

type MadeUpMistake = Mistake<Record<string, unknown>>

/** What may be doctored in the made-up answer key. */
export interface Doctoring {
  exemplar?: Totals
  alternatives?: Record<string, Totals>
  readings?: Record<string, Totals>
  mistakes?: Record<string, MadeUpMistake>
  laws?: Record<string, AnyProperty>
  words?: Record<string, object>
  stub?: string
  takes?: AnswerKey['takes']
  excused?: Record<string, string>
  readme?: string
  sentences?: AnswerKey['sentences']
  /** Properties beside the usual ones, of kinds that have words of their own. */
  extra?: string[]
  /** The property that is visible; `matches` unless told. */
  visible?: string
}

/** A sound answer key of a made-up exercise, `total(x)`, with what is doctored in it. */
export function madeUpKey(folder: string, doctoring: Doctoring = {}): AnswerKey {
  mkdirSync(folder, { recursive: true })
  const stub = "export function total() {\n  throw new Error('TODO: write total')\n}\n"
  const files = {
    'total.ts': doctoring.stub ?? stub,
    'total.test.ts': '',
    'total.visible.ts': '',
    'README.md': doctoring.readme ?? '',
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  const exercise = {
    slug: '03-total',
    name: 'total',
    file: 'exercises/03-total/total.ts',
    folder,
    manifest: manifest(doctoring),
  }
  const { visible = 'matches' } = doctoring
  const { [visible]: shown, ...hidden } = { ...laws, ...doctoring.laws } as Record<string, AnyProperty>
  const exemplar = { ...(doctoring.exemplar ?? totalWith((x) => x.reduce((sum, value) => sum + value, 0))) }
  const known = { ...mistakes, ...doctoring.mistakes }
  return {
    exercise,
    suite: assembleSuite(exercise, { [visible]: shown! }, hidden),
    exemplar,
    alternatives: { ...alternatives, ...doctoring.alternatives } as unknown as AnswerKey['alternatives'],
    readings: (doctoring.readings ?? {}) as unknown as AnswerKey['readings'],
    mistakes: known,
    bank: { exemplar, mistakes: known, observe: {} },
    takes: doctoring.takes ?? totals,
    excused: doctoring.excused ?? {},
    // One sentence that every mistake breaks, unless told.
    sentences:
      'sentences' in doctoring
        ? doctoring.sentences
        : {
            'The total is the sum of the values.': {
              held: ['matches', 'is-additive'],
              broken: Object.keys(known),
            },
          },
  }
}

/** A module that refuses an empty list and else does as told. */
export function totalWith(total: (x: number[]) => number): Totals {
  return {
    total: (x) => {
      if (x.length === 0) throw new MLError('EMPTY', 'no values')
      return total(x)
    },
  }
}

export function mistake(caughtBy: string, total: (x: number[]) => number): MadeUpMistake {
  return {
    says: 'does it wrong',
    explains: 'It is wrong.',
    asks: 'Is it right?',
    caughtBy,
    exports: { ...totalWith(total) },
  }
}

const sumOf = (x: number[]) => x.reduce((sum, value) => sum + value, 0)

const alternatives: Record<string, Totals> = {
  loop: totalWith((x) => {
    let sum = 0
    for (const value of x) sum += value
    return sum
  }),
  backwards: totalWith((x) => x.reduceRight((sum, value) => sum + value, 0)),
}

const mistakes: Record<string, MadeUpMistake> = {
  'doubles-it': mistake('matches', (x) => 2 * sumOf(x)),
  'adds-one': mistake('is-additive', (x) => sumOf(x) + 1),
}

const totals = takes<Totals>({ total: { x: numbers({ n: [1, 6], nonFinite: false }) } })

const laws: Record<string, AnyProperty> = {
  matches: property({
    given: gridVec().map((x) => ({ x })),
    covers: { 'a negative value': [0.3, ({ x }) => x.some((value) => value < 0)] },
    holds: matches<Totals, { x: number[] }>('total', sumOf, closedForm),
  }),
  'is-additive': property<Totals, number[]>({
    given: gridVec(),
    holds: async ({ total }, x) => same(await total([...x, ...x]), 2 * (await total(x))),
  }),
  ...hygiene(totals),
  ...stress<Totals>(totals, {
    total: by(sumOf, {
      scale: (_, [x]) => x.reduce((sum: number, value: number) => sum + Math.abs(value), 0),
    }),
  }),
}

function manifest({ words = {}, extra = [] }: Doctoring) {
  const ours = (id: string, kind: string) => ({
    id,
    kind,
    judges: ['total'],
    statement: 'The total is the sum of the values.',
    weight: 1,
    hints: ['a', 'b', 'c'],
    ...words[id],
  })
  return manifestSchema.parse({
    title: 'Total',
    unit: 1,
    covers: ['S1.a'],
    requires: [],
    points: 10,
    difficulty: 1,
    exports: { total: { takes: ['x'], returns: 'number' } },
    properties: [
      ours('matches', 'differential'),
      ours('is-additive', 'metamorphic'),
      ...extra.map((id) => ({ id })),
      ...['lengths', 'decimals-and-units', 'whole-range', 'many-samples', 'no-memory'].map((id) => ({ id })),
      ...['keeps-inputs', 'repeats-itself', 'refuses-bad-input', 'gives-the-reason'].map((id) => ({ id })),
    ],
  })
}
