import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { afterAll, describe, expect, test } from 'vitest'
import { projectRoot } from '#engine/course/root.ts'
import { StudentTrouble, type Trouble } from '../spec/student.ts'
import { type Bundle, bundle } from './bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'neurograde-bundle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const entry = 'exercises/05-regression-loss/regression-loss.ts'
const beside = 'exercises/05-regression-loss/more.ts'
const earlier = 'exercises/04-accuracy/accuracy.ts'

/** A submission of these files; the text alone is that of the entry. */
function submit(files: string | Record<string, string>): string {
  const submission = mkdtempSync(join(folder, 'submission-'))
  for (const [path, text] of Object.entries(typeof files === 'string' ? { [entry]: files } : files))
    write(join(submission, path), text)
  return submission
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const load = (files: string | Record<string, string>): Promise<Bundle> =>
  bundle({ submission: submit(files), entry, projectRoot })

async function troubleOf(loading: Promise<unknown>): Promise<Trouble> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof StudentTrouble)) throw new Error(`no trouble, but ${error}`)
  expect(error.trouble.kind).toBe('not-loaded')
  for (const path of [projectRoot, folder, 'node_modules', '\u001b', '\n'])
    expect(error.trouble.message).not.toContain(path)
  return error.trouble
}

/** What a bundle exports, by running it here: only for the code of this file. */
function exportsOf({ code }: Bundle): Record<string, unknown> {
  const module = { exports: {} }
  new Script(`(function (exports, module) {"use strict";${code}\n})`).runInThisContext()(
    module.exports,
    module,
  )
  return module.exports
}

describe('what loads', () => {
  test.each([
    ['#kit', "import { createRng } from '#kit'\nexport const f = () => typeof createRng('1').next()"],
    [
      'ml-matrix',
      "import { Matrix } from 'ml-matrix'\nexport const f = () => typeof new Matrix(1, 1).get(0, 0)",
    ],
    ['seedrandom', "import seedrandom from 'seedrandom'\nexport const f = () => typeof seedrandom('1')()"],
    [
      'an enum and a namespace',
      'enum E { A = 1 }\nnamespace N { export const x = 1 }\nexport const f = () => typeof (E.A + N.x)',
    ],
    ['a first line that names a program', '#!/usr/bin/env node\nexport const f = () => typeof 1'],
    ['a byte order mark', '\uFEFFexport const f = () => typeof 1'],
    [
      'parameter properties',
      'class A { constructor(private a: number, readonly b = 1) {} sum() { return this.a + this.b } }\n' +
        'export const f = () => typeof new A(1).sum()',
    ],
    ['a type assertion in angle brackets', 'export const f = () => typeof <number>(1 as unknown)'],
    [
      'an abstract class',
      'abstract class A { abstract a: string; b = 1 }\nclass B extends A { a = "" }\nexport const f = () => typeof new B().b',
    ],
    ['overloads', 'export function f(a?: string): string\nexport function f() { return typeof 1 }'],
    ['using', 'export const f = () => { using a = { [Symbol.dispose]() {} }; return typeof (a && 1) }'],
    ['module.exports', 'module.exports = { f: () => typeof 1 }'],
    ['export =', 'export = { f: () => typeof 1 }'],
    [
      'a file with errors of type',
      'const n: string = 1\nexport const f = (): Missing => typeof (n as never)',
    ],
  ])('%s', async (_, source) => {
    const { f } = exportsOf(await load(source)) as { f: () => unknown }
    expect(f()).toBe('number')
  })

  test.each(['./more', './more.ts', './more.js', '../05-regression-loss/more'])(
    'its own folder as %s',
    async (path) => {
      const loaded = await load({ [entry]: `export { f } from '${path}'`, [beside]: 'export const f = 1' })
      expect(Object.keys(loaded.files).sort()).toEqual([beside, entry])
      expect(loaded.imports).toEqual([])
    },
  )

  test.each([
    ['its own folder', '#exercises/05-regression-loss/more.ts', beside, []],
    ['an earlier exercise', '#exercises/04-accuracy/accuracy.ts', earlier, ['04-accuracy']],
  ])('%s as package.json offers it, as by the relative path', async (_, name, path, imports) => {
    const files = { [path]: 'export const f = 1' }
    const byName = await load({ ...files, [entry]: `export { f } from '${name}'` })
    const relative = name.replace('#exercises', '..')
    const byPath = await load({ ...files, [entry]: `export { f } from '${relative}'` })
    expect(byName.code).toBe(byPath.code)
    expect(byName.imports).toEqual(imports)
    expect(exportsOf(byName).f).toBe(1)
  })

  test('a file of its own by require', async () => {
    const files = { [entry]: "export const f = require('./more.ts').more", [beside]: 'export const more = 1' }
    expect(exportsOf(await load(files)).f).toBe(1)
  })

  test('an earlier exercise, which is named in imports', async () => {
    const loaded = await load({
      [entry]: "export { f } from '../04-accuracy/accuracy.ts'",
      [earlier]: 'export const f = 1',
    })
    expect(loaded.imports).toEqual(['04-accuracy'])
  })

  test('an import of nothing but types, wherever it points', async () => {
    const loaded = await load("import type { Stats } from 'node:fs'\nexport const f = (s: Stats) => s")
    expect(loaded.code).not.toContain('node:fs')
  })
})

describe('what may not be imported', () => {
  test.each([
    ['a built-in', 'node:fs'],
    ['a built-in without its prefix', 'fs'],
    ['another library', 'zod'],
    ['a part of an allowed library', 'ml-matrix/package.json'],
    ['an absolute path', '/etc/passwd'],
    ['a file URL', 'file:///etc/passwd'],
    ['a data URL', 'data:text/javascript,export const x = 1'],
    ['an alias of ours', '#reference/losses/regression.ts'],
    ['the answer key', '../../solutions/05-regression-loss/regression-loss.ts'],
    ['the kit by its path', '../kit/index.ts'],
    ['the kit by its path from package.json', '#exercises/kit/index.ts'],
    ['a later exercise', '../06-later/later.ts'],
    ['a later exercise as package.json offers it', '#exercises/06-later/later.ts'],
    ['what lies beside the exercises', '#exercises/../solutions/05-regression-loss/regression-loss.ts'],
    ['a file outside of the submission', '../../../../etc/passwd'],
    ['a query', './more.ts?raw'],
    ['a file that is no TypeScript', './data.json'],
    ['its own folder', '.'],
  ])('%s', async (_, path) => {
    const trouble = await troubleOf(
      load({
        [entry]: `import * as x from '${path}'\nexport const f = () => x`,
        [beside]: 'export const more = 1',
        'exercises/06-later/later.ts': 'export const x = 1',
        'exercises/05-regression-loss/data.json': '{}',
      }),
    )
    expect(trouble).toMatchObject({
      file: entry,
      message: expect.stringContaining('Allowed are #kit, ml-matrix'),
    })
    expect(trouble.message).toContain(`'${path}'`)
  })

  test.each([
    ['./nope', `${dirname(entry)}/nope.ts`],
    ['./nope.js', `${dirname(entry)}/nope.ts`],
    ['../04-accuracy/nope.ts', 'exercises/04-accuracy/nope.ts'],
    ['#exercises/04-accuracy/accuracy.ts', earlier],
  ])('%s, where there is no such file, which is said', async (name, missing) => {
    expect(await troubleOf(load(`\nimport { x } from '${name}'\nexport const f = x`))).toEqual({
      kind: 'not-loaded',
      file: entry,
      line: 2,
      message: `'${name}' does not exist: ${missing} is missing from the submission.`,
    })
  })

  test.each([
    ['require', "export const f = () => require('node:fs')"],
    ['import =', "import fs = require('node:fs')\nexport const f = fs"],
    ['import()', "export const f = () => import('node:fs')"],
    ['export from', "export { readFileSync as f } from 'node:fs'"],
  ])('anything by %s', async (_, source) => {
    expect((await troubleOf(load(source))).message).toContain("'node:fs' may not be imported")
  })

  test('what the package.json or the tsconfig.json of the submission calls by another name', async () => {
    const files = {
      [entry]: "import { x } from '#secret'\nexport const f = () => x",
      'package.json': '{"imports": {"#secret": "/etc/passwd"}, "type": "module"}',
      'tsconfig.json':
        '{"compilerOptions": {"paths": {"#secret": ["/etc/passwd"], "other": ["/etc/passwd"]}}}',
    }
    expect((await troubleOf(load(files))).message).toContain("'#secret' may not be imported")
    const other = { ...files, [entry]: "import { x } from 'other'\nexport const f = () => x" }
    expect((await troubleOf(load(other))).message).toContain("'other' may not be imported")
  })

  test('one part of a bundle at a later time', async () => {
    const files = { [entry]: "export const f = () => import('./more.ts')", [beside]: 'export const x = 1' }
    expect(await troubleOf(load(files))).toMatchObject({
      line: 1,
      message: expect.stringContaining('import() is not available here'),
    })
  })
})

describe('files that are not what they should be', () => {
  const secret = join(folder, 'secret')
  write(join(secret, 'more.ts'), "export const f = 'secret'")

  test('a missing file', async () => {
    const trouble = await troubleOf(load({ [beside]: '' }))
    expect(trouble.message).toBe(`${entry} is missing from the submission.`)
  })

  test('a link to a file', async () => {
    const submission = submit("export { f } from './more.ts'")
    symlinkSync(join(secret, 'more.ts'), join(submission, beside))
    expect((await troubleOf(bundle({ submission, entry, projectRoot }))).message).toContain(
      'links are not followed',
    )
  })

  test('a link to a folder', async () => {
    const submission = submit("export { f } from './inner/more.ts'")
    symlinkSync(secret, join(submission, dirname(entry), 'inner'))
    expect((await troubleOf(bundle({ submission, entry, projectRoot }))).message).toContain(
      'links are not followed',
    )
  })

  test('the folder of the exercise as a link to that of another', async () => {
    const submission = submit({ [beside]: '' })
    symlinkSync('05-regression-loss', join(submission, 'exercises/04-accuracy'))
    write(join(submission, entry), "export * from '../04-accuracy/more.ts'")
    expect((await troubleOf(bundle({ submission, entry, projectRoot }))).message).toContain(
      'links are not followed',
    )
  })

  test('a submission that is itself reached by a link is fine', async () => {
    const link = join(folder, 'link')
    symlinkSync(submit('export const f = 1'), link)
    expect(Object.keys((await bundle({ submission: link, entry, projectRoot })).files)).toEqual([entry])
  })

  test('a folder in place of the file', async () => {
    expect((await troubleOf(load({ [`${entry}/x.ts`]: '' }))).message).toContain('is not a plain file')
  })

  test('a file of more than 256 kB', async () => {
    expect((await troubleOf(load('/'.repeat(256 * 1024 + 1)))).message).toContain('is larger than 256 kB')
  })

  test('files of more than 1 MB in all', async () => {
    const names = [1, 2, 3, 4, 5].map((n) => `part-${n}`)
    const files = Object.fromEntries(
      names.map((name) => [`${dirname(entry)}/${name}.ts`, `// ${'x'.repeat(250_000)}`]),
    )
    const source = names.map((name) => `import './${name}.ts'`).join('\n')
    expect((await troubleOf(load({ ...files, [entry]: source }))).message).toContain(
      'larger than 1 MB in all',
    )
  })
})

describe('code that is not valid', () => {
  test.each([
    ['a syntax error', 'export const f = 1\n\nexport const g = = 2', 3, /^This is not valid TypeScript: /],
    ['a name that is declared twice', '\nconst a = 1\nconst a = 2', 2, /`a` has already been declared/],
    [
      'an import that does not exist',
      "\nimport { nope } from '#kit'\nexport const f = nope",
      2,
      /"nope" is not exported by "#kit"/,
    ],
    [
      'an import that a library does not have',
      "import { nope } from 'ml-matrix'\nexport const f = nope",
      1,
      /"nope" is not exported by "ml-matrix"/,
    ],
    ['a const that is changed', 'const a = 1\nexport const f = () => {\n  a = 2\n}', 3, /const variable `a`/],
    ['await outside of a function', 'export const f = 1\nawait f', 2, /await works inside of functions only/],
  ])('%s is told with its line', async (_, source, line, message) => {
    expect(await troubleOf(load(source))).toEqual({
      kind: 'not-loaded',
      file: entry,
      line,
      message: expect.stringMatching(message),
    })
  })

  test.each([
    [
      'a decorator',
      '\n  @d class A {}\nexport const f = A',
      2,
      'Decorators (@…) are not available here (column 3: "‸@d class A {}").',
    ],
    [
      'a decorator of a method',
      'class A {\n\t@d m() {}\n}\nexport const f = A',
      2,
      'Decorators (@…) are not available here (column 2: "‸@d m() {}").',
    ],
    [
      'JSX',
      'export const f = <b>hi</b>',
      1,
      'JSX is not available here (column 24: "export const f = <b>hi<‸/b>").',
    ],
    [
      'import.meta',
      'export const f = import.meta.url',
      1,
      'import.meta is not available here (column 18: "export const f = ‸import.meta.url").',
    ],
    [
      'an accessor',
      'class A {\n  accessor x = 1\n}\nexport const f = A',
      2,
      'This file can not be loaded: Unexpected identifier \'x\' (column 12: "accessor ‸x = 1").',
    ],
    [
      'no regular expression',
      'export const f = /a(/',
      1,
      'This file can not be loaded: Invalid regular expression: /a(/: Unterminated group (column 18: "export const f = ‸/a(/").',
    ],
    [
      'a wrong separator',
      'const a = 1\nexport const f = [1; 2]',
      2,
      'This is not valid TypeScript: Expected `,` or `]` but found `;` (column 20: "export const f = [1‸; 2]").',
    ],
    [
      'an error behind letters with accents',
      "const é = 'é'; const é = 2",
      1,
      'This file can not be loaded: Identifier `é` has already been declared (column 7: "const ‸é = \'é\'; const é = 2").',
    ],
    [
      'an end too early',
      'export const f = {\n',
      2,
      'This is not valid TypeScript: Expected `}` but found `EOF` (at an empty line, or at the end of the file).',
    ],
    ['Windows line endings', 'const a = 1\r\nb c\r\n', 2, expect.stringMatching(/ \(column 2: "b‸ c"\)\.$/)],
    [
      'a long line',
      `f('${'x'.repeat(300)}' [;] '${'y'.repeat(300)}')`,
      1,
      expect.stringMatching(/ \(column 307: "…x{27}' \[‸;\] 'y{26}…"\)\.$/),
    ],
    ['with', '\nwith ({}) {}', 2, expect.stringContaining('(column 1: "‸with ({}) {}")')],
  ])('%s is told with the place in its line', async (_, source, line, message) => {
    expect(await troubleOf(load(source))).toEqual({ kind: 'not-loaded', file: entry, line, message })
  })

  test('UTF-16 and Latin-1 are told as what they are', async () => {
    const submission = submit('')
    writeFileSync(join(submission, entry), Buffer.from('\uFEFFexport const f = 1', 'utf16le'))
    expect((await troubleOf(bundle({ submission, entry, projectRoot }))).message).toContain('saved as UTF-16')
    writeFileSync(join(submission, entry), Buffer.from('// é', 'latin1'))
    expect((await troubleOf(bundle({ submission, entry, projectRoot }))).message).toContain(
      'save it as UTF-8',
    )
  })

  test('an error in another file of the folder is told with the name of that file', async () => {
    const trouble = await troubleOf(load({ [entry]: "export * from './more.ts'", [beside]: '\n}' }))
    expect(trouble).toMatchObject({ file: beside, line: 2 })
  })

  test.each([
    ['brackets', (n: number) => `export const f = ${'['.repeat(n)}${']'.repeat(n)}`],
    ['operators', (n: number) => `export const f = 1${'+1'.repeat(n)}`],
    ['types', (n: number) => `type T = ${'['.repeat(n)}${']'.repeat(n)}\nexport const f = 1`],
  ])(
    '%s that overflow the stack of the parser end neither the grader nor another bundle',
    async (_, source) => {
      const [deep, plain] = [load(source(120_000)), load('export const f = 1')]
      expect((await troubleOf(deep)).message).toBe('This file can not be read: it is nested too deeply.')
      expect(exportsOf(await plain).f).toBe(1)
    },
  )
})

describe('lines', () => {
  test('lineOf gives the line of an export', async () => {
    const source = '// first\nexport function f(): number {\n  return 1\n}\nconst g = 2\nexport { g as h }\n'
    const { lineOf } = await load(source)
    expect([lineOf('f'), lineOf('h'), lineOf('g'), lineOf('toString')]).toEqual([2, 6, undefined, undefined])
  })

  test('locate gives the line in the file, and nothing for code of others', async () => {
    const source =
      "import { createRng } from '#kit'\ninterface A { a: number }\n\nexport const f = (): A => {\n  throw createRng('here')\n}\n"
    const { code, locate } = await load(source)
    const lines = code.split('\n')
    const at = lines.findIndex((line) => line.includes('throw createRng("here")'))
    expect(locate(at + 1, lines[at]!.indexOf('throw') + 1)).toEqual({ file: entry, line: 5 })
    const foreign = lines.findIndex((line) => line.includes('function createRng'))
    expect(foreign).toBeGreaterThan(-1)
    expect(locate(foreign + 1, 1)).toBeUndefined()
  })
})
