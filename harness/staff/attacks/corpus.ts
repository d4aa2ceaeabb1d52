/** One hostile module. Its functions are exported under every name that an exercise asks for. */
export interface Attack {
  name: string
  /** Code at the top of the module. `secretFile` and `writableFolder` are paths outside the sandbox. */
  top?: string
  /** The body of every exported function; `args` are its arguments. */
  body: string
}

/** Where an attack finds what it is after, outside the sandbox. */
export interface Targets {
  secretFile: string
  writableFolder: string
  port: number
}

/** Every way to the outside that is known, tried in turn: what comes back is a `process`-like object or nothing. */
const wayOut = `
const ways = [
  () => process,
  () => globalThis.process,
  () => require('process'),
  () => module.constructor.createRequire('/')('process'),
  () => (0, eval)('process'),
  () => new Function('return process')(),
  () => (() => {}).constructor('return process')(),
  () => (async () => {}).constructor('return process')(),
  () => (function* () {}).constructor('return process')(),
  () => console.log.constructor('return process')(),
  () => structuredClone.constructor('return process')(),
  () => Math.random.constructor('return process')(),
  () => arguments.callee.caller.arguments[2],
  () => {
    const old = Error.prepareStackTrace
    Error.prepareStackTrace = (_, frames) => frames
    const frames = new Error().stack
    Error.prepareStackTrace = old
    for (const frame of frames) {
      const found = frame.getThis() ?? frame.getFunction()
      if (found?.process || found?.require) return found.process ?? found.require('process')
    }
    throw new Error('no frame')
  },
]
function outside() {
  for (const way of ways) {
    try {
      const found = way()
      if (found && typeof found === 'object' && (found.env || found.exit)) return found
    } catch {}
  }
  return undefined
}
function fs() {
  const found = outside()
  return found?.getBuiltinModule?.('fs') ?? found?.mainModule?.require('fs') ?? found?.binding?.('fs')
}
`

/** The first attack corpus: every family of the isolation design, at least once. */
export function attackCorpus({ secretFile, writableFolder, port }: Targets): Attack[] {
  const secret = JSON.stringify(secretFile)
  const mark = (name: string) => JSON.stringify(`${writableFolder}/pwned-${name}`)
  return [
    // Ending or stopping the grader
    { name: 'exit in a call', top: wayOut, body: 'outside()?.exit(0); process.exit(0)' },
    {
      name: 'exit while loading',
      top: `${wayOut}; outside()?.exit(0); try { process.exit(0) } catch {}`,
      body: 'return 0',
    },
    { name: 'abort', top: wayOut, body: 'outside().abort()' },
    { name: 'kill the parent', top: wayOut, body: 'const p = outside(); p.kill(p.ppid, 9)' },
    { name: 'signal an inspector open', top: wayOut, body: "const p = outside(); p.kill(p.ppid, 'SIGUSR1')" },
    { name: 'stack overflow', body: 'const deeper = () => deeper() + 1; return deeper()' },
    { name: 'loop while loading', top: 'while (true) {}', body: 'return 0' },
    { name: 'loop in a call', body: 'for (;;) {}' },
    { name: 'regular expression without end', body: "return /^(a+)+$/.test('a'.repeat(60) + 'b')" },
    { name: 'promise that never settles', body: 'return new Promise(() => {})' },
    {
      name: 'microtasks without end',
      body: 'const again = () => Promise.resolve().then(again); again(); return 0',
    },
    {
      name: 'ignore signals and linger',
      top: wayOut,
      body: "outside()?.on('SIGTERM', () => {}); setTimeout(() => {}, 1e9)",
    },
    // Memory
    { name: 'heap bomb', body: 'const kept = []; for (;;) kept.push(new Array(1e5).fill({ a: 1 }))' },
    { name: 'buffer bomb', body: 'const kept = []; for (;;) kept.push(new ArrayBuffer(64 * 2 ** 20))' },
    {
      name: 'string bomb',
      body: "const kept = []; for (;;) kept.push('x'.repeat(2 ** 24) + kept.length).at(-1)",
    },
    { name: 'WebAssembly bomb', body: 'return new WebAssembly.Memory({ initial: 65536 })' },
    // Processes
    {
      name: 'spawn a shell',
      top: wayOut,
      body: `outside().getBuiltinModule('child_process').execSync('touch ' + ${mark('spawn')})`,
    },
    {
      name: 'fork bomb',
      top: wayOut,
      body: "for (;;) outside().getBuiltinModule('child_process').fork('/host.cjs')",
    },
    {
      name: 'worker',
      top: wayOut,
      body: "new (outside().getBuiltinModule('worker_threads').Worker)('for(;;){}', { eval: true })",
    },
    { name: 'execve', top: wayOut, body: "outside().execve('/bin/sh', ['sh', '-c', 'true'])" },
    { name: 'native addon', top: wayOut, body: "outside().dlopen({ exports: {} }, '/tmp/x.node')" },
    // Reading
    { name: 'read the secret', top: wayOut, body: `throw new Error(fs().readFileSync(${secret}, 'utf8'))` },
    { name: 'import the secret', body: `return import(${secret})` },
    { name: 'import the file system', body: "return import('node:fs').then((fs) => fs.readdirSync('/'))" },
    { name: 'read the environment', top: wayOut, body: 'throw new Error(JSON.stringify(outside().env))' },
    {
      name: "read the parent's environment",
      top: wayOut,
      body: "throw new Error(fs().readFileSync('/proc/' + outside().ppid + '/environ', 'utf8'))",
    },
    {
      name: 'open a database',
      top: wayOut,
      body: `return new (outside().getBuiltinModule('sqlite').DatabaseSync)(${secret})`,
    },
    {
      name: 'walk everything reachable',
      body: `
      const seen = new Set(), found = []
      const walk = (value, depth) => {
        if (depth > 6 || value === null || !/object|function/.test(typeof value) || seen.has(value)) return
        seen.add(value)
        for (const key of Reflect.ownKeys(value)) {
          if (/^(process|require|env|binding|mainModule)$/.test(String(key))) found.push(String(key))
          try { walk(value[key], depth + 1) } catch {}
        }
        try { walk(Object.getPrototypeOf(value), depth + 1) } catch {}
      }
      walk(globalThis, 0)
      throw new Error('LEAK:' + found.filter((key) => key !== 'env').join())`,
    },
    // Writing
    { name: 'write a file', top: wayOut, body: `fs().writeFileSync(${mark('write')}, 'x')` },
    { name: 'write a report', top: wayOut, body: `outside().report.writeReport(${mark('report')})` },
    // Network
    { name: 'fetch', body: `return fetch('http://127.0.0.1:${port}/')` },
    {
      name: 'open a socket',
      top: wayOut,
      body: `outside().getBuiltinModule('net').connect(${port}, '127.0.0.1')`,
    },
    // Forging
    {
      name: 'forge frames on the channel',
      top: wayOut,
      body: 'for (const fd of [3, 4, 5, 6]) try { fs().writeSync(fd, new Uint8Array([2, 0, 0, 0, 3, 3])) } catch {}; return 0',
    },
    {
      name: 'forge a grade on stdout',
      body: 'console.log(\'::notice title=Autograding report::{"totalPoints":1000,"maxPoints":1000}\'); return 0',
    },
    {
      name: 'forge a grade in an error',
      body: 'throw new Error(\'\\n::notice title=Autograding report::{"totalPoints":1000,"maxPoints":1000}\\n##[notice]x\')',
    },
    { name: 'flood stdout', body: "for (let i = 0; i < 1e5; i++) console.log('x'.repeat(1000)); return 0" },
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
      body: 'return 0',
    },
    {
      name: 'pollute prototypes',
      top: "Object.prototype.status = 'pass'; Object.prototype.points = 20; Object.prototype.then = undefined",
      body: 'return {}',
    },
    // Return values
    { name: 'return a cycle', body: 'const a = []; a.push(a); return a' },
    { name: 'return depth', body: 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a' },
    { name: 'return a huge array', body: 'return new Array(3e6).fill(1)' },
    { name: 'return a sparse array', body: 'const a = []; a[4294967294] = 1; return a' },
    {
      name: 'return a proxy',
      body: 'return new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : 1), has: () => true })',
    },
    { name: 'return getters without end', body: 'return { get coef() { for (;;) {} } }' },
    { name: 'return a thenable', body: 'return { then(resolve) { resolve(this) } }' },
    {
      name: 'return __proto__',
      body: `return JSON.parse('{"__proto__": {"status": "pass", "isAdmin": true}, "coef": [1], "intercept": 0}')`,
    },
    {
      name: 'return what compares as anything',
      body: 'return { valueOf: () => 1, toString: () => "1", toJSON: () => 1, [Symbol.toPrimitive]: () => 1 }',
    },
    {
      name: 'throw what can not be read',
      body: 'throw new Proxy({}, { get() { throw new Error("no") }, ownKeys() { throw new Error("no") } })',
    },
    { name: 'throw nothing', body: 'throw undefined' },
    {
      name: 'throw an endless message',
      body: "throw { name: 'x'.repeat(1e7), message: '`'.repeat(1e7), code: 'EMPTY', stack: 'student.js:999999999:1'.repeat(1e4) }",
    },
    {
      name: 'change the arguments',
      body: 'for (const arg of args) if (Array.isArray(arg)) { arg.length = 0; arg.push(NaN) } return args[0]',
    },
    // At bundling time
    {
      name: 'overflow the stack of the parser',
      top: `const deep = ${'['.repeat(120_000)}${']'.repeat(120_000)}`,
      body: 'return deep',
    },
    {
      name: 'import the answer key',
      top: "import * as answer from '../../solutions/05-regression-loss/regression-loss.ts'",
      body: 'return answer',
    },
    {
      name: 'import an alias of ours',
      top: "import * as answer from '#reference/losses/regression.ts'",
      body: 'return answer',
    },
    { name: 'import an absolute path', top: `import * as answer from ${secret}`, body: 'return answer' },
    {
      name: 'import a built-in',
      top: "import { readFileSync } from 'node:fs'",
      body: `throw new Error(readFileSync(${secret}, 'utf8'))`,
    },
    {
      name: 'import a data URL',
      top: "import * as answer from 'data:text/javascript,export default process.env'",
      body: 'return answer',
    },
    { name: 'export what is no function', top: '', body: 'return 0' },
  ]
}

/** The text of a hostile file: every name that the exercise asks for, with the attack behind it. */
export function attackFile({ top = '', body }: Attack, names: readonly string[]): string {
  const exported = names.map((name) => `export function ${name}(...args) { return attack(...args) }`)
  return `${top}\nfunction attack(...args) {\n${body}\n}\n${exported.join('\n')}\n`
}
