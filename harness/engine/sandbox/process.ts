import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { GraderFault, StudentTrouble } from '../spec/student.ts'
import { CodecError, decode, encode, MAX_BYTES } from './codec.ts'
import { OUTPUT_KEPT } from './limits.ts'
import type { Launch } from './policy.ts'
import type { Reply, Request } from './protocol.ts'
import { processorMs, residentBytes, wantsProcessor } from './usage.ts'

const START_MS = 20_000
const OUTPUT_KILLED_AT = 4 * 1024 * 1024
/** How many times the time limit a call may wait for a processor, and how many a process that does nothing. */
const PATIENCE = 10
const PATIENCE_WITH_THE_IDLE = 2
/** How long the output of a process that was stopped is waited for. */
const DRAIN_MS = 2000
const RESIDENT_BYTES = 900 * 1024 * 1024

/**
 * One process that runs student code. A request gets one reply; whatever else the process does (another
 * frame, a malformed one, too much output, its end) is its end, and the call in flight fails.
 */
export class SandboxProcess {
  /** What the student's code printed, as it came: never show it unescaped. */
  output = ''
  /** What Node and the programs around it have to say; addresses and times stand in it, so it is no result. */
  private complaints = ''
  private readonly child: ChildProcess
  private readonly channel: Duplex
  private readonly watch: NodeJS.Timeout
  private received: Buffer[] = []
  private receivedBytes = 0
  private printedBytes = 0
  private lastId = 0
  private ended: string | undefined
  private waiting:
    | { id: number; resolve: (reply: Reply) => void; reject: (error: unknown) => void }
    | undefined

  private constructor({ command, args, openSeccomp }: Launch) {
    const seccomp = openSeccomp?.()
    this.child = spawn(command, args, {
      // Dates read the same everywhere, and nothing of the grader's environment gets in.
      env: { TZ: 'UTC' },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...(seccomp === undefined ? [] : [seccomp])],
    })
    if (seccomp !== undefined) closeSync(seccomp)
    this.channel = this.child.stdio[3] as Duplex
    this.child.on('error', (error) => this.end(`it could not be started: ${error.message}`))
    this.child.on('exit', (code, signal) =>
      this.end(signal ? `it was stopped by ${signal}` : `it ended with code ${code}`),
    )
    this.channel.on('data', (chunk: Buffer) => this.receive(chunk))
    this.channel.on('error', () => this.end('its channel broke'))
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output = this.kept(this.output, text)
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = this.kept(this.complaints, text)
    })
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('error', () => {})
    this.watch = setInterval(() => this.checkMemory(), 100)
    this.watch.unref()
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
      const ready = await sandbox.reply(0, START_MS)
      if ((ready[0] as string) !== 'ready') throw new Error('it did not say ready')
      return sandbox
    } catch (error) {
      sandbox?.kill()
      const why = error instanceof Error ? error.message : String(error)
      const said = sandbox?.complaints.trim().split('\n')[0] ?? ''
      throw new GraderFault(`The sandbox did not start: ${why} ${said}`.trim())
    }
  }

  get isAlive(): boolean {
    return this.ended === undefined
  }

  /**
   * Sends a request and waits for the reply.
   *
   * @throws StudentTrouble `timeout` or `crashed`; the process is gone then. `bad-result` for arguments that
   *   are too large to send: cases are small, so that an earlier result must be among them
   */
  async request(request: Request, timeoutMs: number): Promise<Reply> {
    const id = ++this.lastId
    let body: Uint8Array
    try {
      body = encode([id, ...request])
    } catch (error) {
      const why = `what was to be passed on, of earlier results, is too large: ${(error as Error).message}`
      throw new StudentTrouble({ kind: 'bad-result', message: why })
    }
    const frame = Buffer.alloc(4 + body.length)
    frame.writeUInt32LE(body.length, 0)
    frame.set(body, 4)
    if (this.isAlive) this.channel.write(frame)
    return this.reply(id, timeoutMs)
  }

  /** Ends the process at once, with all that it may have started. */
  kill(): void {
    this.end('it was stopped')
  }

  /** Ends the process and gives all that it printed: its last lines may still be on their way. */
  async outputAtEnd(): Promise<string> {
    this.kill()
    const { stdout } = this.child
    if (stdout && !stdout.readableEnded && !stdout.destroyed)
      await Promise.race([once(stdout, 'close'), wait(DRAIN_MS, undefined, { ref: false })])
    return this.output
  }

  private reply(id: number, timeoutMs: number): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      if (this.ended) return reject(this.crash(this.ended))
      let patience = 1
      const before = this.processorMs()
      const expire = () => {
        // On a busy machine a process may not have had its time, or its reply may lie there unread: then it is
        // given some more. One that only waits gets less of it.
        const used = this.processorMs() - before
        patience -= wantsProcessor(this.child.pid) ? 1 / PATIENCE : 1 / PATIENCE_WITH_THE_IDLE
        if (used < timeoutMs / 2 && patience > 1e-9) {
          timer = setTimeout(expire, timeoutMs)
          return
        }
        this.waiting = undefined
        this.end('it took too long')
        reject(new StudentTrouble({ kind: 'timeout', message: 'It did not finish in time.' }))
      }
      let timer = setTimeout(expire, timeoutMs)
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          this.waiting = undefined
          then(value)
        }
      this.waiting = { id, resolve: settled(resolve), reject: settled(reject) }
    })
  }

  private receive(chunk: Buffer): void {
    if (this.ended) return
    if (!this.waiting) return this.end('it sent something that nobody asked for')
    this.received.push(chunk)
    this.receivedBytes += chunk.length
    if (this.receivedBytes < 4) return
    const bytes = this.received.length === 1 ? this.received[0]! : Buffer.concat(this.received)
    this.received = [bytes]
    const length = bytes.readUInt32LE(0)
    if (length > MAX_BYTES) return this.end('it sent a frame that is too large')
    if (bytes.length < 4 + length) return
    if (bytes.length > 4 + length) return this.end('it sent more than one reply')
    this.received = []
    this.receivedBytes = 0
    let message: unknown
    try {
      message = decode(bytes.subarray(4))
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      return this.end('it sent bytes that are no reply')
    }
    if (!Array.isArray(message) || message[0] !== this.waiting.id || !isReply(message.slice(1)))
      return this.end('it sent bytes that are no reply')
    this.waiting.resolve(message.slice(1) as Reply)
  }

  private processorMs(): number {
    return (
      (this.child.pid === undefined ? undefined : processorMs(this.child.pid)) ?? Number.NEGATIVE_INFINITY
    )
  }

  private kept(before: string, more: string): string {
    this.printedBytes += Buffer.byteLength(more)
    if (this.printedBytes > OUTPUT_KILLED_AT) this.end('it printed more than 4 MB')
    return before.length < OUTPUT_KEPT ? (before + more).slice(0, OUTPUT_KEPT) : before
  }

  private checkMemory(): void {
    if (this.child.pid !== undefined && residentBytes(this.child.pid) > RESIDENT_BYTES)
      this.end('it used too much memory')
  }

  private end(why: string): void {
    if (this.ended) return
    this.ended = why
    clearInterval(this.watch)
    this.child.kill('SIGKILL')
    this.channel.destroy()
    this.waiting?.reject(this.crash(why))
  }

  private crash(why: string): StudentTrouble {
    const outOfMemory =
      /heap out of memory|Allocation failed/.test(this.complaints) || why.includes('too much memory')
    const message = outOfMemory
      ? 'It ran out of memory (256 MB).'
      : `The process did not survive this call: ${why}.`
    return new StudentTrouble({ kind: 'crashed', message })
  }
}

function isReply(message: unknown[]): boolean {
  const [kind, content] = message
  return kind === 'refused' ? typeof content === 'string' : ['ok', 'threw', 'ready'].includes(kind as string)
}
