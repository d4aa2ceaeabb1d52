import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeFolder } from '../course/make-folder.ts'
import { projectRoot } from '../course/root.ts'
import { GraderFault } from '../spec/student.ts'

let folder: string | undefined
/** Places where nothing can be written. */
const useless = new Set<string>()
const complaints: string[] = []

/**
 * A private folder of this process for files that the sandbox needs, by its real path: Node's permission to
 * read a file holds for no path with a link in it.
 *
 * @throws GraderFault when nothing can be written anywhere
 */
export function privateFolder(): string {
  if (folder !== undefined && existsSync(folder)) return folder
  for (const place of places()) {
    try {
      makeFolder(place)
      folder = realpathSync(mkdtempSync(join(place, 'neurograde-')))
      return folder
    } catch (error) {
      giveUp(place, error)
    }
  }
  throw new GraderFault(
    `Can not write to ${complaints.join(', nor to ')}: set TMPDIR to a folder that can be written.`,
  )
}

/** The path of a file in the private folder, which is written where it is not there. */
export function privateFile(name: string, content: string | Uint8Array, mode: number): string {
  for (;;) {
    const path = join(privateFolder(), name)
    if (existsSync(path)) return path
    const [place = ''] = places()
    try {
      writeFileSync(path, content, { mode })
      return path
    } catch (error) {
      // The disk is full, say, and half of the file is there.
      removePrivateFolder()
      giveUp(place, error)
    }
  }
}

export function removePrivateFolder(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  folder = undefined
}

function places(): string[] {
  return [resolve(tmpdir()), join(projectRoot, 'node_modules', '.cache')].filter(
    (place) => !useless.has(place),
  )
}

function giveUp(place: string, error: unknown): void {
  useless.add(place)
  complaints.push(`${place} (${(error as NodeJS.ErrnoException).code ?? error})`)
}
