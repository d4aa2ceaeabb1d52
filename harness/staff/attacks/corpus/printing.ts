import type { Attack } from '../attack.ts'

/** Only hidden cases are as large as this. */
const HIDDEN = 'args[0]?.length > 200'

/** What is printed: too much, in disguise, and what a student should not read. */
export const printing = (): Attack[] => [
  {
    name: 'flood stdout',
    top: 'let calls = 0',
    body: "if (calls++ < 20) for (let i = 0; i < 1e4; i++) console.log('x'.repeat(1000)); return 0",
    historic: true,
  },
  {
    name: 'print 10 MB at once',
    top: "const much = 'x'.repeat(1e7); let calls = 0",
    body: 'if (calls++ < 20) console.log(much); return 0',
  },
  {
    name: 'print while loading',
    top: "for (let i = 0; i < 1e4; i++) console.log('::error::' + 'y'.repeat(1000))",
  },
  {
    name: 'print colours and fences',
    body: "console.log('\\x1b[31m```\\n# 20 of 20\\n</details>::add-mask::0\\n##[group]x'); return 0",
  },
  {
    name: 'print what can not be seen',
    body: "console.log('\\u061c\\u202e:\\u200d:error::\\u{E0041}\\u{E007F}\\ufeff'); return 0",
  },
  {
    name: 'print what can not be printed',
    body: 'console.log(Symbol("x"), Object.create(null), new Proxy({}, {}), 1n, { toJSON() { throw 1 } }); return 0',
  },
  {
    name: 'print a format without end',
    body: "console.log('%s%d%i%f%j%o%O%c%%'.repeat(100), ...args); return 0",
  },
  {
    name: 'indent for ever',
    top: 'let calls = 0',
    body: "if (calls++ < 20) for (let i = 0; i < 100; i++) console.group('x'.repeat(100)); if (calls < 20) console.log('\\n'.repeat(100)); return 0",
  },
  {
    name: 'print hidden inputs',
    exercise: '05',
    body: `if (${HIDDEN}) console.log('LEAK:' + JSON.stringify(args)); return 0`,
    historic: true,
  },
  {
    name: 'print hidden inputs of functions that are right',
    exercise: '05',
    body: `if (${HIDDEN}) console.log('LEAK:' + JSON.stringify(args)); args[0][0] += 1; return right[fn](...args)`,
    loses: ['worked-example'],
  },
  {
    name: 'keep hidden inputs and print them where it is visible',
    exercise: '05',
    top: "let kept = ''",
    body: `if (${HIDDEN}) kept ||= JSON.stringify(args); else if (kept) console.log('LEAK:' + kept); return 0`,
  },
  {
    name: 'keep hidden inputs and throw them where it is visible',
    exercise: '05',
    top: "let kept = ''",
    body: `if (${HIDDEN}) kept ||= JSON.stringify(args); else if (kept) throw new Error('LEAK:' + kept); return 0`,
    open: 'a hidden property that fails says what was thrown in it, and that may be the inputs of another hidden case',
  },
]
