/**
 * What a student may import: `#kit`, two libraries, files of the exercise's own folder and of earlier
 * exercises, by a relative path or as `#exercises/…`. All else is refused, whatever the configuration of a
 * submission calls it.
 */
import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join, posix } from 'node:path'
import type { BundleRequest } from './bundler.ts'

/** Where the files of the kit lie in the project. */
export const KIT = 'exercises/kit/'
/** Libraries that a student may import. */
const libraries = ['ml-matrix', 'seedrandom']
/** Another name of `exercises/`, which package.json gives. */
const EXERCISES = '#exercises/'

/** A path in the submission or the project, a library's file, or a sentence for the student. */
export type Resolved = { path: string } | { library: string } | { problem: string }

/** What an import stands for in a file of the submission or of the kit. */
export function resolveImport(source: string, importer: string, request: BundleRequest): Resolved {
  if (source === '#kit') return { path: `${KIT}index.ts` }
  if (importer.startsWith(KIT) && source.startsWith('./')) return { path: posix.join(KIT, source) }
  if (libraries.includes(source)) return { library: entryOfLibrary(source, request.projectRoot) }
  const isRelative = source.startsWith('./') || source.startsWith('../')
  if (!isRelative && !source.startsWith(EXERCISES)) return { problem: forbidden(source) }
  const written = isRelative
    ? posix.join(posix.dirname(importer), source)
    : posix.join('exercises', source.slice(EXERCISES.length))
  const allowed = candidates(written).filter((path) => mayImport(path, request.entry))
  const path = allowed.find((candidate) => isThere(join(request.submission, candidate)))
  if (path !== undefined) return { path }
  const missing = /^(\.[jt]s)?$/.test(posix.extname(written)) ? allowed[0] : undefined
  return {
    problem: missing
      ? `'${source}' does not exist: ${missing} is missing from the submission.`
      : forbidden(source),
  }
}

/** A path as written, and as TypeScript's other habits mean it. */
function candidates(path: string): string[] {
  return [...new Set([path, path.replace(/\.js$/, '.ts'), `${path}.ts`])]
}

/** Whether an exercise may import a path: its own folder, or that of an exercise with a lower number. */
function mayImport(path: string, entry: string): boolean {
  const [room, slug = '', ...rest] = path.split('/')
  const own = entry.split('/')[1]!
  return (
    room === 'exercises' &&
    /^\d\d-[a-z0-9-]+$/.test(slug) &&
    slug <= own &&
    rest.length > 0 &&
    path.endsWith('.ts')
  )
}

/** Whether there is something by this name, be it a link to nothing: what it is is looked at when it is read. */
function isThere(full: string): boolean {
  try {
    return lstatSync(full, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

function forbidden(source: string): string {
  const what = /^\.|^#exercises\//.test(source)
    ? `'${source}' is not a file of this exercise or of an earlier one`
    : `'${source}' may not be imported`
  return `${what}. Allowed are #kit, ml-matrix, seedrandom, files of your own folder and earlier exercises.`
}

function entryOfLibrary(name: string, projectRoot: string): string {
  const packageFile = findPackageJSON(name, join(projectRoot, 'package.json'))!
  const { module, main = 'index.js' } = JSON.parse(readFileSync(packageFile, 'utf8'))
  return realpathSync(join(dirname(packageFile), module ?? main))
}
