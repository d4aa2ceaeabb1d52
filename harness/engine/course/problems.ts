import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HandedOut } from './handed-out.ts'
import { restoreCommand } from './restore.ts'
import { textDigest } from './text-digest.ts'

/** Something in `exercises/` that is not as it should be. */
export interface CourseProblem {
  /** The folder or file in `exercises/`: `05-regression-loss` for an exercise. */
  name: string
  /** What is wrong, and where. */
  message: string
  /** What to do: a sentence. */
  remedy: string
}

export function problemText({ message, remedy }: CourseProblem): string {
  return `${message}${message.includes('\n') ? '\n' : ' '}${remedy}`
}

/** What keeps an exercise in a student's tree from being checked: its folder or its manifest is not what it was. */
export function handedOutProblem(
  root: string,
  slug: string,
  handedOut: HandedOut,
): CourseProblem | undefined {
  const folder = `exercises/${slug}`
  const manifest = `${folder}/exercise.json`
  const isThere = existsSync(join(root, folder))
  if (isThere && isAsHandedOut(root, manifest, handedOut)) return undefined
  const message = !isThere
    ? `The folder ${folder} is missing.`
    : `${manifest} ${existsSync(join(root, manifest)) ? 'was changed' : 'is missing'}.`
  const remedy = restoreFromHandedOut(root, [manifest], handedOut)
  // With the folder the student's own file went: git has that too.
  return { name: slug, message, remedy: isThere ? remedy : remedy.replace(manifest, folder) }
}

/** Files that are not as they were handed out, of those that begin with one of some paths. */
export function changedFiles(root: string, handedOut: HandedOut, within: readonly string[]): string[] {
  return Object.keys(handedOut.files)
    .filter((path) => within.some((start) => path.startsWith(start)))
    .filter((path) => !isAsHandedOut(root, path, handedOut))
    .sort()
}

/** How to get files back as they were handed out; without the list, in another state than they are in now. */
export function restoreFromHandedOut(root: string, paths: readonly string[], handedOut?: HandedOut): string {
  return restoreCommand(root, paths, (path, content) => {
    const digest = textDigest(content)
    return handedOut ? digest === handedOut.files[path] : digest !== digestOfFile(join(root, path))
  })
}

function isAsHandedOut(root: string, path: string, { files }: HandedOut): boolean {
  return files[path] === undefined || digestOfFile(join(root, path)) === files[path]
}

function digestOfFile(path: string): string | undefined {
  try {
    return textDigest(readFileSync(path, 'utf8'))
  } catch {
    return undefined // missing, a folder, not to be read
  }
}
