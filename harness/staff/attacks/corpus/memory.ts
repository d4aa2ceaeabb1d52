import type { Attack } from '../attack.ts'

/** Memory of the sandbox. What it held stays held: trying again costs minutes, and shows no more. */
export const memory = (): Attack[] => [
  {
    name: 'WebAssembly bomb',
    body: 'return new WebAssembly.Memory({ initial: 65536 })',
    historic: true,
  },
  { name: 'a shared buffer', body: 'return new SharedArrayBuffer(2 ** 32)' },
  { name: 'a resizable buffer', body: 'return new ArrayBuffer(8, { maxByteLength: 2 ** 40 })' },
  { name: 'a text that is too long', body: "return 'x'.repeat(2 ** 30)" },
  {
    name: 'heap bomb',
    body: 'const kept = []; for (;;) kept.push(new Array(1e5).fill({ a: 1 }))',
    burns: true,
  },
  {
    name: 'buffer bomb',
    top: 'const kept = []',
    body: 'if (kept.length) return 0; for (;;) kept.push(new ArrayBuffer(64 * 2 ** 20))',
    burns: true,
  },
  {
    name: 'buffer bomb that is written to',
    top: 'const kept = []',
    body: 'if (kept.length) return 0; for (;;) kept.push(new Uint8Array(16 * 2 ** 20).fill(7))',
    burns: true,
  },
  {
    name: 'string bomb',
    top: 'const kept = []',
    body: "if (kept.length) return 0; for (;;) kept.push(('x'.repeat(2 ** 24) + kept.length).replaceAll('x', 'yy'))",
    burns: true,
  },
  {
    name: 'a bomb of what is kept over calls',
    top: 'const kept = []',
    body: 'kept.push(new Array(3e6).fill(kept.length)); return 0',
    burns: true,
  },
  {
    name: 'heap bomb while loading',
    top: 'const kept = []; for (;;) kept.push(new Array(1e5).fill({ a: 1 }))',
    burns: true,
  },
  { name: 'a map bomb', body: 'const m = new Map(); for (let i = 0; ; i++) m.set({ i }, [i])', burns: true },
  {
    name: 'an array that grows under a map',
    body: 'const a = [1]; a.forEach(function more(x) { a.push(x, x); a.flatMap(() => a) }); return a',
    burns: true,
  },
]
