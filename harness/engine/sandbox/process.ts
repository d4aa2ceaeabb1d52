import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import { type Duplex, PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { resultLimits } from '../spec/plain-data.ts'
import { GraderFault } from '../spec/student.ts'
import { CodecError, Reader, Writer } from './codec.ts'
import { type Cause, endingOf, outOfMemory, ProcessEnded } from './ending.ts'
import type { Launch } from './policy.ts'
import { REPLY_BYTES, REPLY_WEIGHT, type ReplyHead, type Result } from './protocol.ts'
import { lastOfChain, type Usage, usageOf, wantsProcessor } from './usage.ts'

const RESIDENT_BYTES = 900 * 1024 * 1024
const COMPLAINTS_KEPT = 16_000
/** How often a process that is at work is looked at. */
const WATCH_MS = 100
/** Looks at a process that does nothing though it was asked, before it counts as one that will not answer. */
const IDLE_LOOKS = 200
/** Looks at a process that wants to run and is not let, or is stopped from outside, before we give up. */
const STARVED_LOOKS = 6000
const START_MS = 10_000
const CLOSED_MS = 2000
/** Pieces of a frame that are kept apart: who sends single bytes makes many. */
const PIECES = 1000
const frameLimit = REPLY_BYTES + 2 * resultLimits.bytes
const envelope = { bytes: frameLimit, parts: resultLimits.parts + 16, depth: resultLimits.depth + 4 }

/** A result, and what it weighs. */
export interface Weighed {
  result: Result
  weight: number
}

interface Asked {
  id: number
  /** How many results may come. */
  calls: number
  limitMs: number
  spend: (ms: number) => boolean
  results: Weighed[]
  weight: number
  /** What the process had used when it was last heard of, as far as it was looked at since. */
  usedBefore: number | undefined
  resolve: (results: Weighed[]) => void
  reject: (error: ProcessEnded) => void
}

/**
 * One process that runs student code. A request gets one reply, in one part or several; whatever else the process
 * does (another frame, a malformed one, its end) is its end, and the request fails.
 */
export class SandboxProcess {
  /** Processor time that was seen to be used, in ms. */
  processorMs = 0
  /** Results that had come of the last request when it failed. */
  partly: Weighed[] = []
  private readonly child: ChildProcess
  private readonly channel: Duplex
  private readonly writer = new Writer()
  /** What Node and the programs around it have to say; addresses and times stand in it, so it is no result. */
  complaints = ''
  private received: Buffer[] = []
  private receivedBytes = 0
  private lastId = 0
  private ended: ProcessEnded | undefined
  private asked: Asked | undefined
  private watch: NodeJS.Timeout | undefined
  private pid: number | undefined
  private idleLooks = 0
  private lookedAt = performance.now()

  private constructor({ command, args, openSeccomp }: Launch) {
    const seccomp = openSeccomp?.()
    this.child = spawn(command, args, {
      // Dates read the same everywhere, and nothing of the grader's environment gets in.
      env: { TZ: 'UTC' },
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', ...(seccomp === undefined ? [] : [seccomp])],
    })
    if (seccomp !== undefined) closeSync(seccomp)
    this.child.on('error', (error) => this.end('outside', `it could not be started: ${error.message}`))
    // There is nothing but the error, which is on its way, where not even pipes could be had.
    this.channel = (this.child.stdio?.[3] as Duplex | undefined) ?? new PassThrough()
    // Not at `exit`: what it complained of may still be on its way.
    this.child.on('close', (code, signal) => this.fail(endingOf(code, signal, this.complaints)))
    this.channel.on('data', (chunk: Buffer) => this.receive(chunk))
    this.channel.on('error', () => {})
    // A process that ends closes its channel too, and says soon why.
    this.channel.on('end', () =>
      setTimeout(() => this.end('protocol', 'it closed its channel'), CLOSED_MS).unref(),
    )
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = (this.complaints + text).slice(0, COMPLAINTS_KEPT)
    })
    this.child.stderr?.on('error', () => {})
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws GraderFault when it does not come up: no student code has been loaded then
   */
  static async start(launch: Launch): Promise<SandboxProcess> {
    let sandbox: SandboxProcess | undefined
    try {
      sandbox = new SandboxProcess(launch)
      await sandbox.ask(0, 0, START_MS)
      sandbox.pid = undefined // it was still being set up when it was looked at
      return sandbox
    } catch (error) {
      sandbox?.kill()
      await sandbox?.silence()
      const why = error instanceof Error ? error.message : String(error)
      const said = sandbox?.complaints.trim().split('\n')[0] ?? ''
      throw new GraderFault(`The sandbox did not start: ${why} ${said}`.trim())
    }
  }

  get isAlive(): boolean {
    return this.ended === undefined
  }

  /** Whether a request is under way. */
  get isAsked(): boolean {
    return this.asked !== undefined
  }

  /** Whether the request that is under way, or was the last, is the first after the code was loaded. */
  get wasFresh(): boolean {
    return this.lastId <= 2
  }

  /**
   * Sends a request and waits for its results.
   *
   * @param write writes the request behind its id
   * @param calls how many results may come
   * @param limitMs of processor time, for each of them
   * @param spend hears of processor time that was used, and says whether there is more
   * @throws ProcessEnded: the process is gone, and `partly` has the results that came before
   */
  request(
    write: (writer: Writer) => void,
    calls: number,
    limitMs: number,
    spend: (ms: number) => boolean = () => true,
  ): Promise<Weighed[]> {
    const { writer } = this
    const id = ++this.lastId
    writer.clear()
    writer.splice(new Uint8Array(4))
    writer.write(id, resultLimits)
    write(writer)
    const frame = writer.bytes
    new DataView(frame.buffer, frame.byteOffset).setUint32(0, frame.length - 4, true)
    // The bytes are not touched before the reply is there.
    if (this.isAlive) this.channel.write(frame)
    // Short requests add up, and none of them may last until it is looked at.
    if (performance.now() - this.lookedAt > WATCH_MS) this.account(spend)
    return this.ask(id, calls, limitMs, spend)
  }

  /** Whether the grader waits for the process before it ends. */
  keepsAwake(isSo: boolean): void {
    const { child, channel } = this
    for (const handle of [child, channel, child.stderr] as unknown as { ref(): void; unref(): void }[])
      isSo ? handle.ref() : handle.unref()
  }

  /** Ends the process at once, with all that it may have started. */
  kill(): void {
    this.end('outside', 'it was stopped')
  }

  /** Until all that it had to say is there. */
  private async silence(): Promise<void> {
    const { stderr } = this.child
    if (stderr && !stderr.readableEnded && !stderr.destroyed)
      await Promise.race([once(stderr, 'close'), wait(CLOSED_MS, undefined, { ref: false })])
  }

  private ask(
    id: number,
    calls: number,
    limitMs: number,
    spend: (ms: number) => boolean = () => true,
  ): Promise<Weighed[]> {
    return new Promise((resolve, reject) => {
      this.partly = []
      if (this.ended) return reject(this.ended)
      this.asked = {
        id,
        calls,
        limitMs,
        spend,
        results: [],
        weight: 0,
        usedBefore: undefined,
        resolve,
        reject,
      }
      this.idleLooks = 0
      this.watch ??= setInterval(() => this.look(), WATCH_MS)
    })
  }

  private receive(chunk: Buffer): void {
    if (this.ended) return
    this.received.push(chunk)
    this.receivedBytes += chunk.length
    while (this.receivedBytes >= 4) {
      if (this.received[0]!.length < 4 || this.received.length > PIECES)
        this.received = [Buffer.concat(this.received)]
      const length = this.received[0]!.readUInt32LE(0)
      if (length > frameLimit) return this.end('protocol', 'it sent a frame that is too large')
      if (this.receivedBytes < 4 + length) return
      // Put together once, when all is there: a large frame comes in hundreds of pieces.
      const bytes = this.received.length === 1 ? this.received[0]! : Buffer.concat(this.received)
      this.received = [bytes.subarray(4 + length)]
      this.receivedBytes -= 4 + length
      this.take(bytes.subarray(4, 4 + length))
      if (this.ended) return
    }
  }

  /** One frame: a part of the results of what was asked. */
  private take(body: Buffer): void {
    const { asked } = this
    if (!asked) return this.end('protocol', 'it sent something that nobody asked for')
    try {
      const reader = new Reader(body)
      const head = reader.read(resultLimits).value as ReplyHead
      if (!Array.isArray(head) || head[0] !== asked.id || typeof head[1] !== 'boolean')
        throw new CodecError('no head')
      for (let i = 0; i < head[2]; i++) {
        const { value, weight } = reader.read(envelope)
        asked.weight += weight
        if (!isResult(value) || asked.results.length === asked.calls || asked.weight > 8 * REPLY_WEIGHT)
          throw new CodecError('no result')
        asked.results.push({ result: value, weight })
      }
      if (!reader.atEnd) throw new CodecError('bytes are left over')
      asked.usedBefore = undefined
      this.idleLooks = 0
      if (!head[1]) return
      if (asked.results.length === 0 && asked.calls > 0) throw new CodecError('nothing was done')
      this.settled()
      if (this.receivedBytes > 0) this.end('protocol', 'it sent something that nobody asked for')
      asked.resolve(asked.results)
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      this.end('protocol', 'it sent bytes that are no reply')
    }
  }

  private settled(): void {
    this.asked = undefined
    clearInterval(this.watch)
    this.watch = undefined
  }

  /** Time is processor time: who is not let run, or is stopped by somebody, has not used any. */
  private look(): void {
    const { asked } = this
    if (!asked || this.child.pid === undefined) return
    const before = this.processorMs
    const { usage, hasMore } = this.account(asked.spend)
    this.idleLooks = this.processorMs === before ? this.idleLooks + 1 : 0
    if (usage.residentBytes > RESIDENT_BYTES) return this.fail(outOfMemory())
    asked.usedBefore ??= usage.processorMs
    if (usage.processorMs - asked.usedBefore >= asked.limitMs) return this.end('timeout', 'it took too long')
    if (!hasMore) return this.end('timeout', 'the time of the exercise is used up')
    if (usage.state === 'T') wake(this.inside)
    // Nothing honest waits in there: no clock, no files. It has come off its channel.
    if (this.idleLooks > IDLE_LOOKS && usage.state === 'S' && !wantsProcessor(this.inside))
      this.end('protocol', 'it stopped answering')
    if (this.idleLooks > STARVED_LOOKS) this.end('outside', 'it was not let run for ten minutes')
  }

  /** Takes note of what was used since the last look. */
  private account(spend: (ms: number) => boolean): { usage: Usage; hasMore: boolean } {
    this.lookedAt = performance.now()
    const usage = usageOf(this.inside) ?? this.guess()
    const used = Math.max(0, usage.processorMs - this.processorMs)
    this.processorMs += used
    return { usage, hasMore: spend(used) }
  }

  /** The process that runs the student's code, inside of those that shut it in. */
  private get inside(): number {
    this.pid ??= lastOfChain(this.child.pid!)
    return this.pid
  }

  /** Where nothing can be told of a process, a third of the time counts as worked. */
  private guess(): Usage {
    return { processorMs: this.processorMs + WATCH_MS / 3, residentBytes: 0, state: 'R' }
  }

  private end(why: Cause, message: string): void {
    this.fail(new ProcessEnded(why, message))
  }

  private fail(ending: ProcessEnded): void {
    if (this.ended) return
    this.ended = ending
    this.child.kill('SIGKILL')
    this.channel.destroy()
    const { asked } = this
    this.settled()
    this.partly = asked?.results ?? []
    asked?.reject(ending)
  }
}

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It is gone, or not ours to wake: then it stays idle, and that ends the waiting.
  }
}

function isResult(value: unknown): value is Result {
  if (!Array.isArray(value) || typeof value[2] !== 'string') return false
  const [kind, content] = value
  if (kind === 'ok') return value.length === 4
  if (value.length !== 3) return false
  return kind === 'refused'
    ? typeof content === 'string'
    : kind === 'threw' && typeof content === 'object' && content !== null
}
