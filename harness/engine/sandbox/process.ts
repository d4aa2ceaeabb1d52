import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { GraderFault, StudentTrouble } from '../spec/student.ts'
import { CodecError, decode, encode, MAX_BYTES } from './codec.ts'
import type { Launch } from './policy.ts'
import type { Reply, Request } from './protocol.ts'
import { processorMs, residentBytes } from './usage.ts'

const START_MS = 20_000
/** How long the output of a process that was stopped is waited for. */
const DRAIN_MS = 2000
const OUTPUT_KEPT = 64 * 1024
const OUTPUT_KILLED_AT = 4 * 1024 * 1024
/** How many times the time limit a call may wait for a processor. */
const PATIENCE = 10
const RESIDENT_BYTES = 900 * 1024 * 1024

/**
 * One process that runs student code. A request gets one reply; whatever else the process does (another
 * frame, a malformed one, too much output, its end) is its end, and the call in flight fails.
 */
export class SandboxProcess {
  /** What the student's code printed, as it came: never show it unescaped. */
  output = ''
  /** What Node and bubblewrap had to say: for us, not for students. */
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
      env: {},
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
    for (const [name, stream] of [
      ['output', this.child.stdout],
      ['complaints', this.child.stderr],
    ] as const) {
      stream?.on('data', (chunk: Buffer) => this.print(name, chunk))
      stream?.on('error', () => {})
    }
    this.watch = setInterval(() => this.checkMemory(), 100)
    this.watch.unref()
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws GraderFault when it does not come up: no student code has been loaded then
   */
  static async start(launch: Launch): Promise<SandboxProcess> {
    const sandbox = new SandboxProcess(launch)
    try {
      const ready = await sandbox.reply(0, START_MS)
      if ((ready[0] as string) !== 'ready')
        throw new StudentTrouble({ kind: 'crashed', message: 'it did not say ready' })
    } catch (error) {
      sandbox.kill()
      const why = error instanceof Error ? error.message : String(error)
      throw new GraderFault(
        `The sandbox did not start: ${why} ${sandbox.complaints.trim().split('\n')[0] ?? ''}`.trim(),
      )
    }
    return sandbox
  }

  get isAlive(): boolean {
    return this.ended === undefined
  }

  /**
   * Sends a request and waits for the reply.
   *
   * @throws StudentTrouble `timeout` or `crashed`; the process is gone then
   * @throws GraderFault for a request that is too large to send
   */
  async request(request: Request, timeoutMs: number): Promise<Reply> {
    const id = ++this.lastId
    let body: Uint8Array
    try {
      body = encode([id, ...request])
    } catch (error) {
      throw new GraderFault(`a request could not be sent: ${(error as Error).message}`)
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
      let patience = PATIENCE
      const before = this.processorMs()
      const expire = () => {
        // On a busy machine a process may not have had its time: then it is given some more.
        const used = this.processorMs() - before
        if (used < timeoutMs / 2 && --patience > 0) {
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

  private print(to: 'output' | 'complaints', chunk: Buffer): void {
    this.printedBytes += chunk.length
    this[to] = (this[to] + chunk.toString('utf8')).slice(0, OUTPUT_KEPT)
    if (this.printedBytes > OUTPUT_KILLED_AT) this.end('it printed more than 4 MB')
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
  return ['ok', 'threw', 'refused', 'ready'].includes(message[0] as string)
}
