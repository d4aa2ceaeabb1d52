import { type ChildProcess, spawn } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GraderFault } from '../spec/student.ts'
import type { BundleReply, BundleRequest } from './bundler.ts'
import { type Limits, limitArguments, systemProgram } from './prlimit.ts'
import { usageOf, wantsProcessor } from './usage.ts'

/** How an answer was lost: by what the file takes, by a crash of the parser itself, or from outside. */
export interface Loss {
  lost: 'memory' | 'time' | 'crash' | 'outside'
  why: string
}

const MB = 1024 * 1024
/** For one request; 1 MB of sources with a library takes 0.4 s and 340 MB, measured here. */
export const PROCESSOR_MS = 10_000
export const RESIDENT_BYTES = 768 * MB
/** What no file takes that can be bundled: who had so much when it ended has ended of that. */
const SUSPICIOUS_BYTES = 512 * MB
/** A process that has grown so far, or worked so long, is replaced after its request. */
const WORN_BYTES = 400 * MB
const WORN_MS = 60_000

/** The net below the watch, which also catches a bundler that nobody watches any more. */
const limits: Limits = { data: 2560 * MB, cpu: 120, nofile: 64, stack: 8 * MB, fsize: 64 * MB, core: 0 }

/** One thread of each kind and no memory set aside: a start takes 0.7 instead of 1.7 GB of what is limited. */
const environment = {
  RAYON_NUM_THREADS: '1',
  ROLLDOWN_WORKER_THREADS: '1',
  ROLLDOWN_MAX_BLOCKING_THREADS: '1',
  UV_THREADPOOL_SIZE: '1',
  MIMALLOC_ARENA_RESERVE: '64MiB',
}

const LOOK_EVERY_MS = 25
/** How long, counted in looks, a process may get nothing done: because it does nothing, or gets no processor. */
const PATIENCE_WITH_THE_IDLE_MS = 5000
const PATIENCE_WITH_THE_STARVED_MS = 120_000
/** Where nobody can tell how much processor time a process had. */
const PATIENCE_IN_THE_DARK_MS = 60_000

/** What Linux, Node and rolldown say when there is no memory, or no process or thread to be had. */
const noThreads = /Resource temporarily unavailable|uv_thread_create|can't spawn|failed to spawn/i
const noMemory = /out of memory|Cannot allocate memory|memory allocation of|Allocation failed/i

/** One process of bundler.ts, under limits, with nothing of our environment. It answers one request at a time. */
export class BundlerChild {
  isFresh = true
  private isGone = false
  private said = ''
  private mostResident = 0
  private settle: ((answer: BundleReply | 'ready' | Loss) => void) | undefined
  private readonly child: ChildProcess
  private readonly endWithGrader = () => this.kill()

  private constructor() {
    const program = fileURLToPath(new URL('./bundler.ts', import.meta.url))
    const node = [process.execPath, '--no-warnings', '--disable-sigusr1', '--max-old-space-size=256', program]
    const prlimit = systemProgram('prlimit')
    const [command = '', ...args] = prlimit ? [prlimit, ...limitArguments(limits), ...node] : node
    // What Node compiles of rolldown and of us, as the grader keeps it: most of a start is compiling.
    const compiled = getCompileCacheDir()
    const env = compiled ? { ...environment, NODE_COMPILE_CACHE: dirname(compiled) } : environment
    this.child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.child.on('message', (answer: BundleReply | 'ready') => this.settle?.(answer))
    this.child.on('error', (error) => this.end({ lost: 'outside', why: error.message }))
    this.child.on('close', (code, signal) => this.end(this.lossAtEnd(code, signal)))
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(0, 4000)
    })
    process.once('exit', this.endWithGrader)
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws GraderFault when it does not come up
   */
  static async start(): Promise<BundlerChild> {
    let child: BundlerChild
    try {
      child = new BundlerChild()
    } catch (error) {
      throw error instanceof GraderFault ? error : new GraderFault(`The bundler did not start: ${error}`)
    }
    const answer = await child.next()
    if (answer === 'ready') return child
    child.kill()
    const why = 'why' in answer ? answer.why : 'it did not say that it is ready'
    const [said = ''] = child.said.trim().split('\n')
    throw new GraderFault(`The bundler did not start: ${why} ${said}`.trim())
  }

  get pid(): number | undefined {
    return this.isGone ? undefined : this.child.pid
  }

  /** The answer to a request, or how it was lost; the process is gone then. */
  async ask(request: BundleRequest): Promise<BundleReply | Loss> {
    if (this.isGone) return { lost: 'outside', why: 'the process had ended' }
    this.child.send(request, () => {})
    const answer = await this.next()
    this.isFresh = false
    const used = usageOf(this.child.pid!)
    if (used && (used.residentBytes > WORN_BYTES || used.processorMs > WORN_MS)) this.kill()
    return answer === 'ready' ? { lost: 'outside', why: 'it said ready twice' } : answer
  }

  kill(): void {
    this.end({ lost: 'outside', why: 'it was stopped' })
  }

  private next(): Promise<BundleReply | 'ready' | Loss> {
    return new Promise((resolve) => {
      this.keepsAwake(true)
      const timer = this.watch()
      this.settle = (answer) => {
        clearInterval(timer)
        this.settle = undefined
        this.keepsAwake(false)
        resolve(answer)
      }
    })
  }

  /** Looks after a process that works. Time is its processor time; what waits is never the file's fault. */
  private watch(): NodeJS.Timeout {
    const pid = this.child.pid ?? 0
    const before = usageOf(pid)?.processorMs
    let last = before
    let quiet = 0
    return setInterval(() => {
      const used = usageOf(pid)
      const now = used?.processorMs
      this.mostResident = Math.max(this.mostResident, used?.residentBytes ?? 0)
      if (this.mostResident > RESIDENT_BYTES)
        return this.end({ lost: 'memory', why: 'it took too much memory' })
      if (now !== undefined && before !== undefined && now - before > PROCESSOR_MS)
        return this.end({ lost: 'time', why: 'it took too much processor time' })
      quiet = now === last ? quiet + LOOK_EVERY_MS : 0
      last = now
      if (quiet <= PATIENCE_WITH_THE_IDLE_MS) return
      if (now === undefined ? quiet > PATIENCE_IN_THE_DARK_MS : !wantsProcessor(pid))
        return this.end({ lost: 'outside', why: 'it stood still' })
      if (quiet > PATIENCE_WITH_THE_STARVED_MS) this.end({ lost: 'outside', why: 'it got no processor time' })
    }, LOOK_EVERY_MS)
  }

  private lossAtEnd(code: number | null, signal: string | null): Loss {
    const why = signal ? `it was ended by ${signal}` : `it ended with code ${code}`
    if (noThreads.test(this.said)) return { lost: 'outside', why }
    if (this.mostResident > SUSPICIOUS_BYTES) return { lost: 'memory', why }
    // Without having had much: then the machine has no memory.
    if (noMemory.test(this.said)) return { lost: 'outside', why: `${why}: no memory` }
    // A stack that overflows in native code leaves no words, only a signal.
    return { lost: isOwnSignal(signal) ? 'crash' : 'outside', why }
  }

  private end(loss: Loss): void {
    if (this.isGone) return
    this.isGone = true
    process.off('exit', this.endWithGrader)
    this.child.kill('SIGKILL')
    this.settle?.(loss)
  }

  /** Whether the grader waits for the process before it ends. */
  private keepsAwake(isBusy: boolean): void {
    const stderr = this.child.stderr as unknown as { ref(): void; unref(): void } | null
    for (const handle of [this.child, this.child.channel, stderr]) isBusy ? handle?.ref() : handle?.unref()
  }
}

function isOwnSignal(signal: string | null): boolean {
  return ['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGTRAP'].includes(signal ?? '')
}
