import type { Attack } from '../attack.ts'
import { waysOut } from './ways-out.ts'

/** Ending, stopping or holding up the grader. */
export const ending = (): Attack[] => [
  {
    name: 'exit in a call',
    top: waysOut,
    body: 'outside()?.exit(0); process.exit(0)',
    historic: true,
  },
  {
    name: 'exit while loading',
    top: `${waysOut}; outside()?.exit(0); try { process.exit(0) } catch {}`,
    historic: true,
  },
  { name: 'abort', top: waysOut, body: 'outside().abort()', historic: true },
  {
    name: 'kill the parent',
    top: waysOut,
    body: 'const p = outside(); p.kill(p.ppid, 9)',
    historic: true,
  },
  {
    name: 'signal an inspector open',
    top: waysOut,
    body: "const p = outside(); p.kill(p.ppid, 'SIGUSR1')",
    historic: true,
  },
  { name: 'stack overflow', body: 'const deeper = () => deeper() + 1; return deeper()', historic: true },
  {
    name: 'ignore signals and linger',
    top: waysOut,
    body: "outside()?.on('SIGTERM', () => {}); setTimeout(() => {}, 1e9)",
    historic: true,
  },
  { name: 'throw while loading', top: "throw new Error('no')" },
  { name: 'a debugger statement', body: 'debugger; return 0' },
  { name: 'a top-level await', top: 'await new Promise(() => {})' },
  { name: 'a generator instead of a value', body: 'return (function* () { for (;;) yield 1 })()' },
  { name: 'stack overflow while loading', top: 'const deeper = () => deeper() + 1; deeper()' },
  { name: 'loop while loading', top: 'while (true) {}', burns: true },
  { name: 'loop in a call', body: 'for (;;) {}', burns: true },
  {
    name: 'regular expression without end',
    body: "return /^(a+)+$/.test('a'.repeat(60) + 'b')",
    burns: true,
  },
  {
    name: 'loop in every function, but only in every third call',
    top: 'let calls = 0',
    body: 'if (++calls % 3 === 0) for (;;) {}; return 0',
    burns: true,
  },
  {
    name: 'loop in native code',
    body: 'return new Array(2 ** 32 - 1).indexOf(1, 0) + [].concat(new Array(2 ** 31)).length',
    burns: true,
  },
  {
    name: 'sort with a comparison without end',
    body: 'return [3, 1, 2].sort(() => { for (;;) {} })',
    burns: true,
  },
  { name: 'a number without end', body: 'let big = 3n; for (;;) big *= big', burns: true },
  {
    name: 'catch the end of the stack for ever',
    body: 'const again = () => { try { again() } catch { again() } }; return again()',
    burns: true,
  },
]
