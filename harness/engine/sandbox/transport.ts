import { type Rehearsal, StudentTrouble, type Transport, type Trouble } from '../spec/student.ts'
import type { Bundle } from './bundle.ts'
import { launchAt } from './level.ts'
import { OUTPUT_KEPT } from './limits.ts'
import type { Level } from './policy.ts'
import { SandboxProcess } from './process.ts'
import type { Reply, Request, Result, Thrown } from './protocol.ts'

const LOAD_MS = 5000
const CALLS_IN_A_BATCH = 250
/** A function that hung or crashed this often is not called again: each time costs a process or the time limit. */
const MAX_LOSSES = 2
/** After this many in one exercise nothing of it is called again. */
const MAX_LOSSES_IN_ALL = 6
/** Of names, messages and stacks: the process should have cut them already, but what it says is not trusted. */
const MAX_TEXT = 2000
/** The bundle's name in stack traces. */
const SCRIPT = 'student.js'

interface PendingCall {
  fn: string
  args: unknown[]
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** The student's code behind the wall. Started when first called, and again after a hang or a crash. */
export class Sandbox implements Transport {
  private process: SandboxProcess | undefined
  private exported = new Map<string, string>()
  private notLoaded: Trouble | undefined
  /** Processes that are no more: what they printed may still be on its way. */
  private readonly past: SandboxProcess[] = []
  private isClosed = false
  private waiting: PendingCall[] = []
  private last: Promise<unknown> = Promise.resolve()
  private readonly losses = new Map<string, { count: number; trouble: Trouble }>()
  private readonly bundle: Bundle
  private readonly level: Level
  private readonly timeoutMs: number

  constructor(bundle: Bundle, { level, timeoutMs }: { level: Level; timeoutMs: number }) {
    this.bundle = bundle
    this.level = level
    this.timeoutMs = timeoutMs
  }

  /** Ends the work and gives what the student's code printed, untrusted text, the same in every run. */
  async outputAtEnd(): Promise<string> {
    this.close()
    const outputs = await Promise.all(this.past.map((process) => process.outputAtEnd()))
    return outputs.join('').slice(0, OUTPUT_KEPT)
  }

  /** Calls that are made at the same time travel together: a trip costs more than most calls. */
  call(fn: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) process.nextTick(() => this.flush())
      this.waiting.push({ fn, args: [...args], resolve, reject })
    })
  }

  many(fn: string, argsList: readonly (readonly unknown[])[]): Promise<(unknown | StudentTrouble)[]> {
    return Promise.all(
      argsList.map((args) =>
        this.call(fn, args).catch((error: unknown) => {
          if (error instanceof StudentTrouble) return error
          throw error
        }),
      ),
    )
  }

  async rehearse(fn: string, args: readonly unknown[]): Promise<Rehearsal> {
    const reply = this.value(
      fn,
      await this.alone(() => this.request(fn, ['rehearse', fn, [...args], [...args]])),
    )
    const { seen, second } = (reply ?? {}) as { seen?: unknown; second?: unknown }
    if (!Array.isArray(seen) || !Array.isArray(seen[1])) throw this.misbehaved(fn)
    return { first: seen[0], argsAfter: seen[1], second }
  }

  /** Ends the process, and the call that may be under way. */
  close(): void {
    this.isClosed = true
    this.retire()
  }

  private retire(): void {
    if (this.process) this.past.push(this.process)
    this.process?.kill()
    this.process = undefined
  }

  private flush(): void {
    const calls = this.waiting
    this.waiting = []
    for (let start = 0; start < calls.length; start += CALLS_IN_A_BATCH) {
      const batch = calls.slice(start, start + CALLS_IN_A_BATCH)
      this.alone(() => this.deliver(batch)).catch((error: unknown) => {
        for (const { reject } of batch) reject(error)
      })
    }
  }

  /** One request is under way at a time: the next starts when the last is done, however it ended. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work)
    this.last = result.catch(() => {})
    return result
  }

  private async deliver(batch: readonly PendingCall[]): Promise<void> {
    const [first] = batch
    if (batch.length === 1 && first) return this.settle(first, await this.attempt(first))
    const results = await this.together(batch)
    // Where a batch does not come back, each call gets a trip and the whole time limit of its own.
    for (const [i, call] of batch.entries()) this.settle(call, results?.[i] ?? (await this.attempt(call)))
  }

  /** The results of a batch; undefined when it was lost and says nothing of any single call. */
  private async together(batch: readonly PendingCall[]): Promise<(Result | StudentTrouble)[] | undefined> {
    if (batch.some(({ fn }) => this.lossOf(fn))) return undefined
    try {
      const process = await this.started()
      const missing = batch.find(({ fn }) => this.exported.get(fn) !== 'function')
      if (missing) return undefined
      return this.results(
        await process.request(['batch', batch.map(({ fn, args }) => [fn, args])], this.timeoutMs),
        batch.length,
      )
    } catch (error) {
      if (error instanceof StudentTrouble) return undefined
      throw error
    }
  }

  /** One call by itself; what the student's code does wrong is a value here, not an exception. */
  private async attempt({ fn, args }: PendingCall): Promise<Result | StudentTrouble> {
    try {
      const reply = await this.request(fn, ['batch', [[fn, args]]])
      return this.results(reply, 1)?.[0] ?? new StudentTrouble(unusable(fn, reply))
    } catch (error) {
      if (error instanceof StudentTrouble) return error
      throw error
    }
  }

  private settle({ fn, resolve, reject }: PendingCall, result: Result | StudentTrouble): void {
    if (result instanceof StudentTrouble) reject(result)
    else if (result[0] === true) resolve(result[1])
    else reject(new StudentTrouble(this.thrown(fn, result[1])))
  }

  private results(reply: Reply, count: number): Result[] | undefined {
    if (reply[0] === 'refused') return undefined
    const results = this.value('', reply)
    const isResult = (item: unknown): item is Result =>
      Array.isArray(item) && item.length === 2 && typeof item[0] === 'boolean'
    if (!Array.isArray(results) || results.length !== count || !results.every(isResult))
      throw this.misbehaved('')
    return results
  }

  private lossOf(fn: string): Trouble | undefined {
    const own = this.losses.get(fn)
    if (own && own.count >= MAX_LOSSES) return own.trouble
    const all = [...this.losses.values()]
    const sum = all.reduce((total, { count }) => total + count, 0)
    return sum >= MAX_LOSSES_IN_ALL ? { ...all.at(-1)!.trouble, fn } : undefined
  }

  private async request(fn: string, request: Request): Promise<Reply> {
    const process = await this.started()
    if (this.exported.get(fn) !== 'function') {
      const missing = this.exported.has(fn)
        ? `${fn} is exported, but it is not a function.`
        : `${fn} is not exported.`
      throw new StudentTrouble({ kind: 'no-export', fn, message: missing })
    }
    const lost = this.lossOf(fn)
    if (lost) throw new StudentTrouble(lost)
    try {
      return await process.request(request, this.timeoutMs)
    } catch (error) {
      if (!(error instanceof StudentTrouble)) throw error
      const trouble = { ...error.trouble, fn }
      if (trouble.kind !== 'bad-result') this.countLoss(trouble)
      throw new StudentTrouble(trouble)
    }
  }

  private countLoss(trouble: Trouble & { fn: string }): void {
    this.losses.set(trouble.fn, { count: (this.losses.get(trouble.fn)?.count ?? 0) + 1, trouble })
  }

  private async started(): Promise<SandboxProcess> {
    if (this.notLoaded) throw new StudentTrouble(this.notLoaded)
    if (this.process?.isAlive) return this.process
    if (this.isClosed) throw new StudentTrouble({ kind: 'crashed', message: 'It was stopped.' })
    this.retire()
    this.process = await SandboxProcess.start(await launchAt(this.level))
    if (this.isClosed) this.process.kill()
    try {
      const reply = await this.process.request(['load', this.bundle.code, SCRIPT], LOAD_MS)
      const names = this.value('', reply)
      if (!Array.isArray(names) || !names.every(Array.isArray)) throw this.misbehaved('')
      this.exported = new Map(names as [string, string][])
      return this.process
    } catch (error) {
      if (!(error instanceof StudentTrouble)) throw error
      const { kind, message } = error.trouble
      this.notLoaded = {
        ...error.trouble,
        kind: 'not-loaded',
        message:
          kind === 'timeout'
            ? `The file did not finish loading in ${LOAD_MS / 1000} s: something outside the functions runs without end.`
            : `The file failed while it was loaded: ${message}`,
      }
      throw new StudentTrouble(this.notLoaded)
    }
  }

  private value(fn: string, reply: Reply): unknown {
    switch (reply[0]) {
      case 'ok':
        return reply[1]
      case 'threw':
        throw new StudentTrouble(this.thrown(fn, reply[1]))
      case 'refused':
        throw new StudentTrouble(unusable(fn, reply))
      default:
        throw this.misbehaved(fn)
    }
  }

  private thrown(fn: string, thrown: Thrown | undefined): Trouble {
    const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '')
    const [name, code, message] = [text(thrown?.name), text(thrown?.code), text(thrown?.message)]
    return {
      kind: 'threw',
      fn,
      message,
      ...(name ? { name } : {}),
      ...(code ? { code } : {}),
      ...this.position(text(thrown?.stack)),
    }
  }

  /** The innermost line of the student's own files in a stack. */
  private position(stack: string): { file: string; line: number } | undefined {
    for (const [, line, column] of stack.matchAll(/student\.js:(\d{1,7}):(\d{1,7})/g)) {
      const found = this.bundle.locate(Number(line), Number(column))
      if (found) return found
    }
    return undefined
  }

  private misbehaved(fn: string): StudentTrouble {
    this.process?.kill()
    const message = 'The process did not survive this call: it sent no proper reply.'
    this.countLoss({ kind: 'crashed', fn, message })
    return new StudentTrouble({ kind: 'crashed', fn, message })
  }
}

function unusable(fn: string, reply: Reply): Trouble {
  const why = reply[0] === 'refused' ? reply[1] : 'it is no proper value'
  return { kind: 'bad-result', fn, message: `what ${fn} returned can not be used: ${why}` }
}
