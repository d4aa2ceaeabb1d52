import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Attack, Targets } from '../attack.ts'

const doubled = (first: string, next: (before: string, now: string) => string, times: number) =>
  [first, ...Array.from({ length: times }, (_, i) => next(`c${i}`, `c${i + 1}`))].join('\n')

/** At the time of bundling: imports of what is not the student's, and files that are much work to read. */
export const bundling = ({ secretFile }: Targets): Attack[] => {
  const secret = JSON.stringify(secretFile)
  const taken = (from: string) => ({
    top: `import * as answer from ${from}`,
    body: 'return answer[fn](...args)',
  })
  return [
    {
      name: 'overflow the stack of the parser',
      top: `const deep = ${'['.repeat(120_000)}${']'.repeat(120_000)}`,
      historic: true,
    },
    {
      name: 'import the answer key',
      ...taken("'../../solutions/05-regression-loss/regression-loss.ts'"),
      historic: true,
    },
    { name: 'import an alias of ours', ...taken("'#reference/losses/regression.ts'"), historic: true },
    {
      name: 'import an alias of the answer key',
      ...taken("'#solutions/05-regression-loss/regression-loss.ts'"),
    },
    { name: 'import the engine', ...taken("'#engine/spec/index.ts'") },
    { name: 'import an absolute path', ...taken(secret), historic: true },
    { name: 'import a file URL', ...taken(JSON.stringify(`file://${secretFile}`)) },
    {
      name: 'import a built-in',
      top: "import { readFileSync } from 'node:fs'",
      body: `throw new Error(readFileSync(${secret}, 'utf8'))`,
      historic: true,
    },
    {
      name: 'import a data URL',
      ...taken("'data:text/javascript,export default process.env'"),
      historic: true,
    },
    { name: 'import with attributes', ...taken(`${secret} with { type: 'text' }`) },
    { name: 'import as bytes', ...taken("'../../../secret.txt?raw'") },
    {
      name: 'export everything of the answer key',
      text: "export * from '#solutions/05-regression-loss/regression-loss.ts'",
    },
    { name: 'require', body: `return require(${secret})` },
    { name: 'import the secret', body: `return import(${secret})`, historic: true },
    {
      name: 'import the file system',
      body: "return import('node:fs').then((fs) => fs.readdirSync('/'))",
      historic: true,
    },
    { name: 'import by a glob', body: "return import.meta.glob('/**/*.hidden.ts', { eager: true })" },
    {
      name: 'import by a template',
      body: ['return import(`../', '{fn}/../../../../../solutions/x.ts`)'].join('$'),
    },
    {
      name: 'a configuration of its own',
      ...taken("'answer'"),
      place: ({ file, text }) => {
        for (const folder of [dirname(file), dirname(dirname(file)), dirname(dirname(dirname(file)))]) {
          writeFileSync(
            join(folder, 'tsconfig.json'),
            '{ "compilerOptions": { "paths": { "*": ["/work/*"] }, "baseUrl": "/" } }',
          )
          writeFileSync(
            join(folder, 'package.json'),
            `{ "imports": { "#*": "/*" }, "exports": {}, "type": "module", "main": ${secret} }`,
          )
          mkdirSync(join(folder, 'node_modules', 'answer'), { recursive: true })
          writeFileSync(join(folder, 'node_modules', 'answer', 'index.js'), "throw new Error('LEAK:module')")
        }
        writeFileSync(file, text)
      },
    },
    { name: 'a first line that names a program', text: '#!/bin/sh\ntouch /tmp/pwned\nexport const x = 1' },
    {
      name: 'a source map of another file',
      text: 'export const mse = () => missing\n//# sourceMappingURL=file:///etc/passwd\n//@ sourceMappingURL=/proc/self/environ',
    },
    {
      name: 'a name that is a path',
      text: "const a = 1\nexport { a as '../../x', a as '__proto__', a as 'constructor' }",
    },
    {
      name: 'import itself',
      top: "import * as self from './' ",
      text: "export * from './regression-loss.ts'\nexport * from './kmeans.ts'",
    },
    {
      name: 'export what is no function',
      text: 'export const mse = 1, fitLinear = null, accuracy = {}, softmax = class {}',
    },
    {
      name: 'export a getter',
      text: 'module.exports = new Proxy({}, { get: () => () => 1, ownKeys: () => { for (let i = 0; ; i++); } })',
      burns: true,
    },
    {
      name: 'texts that double',
      text: doubled("const c0 = 'x'.repeat ? 'xxxxxxxx' : ''", (a, b) => `const ${b} = ${a} + ${a}`, 40),
      burns: true,
    },
    {
      name: 'plain texts that double',
      text: doubled("const c0 = 'xxxxxxxx'", (a, b) => `const ${b} = ${a} + ${a}`, 40),
      burns: true,
      historic: true,
    },
    {
      name: 'templates that double',
      text: doubled(
        'const c0 = `xxxxxxxx`',
        (a, b) => ['const ', b, ' = `', '{', a, '}', '{', a, '}`'].join('').replaceAll('{', '$' + '{'),
        40,
      ),
      burns: true,
    },
    {
      name: 'enums that double',
      text: `enum E { c0 = 'xxxxxxxx', ${Array.from({ length: 40 }, (_, i) => `c${i + 1} = c${i} + c${i}`).join(', ')} }\nexport const mse = () => E.c40`,
      burns: true,
    },
    {
      name: 'lists that double',
      text: `${doubled('const c0 = [1, 2]', (a, b) => `const ${b} = [...${a}, ...${a}]`, 30)}\nexport const mse = () => c30`,
      burns: true,
    },
    { name: 'a file that is too large', text: `export const mse = () => 1\n//${'x'.repeat(300_000)}` },
    {
      name: 'a hundred thousand functions',
      text: Array.from({ length: 15_000 }, (_, i) => `export const f${i}=1`).join('\n'),
    },
    {
      name: 'types without end',
      text: `type A<T> = A<A<T>>; export const mse = (): A<1> => 1 as ${'('.repeat(2000)}any${')'.repeat(2000)}`,
    },
    {
      name: 'a regular expression that is nested',
      text: `export const mse = () => /${'('.repeat(20_000)}${')'.repeat(20_000)}/.test('x')`,
    },
  ]
}
