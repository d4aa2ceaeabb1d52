import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { GraderFault } from '../spec/student.ts'

/** The text of a file, or a sentence for the student about why it is not taken. */
export type OwnFile = { text: string } | { problem: string }

/** Absent on Windows, where links need rights that nobody has. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** What the operating system says of what a submission may hold. All else is not the student's. */
const reasons: Record<string, string> = {
  ENOENT: 'is missing from the submission.',
  ENOTDIR: 'is missing from the submission: a part of its path is a file, not a folder.',
  ELOOP: 'is not a plain file (links are not followed).',
  EMLINK: 'is not a plain file (links are not followed).',
  EISDIR: 'is not a plain file, but a folder.',
  EACCES: 'may not be read: its permissions forbid it.',
  EPERM: 'may not be read: its permissions forbid it.',
  ENAMETOOLONG: 'is missing from the submission: its name is too long.',
  ...Object.fromEntries(
    ['ENXIO', 'ENODEV', 'EINVAL', 'EOPNOTSUPP', 'EAGAIN'].map((code) => [code, 'is not a plain file.']),
  ),
}

/**
 * Reads a file of a submission as text. Only a regular file below the submission is taken: no link on the way,
 * no device or pipe, nothing that grows past the limit, nothing but UTF-8. The submission may itself be a link.
 *
 * @param path inside the submission, with `/` on every system
 * @throws GraderFault when the machine fails (no file descriptors, no memory): never for what a submission holds
 */
export function readOwnFile(submission: string, path: string, maxBytes: number): OwnFile {
  const parts = path.split('/')
  if (parts.some((part) => ['', '.', '..'].includes(part)) || /[\0\\]/.test(path))
    return { problem: `${path.replaceAll('\0', '\\0')} is not a path inside the submission.` }
  try {
    const root = realpathSync(submission)
    // Looked at before it is opened: opening a device can do something by itself.
    for (const n of parts.keys()) {
      const stats = lstatSync(join(root, ...parts.slice(0, n + 1)))
      if (stats.isSymbolicLink()) return { problem: `${path} ${reasons.ELOOP}` }
      if (n < parts.length - 1 && !stats.isDirectory()) return { problem: `${path} ${reasons.ENOTDIR}` }
      if (n === parts.length - 1 && stats.isDirectory()) return { problem: `${path} ${reasons.EISDIR}` }
      if (n === parts.length - 1 && !stats.isFile()) return { problem: `${path} ${reasons.ENXIO}` }
    }
    const bytes = bytesOf(join(root, ...parts), maxBytes)
    if (bytes === undefined) return { problem: `${path} ${reasons.ENXIO}` }
    if (bytes.length > maxBytes) return { problem: `${path} is larger than ${maxBytes / 1024} kB.` }
    return decoded(path, bytes)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const reason = reasons[code]
    if (reason === undefined) throw new GraderFault(`${path} could not be read here: ${code || error}`)
    return { problem: `${path} ${reason}` }
  }
}

/** The first bytes of a file, one more than the limit if it has so many; undefined if it turns out to be none. */
function bytesOf(full: string, maxBytes: number): Buffer | undefined {
  const file = openSync(full, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    if (!fstatSync(file).isFile()) return undefined
    const buffer = Buffer.alloc(maxBytes + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(file, buffer, length, buffer.length - length, null)
    return buffer.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

function decoded(path: string, bytes: Buffer): OwnFile {
  // Two bytes for each character: a mark in front, or every other byte of the beginning empty.
  const start = bytes.subarray(0, 64)
  const isEmpty = (rest: number) => start.every((byte, i) => i % 2 !== rest || byte === 0)
  const isMarked = ['fffe', 'feff'].includes(start.toString('hex', 0, 2))
  if (isMarked || (start.length > 3 && (isEmpty(0) || isEmpty(1))))
    return { problem: `${path} is saved as UTF-16: save it as UTF-8.` }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { problem: `${path} holds bytes that are not UTF-8 text: save it as UTF-8.` }
  }
}
