import type { Attack } from '../attack.ts'

/** What is returned: shapes and values that a grader may stumble over. */
export const results = (): Attack[] => [
  {
    name: 'a record that looks like what could not travel',
    body: 'return { opaque: { toString: 1, valueOf: 1 } }',
    historic: true,
  },
  {
    name: 'such records inside of others',
    body: 'return [[{ opaque: { toString: 1 } }], { opaque: [{ opaque: null }] }]',
  },
  { name: 'return a cycle', body: 'const a = []; a.push(a); return a', historic: true },
  {
    name: 'return depth',
    top: 'let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]',
    body: 'return deep',
    historic: true,
  },
  {
    name: 'return a huge array',
    top: 'const huge = new Array(3e6).fill(1)',
    body: 'return huge',
    historic: true,
  },
  { name: 'return a sparse array', body: 'const a = []; a[4294967294] = 1; return a', historic: true },
  { name: 'return holes', body: 'return [, 1, , 2]' },
  {
    name: 'return a proxy',
    body: 'return new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : 1), has: () => true })',
    historic: true,
  },
  {
    name: 'return a revoked proxy',
    body: 'const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return [proxy, proxy]',
  },
  {
    name: 'return an object whose prototype is a proxy',
    body: 'return Object.create(new Proxy({}, { get() { throw 1 }, has: () => true, getPrototypeOf() { throw 2 } }))',
  },
  {
    name: 'return __proto__',
    body: `return JSON.parse('{"__proto__": {"status": "pass", "isAdmin": true}, "coef": [1], "intercept": 0}')`,
    historic: true,
  },
  {
    name: 'return what compares as anything',
    body: 'return { valueOf: () => 1, toString: () => "1", toJSON: () => 1, [Symbol.toPrimitive]: () => 1 }',
    historic: true,
  },
  {
    name: 'return the names of methods',
    body: "return Object.fromEntries(['then', 'toJSON', 'constructor', 'hasOwnProperty', 'valueOf', 'toString', 'length', '0', 'opaque'].map((k) => [k, 1]))",
  },
  {
    name: 'return records without a prototype',
    body: 'return Object.assign(Object.create(null), { coef: Object.create(null), toString: null })',
  },
  { name: 'return lone surrogates', body: "return ['\\ud800', { '\\udc00': '\\ud83d' }]" },
  {
    name: 'return labels that are NaN',
    body: 'return { classes: [NaN, NaN, -0, 0], labels: [NaN], matrix: [[NaN]] }',
  },
  {
    name: 'return every kind of value',
    body: 'return [1n, Symbol("x"), () => 1, new Date(NaN), /x/g, new Map([[1, 2]]), new Error("x"), new Float64Array(2), new WeakMap()]',
  },
  {
    name: 'return another class',
    body: "return new (class { static name = 'x'.repeat(1e6); coef = [1]; get intercept() { throw 1 } })()",
  },
  {
    name: 'return a getter that throws what is no error',
    body: 'return { get coef() { throw { toString: null } } }',
  },
  {
    name: 'return a forged constructor name',
    body: "return { constructor: { name: 'x'.repeat(1e6) }, [Symbol.toStringTag]: 'y'.repeat(1e6) }",
  },
  {
    name: 'change the arguments',
    body: 'for (const arg of args) if (Array.isArray(arg)) { arg.length = 0; arg.push(NaN) } return args[0]',
    historic: true,
  },
  {
    name: 'make the arguments unreadable',
    body: "for (const arg of args) if (Array.isArray(arg)) Object.defineProperty(arg, '0', { get() { throw 1 } }); return 0",
  },
  { name: 'return getters without end', body: 'return { get coef() { for (;;) {} } }', burns: true },
]
