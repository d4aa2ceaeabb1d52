import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf } from './imports.ts'

test.each<[string, string, true?]>([
  ['a binding', "import { a } from './b.ts'"],
  ['a type', "import type { A } from './b.ts'", true],
  ['a type among values', "import { type A } from './b.ts'"],
  ['nothing but the effect', "import './b.ts'"],
  ['an export from elsewhere', "export { a } from './b.ts'"],
  ['an export of a type from elsewhere', "export type { A } from './b.ts'", true],
  ['an expression', "const a = await import('./b.ts')"],
  ['an expression with spaces', "const a = await import( './b.ts' )"],
  ['the type of a module', "let a: typeof import('./b.ts')"],
  ['a type of a module', "let a: import('./b.ts').A"],
])('%s is an import', (_, source, isType) => {
  const root = mkdtempSync(join(tmpdir(), 'neurograde-imports-'))
  try {
    writeFileSync(join(root, 'package.json'), '{}')
    writeFileSync(join(root, 'a.ts'), `\n${source}\n`)
    expect(importsOf(root, 'a.ts')).toEqual([
      { from: 'a.ts', specifier: './b.ts', target: 'b.ts', line: 2, ...(isType === true && { isType }) },
    ])
  } finally {
    rmSync(root, { recursive: true })
  }
})
