import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Course, type Exercise, slugsOf } from '../course/course.ts'
import { withUnixLines } from '../course/text-digest.ts'

export { textDigest } from '../course/text-digest.ts'

/** SHA-256 of text files by path and content, in the order of their paths; blind to line endings. */
export function digestOfFiles(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of [...paths].map((file) => relative(root, file).split(sep).join('/')).sort()) {
    const content = withUnixLines(readFileSync(join(root, path), 'utf8'))
    hash.update(`${path}\n${Buffer.byteLength(content)}\n`).update(content)
  }
  return hash.digest('hex')
}

/** All TypeScript files below a folder that are no tests. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => join(folder, path))
}

/** What the course asks: course.json and the manifests. */
export function courseDigest(course: Course): string {
  const files = ['course.json', ...slugsOf(course).map((slug) => join(slug, 'exercise.json'))]
  // A student may have deleted some: then what `check` shows says so, and this digest differs.
  return digestOfFiles(
    course.root,
    files.map((file) => join(course.root, 'exercises', file)).filter(existsSync),
  )
}

/**
 * What decides the cases and verdicts of one exercise: its words and properties, the property language, the
 * kit, and on the staff side the files that its hidden properties rest on.
 */
export function suiteDigest({ root }: Course, { folder, name }: Exercise, hidden: readonly string[]): string {
  return digestOfFiles(root, [
    join(folder, 'exercise.json'),
    // What the functions take, where it is declared: bad input and stress are made of it.
    ...['visible', 'takes'].map((part) => join(folder, `${name}.${part}.ts`)).filter(existsSync),
    ...sourceFiles(join(root, 'exercises', 'kit')),
    ...sourceFiles(join(root, 'harness', 'engine', 'spec')),
    ...['cases', 'evaluate', 'run-property'].map((file) =>
      join(root, 'harness', 'engine', 'running', `${file}.ts`),
    ),
    ...hidden,
  ])
}

/** One digest of several. */
export function digestOfTexts(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex')
}
