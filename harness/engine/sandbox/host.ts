/**
 * The program inside the sandbox. It reads one request at a time from file descriptor 3, runs the student's
 * code, and writes one reply. There is no event loop while it waits, so timers and promises of the student's
 * code never run: a call is all the time it has.
 *
 * Everything that this file needs is taken before the student's code is loaded, and the global object is
 * emptied down to the language itself.
 */
import { readSync, writeSync } from 'node:fs'
import { Script } from 'node:vm'
import { scribble } from '../spec/in-process.ts'
import { CodecError, decode, encode } from './codec.ts'
import type { Reply, Request, Result, Thrown } from './protocol.ts'

const CHANNEL = 3
const MAX_TEXT = 2000

type AnyFunction = (...args: unknown[]) => unknown

const exit = process.exit.bind(process)
const header = new Uint8Array(4)
const headerView = new DataView(header.buffer)
let exported: Record<string, unknown> = {}
/** seedrandom asks Math.random once while it loads, and does not need the answer for seeded streams. */
let isLoading = false

leanRealm()
send([0, 'ready'])
for (;;) {
  const [id, ...request] = receive()
  let reply: Reply
  try {
    reply = answer(request as unknown as Request)
  } catch (error) {
    reply = ['threw', describe(error)]
  }
  try {
    send([id, ...reply])
  } catch (error) {
    send([id, 'refused', error instanceof CodecError ? error.message : 'it can not be read'])
  }
}

function answer(request: Request): Reply {
  switch (request[0]) {
    case 'load': {
      const [, source, filename] = request
      const module = { exports: {} as Record<string, unknown> }
      const script = new Script(`(function (exports, module) {"use strict";${source}\n})`, { filename })
      isLoading = true
      ;(script.runInThisContext() as AnyFunction)(module.exports, module)
      isLoading = false
      exported = module.exports
      return ['ok', Object.keys(exported).map((name) => [name, typeof exported[name]])]
    }
    case 'batch':
      return ['ok', request[1].map(([fn, args]) => attempt(fn, args))]
    case 'rehearse': {
      const [, fn, args, freshArgs] = request
      const returned = call(fn, args)
      // Encoded at once: what happens to the result afterwards must not change what it was.
      const seen = decode(encode([returned, args]))
      scribble(returned)
      return ['ok', { seen, second: call(fn, freshArgs) }]
    }
  }
}

function attempt(fn: string, args: readonly unknown[]): Result {
  try {
    return [true, call(fn, args)]
  } catch (error) {
    return [false, describe(error)]
  }
}

function call(fn: string, args: readonly unknown[]): unknown {
  const target = exported[fn] as AnyFunction
  return target(...args)
}

/** What was thrown, as short strings; looking at it must not throw again. */
function describe(error: unknown): Thrown {
  const text = (key: string): string => {
    try {
      const value = (error as Record<string, unknown>)[key]
      return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
    } catch {
      return ''
    }
  }
  if (typeof error === 'object' && error !== null)
    return { name: text('name'), message: text('message'), code: text('code'), stack: text('stack') }
  return {
    name: '',
    message: typeof error === 'string' ? error.slice(0, MAX_TEXT) : typeof error,
    code: '',
    stack: '',
  }
}

function receive(): [id: number, ...request: unknown[]] {
  fill(header)
  const length = headerView.getUint32(0, true)
  const body = new Uint8Array(length)
  fill(body)
  return decode(body) as [number, ...unknown[]]
}

function fill(buffer: Uint8Array): void {
  for (let done = 0; done < buffer.length; ) {
    const read = readSync(CHANNEL, buffer, done, buffer.length - done, null)
    if (read === 0) exit(0) // the grader is gone
    done += read
  }
}

function send(message: unknown[]): void {
  const body = encode(message)
  const frame = new Uint8Array(4 + body.length)
  new DataView(frame.buffer).setUint32(0, body.length, true)
  frame.set(body, 4)
  for (let done = 0; done < frame.length; ) done += writeSync(CHANNEL, frame, done)
}

/** Leaves of the global object what the language itself defines, a console, and structuredClone. */
function leanRealm(): void {
  const keep = new Set([
    ...[
      'Object',
      'Function',
      'Array',
      'Number',
      'Boolean',
      'String',
      'Symbol',
      'BigInt',
      'Math',
      'JSON',
      'Reflect',
    ],
    ...[
      'Promise',
      'Proxy',
      'RegExp',
      'Date',
      'Intl',
      'Map',
      'Set',
      'WeakMap',
      'WeakSet',
      'WeakRef',
      'Iterator',
    ],
    ...[
      'FinalizationRegistry',
      'ArrayBuffer',
      'DataView',
      'Uint8Array',
      'Int8Array',
      'Uint16Array',
      'Int16Array',
    ],
    ...['Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray'],
    ...[
      'BigInt64Array',
      'BigUint64Array',
      'Error',
      'AggregateError',
      'EvalError',
      'RangeError',
      'ReferenceError',
    ],
    ...[
      'SyntaxError',
      'TypeError',
      'URIError',
      'SuppressedError',
      'globalThis',
      'Infinity',
      'NaN',
      'undefined',
    ],
    ...[
      'isFinite',
      'isNaN',
      'parseFloat',
      'parseInt',
      'decodeURI',
      'decodeURIComponent',
      'encodeURI',
      'encodeURIComponent',
    ],
  ])
  const cloneData = structuredClone
  const print = (...parts: unknown[]): void => {
    try {
      const line = parts.map((part) => (typeof part === 'string' ? part : show(part))).join(' ')
      writeSync(1, `${line.slice(0, 4 * MAX_TEXT)}\n`)
    } catch {
      // Output is a courtesy: a full or closed pipe must not change what a function returns.
    }
  }
  for (const key of Reflect.ownKeys(globalThis))
    if (typeof key !== 'string' || !keep.has(key)) Reflect.deleteProperty(globalThis, key)
  const define = (target: object, key: string, value: unknown) =>
    Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true })
  define(globalThis, 'console', {
    log: print,
    info: print,
    warn: print,
    error: print,
    debug: print,
    trace: print,
    dir: print,
    table: print,
    group: print,
    groupEnd: () => {},
    assert: (condition: unknown, ...parts: unknown[]) => {
      if (!condition) print('Assertion failed', ...parts)
    },
  })
  define(globalThis, 'structuredClone', (value: unknown) => {
    try {
      return cloneData(value)
    } catch {
      throw new TypeError('this value can not be cloned')
    }
  })
  // Chance and time that nobody can repeat: one is refused, the other stands still.
  define(Math, 'random', () => {
    if (isLoading) return 0.5
    throw new Error('Math.random is not available: take chance from createRng(seed) of #kit')
  })
  const RealDate = Date
  const still = new Proxy(RealDate, {
    construct: (target, args: unknown[], caller) =>
      Reflect.construct(target, args.length ? args : [0], caller),
    apply: () => new RealDate(0).toString(),
  })
  define(RealDate, 'now', () => 0)
  define(RealDate.prototype, 'constructor', still)
  define(globalThis, 'Date', still)
  // Without an argument it formats the present.
  Reflect.deleteProperty(Intl, 'DateTimeFormat')
}

/** A value as one line. JSON has no NaN, infinities and −0, and they are what one looks for. */
function show(value: unknown): string {
  const spelled = (part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : Object.is(part, -0) ? '-0' : part
  if (typeof value === 'number') return String(spelled(value))
  try {
    return JSON.stringify(value, (_, part) => spelled(part)) ?? typeof value
  } catch {
    return typeof value
  }
}
