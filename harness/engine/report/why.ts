import { tmpdir } from 'node:os'

/** What the operating system's codes mean, as the end of a sentence. */
const meanings: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'it is not permitted',
  EROFS: 'the disk can only be read',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  ENOENT: 'it does not exist',
  EEXIST: 'something else of that name is there',
  EISDIR: 'a folder of that name is there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOTEMPTY: 'the folder is not empty',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'this process has too many files open (see ulimit -n)',
  ENFILE: 'the machine has too many files open',
  ENOMEM: 'no memory is left',
  EAGAIN: 'the machine allows no more processes or resources just now',
  EIO: 'the disk reports an error',
  EPIPE: 'nobody reads it any more',
  ENOEXEC: 'it is no program for this machine',
}

/** Whether the operating system said no: trouble of the machine, not a bug. */
export function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException
  return syscall !== undefined || (code !== undefined && code in meanings)
}

/** Why something failed, in words and on one line. */
export function why(error: unknown): string {
  if (isOfTheSystem(error) && error.code && meanings[error.code]) return meanings[error.code]!
  const said = error instanceof Error ? error.message : String(error)
  return said.split('\n')[0]!.replace(/\.$/, '')
}

/** A failure of the operating system as a sentence: what, where, why and what to do. */
export function systemTrouble(error: NodeJS.ErrnoException): string {
  const { path, syscall = 'system call' } = error
  const where = path ? `${path} (${syscall})` : syscall
  const remedy = path?.startsWith(tmpdir())
    ? 'Set TMPDIR to a folder that exists and can be written.'
    : 'Mend that and run the command again.'
  return `The operating system refused ${where}: ${why(error)}. ${remedy}`
}
