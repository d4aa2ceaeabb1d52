import type { Attack } from '../attack.ts'

/** What is thrown: values of every kind, and errors that do not like to be looked at. */
export const thrown = (): Attack[] => [
  {
    name: 'throw what can not be read',
    body: 'throw new Proxy({}, { get() { throw new Error("no") }, ownKeys() { throw new Error("no") } })',
    historic: true,
  },
  { name: 'throw nothing', body: 'throw undefined', historic: true },
  {
    name: 'throw an endless message',
    top: "const error = { name: 'x'.repeat(1e7), message: '`'.repeat(1e7), code: 'EMPTY', stack: 'student.js:999999999:1'.repeat(1e4) }",
    body: 'throw error',
    historic: true,
  },
  { name: 'throw null', body: 'throw null' },
  { name: 'throw a symbol', body: "throw Symbol('x')" },
  { name: 'throw a number', body: 'throw 10n ** 40n' },
  { name: 'throw a function', body: 'throw () => { throw 1 }' },
  { name: 'throw an object without a prototype', body: 'throw Object.create(null)' },
  {
    name: 'throw what has no text',
    body: 'throw { toString: null, valueOf: null, message: { toString: null }, name: [], code: {} }',
  },
  {
    name: 'throw a revoked proxy',
    body: 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy',
  },
  {
    name: 'throw a chain of causes',
    top: "let e = new Error('x'); for (let i = 0; i < 1e4; i++) e = new AggregateError([e, e], 'x', { cause: e })",
    body: 'throw e',
  },
  {
    name: 'throw the right code for everything',
    body: "throw Object.assign(new Error('EMPTY'), { name: 'MLError', code: 'EMPTY' })",
  },
  {
    name: 'throw a code that is all codes',
    body: "throw { name: 'MLError', code: new Proxy({}, { get: () => () => true }), message: 'EMPTY SHAPE PARAM NON_FINITE' }",
  },
  {
    name: 'throw while an error is looked at',
    body: "throw { get message() { throw { get message() { throw 1 } } }, get code() { return 'EMPTY' } }",
  },
  {
    name: 'throw an error that changes',
    body: "let n = 0; throw { get code() { return ['EMPTY', 'SHAPE', 'PARAM'][n++ % 3] }, get name() { return n++ } }",
  },
  {
    name: 'throw a position that is none',
    body: "throw { message: 'x', stack: 'student.js:0:0 student.js:9999999:9999999 student.js:1:1' }",
  },
  {
    name: 'throw and loop when it is looked at',
    body: 'throw { get message() { for (;;) {} } }',
    burns: true,
  },
]
