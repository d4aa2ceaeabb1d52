import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
/** Whose files the tests of the exercises run against: the answer key, or the folder in SUBMISSION. */
const submission = process.env.SUBMISSION ? resolve(process.env.SUBMISSION) : undefined

/** Stands the exemplar (or the submission) in for the stub of an exercise. */
const standIn: Plugin = {
  name: 'exercise-stand-in',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    // A submission outside this project sees the kit and the libraries of this project.
    const isOutside = submission && importer?.startsWith(submission) && !source.startsWith('.')
    const from = isOutside ? join(root, 'package.json') : importer
    const found = await this.resolve(source, from, { ...options, skipSelf: true })
    const [room, slug = '', file = ''] = found ? relative(root, found.id).split(sep) : []
    if (room !== 'exercises' || file !== `${slug.slice(3)}.ts`) return isOutside ? found : null
    const path = submission ? join(submission, 'exercises', slug, file) : join(root, 'solutions', slug, file)
    return existsSync(path) ? path : found
  },
}

export default defineConfig({
  plugins: [standIn],
  test: {
    include: [
      'exercises/**/*.test.ts',
      'solutions/**/*.test.ts',
      'reference/**/*.test.ts',
      'harness/**/*.test.ts',
    ],
    // Nothing here changes globals, and a fresh world for each file costs a quarter of a second.
    isolate: false,
    // The cache remembers which file stood in for a stub, whatever SUBMISSION says: only the answer key uses it.
    fsModuleCache: submission === undefined,
    reporters: ['default'],
    testTimeout: 60_000,
    // `npm run coverage`: every line and branch of the reference and of the practice data is run by their tests.
    coverage: {
      include: ['reference/**/*.ts', 'exercises/data/**/*.ts'],
      exclude: ['**/*.test.ts', 'reference/{conformance,testing}/**'],
      reporter: ['text'],
      thresholds: { 100: true },
    },
  },
})
