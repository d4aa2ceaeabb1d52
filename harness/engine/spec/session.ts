/**
 * A session of many calls that depend on each other, played in one trip: what the calls are is data, so that it can be
 * played where the student's functions are. Nothing is imported, and what runs beside student code uses nothing
 * that student code can replace.
 */

/** What an argument is made of. */
export type Source =
  /** The value itself. */
  | { value: unknown }
  /** The number of the round, from 0. */
  | { round: true }
  /** What the step of that name gave last, or a part of it: `{ of: 'choice', path: ['action'] }`. */
  | { of: string; path: readonly string[] }
  /** An entry of a table: `table[at[0]][at[1]] …`. A shared one is the same object in all calls that it is handed to. */
  | { table: string; at: readonly Source[]; isShared?: true }

/** One step: a call of a function, or a value that later steps refer to by the name of the step. */
export type Step = { name: string; fn: string; args: readonly Source[] } | { name: string; take: Source }

export interface Session {
  /** What entries are taken from, by name: plain data that student code never sees as a whole. */
  tables: Readonly<Record<string, unknown>>
  /** Steps before the first round. */
  first: readonly Step[]
  rounds: number
  /** The steps of every round. */
  each: readonly Step[]
  /** What to keep of every round. */
  keep: readonly Source[]
  /** What to keep at the end. */
  keepLast: readonly Source[]
}

/** What is kept: for each of `keep` a list with an entry a round, and after these the values of `keepLast`. */
export type Played =
  | { kept: unknown[] }
  /** A result of the student's led nowhere: a missing field, or an index that is none. */
  | { bad: { fn: string; message: string } }

/** What a property plays sessions on: the student's functions. Gives what is kept. */
export interface Plays {
  play(session: Session): Promise<unknown[]>
}

/**
 * Calls a function, with arguments and a result that nobody else holds: plain data, copied on the way in and out. Those
 * that are shared are copied once, and handed to every call.
 */
export type PlayCall = (fn: string, args: unknown[], round: number, isShared: readonly boolean[]) => unknown

export const value = (value: unknown): Source => ({ value })
export const round: Source = { round: true }

/** What the step of that name gave last, or a part of it. */
export function the(of: string, ...path: string[]): Source {
  return { of, path }
}

/** An entry of a table; numbers are indices as they stand. */
export function entry(table: string, ...at: (Source | number)[]): Source {
  return { table, at: at.map((index) => (typeof index === 'number' ? { value: index } : index)) }
}

/** An entry of a table that is handed on as one and the same object, not as a copy for each call. */
export function shared(table: string, index: number): Source {
  return { table, at: [{ value: index }], isShared: true }
}

/** A step: a call of `fn`, whose result goes by its name, or by the name that is given. */
export function step(fn: string, args: readonly Source[], name = fn): Step {
  return { name, fn, args }
}

/** A step without a call: from now on the name stands for the value, such as the state that an action leads to. */
export function take(name: string, take: Source): Step {
  return { name, take }
}

/** A session; what is left out is empty. */
export function session(parts: Partial<Session>): Session {
  return { tables: {}, first: [], rounds: 0, each: [], keep: [], keepLast: [], ...parts }
}

/** The functions that a session calls. */
export function functionsOf({ first, each }: Session): string[] {
  return [...new Set([...first, ...each].flatMap((step) => ('fn' in step ? [step.fn] : [])))]
}

const hasOwn = Object.hasOwn
const isArray = Array.isArray
/** Which kind of source or step something is: by its own fields only, whatever student code put on prototypes. */
function has<T extends object, K extends string>(of: T, key: K): of is Extract<T, { [_ in K]: unknown }> {
  return hasOwn(of, key)
}
const isWhole = Number.isInteger

/**
 * Plays a session.
 *
 * @throws what `call` throws; an Error for a session that is wrong in itself, which is nobody's fault but its author's
 */
export function playSession(session: Session, call: PlayCall): Played {
  const { tables, first, rounds, each, keep, keepLast } = session
  // Without a prototype, so that no name means anything that was not put here.
  const results: Record<string, { fn: string; value: unknown }> = { __proto__: null } as never
  const kept: unknown[] = []
  for (let k = 0; k < keep.length; k++) kept[k] = []
  let now = -1
  let bad: { fn: string; message: string } | undefined

  function blame({ of, path }: { of: string; path: readonly string[] }, wrong: string): undefined {
    const { fn } = results[of]!
    let what = `the result of ${fn}`
    for (let i = 0; i < path.length; i++) what = `${what}.${path[i]}`
    bad = { fn, message: `${what} is ${wrong}${now < 0 ? '' : ` in round ${now + 1} of ${rounds}`}` }
    return undefined
  }

  /** The value of a source; undefined once something is bad. */
  function resolve(source: Source): unknown {
    if (has(source, 'value')) return source.value
    if (has(source, 'round')) return now
    return has(source, 'of') ? partOf(source.of, source.path) : entryOf(source.table, source.at)
  }

  function partOf(of: string, path: readonly string[]): unknown {
    const known = results[of]
    if (!known) throw new Error(`the session has no step ${of} yet`)
    let part = known.value
    for (let i = 0; i < path.length; i++) {
      const key = path[i]!
      if (typeof part !== 'object' || part === null || !hasOwn(part, key))
        return blame({ of, path }, 'missing')
      part = (part as Record<string, unknown>)[key]
    }
    return part
  }

  function entryOf(table: string, at: readonly Source[]): unknown {
    if (!hasOwn(tables, table)) throw new Error(`the session has no table ${table}`)
    let part = tables[table]
    for (let i = 0; i < at.length; i++) {
      const source = at[i]!
      const index = resolve(source)
      if (bad) return undefined
      const isIndex =
        isArray(part) && isWhole(index) && (index as number) >= 0 && (index as number) < part.length
      if (!isIndex) {
        if (has(source, 'of') && isArray(part))
          return blame(source, `${shown(index)}, not a whole number from 0 to ${part.length - 1}`)
        throw new Error(`the table ${table} of the session has no such entry`)
      }
      part = (part as unknown[])[index as number]
    }
    return part
  }

  function play(steps: readonly Step[]): void {
    for (let s = 0; s < steps.length && !bad; s++) {
      const step = steps[s]!
      if (has(step, 'take')) {
        const value = resolve(step.take)
        // What is taken of a result is still the student's; what comes from a table was checked on its way.
        const fn = has(step.take, 'of') ? results[step.take.of]!.fn : 'the session'
        results[step.name] = { fn, value }
        continue
      }
      const args: unknown[] = []
      const isShared: boolean[] = []
      for (let i = 0; i < step.args.length && !bad; i++) {
        const source = step.args[i]!
        args[i] = resolve(source)
        isShared[i] = has(source, 'table') && source.isShared === true
      }
      if (!bad) results[step.name] = { fn: step.fn, value: call(step.fn, args, now, isShared) }
    }
  }

  play(first)
  for (now = 0; now < rounds && !bad; now++) {
    play(each)
    for (let k = 0; k < keep.length && !bad; k++) (kept[k] as unknown[])[now] = resolve(keep[k]!)
  }
  now = -1
  for (let k = 0; k < keepLast.length && !bad; k++) kept[keep.length + k] = resolve(keepLast[k]!)
  return bad ? { bad } : { kept }
}

function shown(value: unknown): string {
  if (typeof value === 'number') return `${value}`
  return value === undefined || value === null
    ? `${value}`
    : isArray(value)
      ? 'an array'
      : `a ${typeof value}`
}
