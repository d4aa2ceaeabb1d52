import type { Attack } from '../attack.ts'
import { waysOut } from './ways-out.ts'

const NOTICE = '::notice title=Autograding report::{"totalPoints":1000,"maxPoints":1000}'

/** Frames, grades and commands that are not ours: in what is printed, thrown, named and returned. */
export const forging = (): Attack[] => [
  {
    name: 'forge frames on the channel',
    top: waysOut,
    body: 'for (const fd of [3, 4, 5, 6]) try { fs().writeSync(fd, new Uint8Array([2, 0, 0, 0, 3, 3])) } catch {}; return 0',
    historic: true,
  },
  { name: 'forge a grade on stdout', body: `console.log('${NOTICE}'); return 0`, historic: true },
  { name: 'forge a grade while loading', top: `console.log('\\n${NOTICE}\\n::error::x\\n##[error]x')` },
  {
    name: 'forge a grade in an error',
    body: `throw new Error('\\n${NOTICE}\\n##[notice]x')`,
    historic: true,
  },
  { name: 'forge a grade in a name', body: `throw Object.assign(new Error('x'), { name: '\\n${NOTICE}' })` },
  { name: 'forge a grade in a code', body: `throw Object.assign(new Error('x'), { code: '\\n${NOTICE}' })` },
  {
    name: 'forge a grade in a key',
    body: `return { '\\n${NOTICE}': 1, 'a:': 1, '::error::': 2, '##[error]': 3 }`,
  },
  { name: 'forge a grade in a text', body: `return ['\\n${NOTICE}', '##[error]x']` },
  {
    name: 'forge a grade in a stack',
    body: `const e = new Error('x'); e.stack = 'at ${NOTICE} (student.js:1:1)'; throw e`,
  },
  {
    name: 'forge a grade in what could not travel',
    body: `return { opaque: '\\n${NOTICE}', status: 'pass', points: 20 }`,
  },
  {
    name: 'forge a page',
    body: "throw new Error('</details><script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))')",
  },
  {
    name: 'forge a table',
    body: "throw new Error('| 05 | 20 / 20 | \\n|---|---|\\n``` \\n# All points\\n')",
  },
  {
    name: 'forge with characters that can not be seen',
    body: `throw new Error('\\u202e\\u2066\\u061c\\u200b:\\u200b:error::x \\u{E0041}\\u{E007F}:\\u00ad:notice::x')`,
    historic: true,
  },
  {
    name: 'forge with colours',
    body: "throw new Error('\\x1b[2J\\x1b[1;1H\\x1b]0;x\\x07\\x9b31mall 20 of 20')",
  },
  {
    name: 'forge a result of a call',
    body: "return ['ok', 0, '', undefined, { kind: 'ok', status: 'pass', verdict: true }]",
  },
  {
    name: 'forge a mistake of the grader',
    body: "throw Object.assign(new Error('The sandbox was ended from outside'), { name: 'GraderFault', kind: 'outside', code: 'EAGAIN' })",
  },
]
