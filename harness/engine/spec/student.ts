import { CallLog } from './call-log.ts'
import { TooLarge } from './plain-data.ts'
import { functionsOf, type Session } from './session.ts'

/** What went wrong in the student's code, as data. */
export interface Trouble {
  kind:
    | 'not-loaded' // a missing file, a syntax error, a forbidden import, a throw while loading
    | 'no-export' // the function is not exported, or is not a function
    | 'threw'
    | 'timeout'
    | 'budget' // not called any more: time or patience is used up
    | 'crashed' // the process ended, ran out of memory, or broke the protocol
    | 'bad-result' // the value that came back is not of the declared form
  message: string
  /** The function that was called. */
  fn?: string
  /** For `threw`: the error's name and code, as far as they are strings. */
  name?: string
  code?: string
  /** Line of the student's own file, where known. */
  line?: number
  file?: string
  /** What the call printed before. */
  printed?: string
}

/** The student's code did not deliver. Never our fault: that is a GraderFault. */
export class StudentTrouble extends Error {
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble.message)
    this.name = 'StudentTrouble'
    this.trouble = trouble
  }
}

/** The grader did not deliver: whatever was being graded is `ungraded`, never a zero. */
export class GraderFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GraderFault'
  }
}

/** What came back from one call. */
export interface Answer {
  value: unknown
  /** What the value costs to keep and to look at, in bytes. */
  weight: number
  printed: string
  /** After a watched call: the arguments as they were then; undefined when they were as before. */
  argsAfter?: unknown
}

/** How calls reach the student's code: in this process or through a sandbox. Arguments are never shared. */
export interface Transport {
  /**
   * One call. Calls that are made before any of them is answered may travel together. A watched call is made as any
   * other, but afterwards everything in its result is overwritten and its arguments are looked at.
   *
   * @throws StudentTrouble, or TooLarge for arguments that can not be sent
   */
  call(fn: string, args: readonly unknown[], isWatched?: boolean): Promise<Answer>
  /** A whole session in one trip; the value is what is kept of it. */
  play(session: Session): Promise<Answer>
}

// biome-ignore lint/suspicious/noExplicitAny: the functions of an exercise have all kinds of parameters
type AnyFunction = (...args: any[]) => unknown

/** The student's function as a property sees it: every call is a promise. */
export type RemoteFunction<F extends AnyFunction> = {
  (...args: Parameters<F>): Promise<ReturnType<F>>
  /** The same function for many argument lists at once. */
  many(argsList: Parameters<F>[]): Promise<ReturnType<F>[]>
  /** A watched call: also tells what became of the arguments. */
  watched(...args: Parameters<F>): Promise<{ result: ReturnType<F>; argsAfter: unknown }>
  /** The trouble of a call that is expected to fail; undefined if it returned. */
  refusal(...args: Parameters<F>): Promise<Trouble | undefined>
}

/** The functions of an exercise module, remote. They also play sessions together: `Plays`. */
export type Student<M> = {
  [K in keyof M as M[K] extends AnyFunction ? K : never]: M[K] extends AnyFunction
    ? RemoteFunction<M[K]>
    : never
}

/** The function of that name, for laws that are told by name whom to ask. */
export function functionNamed<M>(
  student: Student<M>,
  fn: string,
): RemoteFunction<(...args: unknown[]) => unknown> {
  return student[fn as keyof Student<M>] as unknown as RemoteFunction<(...args: unknown[]) => unknown>
}

/** One call of a case and what came of it, kept to be shown and to be compared with known mistakes. */
export interface Call {
  fn: string
  args: readonly unknown[]
  result?: unknown
  trouble?: Trouble
  printed?: string
}

/** What is needed to know of each function: what keeps a value from being a result of it, in words. */
export type Functions = Record<string, { returns: (value: unknown) => string | undefined }>

/** How many of the calls of one `many` are kept. */
const RECORDED_OF_MANY = 50
/** Arguments that are too large are the student's doing only where results of this weight may be in them. */
const LARGE = 1024 * 1024

/**
 * Remote functions over a transport, for one case. Results are checked against the declared form, so that a property
 * never meets a value of another type, and the calls are kept in the log.
 */
export function remoteStudent(
  functions: Functions,
  transport: Transport,
  log = new CallLog(),
): Student<Record<string, AnyFunction>> {
  const known = students.get(functions) ?? studentWith(functions)
  students.set(functions, known)
  return new known(transport, log) as unknown as Student<Record<string, AnyFunction>>
}

type StudentClass = new (transport: Transport, log: CallLog) => object

const students = new WeakMap<Functions, StudentClass>()

/** Most properties use one or two of the functions: the others are never made. */
function studentWith(functions: Functions): StudentClass {
  class CaseStudent {
    readonly #transport: Transport
    readonly #log: CallLog
    constructor(transport: Transport, log: CallLog) {
      this.#transport = transport
      this.#log = log
    }
    async play(session: Session): Promise<unknown[]> {
      try {
        const { value, weight } = await this.#transport.play(session)
        this.#log.weigh(weight, 'the session')
        return value as unknown[]
      } catch (error) {
        throw nameFault(error, functionsOf(session).join(', '), this.#log)
      }
    }
    static {
      for (const fn of Object.keys(functions))
        Object.defineProperty(CaseStudent.prototype, fn, {
          get(this: CaseStudent) {
            const value = remoteFunction(fn, functions[fn]!.returns, this.#transport, this.#log)
            Object.defineProperty(this, fn, { value })
            return value
          },
        })
    }
  }
  return CaseStudent
}

function remoteFunction(
  fn: string,
  misfit: (value: unknown) => string | undefined,
  transport: Transport,
  log: CallLog,
): RemoteFunction<AnyFunction> {
  const ask = async (entry: Call, isWatched = false): Promise<Answer> => {
    try {
      const answer = await transport.call(fn, entry.args, isWatched)
      entry.result = answer.value
      if (answer.printed) entry.printed = answer.printed
      log.weigh(answer.weight, fn)
      const wrong = misfit(answer.value)
      if (wrong !== undefined) throw new StudentTrouble({ kind: 'bad-result', fn, message: wrong })
      return answer
    } catch (error) {
      const named = nameFault(error, fn, log)
      if (named instanceof StudentTrouble) entry.trouble = named.trouble
      throw named
    }
  }
  const record = (args: readonly unknown[]): Call => {
    const entry: Call = { fn, args }
    log.add(entry)
    return entry
  }
  const call = async (...args: unknown[]) => (await ask(record(args))).value
  const many = async (argsList: unknown[][]) => {
    const entries = argsList.map((args): Call => ({ fn, args }))
    const settled = await Promise.allSettled(entries.map((entry) => ask(entry)))
    return settled.map((outcome, i) => {
      if (i < RECORDED_OF_MANY) log.add(entries[i]!)
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value.value
    })
  }
  const watched = async (...args: unknown[]) => {
    const { value, argsAfter } = await ask(record(args), true)
    return { result: value, argsAfter }
  }
  const refusal = async (...args: unknown[]) => {
    try {
      await ask(record(args))
      return undefined
    } catch (error) {
      if (error instanceof StudentTrouble && error.trouble.kind === 'threw') return error.trouble
      if (error instanceof StudentTrouble && error.trouble.kind === 'bad-result') return undefined
      throw error
    }
  }
  return Object.assign(call, { many, watched, refusal })
}

/** Failures of the transport itself (no process to be had, say) are never taken for the student's. */
function nameFault(error: unknown, fn: string, log: CallLog): StudentTrouble | GraderFault {
  if (error instanceof StudentTrouble || error instanceof GraderFault) return error
  if (error instanceof TooLarge && log.weight > LARGE) {
    const message = `what was to be passed on to ${fn}, of earlier results, is too large: ${error.message}`
    return new StudentTrouble({ kind: 'bad-result', fn, message })
  }
  const why = error instanceof Error ? error.message : String(error)
  return new GraderFault(error instanceof TooLarge ? `The case for ${fn} can not be sent: ${why}` : why, {
    cause: error,
  })
}
