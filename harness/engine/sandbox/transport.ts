import { type Rehearsal, StudentTrouble, type Transport, type Trouble } from '../spec/student.ts'
import type { Bundle } from './bundle.ts'
import { launchAt } from './level.ts'
import type { Level } from './policy.ts'
import { OUTPUT_KEPT, SandboxProcess } from './process.ts'
import type { Reply, Request, Thrown } from './protocol.ts'

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

/** The student's code behind the wall. Started when first called, and again after a hang or a crash. */
export class Sandbox implements Transport {
  private process: SandboxProcess | undefined
  private exported = new Map<string, string>()
  private notLoaded: Trouble | undefined
  private printed = ''
  private isClosed = false
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

  /** What the student's code printed, untrusted text. */
  get output(): string {
    return this.printed + (this.process?.output ?? '')
  }

  async call(fn: string, args: readonly unknown[]): Promise<unknown> {
    return this.value(fn, await this.request(fn, ['call', fn, [...args]]))
  }

  async many(fn: string, argsList: readonly (readonly unknown[])[]): Promise<(unknown | StudentTrouble)[]> {
    const results: (unknown | StudentTrouble)[] = []
    // In parts, so that the time limit is never spread over more than a few calls.
    for (let start = 0; start < argsList.length; start += CALLS_IN_A_BATCH)
      results.push(...(await this.batchOrOneByOne(fn, argsList.slice(start, start + CALLS_IN_A_BATCH))))
    return results
  }

  /** Values that are too large only all together are not the student's fault. */
  private async batchOrOneByOne(
    fn: string,
    argsList: readonly (readonly unknown[])[],
  ): Promise<(unknown | StudentTrouble)[]> {
    try {
      return await this.batch(fn, argsList)
    } catch (error) {
      if (!(error instanceof StudentTrouble) || error.trouble.kind !== 'bad-result') throw error
      const results: (unknown | StudentTrouble)[] = []
      for (const args of argsList) results.push(...(await this.batch(fn, [args])))
      return results
    }
  }

  private async batch(
    fn: string,
    argsList: readonly (readonly unknown[])[],
  ): Promise<(unknown | StudentTrouble)[]> {
    const reply = await this.request(fn, ['many', fn, argsList.map((args) => [...args])])
    const results = this.value(fn, reply)
    if (!Array.isArray(results) || results.length !== argsList.length) throw this.misbehaved(fn)
    return results.map((result) => {
      if (!Array.isArray(result) || result.length !== 2) throw this.misbehaved(fn)
      return result[0] === true ? result[1] : new StudentTrouble(this.thrown(fn, result[1]))
    })
  }

  async rehearse(fn: string, args: readonly unknown[]): Promise<Rehearsal> {
    const reply = this.value(fn, await this.request(fn, ['rehearse', fn, [...args], [...args]]))
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
    this.printed = this.output.slice(0, OUTPUT_KEPT)
    this.process?.kill()
    this.process = undefined
  }

  /** One request at a time, whoever asks. */
  private request(fn: string, request: Request): Promise<Reply> {
    const reply = this.last.then(() => this.requestNow(fn, request))
    this.last = reply.catch(() => {})
    return reply
  }

  private async requestNow(fn: string, request: Request): Promise<Reply> {
    const process = await this.started()
    if (this.exported.get(fn) !== 'function') {
      const missing = this.exported.has(fn)
        ? `${fn} is exported, but it is not a function.`
        : `${fn} is not exported.`
      throw new StudentTrouble({ kind: 'no-export', fn, message: missing })
    }
    const lost = this.losses.get(fn)
    if (lost && lost.count >= MAX_LOSSES) throw new StudentTrouble(lost.trouble)
    const all = [...this.losses.values()]
    if (all.reduce((sum, { count }) => sum + count, 0) >= MAX_LOSSES_IN_ALL)
      throw new StudentTrouble({ ...all.at(-1)!.trouble, fn })
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
        throw new StudentTrouble({
          kind: 'bad-result',
          fn,
          message: `what ${fn} returned can not be used: ${reply[1]}`,
        })
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
