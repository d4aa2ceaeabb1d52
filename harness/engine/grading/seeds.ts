import { createHash, createHmac } from 'node:crypto'

/** A 32-bit seed for one property: the same for every student, unknown without the course key. */
export function propertySeed(key: string, suiteDigest: string, slug: string, property: string): number {
  return createHmac('sha256', key).update(`${suiteDigest}/${slug}/${property}`).digest().readInt32BE(0)
}

/** What every record says of the key, so that grades can be audited later without giving it away. */
export function commitmentTo(key: string): string {
  return createHash('sha256').update(`neurograde course key ${key}`).digest('hex')
}

/** The key of practice runs: not a secret, and never the one that grades. */
export const PRACTICE_KEY = 'practice'
