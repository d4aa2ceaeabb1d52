/**
 * What can cross the wall between grader and student: plain data, within limits. The same limits hold for a
 * module in this process and for one in the sandbox, so that `verify` meets what grading meets.
 */
import { types } from 'node:util'

/** How large one value may be. */
export interface DataLimits {
  /** In the binary form of sandbox/codec.ts. */
  bytes: number
  /** Numbers, texts, lists, records: everything counts one. */
  parts: number
  depth: number
}

/** For what a student's function returns: more than any exercise asks for. */
export const resultLimits: DataLimits = { bytes: 8 * 1024 * 1024, parts: 1_000_000, depth: 64 }
/** For what the grader hands over: the recordings of the capstone have 2.2 million numbers. */
export const argumentLimits: DataLimits = { bytes: 48 * 1024 * 1024, parts: 6_000_000, depth: 64 }

/** A value that is no plain data, or is too large. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** What stands for a value that is no plain data (a function, a Map, a cycle): its description. */
export class Opaque {
  readonly opaque: string
  constructor(opaque: string) {
    this.opaque = opaque
  }
}

/** Checks what is being gathered against limits. */
export class Measure {
  bytes = 0
  private parts = 0
  private readonly limits: DataLimits
  constructor(limits: DataLimits) {
    this.limits = limits
  }

  /** One more value at a depth, of so many parts and bytes. */
  add(parts: number, bytes: number, depth = 0): void {
    this.parts += parts
    this.bytes += bytes
    if (this.parts > this.limits.parts) throw new TooLarge(`it has more than ${this.limits.parts} parts`)
    if (this.bytes > this.limits.bytes) throw new TooLarge(`it is larger than ${this.limits.bytes >> 20} MB`)
    if (depth > this.limits.depth)
      throw new TooLarge(`it is nested more than ${this.limits.depth} levels deep`)
  }

  /** Refuses at once what announces more parts than there may be: nothing is made for them then. */
  announce(parts: number): void {
    if (this.parts + parts > this.limits.parts)
      throw new TooLarge(`it has more than ${this.limits.parts} parts`)
  }

  /**
   * What a value costs the grader to keep and to look at, in bytes: a part that is no number of a vector takes
   * some fifty.
   */
  get weight(): number {
    return this.bytes + 48 * this.parts
  }
}

/** Bytes of a text: its length, and two for each code unit. */
export function textBytes(text: string): number {
  return 4 + 2 * text.length
}

/** Whether an array holds numbers only: it travels as raw doubles then. */
export function isVector(values: readonly unknown[]): values is readonly number[] {
  for (let i = 0; i < values.length; i++) if (typeof values[i] !== 'number') return false
  return values.length > 0
}

/**
 * A deep copy of plain data: what a trip through the sandbox does to a value.
 *
 * @throws TooLarge
 */
export function copyOf(value: unknown, measure: Measure, depth = 0, open: object[] = []): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null) {
    measure.add(1, typeof value === 'number' ? 9 : 1, depth)
    return value
  }
  if (typeof value === 'string') {
    measure.add(1, 1 + textBytes(value), depth)
    return value
  }
  const exotic = exoticName(value) ?? (open.includes(value) ? 'a value that contains itself' : undefined)
  if (exotic !== undefined) {
    measure.add(1, 1 + textBytes(exotic), depth)
    return new Opaque(exotic)
  }
  if (Array.isArray(value)) return copyOfArray(value, measure, depth, open)
  measure.add(1, 5, depth)
  open.push(value)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    measure.add(0, textBytes(key))
    define(copy, key, copyOf((value as Record<string, unknown>)[key], measure, depth + 1, open))
  }
  open.pop()
  return copy
}

function copyOfArray(value: unknown[], measure: Measure, depth: number, open: object[]): unknown[] {
  if (isVector(value)) {
    measure.add(1 + value.length, 5 + 8 * value.length, depth)
    return value.slice()
  }
  measure.add(1, 5, depth)
  measure.announce(value.length)
  open.push(value)
  const copy: unknown[] = []
  for (let i = 0; i < value.length; i++)
    copy.push(i in value ? copyOf(value[i], measure, depth + 1, open) : new Opaque('a hole in an array'))
  open.pop()
  return copy
}

/** An own property whatever the key is called: `__proto__` must not reach the prototype. */
export function define(record: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true })
  else (record as Record<string, unknown>)[key] = value
}

/**
 * The name of a value that is more than data; undefined for arrays and records (of any class). Told by what a
 * value is, not by what it says of itself, so that it holds for values of another realm too.
 */
export function exoticName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint'
      ? `a ${typeof value}`
      : undefined
  if (types.isProxy(value)) return 'a Proxy'
  if (Array.isArray(value)) return undefined
  // A record as nearly all are: nothing but Object.prototype, of whatever realm, stands behind it.
  const prototype: unknown = Object.getPrototypeOf(value)
  if ((prototype === null || Object.getPrototypeOf(prototype) === null) && !isThenable(value))
    return undefined
  if (types.isPromise(value) || isThenable(value))
    return 'a Promise (remove async and await: the function must return the value itself)'
  if (types.isTypedArray(value))
    return `a ${nameOfTypedArray.call(value)} (make it a plain array, for example with Array.from)`
  if (types.isDataView(value)) return 'a DataView'
  if (types.isAnyArrayBuffer(value)) return 'an ArrayBuffer'
  if (types.isMap(value)) return 'a Map'
  if (types.isSet(value)) return 'a Set'
  if (types.isWeakMap(value) || types.isWeakSet(value)) return 'a weak collection'
  if (types.isDate(value)) return 'an object of type Date'
  if (types.isRegExp(value)) return 'an object of type RegExp'
  if (types.isNativeError(value)) return 'an object of type Error'
  return undefined
}

function isThenable(value: object): boolean {
  return 'then' in value && typeof value.then === 'function'
}

const nameOfTypedArray = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get as () => string
