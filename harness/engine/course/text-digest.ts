import { createHash } from 'node:crypto'

/** A short fingerprint of a text, blind to line endings. */
export function textDigest(text: string): string {
  return createHash('sha256').update(withUnixLines(text)).digest('hex')
}

/** Line endings differ between machines, and say nothing. */
export function withUnixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
