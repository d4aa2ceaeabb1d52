import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '#engine/course/root.ts'
import { filesReached, importsOf } from './imports.ts'

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

describe('what a proof rests on', () => {
  const reached = filesReached(projectRoot, [
    'harness/staff/verify/worker.ts',
    'solutions/05-regression-loss/regression-loss.hidden.ts',
  ])

  test('is everything that is imported, however far', () => {
    for (const file of [
      'harness/engine/running/simplify.ts',
      'harness/engine/spec/plain-data.ts',
      'reference/losses/regression.ts',
      'exercises/kit/index.ts',
    ])
      expect(reached).toContain(file)
  })

  test('is nothing else: a change to the report voids no proof', () => {
    for (const file of [
      'harness/engine/report/markdown.ts',
      'harness/engine/sandbox/process.ts',
      'reference/cluster/kmeans.ts',
    ])
      expect(reached).not.toContain(file)
  })
})
