import type { Attack } from '../attack.ts'

/** Code that hopes for a later turn: promises, timers, finalizers, waiting. */
export const waiting = (): Attack[] => [
  { name: 'promise that never settles', body: 'return new Promise(() => {})', historic: true },
  {
    name: 'microtasks without end',
    body: 'const again = () => Promise.resolve().then(again); again(); return 0',
    historic: true,
  },
  { name: 'an async function', body: 'return (async () => { for (;;) await 0 })()' },
  {
    name: 'an async iterator',
    body: 'return { [Symbol.asyncIterator]: async function* () { for (;;) yield 1 } }',
  },
  { name: 'return a thenable', body: 'return { then(resolve) { resolve(this) } }', historic: true },
  {
    name: 'return an endless chain of thenables',
    body: 'const t = { then: (f) => f(t) }; return [t, { a: t }]',
  },
  {
    name: 'wait on shared memory',
    body: 'return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  },
  {
    name: 'finalizers that call for ever',
    top: 'const all = new FinalizationRegistry(() => { for (;;) {} })',
    body: 'for (let i = 0; i < 10; i++) all.register({}, i); return 0',
  },
  {
    name: 'timers',
    body: 'setInterval(() => {}, 1); setImmediate(() => {}); queueMicrotask(() => {}); return 0',
  },
  {
    name: 'reject without anybody to hear',
    body: 'for (let i = 0; i < 10; i++) Promise.reject(new Error("x")); return 0',
  },
  {
    name: 'dispose of a result',
    body: 'return { [Symbol.dispose]() { for (;;) {} }, [Symbol.asyncDispose]() {} }',
  },
]
