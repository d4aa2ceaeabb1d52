import { argumentLimits, type DataLimits, resultLimits, TooLarge } from '../spec/plain-data.ts'
import { playSession, type Session } from '../spec/session.ts'
import { type Makers, Reader, Writer } from './codec.ts'
import { describe } from './describe-thrown.ts'
import type { PlayedHere } from './protocol.ts'
import type { Realm } from './realm.ts'

/**
 * Plays a session in the student's world: every value crosses into it as a copy, and back.
 *
 * @param beforeEach is called before every call, to show that the session goes on
 */
export function playIn(realm: Realm, session: Session, beforeEach: () => void): PlayedHere {
  const copier = new Writer()
  const across = (value: unknown, limits: DataLimits, make?: Makers): unknown => {
    copier.clear()
    copier.write(value, limits)
    return new Reader(copier.bytes, make).read(limits).value
  }
  const copies = new Map<unknown, unknown>()
  const copyOf = (arg: unknown, isShared: boolean): unknown => {
    if (!isShared || typeof arg !== 'object') return across(arg, argumentLimits, realm.make)
    if (!copies.has(arg)) copies.set(arg, across(arg, argumentLimits, realm.make))
    return copies.get(arg)
  }
  try {
    return playSession(session, (fn, args, round, isShared) => {
      beforeEach()
      const given: unknown[] = []
      for (let i = 0; i < args.length; i++) given[i] = copyOf(args[i], isShared[i]!)
      let value: unknown
      try {
        value = realm.call(fn, given)
      } catch (error) {
        throw new Over({ threw: { fn, round, thrown: describe(error) } })
      }
      try {
        return across(value, resultLimits)
      } catch (error) {
        const message = error instanceof TooLarge ? error.message : 'it can not be read'
        throw new Over({ bad: { fn, message } })
      }
    })
  } catch (error) {
    if (error instanceof Over) return error.played
    // The session is wrong in itself, or what it hands on is too large: its author's fault.
    return { fault: String(error) }
  }
}

/** What the student's code did that ends a session. */
class Over extends Error {
  readonly played: PlayedHere
  constructor(played: PlayedHere) {
    super('the session is over')
    this.played = played
  }
}
