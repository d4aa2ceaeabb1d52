import { unusable } from '../spec/in-process.ts'
import { argumentLimits, resultLimits } from '../spec/plain-data.ts'
import { functionsOf, type Session } from '../spec/session.ts'
import { type Answer, GraderFault, StudentTrouble, type Transport, type Trouble } from '../spec/student.ts'
import type { Account } from './budget.ts'
import type { Bundle } from './bundle.ts'
import type { Writer } from './codec.ts'
import { ProcessEnded } from './ending.ts'
import { KeptArguments } from './kept-arguments.ts'
import { Losses } from './losses.ts'
import { keptOf } from './played.ts'
import type { SandboxPool } from './pool.ts'
import type { SandboxProcess, Weighed } from './process.ts'
import { thrownTrouble } from './thrown.ts'

const LOAD_MS = 5000
const CALLS_IN_A_FRAME = 500
const BYTES_IN_A_FRAME = 2 * 1024 * 1024
/** What all results of an exercise may weigh together. */
const MAX_WEIGHT = 384 * 1024 * 1024
/** The bundle's name in stack traces. */
const SCRIPT = 'student.js'

export interface SandboxOptions {
  pool: SandboxPool
  /** Of one call of a function, in processor time. */
  limitMs(fn: string): number
  /** What the exercise asks for: other functions may be these under another name. */
  asked?: readonly string[]
  account: Account
}

interface PendingCall {
  /** For a session: the functions that play in it. */
  fns: readonly string[]
  fn: string
  args: readonly unknown[]
  session?: Session
  isWatched: boolean
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/** What came of one call. */
type Outcome = Weighed | StudentTrouble | Error

/**
 * The student's code of one exercise behind the wall. Calls that are made at the same time travel in one frame, in the
 * order in which they were made. What is lost with a process is called again, one by one, so that the blame falls
 * on the right call.
 */
export class Sandbox implements Transport {
  private process: SandboxProcess | undefined
  /** A failure of ours: nothing more is tried. */
  private fault: GraderFault | undefined
  private exported = new Map<string, string>()
  private notLoaded: Trouble | undefined
  private kept = new KeptArguments()
  private waiting: PendingCall[] = []
  private working: Promise<void> | undefined
  /** How many of the waiting calls are to be made one by one. */
  private careful = 0
  private weight = 0
  private isClosed = false
  /** The first call of each function that left its arguments changed. */
  readonly spoilt = new Map<string, { args: readonly unknown[]; argsAfter: unknown }>()
  private readonly losses = new Losses()
  private readonly bundle: Bundle
  private readonly options: SandboxOptions
  /** What the code printed while it was loaded. */
  printedAtLoad = ''

  constructor(bundle: Bundle, options: SandboxOptions) {
    this.bundle = bundle
    this.options = options
  }

  call(fn: string, args: readonly unknown[], isWatched = false): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ fns: [fn], fn, args, isWatched, resolve, reject })
      this.working ??= this.work()
    })
  }

  async play(session: Session): Promise<Answer> {
    const fns = functionsOf(session)
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ fns, fn: fns[0]!, args: [], session, isWatched: false, resolve, reject })
      this.working ??= this.work()
    })
    return { ...answer, value: keptOf(answer.value, fns[0]!, this.bundle) }
  }

  /** From now on calls meet the code as if it had been loaded just now: nothing it remembers is left. */
  anew(): void {
    const { process } = this
    this.process = undefined
    if (process?.isAsked) process.kill()
    else if (process) this.options.pool.giveBack(process)
  }

  /** Ends the work; the process is there for the next exercise if it came through. */
  close(): void {
    this.isClosed = true
    this.anew()
  }

  private async work(): Promise<void> {
    await everythingElse()
    while (this.waiting.length > 0) {
      const frame = this.nextFrame()
      let outcomes: Outcome[]
      try {
        outcomes = await this.serve(frame)
      } catch (error) {
        if (error instanceof GraderFault) this.fault = error
        // Of many calls one may be to blame: an argument that is too large to send.
        else if (frame.length > 1) {
          this.careful = frame.length
          this.waiting.unshift(...frame)
          continue
        }
        outcomes = [error as Error]
      }
      this.waiting.unshift(...frame.slice(outcomes.length))
      this.careful = Math.max(0, this.careful - outcomes.length)
      for (const [i, outcome] of outcomes.entries()) this.settle(frame[i]!, outcome)
      await everythingElse()
    }
    this.working = undefined
  }

  /** The calls that come next: those in front that have the same time limit. */
  private nextFrame(): PendingCall[] {
    const isAlone = ({ fn, session }: PendingCall) => session || this.careful > 0 || this.losses.has(fn)
    const [first] = this.waiting
    const limit = this.options.limitMs(first!.fn)
    let n = 1
    if (!isAlone(first!))
      while (n < this.waiting.length && n < CALLS_IN_A_FRAME) {
        const next = this.waiting[n]!
        if (this.options.limitMs(next.fn) !== limit || isAlone(next)) break
        n++
      }
    return this.waiting.splice(0, n)
  }

  /** Outcomes of the first calls of a frame, at least one. */
  private async serve(frame: readonly PendingCall[]): Promise<Outcome[]> {
    const [first] = frame
    for (const fn of first!.fns) {
      const refused = await this.refusal(fn)
      if (refused) return [refused]
    }
    const last = frame.findIndex(({ fn }) => this.exported.get(fn) !== 'function')
    const calls = last === -1 ? frame : frame.slice(0, last)
    try {
      return await this.request(calls)
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error
      if (calls.length === 1) return [await this.blame(first!, error)]
      const partly = this.process?.partly ?? []
      this.careful = calls.length
      return partly.length > 0 ? partly : this.serve(calls.slice(0, 1))
    }
  }

  /** A call that was alone when the process ended: whose fault is it? */
  private async blame(call: PendingCall, ending: ProcessEnded, tries = 1): Promise<Outcome> {
    if (this.options.account.isSpent) return new StudentTrouble(this.spent(call.fn))
    const isOurs = ending.why === 'outside'
    if (ending.why === 'timeout' || (!isOurs && (this.process?.wasFresh || this.losses.strain())))
      return this.lose(call.fn, ending)
    if (tries === 3) {
      if (!isOurs) return this.lose(call.fn, ending)
      throw new GraderFault(`The sandbox was ended from outside, three times: ${ending.message}.`)
    }
    this.retire()
    await this.started(2) // a new process, not one that has served others
    const refused = await this.refusal(call.fn)
    if (refused) return refused
    // The same again, alone, in a process that has done nothing else.
    try {
      return (await this.request([call]))[0]!
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error
      return this.blame(call, error, tries + 1)
    }
  }

  private lose(fn: string, { why, message }: ProcessEnded): StudentTrouble {
    const kind = why === 'timeout' ? 'timeout' : 'crashed'
    const said =
      why === 'timeout' ? 'It did not finish in time.' : `The process did not survive this call: ${message}.`
    const trouble: Trouble = { kind, fn, message: said }
    this.losses.add(fn, trouble)
    this.careful = 0
    return new StudentTrouble(trouble)
  }

  /** Why a function is not called: it is not there, it was lost too often, the time is up. */
  private async refusal(fn: string): Promise<StudentTrouble | undefined> {
    if (this.fault) throw this.fault
    if (this.options.account.isSpent) return new StudentTrouble(this.spent(fn))
    if (this.weight > MAX_WEIGHT) {
      const message = `All results of this exercise together take more than ${MAX_WEIGHT >> 20} MB.`
      return new StudentTrouble({ kind: 'budget', fn, message })
    }
    const lost = this.losses.refusal(fn)
    if (lost) return new StudentTrouble(lost)
    await this.started()
    if (this.notLoaded) return new StudentTrouble(this.notLoaded)
    if (this.exported.get(fn) === 'function') return undefined
    const message = this.exported.has(fn)
      ? `${fn} is exported, but it is not a function.`
      : `${fn} is not exported.${this.otherExports()}`
    return new StudentTrouble({ kind: 'no-export', fn, message })
  }

  /** Functions that nobody asked for may be what is missing, under another name. */
  private otherExports(): string {
    const { asked } = this.options
    const others = [...this.exported].flatMap(([name, type]) =>
      asked && type === 'function' && !asked.includes(name) ? [name] : [],
    )
    if (others.length === 0) return ''
    return ` You export ${others.slice(0, 3).join(', ')}: did you mean ${others.length > 1 ? 'one of these' : 'that'}?`
  }

  private spent(fn: string): Trouble {
    const message = 'The time for this exercise was used up before this could be checked.'
    return { kind: 'budget', fn, message }
  }

  private async request(calls: readonly PendingCall[]): Promise<Weighed[]> {
    const process = this.process!
    const [{ session, fns } = { session: undefined, fns: [] }] = calls
    if (session)
      return this.ask(
        (writer) => {
          writer.write('play', resultLimits)
          writer.write(session, argumentLimits)
        },
        1,
        Math.max(...fns.map((fn) => this.options.limitMs(fn))),
      )
    await this.kept.sendNew(
      calls.flatMap(({ args }) => args),
      (write) => this.ask(write, 0, LOAD_MS),
    )
    let count = 0
    const results = await this.ask(
      (writer) => {
        writer.write('batch', resultLimits)
        for (const { fn, args, isWatched } of calls) {
          if (count > 0 && writer.size > BYTES_IN_A_FRAME) break
          for (const part of [fn, isWatched, args.length]) writer.write(part, resultLimits)
          for (const arg of args) this.writeArgument(writer, arg)
          count++
        }
        return count
      },
      calls.length,
      this.options.limitMs(calls[0]!.fn),
    )
    if (process !== this.process) throw new GraderFault('The sandbox was closed.')
    return results
  }

  private writeArgument(writer: Writer, arg: unknown): void {
    const number = this.kept.numberOf(arg)
    writer.write(number, resultLimits)
    if (number === undefined) writer.write(arg, argumentLimits)
  }

  private ask(write: (writer: Writer) => void, calls: number, limitMs: number): Promise<Weighed[]> {
    return this.process!.request(write, calls, limitMs, (ms) => this.options.account.spend(ms))
  }

  /** Makes sure that there is a process with the code in it, or a reason why the code can not be loaded. */
  private async started(tries = 1): Promise<void> {
    if (this.notLoaded || (this.process?.isAlive && !this.isClosed)) return
    if (this.isClosed) throw new GraderFault('The sandbox was closed.')
    this.retire()
    this.process = await (tries === 1 ? this.options.pool.take() : this.options.pool.fresh())
    this.kept = new KeptArguments()
    if (this.isClosed) {
      this.retire()
      throw new GraderFault('The sandbox was closed.')
    }
    try {
      const [loaded] = await this.ask(
        (writer) => {
          for (const part of ['load', this.bundle.code, SCRIPT]) writer.write(part, argumentLimits)
        },
        1,
        LOAD_MS,
      )
      this.take(loaded!)
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error
      if (error.why === 'timeout') {
        const message = `The file did not finish loading in ${LOAD_MS / 1000} s: something outside the functions runs without end.`
        this.notLoaded = { kind: 'not-loaded', message }
      } else if (tries < 3) await this.started(tries + 1)
      else if (error.why === 'outside')
        throw new GraderFault(`The sandbox was ended from outside, three times: ${error.message}.`)
      else
        this.notLoaded = {
          kind: 'not-loaded',
          message: `The file failed while it was loaded: ${error.message}.`,
        }
    }
  }

  /** What loading the code has shown. */
  private take({ result: [kind, content, printed] }: Weighed): void {
    this.printedAtLoad = printed
    const names =
      kind === 'ok' && Array.isArray(content) && content.every(Array.isArray) ? content : undefined
    if (names) this.exported = new Map(names as [string, string][])
    else {
      const trouble =
        kind === 'threw' ? thrownTrouble('', content, this.bundle) : unusable('', 'it sent no proper reply')
      this.notLoaded = {
        ...trouble,
        kind: 'not-loaded',
        message: `The file failed while it was loaded: ${trouble.message}`,
      }
    }
  }

  private settle({ fn, args, resolve, reject }: PendingCall, outcome: Outcome): void {
    if (outcome instanceof Error) return reject(outcome)
    const { result, weight } = outcome
    this.weight += weight
    const printed = result[2]
    if (result[0] === 'ok') {
      const argsAfter = result[3]
      if (argsAfter !== undefined && !this.spoilt.has(fn)) this.spoilt.set(fn, { args, argsAfter })
      return resolve({ value: result[1], weight, printed, argsAfter })
    }
    const trouble =
      result[0] === 'threw' ? thrownTrouble(fn, result[1], this.bundle) : unusable(fn, String(result[1]))
    reject(new StudentTrouble(printed ? { ...trouble, printed } : trouble))
  }

  private retire(): void {
    this.process?.kill()
    this.process = undefined
  }
}

/** Lets all go on that can go on without an answer, so that their calls travel together. */
function everythingElse(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve))
}
