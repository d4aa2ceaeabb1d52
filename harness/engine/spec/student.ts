/** What went wrong in the student's code, as data. */
export interface Trouble {
  kind:
    | 'not-loaded' // a missing file, a syntax error, a forbidden import, a throw while loading
    | 'no-export' // the function is not exported, or is not a function
    | 'threw'
    | 'timeout'
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

/** What one rehearsal of a call showed: see `rehearse`. */
export interface Rehearsal {
  first: unknown
  argsAfter: unknown[]
  second: unknown
}

/** How calls reach the student's code: in this process or through a sandbox. Arguments are never shared. */
export interface Transport {
  call(fn: string, args: readonly unknown[]): Promise<unknown>
  many(fn: string, argsList: readonly (readonly unknown[])[]): Promise<(unknown | StudentTrouble)[]>
  /**
   * Calls once, looks at the arguments afterwards, scribbles over everything in the first result, and
   * calls again with fresh arguments: a function without memory gives the same value twice.
   */
  rehearse(fn: string, args: readonly unknown[]): Promise<Rehearsal>
}

// biome-ignore lint/suspicious/noExplicitAny: the functions of an exercise have all kinds of parameters
type AnyFunction = (...args: any[]) => unknown

/** The student's function as a property sees it: every call is a promise. */
export type RemoteFunction<F extends AnyFunction> = {
  (...args: Parameters<F>): Promise<ReturnType<F>>
  /** The same function for many argument lists in one round trip. */
  many(argsList: Parameters<F>[]): Promise<ReturnType<F>[]>
  rehearse(...args: Parameters<F>): Promise<Rehearsal>
  /** The trouble of a call that is expected to fail; undefined if it returned. */
  refusal(...args: Parameters<F>): Promise<Trouble | undefined>
}

/** The functions of an exercise module, remote. */
export type Student<M> = {
  [K in keyof M as M[K] extends AnyFunction ? K : never]: M[K] extends AnyFunction
    ? RemoteFunction<M[K]>
    : never
}

/** One call of a case and what came of it, kept to be shown and to be compared with known mistakes. */
export interface Call {
  fn: string
  args: readonly unknown[]
  result?: unknown
  trouble?: Trouble
}

/** How many of the calls of one batch are kept. */
const RECORDED_OF_A_BATCH = 50

/**
 * Remote functions over a transport. Results are checked against the declared form, so that a property
 * never meets a value of another type, and every call is recorded.
 */
export function remoteStudent(
  functions: Record<string, { returns: (value: unknown) => string | undefined }>,
  transport: Transport,
  record: (call: Call) => void = () => {},
): Student<Record<string, AnyFunction>> {
  const student: Record<string, RemoteFunction<AnyFunction>> = {}
  const { call: callOver, many: manyOver, rehearse: rehearseOver } = faultsNamed(transport)
  for (const [fn, { returns }] of Object.entries(functions)) {
    const checked = (value: unknown): unknown => {
      const wrong = returns(value)
      if (wrong === undefined) return value
      throw new StudentTrouble({ kind: 'bad-result', fn, message: wrong })
    }
    const call = async (...args: unknown[]): Promise<unknown> => {
      const entry: Call = { fn, args }
      record(entry)
      try {
        entry.result = await callOver(fn, args)
        return checked(entry.result)
      } catch (error) {
        if (error instanceof StudentTrouble) entry.trouble = error.trouble
        throw error
      }
    }
    const many = async (argsList: unknown[][]): Promise<unknown[]> => {
      const results = await manyOver(fn, argsList)
      return results.map((result, i) => {
        const entry: Call = { fn, args: argsList[i] ?? [] }
        if (i < RECORDED_OF_A_BATCH) record(entry)
        if (result instanceof StudentTrouble) {
          entry.trouble = result.trouble
          throw result
        }
        entry.result = result
        return checked(result)
      })
    }
    const rehearse = async (...args: unknown[]): Promise<Rehearsal> => {
      const entry: Call = { fn, args }
      record(entry)
      try {
        const rehearsal = await rehearseOver(fn, args)
        entry.result = rehearsal.first
        checked(rehearsal.first)
        return rehearsal
      } catch (error) {
        if (error instanceof StudentTrouble) entry.trouble = error.trouble
        throw error
      }
    }
    const refusal = async (...args: unknown[]): Promise<Trouble | undefined> => {
      try {
        await call(...args)
        return undefined
      } catch (error) {
        if (error instanceof StudentTrouble && error.trouble.kind === 'threw') return error.trouble
        if (error instanceof StudentTrouble && error.trouble.kind === 'bad-result') return undefined
        throw error
      }
    }
    student[fn] = Object.assign(call, { many, rehearse, refusal })
  }
  return student
}

/** The same transport, whose own failures (no process to be had, say) are never taken for the student's. */
function faultsNamed(transport: Transport): Transport {
  const named = async <T>(trip: Promise<T>): Promise<T> => {
    try {
      return await trip
    } catch (error) {
      if (error instanceof StudentTrouble || error instanceof GraderFault) throw error
      throw new GraderFault(error instanceof Error ? error.message : String(error), { cause: error })
    }
  }
  return {
    call: (fn, args) => named(transport.call(fn, args)),
    many: (fn, argsList) => named(transport.many(fn, argsList)),
    rehearse: (fn, args) => named(transport.rehearse(fn, args)),
  }
}
