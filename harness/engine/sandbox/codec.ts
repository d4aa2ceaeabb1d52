/**
 * The binary form in which values cross the sandbox wall. Arrays of numbers travel as raw doubles, so NaN,
 * −0 and infinities arrive as they left. Nothing is ever revived into more than plain data: what is no plain
 * data (a function, a Map, a cycle) arrives as `{ opaque: 'a function' }`.
 *
 * Both sides use this file. The trusted side decodes what an untrusted process wrote: sizes are checked
 * before anything is allocated, and every malformed frame is a CodecError.
 */

import { Buffer } from 'node:buffer'

/** No value, and no frame, is larger. */
export const MAX_BYTES = 8 * 1024 * 1024
const MAX_DEPTH = 64
const MAX_NODES = 1_000_000

const tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  number: 4,
  string: 5,
  doubles: 6,
  list: 7,
  record: 8,
  opaque: 9,
} as const

/** A value too large to encode, or bytes that are no value. */
export class CodecError extends Error {
  override readonly name = 'CodecError'
}

/**
 * The bytes of a value.
 *
 * @throws CodecError for a value of more than 8 MiB, a million parts or 64 levels
 */
export function encode(value: unknown): Uint8Array {
  const writer = new Writer()
  writer.value(value, 0)
  return writer.finish()
}

/**
 * The value in a whole buffer.
 *
 * @throws CodecError for bytes that `encode` can not have written
 */
export function decode(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes)
  const value = reader.value(0)
  if (!reader.atEnd) throw new CodecError('bytes are left over')
  return value
}

class Writer {
  private bytes = Buffer.alloc(1024)
  private view = viewOf(this.bytes)
  private length = 0
  private nodes = 0
  private readonly open = new Set<object>()

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  value(value: unknown, depth: number): void {
    if (++this.nodes > MAX_NODES) throw new CodecError('it has more than a million parts')
    if (depth > MAX_DEPTH) throw new CodecError(`it is nested more than ${MAX_DEPTH} levels deep`)
    switch (typeof value) {
      case 'undefined':
        return this.byte(tag.undefined)
      case 'boolean':
        return this.byte(value ? tag.true : tag.false)
      case 'number':
        this.byte(tag.number)
        return this.double(value)
      case 'string':
        return this.text(tag.string, value)
      case 'object':
        return value === null ? this.byte(tag.null) : this.object(value, depth)
      default:
        return this.text(tag.opaque, `a ${typeof value}`)
    }
  }

  private object(value: object, depth: number): void {
    const exotic = exoticName(value)
    if (exotic) return this.text(tag.opaque, exotic)
    if (this.open.has(value)) return this.text(tag.opaque, 'a value that contains itself')
    this.open.add(value)
    if (Array.isArray(value)) this.array(value, depth)
    else this.record(value as Record<string, unknown>, depth)
    this.open.delete(value)
  }

  private array(value: unknown[], depth: number): void {
    const n = value.length
    if (n > MAX_NODES) throw new CodecError('it has more than a million parts')
    if (n > 0 && allNumbers(value)) {
      this.byte(tag.doubles)
      this.uint32(n)
      this.reserve(8 * n)
      for (let i = 0; i < n; i++) this.view.setFloat64(this.length + 8 * i, value[i] as number, true)
      this.length += 8 * n
      this.nodes += n
      return
    }
    this.byte(tag.list)
    this.uint32(n)
    for (let i = 0; i < n; i++) {
      if (i in value) this.value(value[i], depth + 1)
      else this.text(tag.opaque, 'a hole in an array')
    }
  }

  private record(value: Record<string, unknown>, depth: number): void {
    const keys = Object.keys(value)
    this.byte(tag.record)
    this.uint32(keys.length)
    for (const key of keys) {
      this.string(key)
      this.value(value[key], depth + 1)
    }
  }

  private text(kind: number, text: string): void {
    this.byte(kind)
    this.string(text)
  }

  /** UTF-16 code units as they are: a lone surrogate survives, and no text decoder has to be trusted. */
  private string(text: string): void {
    this.uint32(text.length)
    this.reserve(2 * text.length)
    this.bytes.write(text, this.length, 'utf16le')
    this.length += 2 * text.length
  }

  private byte(value: number): void {
    this.reserve(1)
    this.bytes[this.length++] = value
  }

  private uint32(value: number): void {
    this.reserve(4)
    this.view.setUint32(this.length, value, true)
    this.length += 4
  }

  private double(value: number): void {
    this.reserve(8)
    this.view.setFloat64(this.length, value, true)
    this.length += 8
  }

  private reserve(more: number): void {
    const needed = this.length + more
    if (needed > MAX_BYTES) throw new CodecError('it is larger than 8 MB')
    if (needed <= this.bytes.length) return
    const grown = Buffer.alloc(Math.min(MAX_BYTES, Math.max(needed, 2 * this.bytes.length)))
    grown.set(this.bytes)
    this.bytes = grown
    this.view = viewOf(grown)
  }
}

class Reader {
  private readonly bytes: Buffer
  private readonly view: DataView
  private offset = 0
  private nodes = 0

  constructor(bytes: Uint8Array) {
    if (bytes.length > MAX_BYTES) throw new CodecError('the frame is too large')
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.view = viewOf(this.bytes)
  }

  get atEnd(): boolean {
    return this.offset === this.view.byteLength
  }

  value(depth: number): unknown {
    this.count(1)
    if (depth > MAX_DEPTH) throw new CodecError('nested too deep')
    const kind = this.byte()
    switch (kind) {
      case tag.undefined:
        return undefined
      case tag.null:
        return null
      case tag.false:
        return false
      case tag.true:
        return true
      case tag.number:
        return this.double()
      case tag.string:
        return this.string()
      case tag.doubles:
        return this.doubles()
      case tag.list:
        return this.list(depth)
      case tag.record:
        return this.record(depth)
      case tag.opaque:
        return { opaque: this.string() }
      default:
        throw new CodecError(`unknown tag ${kind}`)
    }
  }

  private doubles(): number[] {
    const n = this.uint32()
    this.need(8 * n)
    this.count(n)
    const values = new Array<number>(n)
    for (let i = 0; i < n; i++) values[i] = this.view.getFloat64(this.offset + 8 * i, true)
    this.offset += 8 * n
    return values
  }

  private list(depth: number): unknown[] {
    const n = this.uint32()
    this.need(n)
    const values: unknown[] = []
    for (let i = 0; i < n; i++) values.push(this.value(depth + 1))
    return values
  }

  private record(depth: number): Record<string, unknown> {
    const n = this.uint32()
    this.need(5 * n)
    const record: Record<string, unknown> = {}
    for (let i = 0; i < n; i++) {
      const key = this.string()
      const value = this.value(depth + 1)
      // An own property whatever the key is called: `__proto__` must not reach the prototype.
      Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true })
    }
    return record
  }

  private string(): string {
    const n = this.uint32()
    this.need(2 * n)
    const text = this.bytes.toString('utf16le', this.offset, this.offset + 2 * n)
    this.offset += 2 * n
    return text
  }

  private byte(): number {
    this.need(1)
    return this.view.getUint8(this.offset++)
  }

  private uint32(): number {
    this.need(4)
    const value = this.view.getUint32(this.offset, true)
    this.offset += 4
    return value
  }

  private double(): number {
    this.need(8)
    const value = this.view.getFloat64(this.offset, true)
    this.offset += 8
    return value
  }

  private need(bytes: number): void {
    if (this.offset + bytes > this.view.byteLength) throw new CodecError('the frame ends too early')
  }

  private count(nodes: number): void {
    this.nodes += nodes
    if (this.nodes > MAX_NODES) throw new CodecError('too many parts')
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function allNumbers(values: unknown[]): values is number[] {
  for (let i = 0; i < values.length; i++) if (typeof values[i] !== 'number') return false
  return true
}

/** The name of an object that is more than data; undefined for arrays and records (of any class). */
function exoticName(value: object): string | undefined {
  if (Array.isArray(value)) return undefined
  if (value instanceof Promise || typeof (value as { then?: unknown }).then === 'function')
    return 'a Promise (remove async and await: the function must return the value itself)'
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `a ${value.constructor.name} (make it a plain array, for example with Array.from)`
  if (value instanceof Map || value instanceof Set || value instanceof WeakMap)
    return `a ${value.constructor.name}`
  if (value instanceof Date || value instanceof RegExp || value instanceof Error)
    return `an object of type ${value.constructor.name}`
  return undefined
}
