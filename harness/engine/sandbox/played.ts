import { unusable } from '../spec/in-process.ts'
import { GraderFault, StudentTrouble } from '../spec/student.ts'
import type { Bundle } from './bundle.ts'
import type { PlayedHere } from './protocol.ts'
import { thrownTrouble } from './thrown.ts'

/**
 * What is kept of a session. What came back is untrusted.
 *
 * @throws StudentTrouble for what the student's code did wrong in it; GraderFault for a session that is wrong in itself
 */
export function keptOf(came: unknown, fn: string, bundle: Bundle): unknown[] {
  const played = came as PlayedHere | null | undefined
  if (typeof played === 'object' && played !== null) {
    if ('kept' in played && Array.isArray(played.kept)) return played.kept
    if ('fault' in played) throw new GraderFault(`The session can not be played: ${played.fault}`)
    if ('threw' in played)
      throw new StudentTrouble(thrownTrouble(String(played.threw.fn), played.threw.thrown, bundle))
    if ('bad' in played)
      throw new StudentTrouble({
        kind: 'bad-result',
        fn: String(played.bad.fn),
        message: String(played.bad.message),
      })
  }
  throw new StudentTrouble(unusable(fn, 'the session came to no proper end'))
}
