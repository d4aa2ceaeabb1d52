import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { gradeSubmission } from '#engine/grading/grade-submission.ts'
import { probeLevel } from '#engine/sandbox/level.ts'
import { prepareCourse } from '../answer-key/prepare.ts'

/** A function of each is in one submission; `npm run attacks` tries more of them. */
const SUBMISSIONS = process.env.NEUROGRADE_ATTACKS === 'all' ? 40 : 10

const folder = mkdtempSync(join(tmpdir(), 'neurograde-odd-'))
const { course, exercises, stubs } = await prepareCourse(['05'])
const { level } = await probeLevel()
const names = Object.keys(exercises[0]!.suite.exercise.manifest.exports)

afterAll(() => rmSync(folder, { recursive: true }))

/** Expressions that are odd by themselves. */
const odd = [
  ...[
    'undefined',
    'null',
    'true',
    '0',
    '-0',
    'NaN',
    '-Infinity',
    '1e308',
    '10n ** 30n',
    "''",
    "'\\ud800'",
    '/x/g',
  ],
  ...[
    "Symbol('x')",
    'Symbol.iterator',
    '() => 1',
    'class { static name = 1 }',
    'Object.create(null)',
    'new Date(NaN)',
  ],
  ...[
    '[]',
    '[,]',
    '[, 1]',
    'new Array(1e9)',
    'Object(Symbol())',
    'Object(1n)',
    "Object('x')",
    'new Boolean(false)',
  ],
  ...[
    'new Map([[{}, NaN]])',
    'new Set([1])',
    'new WeakSet()',
    'new Float64Array(3)',
    'new DataView(new ArrayBuffer(1))',
  ],
  ...[
    'Promise.resolve(1)',
    'Promise.reject(1).catch(() => {}) && { then: 1 }',
    '(function* () { yield 1 })()',
    'args',
    'args[0]',
  ],
  ...[
    '(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()',
    'new Proxy([], {})',
    'new Proxy(() => 1, {})',
  ],
  ...[
    '(() => { const a = []; a[0] = a; return a })()',
    '(() => { const o = {}; o.o = { o }; return o })()',
    'globalThis',
  ],
  ...[
    'new Error("x")',
    'new AggregateError([1], "x")',
    'Object.assign(new Error("x"), { name: 1, message: {}, code: [] })',
  ],
  ...[
    "'x'.repeat(1e6)",
    'Array.from({ length: 1e4 }, () => ({}))',
    'new Array(1e5).fill(NaN)',
    'Math',
    'Reflect',
    'arguments',
  ],
  ...[
    'new (class A extends Array {})(3)',
    'Object.freeze([1])',
    'Object.setPrototypeOf([1], null)',
    'Object.create([1, 2])',
  ],
  ...[
    'new (class extends Promise {})(() => {})',
    'Object.create(new Proxy({}, { has: () => true, get() { throw 1 } }))',
  ],
]
const keys = fc.constantFrom(
  ...[
    'a',
    'opaque',
    'then',
    'toJSON',
    'toString',
    'valueOf',
    'constructor',
    '__proto__',
    'length',
    '0',
    '-1',
    '',
    '::error::',
  ],
  ...[
    'because',
    'expected',
    'got',
    'where',
    'name',
    'message',
    'code',
    'stack',
    'coef',
    'kind',
    'status',
    '\u061c',
    'hasOwnProperty',
  ],
)

/** Odd expressions inside of one another, as source text. */
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.double().map(String) },
    {
      weight: 1,
      arbitrary: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(keys, tie('value')), { maxLength: 4 })
        .map(
          (fields) => `{ ${fields.map(([key, item]) => `[${JSON.stringify(key)}]: ${item}`).join(', ')} }`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(keys, tie('value'))
        .map(([key, item]) => `{ get [${JSON.stringify(key)}]() { return ${item} } }`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(keys, tie('value'))
        .map(([key, item]) => `{ get [${JSON.stringify(key)}]() { throw ${item} } }`),
    },
    {
      weight: 1,
      arbitrary: tie('value').map((item) => `{ [Symbol.toPrimitive]: () => (${item}), toString: null }`),
    },
    {
      weight: 1,
      arbitrary: tie('value').map((item) => `Object.assign(Object.create(null), { opaque: ${item} })`),
    },
    {
      weight: 1,
      arbitrary: tie('value').map(
        (item) => `Object.assign(new Error('x'), { cause: ${item}, name: ${item}, code: ${item} })`,
      ),
    },
    {
      weight: 1,
      arbitrary: tie('value').map(
        (item) => `new Proxy({}, { get: () => (${item}), ownKeys: () => (${item}) })`,
      ),
    },
  ),
}))

/** What a function does: returns or throws something odd, or does so now and then, or changes what it was given. */
const body = fc.oneof(
  value.map((item) => `return ${item}`),
  value.map((item) => `throw ${item}`),
  fc.tuple(value, value).map(([a, b]) => `return args[0]?.length > 1 ? ${a} : ${b}`),
  fc.tuple(value, value).map(([a, b]) => `if (args[0]?.length % 2) throw ${a}; return ${b}`),
  value.map((item) => `args[0][0] = ${item}; return 1`),
  fc.tuple(keys, value).map(([key, item]) => `args[0][${JSON.stringify(key)}] = ${item}; return args`),
  value.map((item) => `console.log(${item}); return [${item}]`),
)

/** Grades these bodies, one for each function of the exercise. */
async function grade(bodies: readonly string[], id: string) {
  const submission = join(folder, id)
  const file = join(submission, exercises[0]!.suite.exercise.file)
  const text = names
    .map((name, i) => `export function ${name}(...args: any[]): any { ${bodies[i]} }`)
    .join('\n')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  const { exercises: graded, ...grade } = await gradeSubmission({
    ...{ course, exercises, stubs, submission, level, tier: 'provisional', about: { id } },
    key: 'a key for odd values',
  })
  return { text, grade, record: graded[0]! }
}

test('nothing that is returned or thrown makes an exercise ungraded', { timeout: 600_000 }, async () => {
  const samples = fc.sample(fc.array(body, { minLength: names.length, maxLength: names.length }), {
    seed: 20_261_130,
    numRuns: SUBMISSIONS,
  })
  for (const [i, bodies] of samples.entries()) {
    const { text, record } = await grade(bodies, String(i))
    const ungraded = record.properties.filter(({ status }) => status === 'ungraded')
    expect({ text, ungraded: ungraded.map(({ id, message }) => ({ id, message })) }).toEqual({
      text,
      ungraded: [],
    })
    expect({ text, points: record.points }).toEqual({ text, points: 0 })
    expect(record.properties[0]?.message ?? '').not.toContain('does not run')
  }
})
