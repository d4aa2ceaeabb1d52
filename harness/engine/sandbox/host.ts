/**
 * The program inside the sandbox. It reads one request at a time from file descriptor 3, runs the student's
 * code, and writes the results. There is no event loop while it waits, so promises of the student's
 * code never run: a call is all the time it has.
 *
 * The student's code lives in a world of its own (realm.ts): whatever it changes of the language there, nothing
 * here is touched by it.
 */
import { readSync, writeSync } from 'node:fs'
import { argumentLimits, Opaque, resultLimits, TooLarge } from '../spec/plain-data.ts'
import { scribble } from '../spec/scribble.ts'
import type { Session } from '../spec/session.ts'
import { Reader, Writer } from './codec.ts'
import { describe } from './describe-thrown.ts'
import { playIn } from './play.ts'
import { REPLY_BYTES, REPLY_EVERY_MS, REPLY_WEIGHT, type Request, type Result } from './protocol.ts'
import { newRealm, type Realm } from './realm.ts'

const CHANNEL = 3
/** Changed arguments that are larger are only said to be changed. */
const LARGEST_SHOWN = 65_536
/** Arguments of so many bytes are compared after every call. */
const LOOKED_AT = 4096
/** A result as it travels: the value that was returned, with what belongs to it. */
const withEnvelope = { ...resultLimits, bytes: resultLimits.bytes + 65_536, parts: resultLimits.parts + 16 }

const exit = process.exit.bind(process)
const now = performance.now.bind(performance)

let realm: Realm | undefined
/** The bytes of arguments that calls share, by number. */
const kept = new Map<number, Uint8Array>()
/** Results on their way out: how many, and what all of this request weigh. */
const out = new Writer()
/** For looking at arguments after a call. */
const compared = new Writer()
let waiting = 0
let weight = 0
let sentAt = 0

send(0, true)
for (;;) {
  const reader = new Reader(receive(), realm?.make)
  const id = next<number>(reader)
  weight = 0
  sentAt = now()
  const kind = next<Request[0]>(reader)
  if (kind === 'load') load(next(reader), next(reader))
  else if (kind === 'keep') kept.set(next(reader), reader.rest())
  else if (kind === 'play') play(next(new Reader(reader.rest())), id)
  else batch(reader, id)
  send(id, true)
}

/** Makes a world for the exercise; its only result are the exports, by name and type. */
function load(source: string, filename: string): void {
  kept.clear()
  realm = undefined
  const made = newRealm()
  try {
    put(['ok', made.load(source, filename), made.printed(), undefined])
    realm = made
  } catch (error) {
    put(['threw', describe(error), made.printed()])
  }
}

/** The calls of a request, until all are done or their results weigh too much for one reply. */
function batch(reader: Reader, id: number): void {
  while (!reader.atEnd && weight <= REPLY_WEIGHT) {
    call(reader)
    if (out.size > REPLY_BYTES || now() - sentAt > REPLY_EVERY_MS) send(id, false)
  }
}

/** Every call is made in this one way, watched or not: student code can't tell. */
function call(reader: Reader): void {
  const [fn, isWatched, count] = [next<string>(reader), next<boolean>(reader), next<number>(reader)]
  const given: Uint8Array[] = []
  const args: unknown[] = []
  for (let i = 0; i < count; i++) {
    const number = next<number | undefined>(reader)
    const bytes = number === undefined ? undefined : kept.get(number)!
    const source = bytes ? new Reader(bytes, realm!.make) : reader
    const start = source.position
    args.push(next(source))
    given.push(source.since(start))
  }
  try {
    const value = realm!.call(fn, args)
    const printed = realm!.printed()
    // Nearly every call is looked at: a function could spoil its arguments in some calls only.
    const isSmall = given.reduce((sum, { length }) => sum + length, 0) <= LOOKED_AT
    const isOut = put(['ok', value, printed, isWatched || isSmall ? changed(args, given) : undefined])
    if (isWatched && isOut) scribble(value)
  } catch (error) {
    put(['threw', describe(error), realm!.printed()])
  }
}

/** A session; its only result is what came of it. */
function play(session: Session, id: number): void {
  const played = playIn(realm!, session, () => {
    if (now() - sentAt > REPLY_EVERY_MS) send(id, false)
  })
  put(['ok', played, realm!.printed(), undefined])
}

/** The arguments as they are after a call; undefined when they are what they were. */
function changed(args: unknown[], given: Uint8Array[]): unknown {
  const writer = compared
  let isLarge = false
  try {
    const isAsBefore = args.every((arg, i) => {
      writer.clear()
      writer.write(arg, argumentLimits)
      if (writer.size > LARGEST_SHOWN) isLarge = true
      return Buffer.compare(writer.bytes, given[i]!) === 0
    })
    if (isAsBefore) return undefined
    return isLarge ? new Opaque('arguments that are too large to be shown') : args
  } catch {
    return new Opaque('arguments that can not be read any more')
  }
}

/** Adds a result to those on their way; false when it is refused instead. */
function put(result: Result): boolean {
  waiting++
  try {
    weight += out.write(result, withEnvelope)
    return true
  } catch (error) {
    const why = error instanceof TooLarge ? error.message : 'it can not be read'
    weight += out.write(['refused', why, result.at(2)], withEnvelope)
    return false
  }
}

function next<T>(reader: Reader): T {
  return reader.read(argumentLimits).value as T
}

function receive(): Uint8Array {
  const header = new Uint8Array(4)
  fill(header)
  const body = new Uint8Array(new DataView(header.buffer).getUint32(0, true))
  fill(body)
  return body
}

function fill(buffer: Uint8Array): void {
  for (let done = 0; done < buffer.length; ) {
    const read = readSync(CHANNEL, buffer, done, buffer.length - done, null)
    if (read === 0) exit(0) // the grader is gone
    done += read
  }
}

/** Sends the results that are waiting. */
function send(id: number, isLast: boolean): void {
  const head = new Writer()
  head.write([id, isLast, waiting], resultLimits)
  const frame = new Uint8Array(4 + head.size + out.size)
  new DataView(frame.buffer).setUint32(0, frame.length - 4, true)
  frame.set(head.bytes, 4)
  frame.set(out.bytes, 4 + head.size)
  for (let done = 0; done < frame.length; ) done += writeSync(CHANNEL, frame, done)
  out.clear()
  waiting = 0
  sentAt = now()
}
