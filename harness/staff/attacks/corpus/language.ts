import type { Attack } from '../attack.ts'

const patchAll = (names: string, as: string) => `
for (const path of ${JSON.stringify(names.split(' '))}) {
  const keys = path.split('.'), last = keys.pop()
  let at = globalThis
  for (const key of keys) at = at[key]
  try { at[last] = ${as} } catch {}
}`

/** The language itself changed under the grader's feet. */
export const language = (): Attack[] => [
  {
    name: 'patch the language',
    top: `
    Object.is = () => true
    Number.isFinite = () => true
    Math.abs = () => 0
    Array.prototype.every = () => true
    Array.prototype.map = function () { return this }
    Object.prototype.toString = () => 'x'
    JSON.stringify = () => '{}'`,
    historic: true,
  },
  {
    name: 'pollute prototypes',
    top: "Object.prototype.status = 'pass'; Object.prototype.points = 20; Object.prototype.then = undefined",
    body: 'return {}',
    historic: true,
  },
  {
    name: 'pollute prototypes with functions',
    top: "for (const key of ['then', 'toJSON', 'valueOf', 'toString', 'value', 'get', 'length', 'opaque']) Object.prototype[key] = () => 'pass'",
    body: 'return {}',
  },
  {
    name: 'pollute prototypes with accessors',
    top: `
    for (const key of ['0', '1', 'value', 'kind', 'printed', 'status'])
      Object.defineProperty(Object.prototype, key, { get() { return 'pass' }, set() {}, configurable: true })`,
    body: 'return [{}]',
  },
  {
    name: 'patch all that a codec needs',
    top: patchAll(
      'Object.keys Object.getOwnPropertyDescriptor Object.defineProperty Array.isArray Number.isNaN Reflect.apply ' +
        'Reflect.ownKeys String.prototype.charCodeAt DataView.prototype.setFloat64 DataView.prototype.getFloat64 ' +
        'DataView.prototype.setUint32 Uint8Array.prototype.set Array.prototype.push Array.prototype.includes',
      '() => true',
    ),
  },
  {
    name: 'patch iteration',
    top: `
    Array.prototype[Symbol.iterator] = function* () { yield 0 }
    Iterator.prototype.next = () => ({ done: true })
    Array.prototype.entries = Array.prototype.values = Array.prototype.keys = () => []`,
  },
  {
    name: 'patch what makes things',
    top: patchAll(
      'Array Object Error Map Set String Number RegExp Promise Proxy Reflect Symbol',
      'undefined',
    ),
  },
  {
    name: 'freeze the world',
    top: 'for (const o of [Object, Array, Function, Error]) { Object.freeze(o); Object.freeze(o.prototype) }',
  },
  {
    name: 'an array of another kind',
    body: 'class A extends Array { get length() { return 3 } }; return new A(1, 2)',
  },
  {
    name: 'a species of its own',
    top: 'Object.defineProperty(Array, Symbol.species, { get() { return function () { return {} } } })',
    body: 'return args.flat()',
  },
  {
    name: 'setters on the arguments’ prototypes',
    top: "Object.defineProperty(Array.prototype, '0', { set(v) { throw new Error('LEAK:a' + v) }, configurable: true })",
    body: 'args[0][0] = 1; return 0',
  },
  {
    name: 'say yes to every question',
    top: `
    Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: () => true })
    Symbol.prototype[Symbol.toPrimitive] = () => 'x'
    Number.prototype.valueOf = () => 1
    BigInt.prototype.toJSON = () => 1`,
    body: 'return Object(1)',
  },
]
