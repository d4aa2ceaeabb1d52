import type { Attack } from '../attack.ts'

const once = (make: string) => `let kept; const made = () => (kept ??= (${make}))`

/** Results that are legal and large, or cost much to look at, again and again; and slow code with wrong results. */
export const heavy = (): Attack[] => [
  {
    name: '2 MB with each call',
    top: once('new Array(2.5e5).fill(0.5)'),
    body: 'return made()',
    burns: true,
    historic: true,
  },
  { name: '7 MB with each call', top: once('new Array(9e5).fill(0.5)'), body: 'return made()', burns: true },
  { name: '2 MB of text with each call', top: once("'x'.repeat(1e6)"), body: 'return made()', burns: true },
  {
    name: 'rows of nothing',
    top: once('Array.from({ length: 3e5 }, () => [])'),
    body: 'return made()',
    burns: true,
  },
  {
    name: 'a record of 130,000 keys',
    top: once("Object.fromEntries(Array.from({ length: 1.3e5 }, (_, i) => ['k' + i, i]))"),
    body: 'return made()',
    burns: true,
  },
  {
    name: 'a list of records of keys alone',
    top: once('Array.from({ length: 1e5 }, (_, i) => ({ [i]: null, a: undefined }))'),
    body: 'return made()',
    burns: true,
  },
  {
    name: 'keys that are long',
    top: once("Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i + 'x'.repeat(1e4), 0]))"),
    body: 'return made()',
    burns: true,
  },
  {
    name: 'fields that a model must have, and 130,000 more',
    top: once(
      "Object.assign(Object.fromEntries(Array.from({ length: 1.3e5 }, (_, i) => ['k' + i, i])), { coef: [1], intercept: 0, matrix: [[1]], labels: [1] })",
    ),
    body: 'return made()',
    burns: true,
  },
  {
    name: 'a number in a nest of 60',
    top: once('(() => { let a = 1; for (let i = 0; i < 60; i++) a = [a, a.length]; return a })()'),
    body: 'return made()',
  },
  {
    name: 'a new large result with each call',
    body: 'return Array.from({ length: 2e5 }, (_, i) => i / 7)',
    burns: true,
  },
  {
    name: 'rows of different lengths',
    top: once('Array.from({ length: 700 }, (_, i) => new Array(i).fill(NaN))'),
    body: 'return made()',
    burns: true,
  },
  {
    name: '0.9 s a call, and wrong',
    top: 'const spend = () => { let x = 1.5; for (let i = 0; i < 4e8; i++) x = x * 1.0000001 % 7; return x }',
    body: 'return spend()',
    burns: true,
    historic: true,
  },
  {
    name: 'slow while loading',
    top: 'let x = 1.5; for (let i = 0; i < 1.5e9; i++) x = x * 1.0000001 % 7',
    burns: true,
  },
  {
    name: 'a heavy error with each call',
    top: once(
      "Object.assign(new Error('x'.repeat(1e7)), { stack: 'student.js:1:1 '.repeat(1e6), name: 'y'.repeat(1e6) })",
    ),
    body: 'throw made()',
    burns: true,
  },
]
